"""Several people at one article: what each may press, what is kept, and what is never lost."""

import datetime
import html
import re
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.desk_log import log
from articles.models import Article, LogLine
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from tests.articles.test_admin import ADD, photo_upload
from tests.factories import make_article, make_byline, make_category, make_person, make_photo

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
# Nothing in it that one should look at before it goes on.
WRITTEN = {"lead": "Sáng nay, chi bộ họp.", "body": "<p>Chi bộ bàn ba việc.</p>"}


def signed_in(name: str, role: str = EDITOR) -> Client:
    client = Client()
    client.force_login(make_person(name, role))
    return client


@pytest.fixture
def reporter() -> Client:
    return signed_in("phongvien", REPORTER)


@pytest.fixture
def editor() -> Client:
    return signed_in("bientap")


def person(name: str) -> User:
    return User.objects.get(username=name)


def make_draft(**fields: Any) -> Article:
    draft = {"status": "draft", "published_from": None, "author": person("phongvien")}
    return make_article(**draft | fields)


def address(article: Article, page: str = "change") -> str:
    return f"/quan-tri/articles/article/{article.pk}/{page}/"


def opened(client: Client, where: str) -> dict[str, str]:
    """The fields of the form as a browser has them once the page is open, buttons left out."""
    return fields_of(client.get(where))


def fields_of(page: HttpResponse) -> dict[str, str]:
    assert page.status_code == 200
    fields: dict[str, str] = {}
    for bound in page.context["adminform"].form:
        widget, value = bound.field.widget, bound.value()
        if hasattr(widget, "decompress"):
            parts = widget.decompress(value)
            fields |= {
                f"{bound.name}_{number}": "" if part is None else str(part)
                for number, part in enumerate(parts)
            }
        else:
            fields[bound.name] = "" if value is None else str(value)
    for inline in page.context["inline_admin_formsets"]:
        bound_forms = [inline.formset.management_form, *inline.formset.initial_forms]
        for each in bound_forms:
            for bound in each:
                value = bound.value()
                is_file = "file" in bound.name
                fields[bound.html_name] = "" if value is None or is_file else str(value)
        fields[f"{inline.formset.prefix}-TOTAL_FORMS"] = str(len(inline.formset.initial_forms))
    return fields


def said(response: HttpResponse) -> str:
    return html.unescape(response.content.decode())


def buttons(client: Client, where: str) -> list[str]:
    row = re.search(r'<div class="submit-row">.*?</div>', client.get(where).content.decode(), re.S)
    assert row
    return re.findall(r'(?:value="|<button[^>]*>)([^"<]+)["<]', row[0])


@pytest.mark.parametrize(
    ("role", "status", "expected"),
    [
        (REPORTER, "draft", ["Lưu nháp", "Lưu và sửa tiếp", "Gửi duyệt", "Bỏ vào thùng rác"]),
        (REPORTER, "waiting", ["Lưu", "Lưu và sửa tiếp"]),
        (REPORTER, "approved", ["Gửi bản sửa chờ duyệt"]),
        (REPORTER, "published", ["Gửi bản sửa chờ duyệt"]),
        (
            EDITOR,
            "waiting",
            [
                *("Lưu", "Lưu và sửa tiếp", "Trả lại…", "Duyệt"),
                *("Đăng ngay", "Hẹn giờ…", "Bỏ vào thùng rác"),
            ],
        ),
        (EDITOR, "published", ["Lưu", "Lưu và sửa tiếp", "Gỡ…", "Bỏ vào thùng rác"]),
        (EDITOR, "trashed", ["Lấy lại"]),
        (ADMINISTRATOR, "trashed", ["Lấy lại"]),
        (REPORTER, "trashed", []),
    ],
)
def test_form_offers_what_this_person_may_do_now(
    role: str, status: str, expected: list[str]
) -> None:
    client = signed_in("phongvien", role)
    trashed_from = "published" if status == "trashed" else ""
    article = make_article(status=status, trashed_from=trashed_from, author=person("phongvien"))
    preview = [] if status == "trashed" else ["Xem trước"]
    assert buttons(client, address(article)) == expected + preview
    assert 'name="status"' not in client.get(address(article)).content.decode()


