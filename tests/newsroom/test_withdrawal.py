"""What readers find at a withdrawn article's address: nothing, or the note left for them."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article
from chibo_site.roles import EDITOR, REPORTER
from newsroom import workflow
from newsroom.takedowns.notice import TellingRefused, tell_readers
from portal.models import Identity
from tests.support.factories import make_article, make_identity, make_person
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

NOTE = "Tin này sai, đơn vị xin lỗi bạn đọc."
TITLE = "Chi bộ họp bàn chuyện bịa"


@pytest.fixture
def editor() -> User:
    return make_person("bientap", EDITOR)


@pytest.fixture
def article() -> Article:
    return make_article(title=TITLE, lead="Sapo bịa.", body="<p>Nội dung bịa.</p>")


def addresses(article: Article) -> list[str]:
    return [article.get_absolute_url(), article.get_print_url(), f"/bai/{article.pk}/tua-cu/"]


def statuses(article: Article) -> set[int]:
    return {Client().get(address).status_code for address in addresses(article)}


def desk(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("layout", Identity.Layout.values)
def test_note_stands_at_the_old_addresses_and_nothing_else_of_the_article(
    layout: str, article: Article, editor: User, time_machine: TimeMachineFixture
) -> None:
    make_identity(layout=layout)
    time_machine.move_to("2026-11-23T05:00:00Z")
    workflow.apply_step("withdraw", article, editor, note="Tòa soạn bị lừa.", notice=NOTE)
    for address in addresses(article):
        answer = Client().get(address)
        html = answer.content.decode()
        assert answer.status_code == 410
        assert NOTE in html
        assert "23-11-2026" in html
        for silent in (
            TITLE,
            article.slug,
            "bịa",
            "Tòa soạn bị lừa",
            article.category.slug + "/rss",
        ):
            assert silent not in html
        assert 'name="robots" content="noindex"' in html
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert not answer.cookies


def test_without_a_note_the_address_answers_like_one_that_never_existed(
    article: Article, editor: User
) -> None:
    for notice in ("", "   \n"):
        workflow.apply_step("withdraw", article, editor, note="Sai.", notice=notice)
        never = Client().get("/bai/999999/khong-co/")
        for address in addresses(article):
            answer = Client().get(address)
            assert (answer.status_code, answer.content) == (404, never.content)
        workflow.apply_step("publish", article, editor)


def test_withdrawn_article_stands_in_no_list(article: Article, editor: User) -> None:
    workflow.apply_step("withdraw", article, editor, notice=NOTE)
    day = timezone.localdate(article.published_from)
    for page in (
        "/",
        "/chuyen-muc/tin-tuc/",
        "/chuyen-muc/tin-tuc/rss/",
        "/rss/",
        "/sitemap-bai.xml",
        "/tim-kiem/?q=chuyen+bia",
        f"/luu-tru/{day:%Y/%m/%d}/",
    ):
        html = Client().get(page).content.decode()
        for trace in (TITLE, article.slug, NOTE):
            assert trace not in html, page


@pytest.mark.parametrize("status", ["draft", "waiting", "approved", "published"])
def test_note_is_gone_as_soon_as_the_article_is_anything_else(
    status: str, article: Article, editor: User
) -> None:
    workflow.apply_step("withdraw", article, editor, notice=NOTE)
    article.refresh_from_db()
    article.status = status
    article.save()
    article.refresh_from_db()
    assert (article.withdrawal_note, article.withdrawn_at) == ("", None)
    assert 410 not in statuses(article)


def test_publishing_again_shows_the_article_and_withdrawing_again_no_old_note(
    article: Article, editor: User
) -> None:
    workflow.apply_step("withdraw", article, editor, notice=NOTE)
    workflow.apply_step("publish", article, editor)
    assert Client().get(article.get_absolute_url()).status_code == 200
    workflow.apply_step("withdraw", article, editor)
    assert statuses(article) == {404}


def test_scheduling_it_anew_says_nothing_until_then(article: Article, editor: User) -> None:
    workflow.apply_step("withdraw", article, editor, notice=NOTE)
    later = timezone.now() + datetime.timedelta(hours=1)
    workflow.apply_step("schedule", article, editor, moment=later)
    assert statuses(article) == {404}


def test_trash_says_nothing_and_gives_the_note_back_with_the_article(
    article: Article, editor: User
) -> None:
    workflow.apply_step("withdraw", article, editor, notice=NOTE)
    workflow.apply_step("trash", article, editor)
    assert statuses(article) == {404}
    workflow.apply_step("restore", article, editor)
    assert statuses(article) == {410}


def test_database_holds_no_note_of_an_article_that_is_not_withdrawn(article: Article) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(withdrawal_note=NOTE)


def test_note_is_asked_for_by_the_step_and_stands_in_the_log(
    article: Article, editor: User
) -> None:
    where = f"/quan-tri/articles/article/{article.pk}/viec/withdraw/"
    client = desk(editor)
    assert "Lời báo cho bạn đọc" in client.get(where).content.decode()
    client.post(where, {"note": "Bị lừa.", "notice": f" {NOTE} "})
    article.refresh_from_db()
    assert (article.status, article.withdrawal_note) == ("withdrawn", NOTE)
    assert article.audit_log.all()[0].note == f"Bị lừa.\nLời báo cho bạn đọc: {NOTE}"
    form = client.get(f"/quan-tri/articles/article/{article.pk}/change/").content.decode()
    assert NOTE in form
    assert "Sửa lời báo" in form


def test_note_is_written_later_changed_and_taken_back(article: Article, editor: User) -> None:
    workflow.apply_step("withdraw", article, editor)
    where = f"/quan-tri/articles/article/{article.pk}/loi-bao/"
    client = desk(editor)
    assert client.get(where).status_code == 200
    for notice, status in ((NOTE, 410), ("Lời khác.", 410), ("Lời khác.", 410), ("", 404)):
        client.post(where, {"notice": notice})
        assert statuses(article) == {status}
    told = article.audit_log.filter(action="told").order_by("pk").values_list("note", flat=True)
    assert list(told) == [NOTE, "Lời khác.", "Bỏ lời báo"]


def test_date_of_a_note_written_later_is_that_of_the_withdrawal(
    article: Article, editor: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-23T05:00:00Z")
    workflow.apply_step("withdraw", article, editor)
    time_machine.move_to("2026-12-24T05:00:00Z")
    tell_readers(article, editor, NOTE)
    html = Client().get(article.get_absolute_url()).content.decode()
    assert "Gỡ ngày" in html
    assert "23-11-2026" in html


def test_only_editors_tell_readers_and_only_of_withdrawn_articles(
    article: Article, editor: User
) -> None:
    with pytest.raises(TellingRefused):
        tell_readers(article, editor, NOTE)
    workflow.apply_step("withdraw", article, editor)
    with pytest.raises(TellingRefused):
        tell_readers(article, make_person("phongvien", REPORTER), NOTE)
    assert statuses(article) == {404}


def test_note_is_text_and_no_html(article: Article, editor: User) -> None:
    workflow.apply_step("withdraw", article, editor, notice="<script>alert(1)</script>\nDòng hai")
    html = Client().get(article.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>Dòng hai" in html


def test_the_page_is_no_visit_and_answers_only_reading(article: Article, editor: User) -> None:
    workflow.apply_step("withdraw", article, editor, notice=NOTE)
    Client().get(article.get_absolute_url(), headers={"user-agent": "Mozilla/5.0"})
    assert not DailyVisits.objects.exists()
    assert Client().post(article.get_absolute_url()).status_code == 405
    assert Client().head(article.get_absolute_url()).status_code == 410
