from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pictures.fields import PictureFile
from portal.models import Banner, Identity, Page
from tests.portal.make import (
    make_banner,
    make_identity,
    make_link,
    make_menu_item,
    make_page,
    make_picture,
    see,
    titles,
)
from tests.support.admin_pages import furnish

pytestmark = pytest.mark.django_db


def address(model: str, action: str, *args: object) -> str:
    return reverse(f"admin:portal_{model}_{action}", args=args)


def test_identity_list_leads_to_the_one_form(admin_client: Client) -> None:
    response = admin_client.get(address("identity", "changelist"))
    assert response.headers["Location"] == address("identity", "add")
    make_identity()
    response = admin_client.get(address("identity", "changelist"))
    assert response.headers["Location"] == address("identity", "change", 1)
    assert admin_client.get(response.headers["Location"]).status_code == 200


def test_second_identity_cannot_be_added_nor_the_first_deleted(admin_client: Client) -> None:
    make_identity()
    assert admin_client.get(address("identity", "add")).status_code == 403
    assert admin_client.post(address("identity", "delete", 1), {"post": "yes"}).status_code == 403


def test_identity_saved_in_its_form_is_seen_at_once(admin_client: Client) -> None:
    response = admin_client.post(
        address("identity", "add"),
        {"name_vi": "Liên hiệp Hội", "phone": "0251.3946348", "layout": "dong-nai"},
    )
    assert response.status_code == 302
    assert see().identity.name_vi == "Liên hiệp Hội"
    assert see().identity.layout == "dong-nai"


def test_wrong_phone_is_explained_in_vietnamese(admin_client: Client) -> None:
    response = admin_client.post(
        address("identity", "add"), {"name_vi": "A", "phone": "hỏi", "layout": "tra-vinh"}
    )
    assert "Chỉ ghi số điện thoại" in response.text
    assert not Identity.objects.exists()


def test_banner_is_uploaded_with_vietnamese_days(admin_client: Client) -> None:
    upload = SimpleUploadedFile("anh.png", make_picture(640, 320).read(), "image/png")
    response = admin_client.post(
        address("banner", "add"),
        {
            "title": "Tuyên truyền",
            "image": upload,
            "starts_on": "1/5/2026",
            "ends_on": "03-05-2026",
            "order": "1",
        },
    )
    assert response.status_code == 302
    banner = Banner.objects.get()
    assert (banner.width, banner.height) == (640, 320)
    assert (str(banner.starts_on), str(banner.ends_on)) == ("2026-05-01", "2026-05-03")
    assert (
        cast(PictureFile, banner.image).small_url
        in admin_client.get(address("banner", "changelist")).text
    )


def test_banner_without_picture_is_listed_by_its_title(admin_client: Client) -> None:
    make_banner(title="Toàn dân đoàn kết")
    text = admin_client.get(address("banner", "changelist")).text
    assert "Toàn dân đoàn kết" in text
    assert "(chưa có ảnh)" in text


def test_what_is_no_picture_is_refused_beside_the_field(admin_client: Client) -> None:
    upload = SimpleUploadedFile("anh.png", b"<script>alert(1)</script>", "image/png")
    response = admin_client.post(
        address("banner", "add"), {"title": "Tuyên truyền", "image": upload, "order": "1"}
    )
    assert "không phải ảnh" in response.text
    assert not Banner.objects.exists()


def test_hostile_link_is_refused_beside_the_field(admin_client: Client) -> None:
    response = admin_client.post(
        address("banner", "add"),
        {"title": "Tuyên truyền", "url": "javascript:alert(1)", "order": "1"},
    )
    assert "Địa chỉ phải bắt đầu" in response.text
    assert not Banner.objects.exists()


def test_order_and_days_are_edited_in_the_list(admin_client: Client) -> None:
    first, second = make_banner(title="một", order=1), make_banner(title="hai", order=2)
    response = admin_client.post(
        address("banner", "changelist"),
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "2",
            "form-0-id": first.pk,
            "form-0-order": "3",
            "form-1-id": second.pk,
            "form-1-order": "2",
            "form-1-starts_on": "01-01-2020",
            "_save": "Lưu",
        },
    )
    assert response.status_code == 302
    assert titles(see().banners) == ["hai", "một"]


def test_deleting_by_the_list_action_is_seen_at_once(admin_client: Client) -> None:
    banner = make_banner()
    admin_client.post(
        address("banner", "changelist"),
        {"action": "delete_selected", "_selected_action": [banner.pk], "post": "yes"},
    )
    assert see().banners == []


def test_list_shows_only_current_banners_on_request(admin_client: Client) -> None:
    make_banner(title="Đang treo")
    make_banner(title="Treo xong", ends_on="2020-01-01")
    text = admin_client.get(address("banner", "changelist"), {"dang-hien": "1"}).text
    assert "Đang treo" in text
    assert "Treo xong" not in text


@pytest.mark.parametrize("model", ["weblink", "menuitem", "page", "banner"])
def test_lists_and_forms_open(admin_client: Client, model: str) -> None:
    make_link()
    make_menu_item()
    make_page()
    make_banner()
    for action in ("changelist", "add"):
        assert admin_client.get(address(model, action)).status_code == 200


def test_page_written_in_the_admin_is_clean_and_has_its_address(admin_client: Client) -> None:
    admin_client.post(
        address("page", "add"), {"title": "Điều lệ", "body": "<p>Một<script>x()</script></p>"}
    )
    page = Page.objects.get()
    assert (page.slug, page.body) == ("dieu-le", "<p>Một</p>")


def test_second_page_of_one_title_is_asked_for_another_address(admin_client: Client) -> None:
    make_page(title="Điều lệ")
    response = admin_client.post(address("page", "add"), {"title": "Điều lệ", "body": ""})
    assert response.status_code == 200
    assert Page.objects.count() == 1


@pytest.mark.parametrize("day", ["8/12/2021", "08-12-2021", "2021-12-08"])
def test_days_of_a_banner_are_taken_and_given_back(client: Client, day: str) -> None:
    client.force_login(furnish())
    fields = {
        "title": "Đại hội",
        "starts_on": day,
        "ends_on": "",
        "order": "2",
        "alt": "",
        "url": "",
    }
    answer = client.post(address("banner", "add"), fields | {"_continue": "1"}, follow=True)
    assert 'value="08-12-2021"' in answer.content.decode()
