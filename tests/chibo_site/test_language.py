"""Everything that the admin says is Vietnamese: each page, each refusal, each answer."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from portal.models import Identity, WebLink
from tests.support.admin_pages import START, Walk, furnish, furnish_for, kind, words_of
from tests.support.english import english_in
from visitors.models import OpeningBalance

pytestmark = pytest.mark.django_db
WITH_LIST = [
    "articles_article",
    "articles_category",
    "auth_group",
    "auth_user",
    "portal_banner",
    "portal_menuitem",
    "portal_page",
    "portal_weblink",
]
WITH_FORM = [*WITH_LIST, "portal_identity", "visitors_openingbalance", "visitors_visitcorrection"]


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(furnish())
    return client


def english_on(html: str) -> list[str]:
    return [word for text in words_of(html) for word in english_in(text)]


@pytest.mark.parametrize(
    "text", ["Go", "Save", "Can add bài", "Filter by status", "Select all 3 tin", "Date/time"]
)
def test_english_is_told_from_vietnamese(text: str) -> None:
    assert english_in(text)


@pytest.mark.parametrize(
    "text", ["Lưu và tiếp tục", "tin moi", "Tải Excel", "/bai/1/the-thao/", "439.279", "Bình Phước"]
)
def test_vietnamese_is_not_taken_for_english(text: str) -> None:
    assert english_in(text) == []


def test_every_page_of_the_admin_is_in_vietnamese(chief: Client) -> None:
    trashed = Article.objects.get(status=Article.Status.TRASHED)
    # Only an article in the trash can be deleted, and the first of a kind is another one.
    delete = reverse("admin:articles_article_delete", args=[trashed.pk])
    walk = Walk(chief, (START, delete))
    found = {address: english_on(html) for address, html in walk.pages.items()}
    assert {address: words for address, words in found.items() if words} == {}
    kinds = {kind(address) for address in walk.pages}
    for name in WITH_LIST:
        first = reverse(f"admin:{name}_changelist")
        forms = (f"{first}{form}/" for form in ("add", "N/change", "N/delete", "N/history"))
        assert {first, *forms} <= kinds
    others = {"password_change/", "thong-ke/", "articles/article/N/xem-truoc/"}
    assert {START + page for page in others} <= kinds


# How many kinds of pages a role finds at the least; fewer means that a way to one is lost.
@pytest.mark.parametrize(("role", "fewest"), [(REPORTER, 12), (EDITOR, 20), (ADMINISTRATOR, 45)])
def test_every_page_of_a_role_is_in_vietnamese(client: Client, role: str, fewest: int) -> None:
    client.force_login(furnish_for(role))
    pages = Walk(client).pages
    found = {address: english_on(html) for address, html in pages.items()}
    assert {address: words for address, words in found.items() if words} == {}
    assert len(pages) >= fewest, sorted(pages)


@pytest.mark.parametrize("name", WITH_FORM)
def test_a_form_says_in_vietnamese_what_is_wrong(chief: Client, name: str) -> None:
    Identity.objects.all().delete()
    OpeningBalance.objects.all().delete()
    counts = {
        f"{inline}-{part}": "0"
        for inline in ("photos", "bylines", "sign_in_rule")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = chief.post(
        reverse(f"admin:{name}_add"), counts | {"order": "một", "day": "32-13-2021"}
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "errorlist" in html
    assert english_on(html) == []


@pytest.mark.parametrize("name", WITH_LIST)
def test_deleting_several_is_asked_and_answered_in_vietnamese(chief: Client, name: str) -> None:
    address = reverse(f"admin:{name}_changelist")
    model = apps.get_model(name.replace("_", ".", 1))
    pk = model.objects.order_by("-pk").first().pk
    chosen = {"action": "delete_selected", "_selected_action": pk}
    asked = chief.post(address, chosen)
    assert "Xóa" in asked.content.decode()
    assert english_on(asked.content.decode()) == []
    answered = chief.post(address, chosen | {"post": "yes"}, follow=True)
    assert english_on(answered.content.decode()) == []


def test_what_was_done_is_told_in_vietnamese(chief: Client) -> None:
    add = reverse("admin:portal_weblink_add")
    fields = {"name": "Báo của tỉnh", "url": "https://example.vn/", "order": "2"}
    for button in ("_save", "_continue", "_addanother"):
        answer = chief.post(add, fields | {button: "1"}, follow=True).content.decode()
        assert "Đã thêm liên kết website “" in answer
        assert english_on(answer) == []
    link = WebLink.objects.all()[0]
    change = reverse("admin:portal_weblink_change", args=[link.pk])
    changed = chief.post(change, fields | {"name": "Báo tỉnh", "_continue": "1"}, follow=True)
    assert "Đã lưu liên kết website “" in changed.content.decode()
    for page in (reverse("admin:portal_weblink_history", args=[link.pk]), START):
        html = chief.get(page).content.decode()
        assert "Báo" in html
        assert english_on(html) == []


def test_choosing_nothing_is_told_in_vietnamese(chief: Client) -> None:
    address = reverse("admin:articles_article_changelist")
    for chosen in ({"action": "delete_selected"}, {"action": "", "_selected_action": "1"}):
        answer = chief.post(address, chosen | {"index": "0"}, follow=True).content.decode()
        assert "messagelist" in answer
        assert english_on(answer) == []


def test_sign_in_and_out_are_in_vietnamese(chief: Client) -> None:
    password = {"old_password": "sai", "new_password1": "12", "new_password2": "13"}
    pages = [
        chief.post(reverse("admin:password_change"), password),
        chief.post(reverse("admin:logout"), follow=True),
        chief.get(START, follow=True),
        chief.post(reverse("admin:login"), {"username": "bien-tap", "password": "sai"}),
        chief.post(reverse("admin:login"), {}),
    ]
    assert [english_on(page.content.decode()) for page in pages] == [[]] * len(pages)


def test_refusals_and_missing_pages_are_in_vietnamese(chief: Client) -> None:
    missing = chief.get("/quan-tri/articles/article/99/change/", follow=True)
    nowhere = chief.get("/quan-tri/articles/khong-co/")
    chief.force_login(User.objects.get(username="phong-vien"))
    refused = chief.get(reverse("admin:auth_user_changelist"))
    view_only = chief.get(reverse("admin:articles_article_changelist"))
    assert (nowhere.status_code, refused.status_code) == (404, 403)
    pages = [missing, nowhere, refused, view_only]
    assert [english_on(page.content.decode()) for page in pages] == [[]] * len(pages)
