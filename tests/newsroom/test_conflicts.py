"""Several saves of one article, by two people, two clicks or the back button: none goes unseen."""

import datetime
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from time_machine import TimeMachineFixture

from articles.models import Article
from newsroom.admin import article_form_page
from newsroom.models import PhotoUpload
from newsroom.saving import article_made_by_form
from tests.newsroom.desk import (
    ADD,
    WRITTEN,
    address,
    make_draft,
    opened,
    photo_upload,
    said,
    sent_again,
    signed_in,
    stored,
)
from tests.newsroom.proposing import with_new_photo
from tests.support.factories import make_article, make_byline, make_category, make_photo
from tests.support.responses import Response
from tests.support.server import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db


def test_second_to_save_sees_both_texts_and_nothing_is_overwritten(editor: Client) -> None:
    other = signed_in("dongnghiep")
    article = make_article(body="<p>Đại hội thông qua nghị quyết.</p>")
    mine, theirs = opened(editor, address(article)), opened(other, address(article))
    other.post(address(article), theirs | {"body": "<p>Đại hội thông qua báo cáo.</p>"})
    response = editor.post(address(article), mine | {"body": "<p>Hội nghị thông qua.</p>"})
    assert response.status_code == 409
    page = said(response)
    assert "dongnghiep đã lưu bài này" in page
    assert "báo cáo." in page
    assert "Hội nghị" in page
    assert Article.objects.get().body == "<p>Đại hội thông qua báo cáo.</p>"
    assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]


def in_conflict(mine: Client, other: Client, article: Article) -> Response:
    fields = opened(mine, address(article))
    other.post(address(article), opened(other, address(article)) | {"title": "Tựa của họ"})
    response = mine.post(address(article), fields | {"title": "Tựa của tôi"})
    assert response.status_code == 409
    return response


def test_in_a_conflict_mine_may_be_taken_and_theirs_stays_in_the_history(editor: Client) -> None:
    article = make_article()
    conflict = in_conflict(editor, signed_in("dongnghiep"), article)
    assert editor.post(address(article), sent_again(conflict, "")).status_code == 302
    assert Article.objects.get().title == "Tựa của tôi"
    assert [each.snapshot["title"] for each in article.revisions.all()] == [
        "Tựa của tôi",
        "Tựa của họ",
        article.title,
    ]


def test_in_a_conflict_mine_may_be_edited_further(editor: Client) -> None:
    article = make_article()
    conflict = in_conflict(editor, signed_in("dongnghiep"), article)
    response = editor.post(address(article), sent_again(conflict, "_edit_on"))
    assert "Bài chưa được lưu" in said(response)
    assert response.context["adminform"].form["title"].value() == "Tựa của tôi"
    assert Article.objects.get().title == "Tựa của họ"
    fields = sent_again(conflict, "") | {"title": "Tựa chung"}
    editor.post(address(article), fields)
    assert Article.objects.get().title == "Tựa chung"


def test_a_third_save_during_the_conflict_is_a_conflict_again(editor: Client) -> None:
    article, other = make_article(), signed_in("dongnghiep")
    conflict = in_conflict(editor, other, article)
    other.post(address(article), opened(other, address(article)) | {"title": "Lần ba"})
    assert editor.post(address(article), sent_again(conflict, "")).status_code == 409
    assert Article.objects.get().title == "Lần ba"


def test_stale_form_of_the_back_button_is_a_conflict(editor: Client) -> None:
    article = make_article()
    fields = opened(editor, address(article))
    editor.post(address(article), fields | {"title": "Lần một"})
    assert editor.post(address(article), fields | {"title": "Lần hai"}).status_code == 409
    assert Article.objects.get().title == "Lần một"


def test_double_click_on_save_is_one_revision_and_no_conflict(editor: Client) -> None:
    article = make_article()
    make_photo(article)
    make_byline(article)
    fields = opened(editor, address(article)) | {"title": "Tựa mới"}
    for _ in range(2):
        assert editor.post(address(article), fields).status_code == 302
    assert [each.number for each in article.revisions.all()] == [1, 0]
    assert article.photos.count() == article.bylines.count() == 1


