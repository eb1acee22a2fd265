"""A static page gets another address: whoever had the old one still finds it."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.models import FormerAddress, MenuItem, Page
from tests.portal.make import make_banner, make_link, make_menu_item, make_page
from tests.support.admin_pages import furnish
from tests.support.responses import Response

pytestmark = pytest.mark.django_db


def move(page: Page, slug: str) -> None:
    page.slug = slug
    page.save()


def test_old_address_leads_to_the_new_one_in_one_step() -> None:
    page = make_page(title="Giới thiệu")
    move(page, "ve-chung-toi")
    move(page, "don-vi")
    for old in ("gioi-thieu", "ve-chung-toi"):
        response = Client().get(f"/trang/{old}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/trang/don-vi/")
    assert Client().get("/trang/don-vi/").status_code == 200


def test_page_that_goes_back_is_found_at_both() -> None:
    page = make_page(title="Giới thiệu")
    move(page, "ve-chung-toi")
    move(page, "gioi-thieu")
    assert Client().get("/trang/gioi-thieu/").status_code == 200
    assert Client().get("/trang/ve-chung-toi/").headers["Location"] == "/trang/gioi-thieu/"


def test_new_page_at_a_former_address_has_it() -> None:
    move(make_page(title="Giới thiệu"), "ve-chung-toi")
    make_page(title="Giới thiệu", body="<p>Trang mới.</p>")
    assert "Trang mới." in Client().get("/trang/gioi-thieu/").content.decode()


def test_deleted_page_takes_its_former_addresses_along() -> None:
    page = make_page(title="Giới thiệu")
    move(page, "ve-chung-toi")
    page.delete()
    assert Client().get("/trang/gioi-thieu/").status_code == 404
    assert not FormerAddress.objects.exists()


def test_page_saved_where_it_was_has_no_former_address() -> None:
    page = make_page(title="Giới thiệu")
    page.save()
    assert not FormerAddress.objects.exists()


def test_what_leads_to_it_around_the_pages_follows() -> None:
    page = make_page(title="Giới thiệu")
    item, other = make_menu_item(url="/trang/gioi-thieu/#so-do"), make_menu_item(url="/trang/khac/")
    banner, link = make_banner(url="/trang/gioi-thieu/"), make_link(url="/trang/gioi-thieu/?in=1")
    move(page, "ve-chung-toi")
    assert MenuItem.objects.get(pk=item.pk).url == "/trang/ve-chung-toi/#so-do"
    assert MenuItem.objects.get(pk=other.pk).url == "/trang/khac/"
    for row, url in ((banner, "/trang/ve-chung-toi/"), (link, "/trang/ve-chung-toi/?in=1")):
        row.refresh_from_db()
        assert row.url == url
    shown = Client().get(page.get_absolute_url()).content.decode()
    assert "/trang/gioi-thieu/" not in shown


def sent(client: Client, page: Page, **fields: str) -> Response:
    form = {"title": page.title, "slug": page.slug, "body": page.body}
    rows = {f"attachments-{part}_FORMS": "0" for part in ("TOTAL", "INITIAL", "MIN_NUM")}
    address = reverse("admin:portal_page_change", args=[page.pk])
    return client.post(address, form | rows | fields, follow=True)


def test_editor_is_told_where_it_went_and_which_pages_still_have_the_old_address() -> None:
    client = Client()
    client.force_login(furnish())
    page = Page.objects.get(title="Giới thiệu")
    make_page(title="Liên hệ", body='<p><a href="/trang/gioi-thieu/">Đơn vị</a></p>')
    told = sent(client, page, slug="ve-chung-toi").content.decode()
    assert "Địa chỉ cũ /trang/gioi-thieu/ tự dẫn sang đó" in told
    assert "“Liên hệ”" in told
    assert "tự dẫn sang đó" not in sent(client, Page.objects.get(pk=page.pk)).content.decode()
