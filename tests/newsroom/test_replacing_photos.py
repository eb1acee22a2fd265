"""Another picture in place of one that several articles share: here alone, or everywhere."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article, Photo
from newsroom.models import PhotoUpload
from newsroom.permissions import is_editor
from newsroom.photo_library import replacing, replacing_form
from tests.newsroom.desk import (
    address,
    answer_everywhere,
    make_draft,
    opened,
    photo_upload,
    said,
    send,
    stored,
)
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


def replaced_everywhere(client: Client, title: str = "Bài đầu") -> Any:
    """The answer once the question is answered as well."""
    asked = other_picture(client, title, replace_in="moi-bai")
    return other_picture(client, title, replace_in=answer_everywhere(asked))


def file_in(title: str) -> str:
    return str(Photo.objects.get(article__title=title).file)


def test_whoever_replaces_a_shared_photo_is_asked_where_and_keeps_the_file(
    editor: Client, shared: str
) -> None:
    answer = other_picture(editor)
    assert ASKED in said(answer)
    assert "Ảnh này còn ở 1 bài khác, tên ghi dưới đây. Xóa ảnh ở đây thì bài đó" in said(answer)
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
        assert replaced_everywhere(editor).status_code == 302
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


def test_everywhere_names_the_articles_that_would_change_and_asks(
    editor: Client, shared: str
) -> None:
    answer = other_picture(editor, replace_in="moi-bai", caption="Chữ vừa gõ")
    assert (
        "Chưa thay. 1 bài khác cũng sẽ đổi sang ảnh mới, chỗ nào đang đăng thì bạn đọc thấy ngay:"
        " “Bài sau”. Nếu đúng ý, hãy chọn “Đúng, thay ở cả 1 bài khác”, rồi lưu lại."
    ) in said(answer)
    assert file_in("Bài đầu") == file_in("Bài sau") == shared
    form = answer.context["inline_admin_formsets"][0].formset.forms[0]
    assert ">\nChữ vừa gõ</textarea>" in answer.content.decode()
    assert form.data["photos-0-upload"]  # the picture waits, and is not chosen again
    other = Article.objects.get(title="Bài sau")
    link = f'<a href="{address(other)}" target="_blank" rel="noopener">Bài sau</a>'
    assert link in answer.content.decode()


def test_article_that_took_the_photo_since_the_answer_is_asked_about(
    editor: Client, shared: str
) -> None:
    asked = other_picture(editor, replace_in="moi-bai")
    answer = answer_everywhere(asked)
    make_photo(make_article(title="Bài chen vào"), file=shared, width=1000, height=600)
    again = other_picture(editor, replace_in=answer)
    assert "Chưa thay. 2 bài khác cũng sẽ đổi sang ảnh mới" in said(again)
    assert "“Bài chen vào”" in said(again)
    assert file_in("Bài đầu") == file_in("Bài chen vào") == shared


def test_title_of_an_article_that_shares_a_photo_is_no_markup(editor: Client, shared: str) -> None:
    Article.objects.filter(title="Bài sau").update(title="<b>Bài</b> sau")
    where = address(Article.objects.get(title="Bài đầu"))
    assert "&lt;b&gt;Bài&lt;/b&gt; sau</a>" in editor.get(where).content.decode()


def test_second_use_in_the_same_article_follows_too(editor: Client, shared: str) -> None:
    make_photo(Article.objects.get(title="Bài đầu"), file=shared, order=2, width=1000, height=600)
    replaced_everywhere(editor)
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


def test_photo_that_ten_articles_have_goes_from_one_of_them_and_the_form_names_the_others(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    name = send(editor).json()["name"]
    articles = [make_article(title=f"Bài {number}", body="<p>[ảnh 1]</p>") for number in range(10)]
    for article in articles:
        make_photo(article, file=name, width=1000, height=600)
    PhotoUpload.objects.get(file=name).hand_over()
    first, *others = articles
    form = editor.get(address(first))
    assert "Ảnh này còn ở 9 bài khác" in said(form)
    assert "Xóa ảnh ở đây thì các bài đó vẫn còn ảnh." in said(form)
    for other in others:
        assert f'<a href="{address(other)}" target="_blank"' in form.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        fields = opened(editor, address(first)) | {"photos-0-DELETE": "on", "_save": "1"}
        assert editor.post(address(first), fields).status_code == 302
    assert not first.photos.exists()
    for article in others:
        page = Client().get(article.get_absolute_url()).content.decode()
        assert article.photos.get().file.url.rpartition("-")[0] in page
    assert Client().get(others[0].photos.get().file.url).status_code == 200


def test_picture_of_more_articles_than_one_save_can_change_is_replaced_in_one_alone(
    editor: Client, shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (replacing, replacing_form):
        monkeypatch.setattr(module, "MOST_REPLACED", 2)
    for title in ("Bài ba", "Bài tư"):
        make_photo(make_article(title=title), file=shared, width=1000, height=600)
    where = address(Article.objects.get(title="Bài đầu"))
    form = editor.get(where)
    assert "Ảnh này còn ở hơn 2 bài khác" in said(form)
    assert "thay ở mọi bài" not in said(form)
    assert "nhiều quá để thay trong một lần lưu" in said(other_picture(editor))
    forged = other_picture(editor, replace_in="moi-bai")
    assert "nhiều quá để thay trong một lần lưu" in said(forged)
    assert set(Photo.objects.values_list("file", flat=True)) == {shared}
    assert other_picture(editor, replace_in="bai-nay").status_code == 302
    assert Photo.objects.filter(file=shared).count() == 3


@pytest.mark.parametrize("number", [2, 400])
def test_form_asks_as_much_however_many_articles_share_its_photo(
    editor: Client, shared: str, number: int, django_assert_max_num_queries: Any
) -> None:
    owner = Article.objects.get(title="Bài đầu")
    for each in Article.objects.bulk_create(
        Article(title=f"Bài {n}", slug=f"bai-{n}", category=owner.category) for n in range(number)
    ):
        Photo.objects.bulk_create([Photo(article=each, file=shared, width=1000, height=600)])
    person = User.objects.get(username="bientap")
    assert is_editor(person)  # asked and known
    with django_assert_max_num_queries(3):
        found = replacing.texts_sharing(person, owner)
    assert len(found[shared]) == min(number + 1, replacing.MOST_REPLACED + 1)


def test_no_page_takes_a_photo_from_all_its_articles_unasked(editor: Client, shared: str) -> None:
    photos = "/quan-tri/articles/photo/"
    photo = Photo.objects.get(article__title="Bài đầu")
    assert editor.get(f"{photos}{photo.pk}/delete/").status_code == 404
    chosen = {"action": "delete_selected", "_selected_action": [str(photo.pk)], "post": "yes"}
    editor.post(photos, chosen)
    assert Photo.objects.filter(file=shared).count() == 2