def test_reporter_writes_and_submits_and_the_editor_returns_with_a_reason(
    reporter: Client, editor: Client
) -> None:
    fields = (
        opened(reporter, ADD) | {"title": "Tin mới", "category": str(make_category().pk)} | WRITTEN
    )
    reporter.post(ADD, fields | {"_step_submit": "Gửi duyệt"})
    article = Article.objects.get()
    assert (article.status, article.author) == ("waiting", person("phongvien"))
    asked = editor.post(
        address(article), opened(editor, address(article)) | {"_step_return": "Trả lại…"}
    )
    where = asked.headers["Location"]
    assert "Hãy ghi lý do" in said(editor.post(where, {"reason": " "}))
    editor.post(where, {"reason": "Thiếu nguồn tin."})
    article.refresh_from_db()
    assert article.status == "draft"
    page = said(reporter.get(address(article)))
    assert "bientap đã trả lại bài" in page
    assert "Thiếu nguồn tin." in page


@pytest.mark.parametrize(
    "forged",
    [{"status": "published"}, {"_step_publish": "Đăng ngay"}, {"author": "1"}],
)
def test_forged_status_is_refused_noted_and_changes_nothing(
    forged: dict[str, str], reporter: Client, caplog: pytest.LogCaptureFixture
) -> None:
    article = make_draft()
    fields = opened(reporter, address(article)) | {"title": "Tựa giả"} | forged
    before = Article.objects.values().get()
    assert reporter.post(address(article), fields).status_code == 403
    assert Article.objects.values().get() == before
    line = LogLine.objects.get()
    assert (line.deed, line.by) == ("forged", person("phongvien"))
    assert reporter.post(ADD, fields).status_code == 403
    assert Article.objects.count() == 1
    assert f"bị từ chối: phongvien, {ADD}" in caplog.text


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("31-11-2030", "08:00", "errorlist"),
        ("01-01-2020", "08:00", "sau bây giờ"),
        ("", "", "Hãy chọn ngày và giờ"),
        ("01-01-2400", "08:00", "Năm phải từ"),
    ],
)
def test_impossible_hour_is_told_beside_its_field(
    day: str, clock: str, expected: str, editor: Client
) -> None:
    article = make_article(status="waiting", published_from=None)
    where = address(article, "viec/schedule")
    response = editor.post(where, {"moment_0": day, "moment_1": clock})
    assert response.status_code == 200
    assert expected in said(response)
    article.refresh_from_db()
    assert article.status == "waiting"


def test_midnight_is_an_hour_like_others(editor: Client) -> None:
    article = make_article(status="waiting", published_from=None)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    fields = {"moment_0": tomorrow.strftime("%d-%m-%Y"), "moment_1": "00:00"}
    editor.post(address(article, "viec/schedule"), fields)
    article.refresh_from_db()
    assert article.status == "published"
    assert timezone.localtime(article.published_from).strftime("%H:%M") == "00:00"
    assert "Hẹn giờ" in said(editor.get(address(article)))


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


def sent_again(response: HttpResponse, button: str) -> dict[str, Any]:
    """The conflict page's form, as a browser would send it by that button."""
    page = response.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    fields = {html.unescape(name): html.unescape(value) for name, value in hidden}
    fields.pop("csrfmiddlewaretoken", None)
    return fields | ({button: "1"} if button else {})


def in_conflict(mine: Client, other: Client, article: Article) -> HttpResponse:
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


def test_double_click_on_publish_publishes_once(editor: Client, time_machine) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    article = make_article(status="waiting", published_from=None)
    fields = opened(editor, address(article)) | {"title": "Tựa mới", "_step_publish": "Đăng ngay"}
    for _ in range(2):
        assert editor.post(address(article), fields).status_code == 302
        time_machine.shift(datetime.timedelta(seconds=2))
    article.refresh_from_db()
    assert (article.status, article.title) == ("published", "Tựa mới")
    assert article.log.filter(deed="published").count() == 1


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
    assert [line.deed for line in article.log.order_by("pk")] == ["written", "published"]


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
    editor: Client, time_machine
) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    article = make_draft_of_the_house()
    fields = opened(editor, address(article)) | {"_step_publish": "Đăng ngay"}
    for _ in range(2):
        assert editor.post(address(article), fields).status_code == 302
        time_machine.shift(datetime.timedelta(seconds=2))
    assert article.log.filter(deed="published").count() == 1


def test_untouched_form_of_the_back_button_is_a_conflict_too(editor: Client) -> None:
    article = make_article()
    fields = opened(editor, address(article))
    editor.post(address(article), fields | {"title": "Lần một"})
    assert editor.post(address(article), fields).status_code == 409
    assert Article.objects.get().title == "Lần một"


