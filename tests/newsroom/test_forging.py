"""What a reporter's browser sends although nobody offered it: refused, noted, without effect."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Photo
from chibo_site.roles import REPORTER
from newsroom import workflow
from newsroom.models import AuditEntry
from tests.newsroom.desk import form
from tests.support.factories import make_article, make_category, make_person, make_photo

pytestmark = pytest.mark.django_db

LISTING = "/quan-tri/articles/article/"


@pytest.fixture
def reporter() -> User:
    return make_person("phongvien", REPORTER)


@pytest.fixture
def browser(reporter: User) -> Client:
    client = Client()
    client.force_login(reporter)
    return client


def make_draft(reporter: User, **fields: object) -> Article:
    draft = {"status": "draft", "published_from": None, "author": reporter}
    return make_article(**draft | fields)


def stored() -> list[dict[str, object]]:
    return [dict(row) for row in Article.objects.order_by("pk").values()]


@pytest.mark.parametrize(
    ("name", "status", "label"),
    [
        ("publish", "draft", "Đăng ngay"),
        ("schedule", "draft", "Hẹn giờ"),
        ("approve", "waiting", "Duyệt"),
        ("return", "waiting", "Trả lại"),
        ("withdraw", "published", "Gỡ"),
    ],
)
def test_editor_s_step_that_a_reporter_sends_is_refused_and_noted(
    name: str, status: str, label: str, browser: Client, reporter: User
) -> None:
    article = make_draft(reporter, status=status)
    before = stored()
    sent = {"reason": "x", "moment_0": "31-12-2090", "moment_1": "08:00"}
    response = browser.post(f"{LISTING}{article.pk}/viec/{name}/", sent)
    assert response.status_code == 403
    assert stored() == before
    line = AuditEntry.objects.get()
    assert (line.action, line.by, line.note) == ("forged", reporter, label)


def test_looking_at_an_editor_s_step_is_refused_and_is_no_forgery(
    browser: Client, reporter: User
) -> None:
    article = make_draft(reporter)
    assert browser.get(f"{LISTING}{article.pk}/viec/publish/").status_code == 403
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(("name", "label"), [("publish", "Đăng ngay"), ("withdraw", "Gỡ")])
def test_list_action_that_was_not_offered_is_refused_and_noted(
    name: str,
    label: str,
    browser: Client,
    reporter: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    own = make_draft(reporter, status="published" if name == "withdraw" else "draft")
    foreign = make_draft(make_person("khac", REPORTER))
    before = stored()
    sent = {"action": name, "_selected_action": [own.pk, foreign.pk, "x"]}
    assert browser.post(LISTING, sent).status_code == 403
    assert stored() == before
    line = AuditEntry.objects.get()
    assert (line.action, line.article_id, line.note) == ("forged", own.pk, label)
    assert f"bị từ chối: phongvien, {LISTING}" in caplog.text


def test_forgery_does_not_hide_why_the_article_was_returned(
    browser: Client, reporter: User
) -> None:
    article = make_draft(reporter, status="waiting")
    workflow.apply_step("return", article, make_person(), note="Thiếu nguồn tin.")
    browser.post(f"{LISTING}{article.pk}/viec/publish/")
    for page in (f"{LISTING}{article.pk}/change/", "/quan-tri/"):
        assert "Thiếu nguồn tin." in browser.get(page).content.decode()


def test_dates_and_a_cover_that_were_not_offered_change_nothing(
    browser: Client, reporter: User
) -> None:
    article = make_draft(reporter)
    sent = form(
        published_from_0="08-12-2021",
        published_from_1="08:00",
        correction="Đính chính giả",
        withdrawal_note="Lời báo giả",
        slug="duong-dan-gia",
        began_from="0",
    )
    assert browser.post(f"{LISTING}{article.pk}/change/", sent).status_code == 302
    article.refresh_from_db()
    assert article.title == "Chi bộ họp thường kỳ"
    assert article.slug == "chi-bo-hop-thuong-ky"
    assert (article.status, article.published_from) == ("draft", None)
    assert article.correction == article.withdrawal_note == ""


@pytest.mark.parametrize("taken", ["row", "picture", "cover"])
def test_photo_of_a_colleague_s_draft_is_neither_taken_nor_shown(
    taken: str, browser: Client, reporter: User
) -> None:
    article = make_draft(reporter)
    secret = make_photo(make_draft(make_person("khac", REPORTER)), caption="Chưa ai được thấy")
    row = {
        "photos-TOTAL_FORMS": "1",
        "photos-INITIAL_FORMS": "1" if taken == "row" else "0",
        "photos-0-id": str(secret.pk) if taken == "row" else "",
        "photos-0-article": str(article.pk),
        "photos-0-order": "1",
        "photos-0-caption": "Chữ của tôi",
        "photos-0-upload": secret.file.name if taken == "picture" else "",
    }
    before = list(Photo.objects.values())
    sent = form(began_from="0") | (row if taken != "cover" else {"cover": str(secret.pk)})
    where = f"{LISTING}{article.pk}/change/"
    shown = [
        browser.post(where, sent),
        browser.get(where),
        browser.get("/quan-tri/articles/photo/"),
    ]
    for page in shown:
        assert "Chưa ai được thấy" not in page.content.decode()
    assert list(Photo.objects.values()) == before
    article.refresh_from_db()
    assert article.cover is None


@pytest.mark.parametrize(
    "query",
    [
        "article/?author__password__startswith=p",
        "article/?author__username=khac",
        "article/?audit_log__by__password__startswith=p",
        "photo/?article__author__password__startswith=p",
        "photo/?article__status=draft",
    ],
)
def test_list_answers_a_reporter_no_question_that_was_not_offered(
    query: str, browser: Client
) -> None:
    make_category()
    assert browser.get(f"/quan-tri/articles/{query}").status_code == 400
