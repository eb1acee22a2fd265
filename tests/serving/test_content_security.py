"""The policy that comes with each response."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db
POLICY = "Content-Security-Policy"


def test_an_error_page_has_the_policy_of_all_pages(client: Client) -> None:
    missing, page = client.get("/khong-co-trang-nay/"), client.get("/")
    assert missing.status_code == 404
    assert missing.headers[POLICY] == page.headers[POLICY]
    assert "default-src 'none'" in page.headers[POLICY]


def test_a_programmers_error_page_may_style_itself(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    missing = client.get("/khong-co-trang-nay/")
    assert "<style" in missing.content.decode()
    assert POLICY not in missing.headers
