"""What each person at an article may press, and what the desk tells and forbids them."""

import datetime
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from tests.newsroom.desk import (
    ADD,
    WRITTEN,
    address,
    make_draft,
    opened,
    person,
    said,
    signed_in,
)
from tests.support.factories import make_article, make_category, make_person

pytestmark = pytest.mark.django_db


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
    line = AuditEntry.objects.get()
    assert (line.action, line.by) == ("forged", person("phongvien"))
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


def test_log_of_all_articles_is_read_and_not_written(editor: Client) -> None:
    article = make_article(title="Bài có nhật ký")
    editor.post(address(article, "viec/withdraw"), {"note": "Sai số liệu."})
    page = said(editor.get("/quan-tri/newsroom/auditentry/"))
    assert "Bài có nhật ký" in page
    assert "Sai số liệu." in page
    line = AuditEntry.objects.get()
    assert editor.get(f"/quan-tri/newsroom/auditentry/{line.pk}/change/").status_code == 404


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


@pytest.mark.parametrize("left", ["article", "log"])
def test_person_who_left_traces_is_not_deleted(left: str) -> None:
    administrator, reporter = signed_in("quantri", ADMINISTRATOR), make_person("cu", REPORTER)
    article = make_article(title="Bài của người cũ", author=reporter if left == "article" else None)
    if left == "log":
        log_action(article, reporter, AuditEntry.Action.SUBMITTED)
    where = f"/quan-tri/auth/user/{reporter.pk}/delete/"
    assert "Không thể xóa người dùng" in said(administrator.get(where))
    administrator.post(where, {"post": "yes"})
    assert User.objects.filter(pk=reporter.pk).exists()


@pytest.mark.parametrize("page", ["", "articles/"], ids=["first page", "articles"])
def test_log_stands_among_the_articles(editor: Client, page: str) -> None:
    shown = editor.get(f"/quan-tri/{page}").content.decode()
    assert "/quan-tri/newsroom/auditentry/" in shown
    assert '/quan-tri/newsroom/"' not in shown  # no block of its own


def test_old_address_of_the_log_leads_to_the_new_one_filtered_as_it_was(editor: Client) -> None:
    old = editor.get("/quan-tri/articles/logline/?deed__exact=told")
    assert old.status_code == 301
    assert old["Location"] == "/quan-tri/newsroom/auditentry/?action__exact=told"