def test_unchanged_save_makes_no_revision(editor: Client) -> None:
    article = make_article()
    make_photo(article)
    editor.post(address(article), opened(editor, address(article)))
    assert [each.number for each in article.revisions.all()] == [0]


def test_history_names_who_saved_and_compares_words_not_html(editor: Client) -> None:
    article = make_article(body="<p>Đại hội <b>thông qua</b> nghị quyết.</p>")
    fields = opened(editor, address(article))
    editor.post(address(article), fields | {"body": "<p>Đại hội thông qua <i>báo cáo</i>.</p>"})
    page = said(editor.get(address(article, "history")))
    assert "bientap" in page
    assert "Sửa bài" in page
    compared = said(editor.get(address(article, "so-sanh") + "?tu=0&den=1"))
    assert "Bỏ: </span>nghị quyết." in compared
    assert "Thêm: </span>báo cáo." in compared
    assert "Đại hội thông qua" in compared
    assert "&lt;" not in compared


@pytest.mark.parametrize("query", ["", "?tu=0", "?tu=0&den=99", "?tu=a&den=0", "?tu=-1&den=0"])
def test_comparison_of_what_is_not_there_is_404(query: str, editor: Client) -> None:
    article = make_article()
    editor.post(address(article), opened(editor, address(article)) | {"title": "Mới"})
    assert editor.get(address(article, "so-sanh") + query).status_code == 404


def test_markup_in_a_text_is_shown_as_text_in_the_comparison(editor: Client) -> None:
    article = make_article()
    evil = "<script>alert(1)</script>"
    editor.post(address(article), opened(editor, address(article)) | {"title": evil})
    page = editor.get(address(article, "so-sanh") + "?tu=0&den=1").content.decode()
    assert evil not in page
    assert "&lt;script&gt;" in page


def test_old_revision_comes_back_as_a_new_save(editor: Client) -> None:
    article = make_article(title="Tựa đầu")
    photo, _ = make_photo(article, caption="Chú thích đầu"), make_byline(article)
    fields = opened(editor, address(article)) | {
        "title": "Tựa sau",
        "photos-0-caption": "Chú thích sau",
        "bylines-0-name": "Người khác",
    }
    editor.post(address(article), fields)
    editor.post(address(article, "ban/0/lay-lai"), {"began_from": "1"})
    article.refresh_from_db()
    photo.refresh_from_db()
    assert (article.title, photo.caption) == ("Tựa đầu", "Chú thích đầu")
    assert article.bylines.get().name == "Trần Văn Vũ"
    assert [each.number for each in article.revisions.all()] == [2, 1, 0]
    assert Client().get(article.get_absolute_url()).status_code == 200


def test_old_revision_does_not_come_back_over_an_unseen_save(editor: Client) -> None:
    article = make_article()
    for title in ("Một", "Hai"):
        editor.post(address(article), opened(editor, address(article)) | {"title": title})
    page = editor.post(address(article, "ban/0/lay-lai"), {"began_from": "1"}, follow=True)
    assert "đã được sửa trong lúc bạn xem" in said(page)
    assert Article.objects.get().title == "Hai"


def proposed(reporter: Client, article: Article, **changes: str) -> str:
    fields = opened(reporter, address(article)) | changes
    response = reporter.post(address(article), fields)
    assert response.status_code == 302
    return response.headers["Location"]


def test_edit_of_a_live_article_waits_while_readers_see_the_old_one(
    reporter: Client, editor: Client
) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    photo = make_photo(article, caption="Chú thích cũ")
    changes = {"title": "Tựa đề nghị", "photos-0-caption": "Chú thích đề nghị"}
    where = proposed(reporter, article, **changes)
    public = said(Client().get(article.get_absolute_url()))
    assert article.title in public
    assert "Tựa đề nghị" not in public
    photo.refresh_from_db()
    assert photo.caption == "Chú thích cũ"
    page = said(editor.get(where))
    assert "Tựa đề nghị" in page or "đề nghị" in page
    assert article.title in said(editor.get("/quan-tri/articles/article/?ban-sua=cho"))
    editor.post(where, {"began_from": "0", "accept": "1"})
    article.refresh_from_db()
    photo.refresh_from_db()
    assert (article.title, photo.caption) == ("Tựa đề nghị", "Chú thích đề nghị")
    assert "Tựa đề nghị" in said(Client().get(article.get_absolute_url()))
    assert article.revisions.first().by == person("phongvien")


