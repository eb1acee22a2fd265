"""What was typed and not saved: kept, offered, taken up, and gone once it is saved."""

import datetime
import sqlite3
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article
from chibo_site.roles import REPORTER
from newsroom import drafts
from newsroom.models import Draft
from newsroom.models.draft import RETENTION_DAYS
from tests.newsroom.desk import ADD, address, make_draft, said, sent_again, signed_in
from tests.newsroom.draft_forms import (
    DROP,
    Form,
    form_of,
    hidden,
    keep,
    new_key,
    offered,
    shown_draft,
    take_up,
)
from tests.support.factories import (
    make_article,
    make_byline,
    make_category,
    make_person,
    make_photo,
)
from tests.support.responses import Response
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def editor() -> Client:
    return signed_in("bientap")


def test_autosave_touches_neither_the_article_nor_its_revisions(editor: Client) -> None:
    article = make_article()
    before = Article.objects.values().get()
    answer = keep(editor, article, form_of(editor, article), 1, title="Tựa đang gõ")
    assert answer.status_code == 200
    assert Article.objects.values().get() == before
    assert not article.revisions.exists()
    assert not article.audit_log.exists()


def test_autosave_says_what_is_kept_and_since_when(
    editor: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T07:05:00Z", tick=False)
    article = make_article()
    answer = keep(editor, article, form_of(editor, article), 3, title="Tựa đang gõ")
    assert answer.json() == {"number": 3, "at": "14:05", "is_closed": False}


def test_late_autosave_does_not_overwrite_a_newer_one(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    keep(editor, article, form, 2, title="Gõ sau")
    answer = keep(editor, article, form, 1, title="Gõ trước")
    assert answer.json()["number"] == 2
    assert Draft.objects.get().title == "Gõ sau"


def test_unsaved_words_are_offered_and_taken_up_only_by_a_click(editor: Client) -> None:
    article = make_article()
    make_photo(article)
    form = form_of(editor, article)
    typed = {"title": "Tựa đang gõ", "photos-0-caption": "Chú thích đang gõ"}
    keep(editor, article, form, 1, **typed)
    page = editor.get(address(article))
    assert page.context["adminform"].form["title"].value() == article.title
    assert offered(editor, article) == [form["draft_key"]]
    back = take_up(editor, article, form["draft_key"])
    assert back.context["adminform"].form["title"].value() == "Tựa đang gõ"
    assert "Chú thích đang gõ" in said(back)
    assert "bản chưa lưu của bạn" in said(back)
    assert Article.objects.get().title == article.title


def test_what_was_taken_up_is_saved_and_then_offered_no_more(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    keep(editor, article, form, 1, title="Tựa đang gõ")
    back = take_up(editor, article, form["draft_key"])
    again = form | {"title": "Tựa đang gõ"} | hidden(back)
    assert editor.post(address(article), again).status_code == 302
    assert Article.objects.get().title == "Tựa đang gõ"
    assert offered(editor, article) == []


def test_draft_older_than_a_save_of_somebody_else_ends_in_the_conflict_page(
    editor: Client,
) -> None:
    article, other = make_article(), signed_in("dongnghiep")
    form = form_of(editor, article)
    keep(editor, article, form, 1, title="Của tôi")
    other.post(address(article), form_of(other, article) | {"title": "Của họ"})
    back = take_up(editor, article, form["draft_key"])
    assert back.context["adminform"].form["began_from"].value() == "0"
    again = form | {"title": "Của tôi"} | hidden(back)
    assert editor.post(address(article), again).status_code == 409
    assert Article.objects.get().title == "Của họ"


def test_difference_is_shown_by_words_photos_and_bylines(editor: Client) -> None:
    article = make_article(body="<p>Đại hội thông qua nghị quyết.</p>")
    make_photo(article)
    make_byline(article)
    form = form_of(editor, article)
    science = make_category(name="Khoa học")
    keep(
        editor,
        article,
        form,
        1,
        **{
            "body": "<p>Đại hội thông qua báo cáo.</p>",
            "category": str(science.pk),
            "photos-0-caption": "Chú thích đang gõ",
            "bylines-0-name": "Dương Phúc",
        },
    )
    shown = shown_draft(editor, form["draft_key"])
    for words in ("Thêm: </span>báo cáo.", "Bỏ: </span>nghị quyết.", "Chú thích đang gõ"):
        assert words in shown
    assert "Dương Phúc" in shown
    assert "Khoa học" in shown


def test_new_article_is_kept_by_its_form_and_found_at_the_empty_form(editor: Client) -> None:
    form = form_of(editor, None)
    keep(editor, None, form, 1, title="Tin chưa lưu")
    assert Article.objects.count() == 0
    assert offered(editor, None) == [form["draft_key"]]
    assert "Tin chưa lưu" in shown_draft(editor, form["draft_key"])
    back = take_up(editor, None, form["draft_key"])
    again = form | {"title": "Tin chưa lưu", "category": str(make_category().pk)} | hidden(back)
    editor.post(ADD, again)
    assert Article.objects.get().title == "Tin chưa lưu"
    assert offered(editor, None) == []


def test_two_windows_of_one_person_are_kept_apart(editor: Client) -> None:
    article = make_article()
    one, two = form_of(editor, article), form_of(editor, article)
    keep(editor, article, one, 5, title="Cửa sổ một")
    keep(editor, article, two, 1, title="Cửa sổ hai")
    assert sorted(draft.title for draft in Draft.objects.all()) == ["Cửa sổ hai", "Cửa sổ một"]
    assert len(offered(editor, article)) == 2


def test_window_that_types_on_after_its_words_were_taken_up_loses_nothing(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    keep(editor, article, form, 1, title="Một")
    back = take_up(editor, article, form["draft_key"])
    keep(editor, article, form, 2, title="Vẫn gõ ở cửa sổ đầu")
    editor.post(address(article), form | {"title": "Một"} | hidden(back))
    assert offered(editor, article) == [form["draft_key"]]
    assert "Vẫn gõ ở cửa sổ đầu" in shown_draft(editor, form["draft_key"])


@pytest.mark.parametrize("number", [1, 2])
def test_autosave_that_arrives_after_the_save_brings_nothing_back(
    number: int, editor: Client
) -> None:
    article = make_article()
    form = form_of(editor, article) | {"draft_number": "2"}
    assert editor.post(address(article), form | {"title": "Đã lưu"}).status_code == 302
    answer = keep(editor, article, form, number, title="Đang gõ")
    assert answer.json()["is_closed"] is True
    assert offered(editor, article) == []


def test_autosave_before_the_save_makes_no_conflict(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    keep(editor, article, form, 1, title="Đang gõ")
    response = editor.post(address(article), form | {"title": "Đã lưu", "draft_number": "2"})
    assert response.status_code == 302
    keep(editor, article, form_of(editor, article), 1, title="Gõ tiếp")
    assert [each.number for each in article.revisions.all()] == [1, 0]


def test_words_typed_after_the_save_was_sent_are_offered(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article) | {"draft_number": "2"}
    keep(editor, article, form, 3, title="Gõ thêm")
    editor.post(address(article), form | {"title": "Đã lưu"})
    assert offered(editor, article) == [form["draft_key"]]


def in_conflict(mine: Client, article: Article, form: Form) -> Response:
    other = signed_in("dongnghiep")
    other.post(address(article), form_of(other, article) | {"title": "Của họ"})
    response = mine.post(address(article), form | {"title": "Của tôi"})
    assert response.status_code == 409
    return response


def test_conflict_keeps_mine_as_a_draft_too(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    assert "Bản của bạn cũng đã được giữ tạm" in said(in_conflict(editor, article, form))
    assert offered(editor, article) == [form["draft_key"]]
    assert Draft.objects.get(is_closed=False).title == "Của tôi"


def test_conflict_of_a_form_without_scripts_is_kept_and_settled(editor: Client) -> None:
    article = make_article()
    form = {name: text for name, text in form_of(editor, article).items() if "draft_" not in name}
    conflict = in_conflict(editor, article, form)
    assert len(offered(editor, article)) == 1
    assert editor.post(address(article), sent_again(conflict, "")).status_code == 302
    assert Article.objects.get().title == "Của tôi"
    assert offered(editor, article) == []


def test_mine_edited_on_after_a_conflict_is_one_draft_until_it_is_saved(editor: Client) -> None:
    article = make_article()
    conflict = in_conflict(editor, article, form_of(editor, article))
    back = editor.post(address(article), sent_again(conflict, "_edit_on"))
    on = sent_again(conflict, "") | hidden(back)
    keep(editor, article, on, 1, title="Tựa chung")
    assert offered(editor, article) == [on["draft_key"]]
    saved = on | {"title": "Tựa chung", "draft_number": "1"}
    assert editor.post(address(article), saved).status_code == 302
    assert offered(editor, article) == []


def test_back_button_after_a_save_and_a_second_save_is_a_conflict_that_keeps_it(
    editor: Client,
) -> None:
    article = make_article()
    form = form_of(editor, article)
    editor.post(address(article), form | {"title": "Lần một"})
    assert editor.post(address(article), form | {"title": "Lần hai"}).status_code == 409
    assert Draft.objects.get(is_closed=False).title == "Lần hai"


def test_form_that_comes_back_with_a_mistake_is_kept(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    back = editor.post(address(article), form | {"title": "", "lead": "Sapo đang gõ."})
    assert "errorlist" in said(back)
    assert form["draft_key"] in hidden(back)["draft_taken"]
    assert "Sapo đang gõ." in shown_draft(editor, form["draft_key"])


def test_proposal_ends_the_draft() -> None:
    reporter = signed_in("phongvien", REPORTER)
    article = make_draft(status="approved")
    form = form_of(reporter, article)
    keep(reporter, article, form, 1, title="Đề nghị")
    response = reporter.post(address(article), form | {"title": "Đề nghị", "draft_number": "1"})
    assert response.status_code == 302
    assert article.proposals.get().snapshot["title"] == "Đề nghị"
    assert offered(reporter, article) == []


def test_article_trashed_meanwhile_keeps_what_was_sent(editor: Client) -> None:
    reporter = signed_in("phongvien", REPORTER)
    article = make_draft()
    form = form_of(reporter, article)
    editor.post(address(article, "viec/trash"))
    answer = reporter.post(address(article), form | {"title": "Gõ dở"}, follow=True)
    assert answer.redirect_chain == [(address(article), 302)]
    assert "Chữ vừa gõ đã được giữ tạm ở đây." in said(answer)
    article.refresh_from_db()
    assert article.status == "trashed" and article.title != "Gõ dở"
    assert "Gõ dở" in shown_draft(reporter, form["draft_key"])
    assert offered(reporter, article) == [form["draft_key"]]


def test_article_that_may_only_be_read_shows_its_text_and_not_its_markup() -> None:
    reporter = signed_in("phongvien", REPORTER)
    body = "<h2>Mục</h2><p>Một <strong>chữ</strong> &lt;b&gt;.</p>"
    article = make_draft(status="trashed", trashed_from="draft", body=body)
    page = reporter.get(address(article)).content.decode()
    assert "<p>Một <strong>chữ</strong> &lt;b&gt;.</p>" in page


def test_draft_taken_up_is_not_called_wrong(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    keep(editor, article, form, 1, title="Đang viết")
    page = said(take_up(editor, article, form["draft_key"]))
    assert "Đây là bản chưa lưu của bạn" in page
    assert "Hãy sửa" not in page


def test_draft_taken_up_with_a_mistake_says_both(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    keep(editor, article, form, 1, title="")
    page = said(take_up(editor, article, form["draft_key"]))
    assert "Đây là bản chưa lưu của bạn" in page
    assert "Hãy sửa những chỗ chưa đúng" in page


def test_dropped_draft_is_gone_with_what_it_began_from(editor: Client) -> None:
    article = make_article()
    first = form_of(editor, article)
    keep(editor, article, first, 1, title="Một")
    second = first | hidden(take_up(editor, article, first["draft_key"]))
    keep(editor, article, second, 1, title="Hai")
    editor.post(DROP, {"draft": f"{second['draft_key']}:1"})
    assert offered(editor, article) == []
    assert Article.objects.get().title == article.title


def test_words_that_came_after_what_was_looked_at_are_not_dropped(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    keep(editor, article, form, 2, title="Gõ thêm")
    editor.post(DROP, {"draft": f"{form['draft_key']}:1"})
    assert offered(editor, article) == [form["draft_key"]]


def test_draft_that_is_no_more_is_said_and_leads_to_the_form(editor: Client) -> None:
    article = make_article()
    page = editor.post(address(article), {"_use_draft": new_key()}, follow=True)
    assert "không còn" in said(page)
    assert page.context["adminform"].form["title"].value() == article.title


def test_nobody_comes_back_for_a_month_and_the_draft_goes(
    editor: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T07:05:00Z", tick=False)
    article = make_article()
    form = form_of(editor, article)
    keep(editor, article, form, 1, title="Bỏ quên")
    time_machine.shift(RETENTION_DAYS * DAY)
    DailyVisits.objects.create(day=timezone.localdate() - 20 * DAY)
    editor = signed_in("bientap")
    assert offered(editor, article) == [form["draft_key"]]
    time_machine.shift(datetime.timedelta(seconds=1))
    assert offered(editor, article) == []
    keep(editor, article, form_of(editor, article), 1, title="Mới")
    assert [draft.title for draft in Draft.objects.all()] == ["Mới"]


def test_clock_a_year_ahead_takes_no_draft(
    editor: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T07:05:00Z", tick=False)
    article = make_article()
    form = form_of(editor, article)
    keep(editor, article, form, 1, title="Đang viết dở")
    DailyVisits.objects.create(day=timezone.localdate())
    time_machine.shift(365 * DAY)
    DailyVisits.objects.create(day=timezone.localdate())
    editor = signed_in("bientap")
    keep(editor, article, form_of(editor, article), 1, title="Mới")
    time_machine.shift(-365 * DAY)
    editor = signed_in("bientap")
    assert form["draft_key"] in offered(editor, article)


def test_draft_is_nobody_else_s_to_see_use_or_drop(editor: Client) -> None:
    article, other = make_article(), signed_in("dongnghiep")
    form = form_of(editor, article)
    keep(editor, article, form, 1, title="Riêng tôi")
    key = form["draft_key"]
    assert other.get(f"/quan-tri/articles/article/ban-chua-luu/{key}/").status_code == 404
    assert offered(other, article) == []
    assert "không còn" in said(other.post(address(article), {"_use_draft": key}, follow=True))
    assert other.get("/quan-tri/articles/article/ban-chua-luu/", {"khoa": key}).json() == {}
    other.post(DROP, {"draft": f"{key}:1"})
    assert offered(editor, article) == [key]


def test_words_of_one_person_are_not_kept_or_saved_unasked_under_another_name(
    editor: Client,
) -> None:
    article, other = make_article(), signed_in("dongnghiep")
    form = form_of(editor, article) | {"title": "Của người đầu"}
    assert keep(other, article, form, 1).status_code == 409
    page = other.post(address(article), form)
    assert "do người khác gõ" in said(page)
    assert Article.objects.get().title == article.title
    assert not Draft.objects.exists()
    knowingly = form | hidden(page)
    assert other.post(address(article), knowingly).status_code == 302
    assert article.revisions.all()[0].by == User.objects.get(username="dongnghiep")


def test_author_without_the_right_keeps_no_more(editor: Client) -> None:
    reporter = signed_in("phongvien", REPORTER)
    article = make_article(author=make_person("khac", REPORTER), status="draft")
    form = form_of(editor, article)
    form.pop("draft_by")
    assert keep(reporter, article, form, 1).status_code == 404
    assert not Draft.objects.exists()


def test_autosave_wants_the_token_of_the_form() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_person("bientap"))
    article = make_article()
    fields = {"draft_key": new_key(), "draft_number": "1", "title": "Giả"}
    where = address(article, "giu-tam")
    assert strict.post(where, fields).status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"title": "Không khóa"}, 400),
        ({"draft_key": "không phải khóa"}, 400),
        ({"draft_key": new_key(), "body": "dài" * 700_000}, 422),
    ],
)
def test_autosave_that_cannot_be_kept_is_not_acknowledged(
    fields: dict[str, Any], status: int, editor: Client
) -> None:
    assert editor.post("/quan-tri/articles/article/add/giu-tam/", fields).status_code == status
    assert not Draft.objects.exists()


def test_strange_characters_and_numbers_are_kept_as_they_can_be(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article) | {"draft_taken": "x:1 :: " + new_key()}
    answer = keep(editor, article, form, 10**15, title="Có \0 và 🙂")
    assert answer.status_code == 200
    assert Draft.objects.get().title == "Có  và 🙂"


def test_too_many_drafts_refuse_the_next_and_lose_none(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    for number in range(drafts.MOST_OPEN):
        given = form | {"draft_key": new_key()}
        assert keep(editor, article, given, 1, title=f"Bản {number}").status_code == 200
    answer = keep(editor, article, form, 1, title="Một bản nữa")
    assert answer.status_code == 422
    assert "quá nhiều bản chưa lưu" in answer.json()["reason"]
    assert len(offered(editor, article)) == drafts.MOST_OPEN


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the lock is SQLite's")
def test_locked_database_acknowledges_nothing_and_goes_on_afterwards(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    connection.cursor().execute("PRAGMA busy_timeout = 1")
    name = connection.settings_dict["NAME"]
    blocker = sqlite3.connect(name, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    try:
        assert keep(editor, article, form, 1, title="Trong lúc khóa").status_code == 503
        assert editor.post(address(article), form | {"title": "Lưu"}).status_code == 503
    finally:
        blocker.close()
    assert keep(editor, article, form, 1, title="Trong lúc khóa").status_code == 200
    connection.close()


def test_session_that_ended_keeps_nothing_and_leads_to_the_login(editor: Client) -> None:
    article = make_article()
    form = form_of(editor, article)
    editor.logout()
    answer = keep(editor, article, form, 1, title="Gõ dở")
    assert answer.status_code == 302
    assert "/login/" in answer.headers["Location"]
