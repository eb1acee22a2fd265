"""Addresses of the admin that nobody was given, and what no form sends: never 500."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from portal.models import Page
from tests.support.accounts import (
    ADMIN,
    LOGIN,
    PASSWORD,
    VERIFY,
    give_second_factor,
    make_person,
    signed_in,
)
from tests.support.factories import make_article, make_category

pytestmark = pytest.mark.django_db

ODD_KEYS = [
    "0",
    "-1",
    "abc",
    "9" * 26,
    "9223372036854775808",
    "%00",
    "1%00",
    "_00",
    "1.5",
    "٢",
    "1/2",
]
ARTICLES = "/quan-tri/articles/article/"


@pytest.fixture
def chief() -> Client:
    make_person()
    client = signed_in()
    client.raise_request_exception = False
    return client


def test_link_to_a_row_s_page_is_404_where_there_is_no_page(chief: Client) -> None:
    make_article(status="draft")
    for kind in ContentType.objects.all():
        for key in ["1", *ODD_KEYS]:
            address = f"/quan-tri/r/{kind.pk}/{key}/"
            has_page = kind.model_class() and hasattr(kind.model_class(), "get_absolute_url")
            if not (has_page and key == "1"):
                assert chief.get(address).status_code == 404, address
    for odd in ODD_KEYS:
        assert chief.get(f"/quan-tri/r/{odd}/1/").status_code == 404


def test_link_to_a_row_s_page_leads_to_what_has_one(chief: Client) -> None:
    page = Page.objects.create(title="Giới thiệu")
    for row in (make_article(), make_category(), page):
        kind = ContentType.objects.get_for_model(row)
        answer = chief.get(f"/quan-tri/r/{kind.pk}/{row.pk}/")
        assert answer.headers["Location"] == row.get_absolute_url()


@pytest.mark.parametrize("key", ["abc", "9" * 20, "\0", "", "1.5"])
def test_ticked_row_that_cannot_be_is_400(key: str, chief: Client) -> None:
    chosen = {"action": "delete_selected", "_selected_action": [key]}
    for model in filter(admin.site.is_registered, apps.get_models()):
        answer = chief.post(f"/quan-tri/{model._meta.app_label}/{model._meta.model_name}/", chosen)
        assert answer.status_code < 500, model
    assert chief.post(ARTICLES, chosen).status_code == 400
    assert "Địa chỉ không hợp lệ" in chief.post(ARTICLES, chosen).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "published_from__year=99999999999",
        "published_from__year=%00",
        "status__exact=%00",
        "q=%00",
        "category__id__exact=%00",
        "category__id__exact=99999999999999999999",
        "id__exact=99999999999999999999",
        "p=99999999999999999999",
        "o=-99999999999999999999",
        "%00=1",
    ],
)
def test_list_narrowed_by_what_cannot_be_is_no_error(query: str, chief: Client) -> None:
    make_article()
    assert chief.get(f"{ARTICLES}?{query}", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("page", ["change/", "delete/", "history/", ""])
@pytest.mark.parametrize("key", ODD_KEYS)
def test_page_of_a_row_that_cannot_be_is_404(key: str, page: str, chief: Client) -> None:
    for place in ("articles/article", "portal/page", "auth/user", "newsroom/auditentry"):
        answer = chief.get(f"/quan-tri/{place}/{key}/{page}", follow=True)
        assert answer.status_code in (200, 404), (place, key, page)


@pytest.mark.parametrize(
    "page", ["jsi18n/", "autocomplete/", "autocomplete/?term=%00", "r/1/", "x"]
)
def test_odd_page_of_the_admin_itself_is_no_error(page: str, chief: Client) -> None:
    for client in (chief, Client()):
        assert client.get(f"/quan-tri/{page}").status_code < 500
        assert client.post(f"/quan-tri/{page}").status_code < 500


def sign_in_with(wanted: str, *, in_address: bool) -> Any:
    fields = {"username": "bien-tap", "password": PASSWORD}
    address = f"{LOGIN}?next={quote(wanted)}" if in_address else LOGIN
    return Client().post(address, fields if in_address else fields | {"next": wanted}, follow=True)


@pytest.mark.parametrize("in_address", [True, False])
@pytest.mark.parametrize(
    "wanted",
    ["", " ", "//evil.example", "https://evil.example/", "http://[", "\0", "javascript:1", LOGIN],
)
def test_sign_in_that_may_not_lead_on_leads_to_the_desk(wanted: str, in_address: bool) -> None:
    make_person()
    answer = sign_in_with(wanted, in_address=in_address)
    assert answer.redirect_chain[-1][0] == ADMIN
    assert answer.status_code == 200


def test_sign_in_leads_to_the_page_that_was_wanted() -> None:
    make_person()
    assert sign_in_with(ARTICLES, in_address=False).redirect_chain == [(ARTICLES, 302)]


def fields_of_an_open_form(client: Client) -> dict[str, str]:
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get(LOGIN).content.decode())
    assert token
    return {"username": "bien-tap", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}


def test_second_tab_that_signs_in_again_comes_to_the_desk() -> None:
    make_person()
    browser = Client(enforce_csrf_checks=True)
    second_tab = fields_of_an_open_form(browser)
    assert browser.post(LOGIN, fields_of_an_open_form(browser)).status_code == 302
    answer = browser.post(LOGIN, second_tab)
    assert (answer.status_code, answer.headers["Location"]) == (302, ADMIN)
    answer = browser.post(LOGIN, second_tab | {"next": ARTICLES})
    assert answer.headers["Location"] == ARTICLES


def test_second_tab_goes_by_way_of_the_second_factor_too() -> None:
    give_second_factor(make_person())
    browser = Client(enforce_csrf_checks=True)
    second_tab = fields_of_an_open_form(browser)
    browser.post(LOGIN, fields_of_an_open_form(browser))
    assert browser.post(LOGIN, second_tab).headers["Location"].startswith(VERIFY)


def test_forged_sign_in_is_refused_as_ever() -> None:
    make_person()
    forged = {"username": "bien-tap", "password": PASSWORD}
    assert Client(enforce_csrf_checks=True).post(LOGIN, forged).status_code == 403