def test_returned_proposal_tells_its_author_why(reporter: Client, editor: Client) -> None:
    article = make_draft(status="published", published_from=timezone.now() - HOUR)
    where = proposed(reporter, article, title="Tựa đề nghị")
    assert "lý do trả lại" in said(editor.post(where, {"decline": "1", "reason": ""}, follow=True))
    editor.post(where, {"decline": "1", "reason": "Giữ tựa cũ."})
    assert "Giữ tựa cũ." in said(reporter.get(where))
    assert "Giữ tựa cũ." in said(reporter.get(address(article)))
    assert "Giữ tựa cũ." not in said(editor.get(address(article)))
    assert Article.objects.get().title == article.title
    assert editor.post(where, {"began_from": "0", "accept": "1"}, follow=True)
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


def test_trash_is_a_list_of_its_own(editor: Client) -> None:
    article = make_article(title="Bài bỏ đi")
    editor.post(address(article, "viec/trash"))
    listing = "/quan-tri/articles/article/"
    assert ">Bài bỏ đi</a>" not in said(editor.get(listing))
    assert ">Bài bỏ đi</a>" in said(editor.get(listing + "?status__exact=trashed"))
    editor.post(address(article, "viec/restore"))
    assert Client().get(article.get_absolute_url()).status_code == 200


def test_only_what_is_in_the_trash_is_deleted_for_ever() -> None:
    administrator = signed_in("quantri", ADMINISTRATOR)
    article = make_article()
    listing = "/quan-tri/articles/article/"
    chosen = {"_selected_action": [article.pk], "action": "delete_selected", "post": "yes"}
    administrator.post(listing, chosen)
    assert Article.objects.exists()
    administrator.post(address(article, "viec/trash"))
    administrator.post(address(article, "delete"), {"post": "yes"})
    assert not Article.objects.exists()
    assert LogLine.objects.first().deed == "deleted"


def test_log_of_all_articles_is_read_and_not_written(editor: Client) -> None:
    article = make_article(title="Bài có nhật ký")
    editor.post(address(article, "viec/withdraw"), {"note": "Sai số liệu."})
    page = said(editor.get("/quan-tri/articles/logline/"))
    assert "Bài có nhật ký" in page
    assert "Sai số liệu." in page
    line = LogLine.objects.get()
    assert editor.get(f"/quan-tri/articles/logline/{line.pk}/change/").status_code == 404


def test_correction_is_shown_to_readers(editor: Client) -> None:
    article = make_article()
    fields = opened(editor, address(article)) | {"correction": "Đại hội có 120 đại biểu."}
    editor.post(address(article), fields)
    for page in (article.get_absolute_url(), article.get_print_url()):
        shown = said(Client().get(page))
        assert "Đính chính" in shown
        assert "Đại hội có 120 đại biểu." in shown


@pytest.mark.parametrize("page", ["history", "viec/withdraw", "viec/schedule", "viec/return"])
def test_pages_of_the_desk_keep_the_strict_policy(page: str, editor: Client) -> None:
    response = editor.get(address(make_article(), page))
    assert response.status_code == 200
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert " style=" not in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def at_once(*works: Callable[[], HttpResponse]) -> list[int]:
    """The status of each answer, all asked for at the same moment."""
    barrier, answers = Barrier(len(works)), []

    def ask(work: Callable[[], HttpResponse]) -> None:
        barrier.wait(timeout=10)
        try:
            answers.append(work().status_code)
        finally:
            connection.close()

    threads = [Thread(target=ask, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
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


@pytest.mark.parametrize("left", ["article", "log"])
def test_person_who_left_traces_is_not_deleted(left: str) -> None:
    administrator, reporter = signed_in("quantri", ADMINISTRATOR), make_person("cu", REPORTER)
    article = make_article(title="Bài của người cũ", author=reporter if left == "article" else None)
    if left == "log":
        log(article, reporter, LogLine.Deed.SUBMITTED)
    where = f"/quan-tri/auth/user/{reporter.pk}/delete/"
    assert "Không thể xóa người dùng" in said(administrator.get(where))
    administrator.post(where, {"post": "yes"})
    assert User.objects.filter(pk=reporter.pk).exists()
