"""Another picture in place of one that several articles share: here alone, or everywhere."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article, Photo
from newsroom.models import PhotoUpload
from tests.newsroom.desk import address, make_draft, opened, photo_upload, said, send, stored
from tests.support.factories import make_article, make_photo

pytestmark = pytest.mark.django_db

ASKED = "Hãy chọn: chỉ thay ở bài này, hay thay ở mọi bài dùng ảnh này."


@pytest.fixture
def shared(editor: Client) -> str:
    """The name of a picture that two public articles have."""
    name: str = send(editor).json()["name"]
    for title in ("Bài đầu", "Bài sau"):
        article = make_article(title=title, body="<p>[ảnh 1]</p>")
        make_photo(article, file=name, caption=f"Ở {title}", width=1000, height=600)
    PhotoUpload.objects.get(file=name).hand_over()
    return name


def other_picture(client: Client, title: str = "Bài đầu", **more: Any) -> Any:
    """The answer to the article's form with another file for its photo."""
    where = address(Article.objects.get(title=title))
    fields = opened(client, where) | {"photos-0-file": photo_upload(), "_save": "1"}
    return client.post(where, fields | {f"photos-0-{name}": value for name, value in more.items()})


def file_in(title: str) -> str:
    return str(Photo.objects.get(article__title=title).file)


def test_whoever_replaces_a_shared_photo_is_asked_where_and_keeps_the_file(
    editor: Client, shared: str
) -> None:
    answer = other_picture(editor)
    assert ASKED in said(answer)
    assert "Ảnh này còn ở “Bài sau”." in said(answer)
    assert file_in("Bài đầu") == file_in("Bài sau") == shared
    chosen = answer.context["inline_admin_formsets"][0].formset.forms[0].data["photos-0-upload"]
    where = address(Article.objects.get(title="Bài đầu"))
    fields = opened(editor, where) | {"photos-0-upload": chosen, "photos-0-replace_in": "bai-nay"}
    assert editor.post(where, fields | {"_save": "1"}).status_code == 302
    assert file_in("Bài đầu") == chosen


def test_here_alone_leaves_the_other_article_its_picture(
    editor: Client, shared: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert other_picture(editor, replace_in="bai-nay").status_code == 302
    assert file_in("Bài đầu") != file_in("Bài sau") == shared
    assert all(stored(shared))
    with django_capture_on_commit_callbacks(execute=True):
        assert other_picture(editor, "Bài sau").status_code == 302  # asked no more: the last use
    assert not any(stored(shared))


def test_everywhere_gives_each_article_the_picture_and_leaves_it_its_words(
    editor: Client, shared: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert other_picture(editor, replace_in="moi-bai").status_code == 302
    second = Photo.objects.get(article__title="Bài sau")
    assert str(second.file) == file_in("Bài đầu") != shared
    assert (second.caption, second.width, second.height) == ("Ở Bài sau", 900, 600)
    assert not any(stored(shared))
    assert all(stored(str(second.file)))
    page = Client().get(second.article.get_absolute_url()).content.decode()
    assert second.file.url.rpartition("-")[0] in page
    last = second.article.revisions.first()
    assert last is not None
    assert last.why == "Thay ảnh dùng chung từ bài khác"
    assert second.article.audit_log.filter(action="edited").count() == 1


def test_second_use_in_the_same_article_follows_too(editor: Client, shared: str) -> None:
    make_photo(Article.objects.get(title="Bài đầu"), file=shared, order=2, width=1000, height=600)
    other_picture(editor, replace_in="moi-bai")
    assert shared not in Photo.objects.values_list("file", flat=True)
    assert len(set(Photo.objects.values_list("file", flat=True))) == 1


def test_other_words_at_a_shared_photo_need_no_answer(editor: Client, shared: str) -> None:
    where = address(Article.objects.get(title="Bài đầu"))
    fields = opened(editor, where) | {"photos-0-caption": "Chữ mới", "_save": "1"}
    assert editor.post(where, fields).status_code == 302
    assert Photo.objects.filter(caption="Chữ mới", file=shared).exists()


def test_reporter_replaces_at_home_and_hears_of_no_other_article(
    reporter: Client, shared: str
) -> None:
    draft = make_draft(title="Bài của tôi")
    make_photo(draft, file=shared, width=1000, height=600)
    assert "Ảnh này còn ở" not in said(reporter.get(address(draft)))
    forged = other_picture(reporter, "Bài của tôi", replace_in="moi-bai")
    assert forged.status_code == 302
    assert file_in("Bài của tôi") != file_in("Bài đầu") == file_in("Bài sau") == shared