def test_double_click_on_publish_publishes_once(
    editor: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    article = make_article(status="waiting", published_from=None)
    fields = opened(editor, address(article)) | {"title": "Tựa mới", "_step_publish": "Đăng ngay"}
    for _ in range(2):
        assert editor.post(address(article), fields).status_code == 302
        time_machine.shift(datetime.timedelta(seconds=2))
    article.refresh_from_db()
    assert (article.status, article.title) == ("published", "Tựa mới")
    assert article.audit_log.filter(action="published").count() == 1


def test_double_click_on_a_new_article_makes_one_with_its_photo_once(editor: Client) -> None:
    fields = (
        opened(editor, ADD) | {"title": "Tin mới", "category": str(make_category().pk)} | WRITTEN
    )
    for _ in range(2):
        photo = {
            "photos-TOTAL_FORMS": "1",
            "photos-0-order": "1",
            "photos-0-caption": "Lễ kết nạp",
            "photos-0-credit": "Trần Văn Vũ",
            "photos-0-alt": "Đảng viên mới giơ tay tuyên thệ",
            "photos-0-file": photo_upload(),
        }
        response = editor.post(ADD, fields | photo | {"_step_publish": "Đăng ngay"})
        assert response.status_code == 302
    article = Article.objects.get()
    assert article.photos.count() == 1
    assert [line.action for line in article.audit_log.order_by("pk")] == ["written", "published"]


def test_new_article_of_the_back_button_is_not_written_over(editor: Client) -> None:
    fields = opened(editor, ADD) | {"title": "Một", "category": str(make_category().pk)}
    editor.post(ADD, fields)
    assert editor.post(ADD, fields | {"title": "Hai"}).status_code == 409
    assert Article.objects.get().title == "Một"


def test_publication_meanwhile_is_not_undone_by_a_save(editor: Client) -> None:
    article = make_draft_of_the_house()
    fields = opened(editor, address(article))
    signed_in("dongnghiep").post(address(article, "viec/approve"))
    editor.post(address(article), fields | {"title": "Tựa mới"})
    article.refresh_from_db()
    assert (article.status, article.title) == ("approved", "Tựa mới")


def test_file_chosen_in_the_form_is_kept_on_the_conflict_page(editor: Client) -> None:
    article, other = make_article(), signed_in("dongnghiep")
    fields = with_new_photo(opened(editor, address(article)), "", caption="Biểu quyết")
    fields |= {"title": "Tựa của tôi"}
    other.post(address(article), opened(other, address(article)) | {"title": "Tựa của họ"})
    conflict = editor.post(address(article), fields | {"photos-0-file": photo_upload()})
    assert conflict.status_code == 409
    assert "photos-0-upload" in sent_again(conflict, "")
    further = editor.post(address(article), sent_again(conflict, "_edit_on"))
    assert "-480.webp" in said(further)  # its thumbnail, in the form that goes on
    assert editor.post(address(article), sent_again(conflict, "")).status_code == 302
    photo = article.photos.get()
    assert (photo.caption, photo.width, photo.height) == ("Biểu quyết", 900, 600)
    assert set(stored(photo.file.name)) == {True}
    assert not PhotoUpload.objects.exists()


def test_picture_exchanged_in_the_form_is_kept_on_the_conflict_page(editor: Client) -> None:
    article, other = make_article(), signed_in("dongnghiep")
    photo = make_photo(article)
    before = photo.file.name
    changed = {"photos-0-file": photo_upload(), "title": "Tựa của tôi"}
    fields = opened(editor, address(article)) | changed
    other.post(address(article), opened(other, address(article)) | {"title": "Tựa của họ"})
    conflict = editor.post(address(article), fields)
    assert conflict.status_code == 409
    photo.refresh_from_db()
    assert photo.file.name == before
    assert editor.post(address(article), sent_again(conflict, "")).status_code == 302
    photo.refresh_from_db()
    assert photo.file.name != before
    assert (photo.width, photo.height) == (900, 600)


def make_draft_of_the_house() -> Article:
    return make_article(status="waiting", published_from=None)


@pytest.mark.parametrize("step", ["approve", "publish"])
def test_text_saved_meanwhile_is_not_let_through_by_an_untouched_form(
    step: str, editor: Client, reporter: Client
) -> None:
    article = make_draft(status="waiting")
    fields = opened(editor, address(article))
    reporter.post(address(article), opened(reporter, address(article)) | {"title": "Chưa ai xem"})
    response = editor.post(address(article), fields | {f"_step_{step}": "Duyệt"})
    assert response.status_code == 409
    article.refresh_from_db()
    assert (article.status, article.title) == ("waiting", "Chưa ai xem")


def test_double_click_on_publish_without_a_change_is_one_publication(
    editor: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    article = make_draft_of_the_house()
    fields = opened(editor, address(article)) | {"_step_publish": "Đăng ngay"}
    for _ in range(2):
        assert editor.post(address(article), fields).status_code == 302
        time_machine.shift(datetime.timedelta(seconds=2))
    assert article.audit_log.filter(action="published").count() == 1


def test_untouched_form_of_the_back_button_is_a_conflict_too(editor: Client) -> None:
    article = make_article()
    fields = opened(editor, address(article))
    editor.post(address(article), fields | {"title": "Lần một"})
    assert editor.post(address(article), fields).status_code == 409
    assert Article.objects.get().title == "Lần một"


def at_once(*works: Callable[[], Response]) -> list[int]:
    """The status of each answer, all asked for at the same moment."""
    barrier, answers = Barrier(len(works)), []

    def ask(work: Callable[[], Response]) -> None:
        barrier.wait(PATIENCE_SECONDS)
        try:
            answers.append(work().status_code)
        finally:
            connection.close()

    threads = [Thread(target=ask, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return sorted(answers)


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_told_of_the_other() -> None:
    one, two = signed_in("mot"), signed_in("hai")
    article = make_article()
    mine = opened(one, address(article)) | {"title": "Của một"}
    theirs = opened(two, address(article)) | {"title": "Của hai"}
    answers = at_once(
        lambda: one.post(address(article), mine), lambda: two.post(address(article), theirs)
    )
    assert answers == [302, 409]
    assert [each.number for each in article.revisions.all()] == [1, 0]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_article() -> None:
    one, two = signed_in("mot"), signed_in("mot")
    fields = opened(one, ADD) | {"title": "Tin mới", "category": str(make_category().pk)}
    answers = at_once(lambda: one.post(ADD, fields), lambda: two.post(ADD, fields))
    assert answers == [302, 302]
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_second_click_that_looked_before_the_first_one_saved_goes_on_as_its_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = signed_in("mot"), signed_in("mot")
    fields = opened(one, ADD) | {"title": "Tin mới", "category": str(make_category().pk)}
    looked = article_made_by_form

    def look_too_early(form_key: str, by: User) -> Article | None:
        monkeypatch.setattr(article_form_page, "article_made_by_form", looked)
        assert looked(form_key, by) is None
        assert two.post(ADD, fields).status_code == 302
        return None

    monkeypatch.setattr(article_form_page, "article_made_by_form", look_too_early)
    assert one.post(ADD, fields).status_code == 302
    assert Article.objects.count() == 1
