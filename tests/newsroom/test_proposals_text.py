"""Edits of approved articles, which wait for an editor."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article
from tests.browser.conftest import picture
from tests.newsroom.desk import (
    HOUR,
    address,
    fields_of,
    make_draft,
    opened,
    person,
    said,
    sent_again,
)
from tests.newsroom.proposing import with_new_photo
from tests.support.factories import make_byline, make_photo
from tests.support.responses import Response

pytestmark = pytest.mark.django_db


def proposed(reporter: Client, article: Article, **changes: str) -> str:
    fields = opened(reporter, address(article)) | changes
    response = reporter.post(address(article), fields)
    assert response.status_code == 302
    return response.headers["Location"]


def test_edit_of_a_live_article_waits_while_readers_see_the_old_one(
    reporter: Client, editor: Client
) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    photo = make_photo(article, caption="Chú thích cũ", credit="Trần Văn Vũ")
    changes = {"title": "Tựa đề nghị", "photos-0-caption": "Chú thích đề nghị"}
    where = proposed(reporter, article, **changes)
    public = said(Client().get(article.get_absolute_url()))
    assert article.title in public
    assert "Tựa đề nghị" not in public
    photo.refresh_from_db()
    assert photo.caption == "Chú thích cũ"
    assert "Thêm: </span>Tựa đề nghị" in said(editor.get(where))
    assert article.title in said(editor.get("/quan-tri/articles/article/?ban-sua=cho"))
    editor.post(where, {"began_from": "0", "accept": "1"})
    article.refresh_from_db()
    photo.refresh_from_db()
    assert (article.title, photo.caption) == ("Tựa đề nghị", "Chú thích đề nghị")
    assert "Tựa đề nghị" in said(Client().get(article.get_absolute_url()))
    assert article.revisions.all()[0].by == person("phongvien")


def test_returned_proposal_tells_its_author_why(reporter: Client, editor: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    where = proposed(reporter, article, title="Tựa đề nghị")
    assert "lý do trả lại" in said(editor.post(where, {"decline": "1", "reason": ""}, follow=True))
    editor.post(where, {"decline": "1", "reason": "Giữ tựa cũ."})
    assert "Giữ tựa cũ." in said(reporter.get(where))
    assert "Giữ tựa cũ." in said(reporter.get(address(article)))
    assert "Giữ tựa cũ." not in said(editor.get(address(article)))
    assert Article.objects.get().title == article.title
    editor.post(where, {"began_from": "0", "accept": "1"})
    assert Article.objects.get().title == article.title


def test_proposal_is_not_accepted_over_a_text_the_editor_has_not_seen(
    reporter: Client, editor: Client
) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    where = proposed(reporter, article, title="Tựa đề nghị")
    editor.post(address(article), opened(editor, address(article)) | {"lead": "Sapo mới."})
    assert "Bài đã được sửa sau khi" in said(editor.get(where))
    editor.post(where, {"began_from": "0", "accept": "1"})
    assert Article.objects.get().title == article.title


def test_second_proposal_begins_from_the_first_and_replaces_it(reporter: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    make_photo(article)
    make_byline(article)
    first = {"photos-0-caption": "Chú thích đề nghị", "bylines-0-name": "Tên đề nghị"}
    proposed(reporter, article, title="Tựa đề nghị", **first)
    proposed(reporter, article, lead="Sapo đề nghị.")
    open_one, earlier = article.proposals.all()
    assert (open_one.state, earlier.state) == ("open", "replaced")
    assert open_one.snapshot["photos"][0]["caption"] == "Chú thích đề nghị"
    assert open_one.snapshot["bylines"][0]["name"] == "Tên đề nghị"
    assert open_one.snapshot["title"] == "Tựa đề nghị"
    assert open_one.snapshot["lead"] == "Sapo đề nghị."


def from_two_windows(reporter: Client, article: Article, **second: object) -> Response:
    """The answer to the second window's form, both opened before the first one was sent."""
    fields = opened(reporter, address(article))
    reporter.post(address(article), fields | {"title": "Tựa ở cửa sổ một"})
    return reporter.post(address(article), fields | {"title": "Tựa ở cửa sổ hai"} | second)


def test_second_window_sees_the_edit_that_the_first_one_sent(reporter: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    conflict = from_two_windows(reporter, article)
    assert conflict.status_code == 409
    page = said(conflict)
    assert "chính bạn đã gửi một bản sửa khác của bài này từ cửa sổ khác" in page
    assert "Tựa – bản đang chờ duyệt" in page
    assert "Chỉ bản này có: </span>một" in page
    assert "Chỉ bản này có: </span>hai" in page
    assert "Lấy bản đang chờ duyệt" in page
    [waiting] = article.proposals.all()
    assert (waiting.state, waiting.snapshot["title"]) == ("open", "Tựa ở cửa sổ một")
    assert "Tựa ở cửa sổ hai" in said(reporter.get(address(article)))  # offered, as typed


def test_second_window_s_edit_may_be_taken_and_the_first_one_is_kept(reporter: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    conflict = from_two_windows(reporter, article)
    response = reporter.post(address(article), sent_again(conflict, ""))
    assert response.status_code == 302
    assert [(each.state, each.snapshot["title"]) for each in article.proposals.all()] == [
        ("open", "Tựa ở cửa sổ hai"),
        ("replaced", "Tựa ở cửa sổ một"),
    ]


def test_second_window_s_edit_may_be_edited_further(reporter: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    conflict = from_two_windows(reporter, article)
    response = reporter.post(address(article), sent_again(conflict, "_edit_on"))
    assert response.context["adminform"].form["title"].value() == "Tựa ở cửa sổ hai"
    both = fields_of(response) | {"title": "Tựa chung"}
    assert reporter.post(address(article), both).status_code == 302
    assert article.proposals.get(state="open").snapshot["title"] == "Tựa chung"


def test_edit_after_a_returned_one_meets_no_conflict(reporter: Client, editor: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    where = proposed(reporter, article, title="Tựa đề nghị")
    fields = opened(reporter, address(article)) | {"title": "Tựa khác"}
    editor.post(where, {"decline": "1", "reason": "Giữ tựa cũ."})
    assert reporter.post(address(article), fields).status_code == 302
    assert article.proposals.get(state="open").snapshot["title"] == "Tựa khác"


def test_photo_chosen_in_the_second_window_is_not_chosen_again(reporter: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    file = SimpleUploadedFile("a.png", picture(), "image/png")
    row = with_new_photo({"photos-TOTAL_FORMS": "0"}, "") | {"photos-0-file": file}
    conflict = from_two_windows(reporter, article, **row)
    reporter.post(address(article), sent_again(conflict, ""))
    [photo] = article.proposals.get(state="open").snapshot["photos"]
    [upload] = article.proposals.get(state="open").uploads.all()
    assert photo["file"] == upload.file.name


def test_double_click_on_a_proposal_is_one_proposal(reporter: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    fields = opened(reporter, address(article)) | {"title": "Tựa đề nghị"}
    for _ in range(2):
        reporter.post(address(article), fields)
    assert article.proposals.count() == 1


def test_reporter_decides_no_proposal(reporter: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    where = proposed(reporter, article, title="Tựa đề nghị")
    assert reporter.post(where, {"began_from": "0", "accept": "1"}).status_code == 403
    assert article.proposals.get().state == "open"
