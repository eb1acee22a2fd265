import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.link_validation import validate_address
from portal.models import Banner, MenuItem, WebLink

HOSTILE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "ftp://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:\\\\evil.example",
    "https:evil.example",
]
TRICKS = [
    *("/\t/evil.example", "/\n/evil.example", "/trang/\x00", "java\nscript:alert(1)"),
    *("https://", "http://evil example/", "trang/gioi-thieu/", "www.vusta.vn", "#dau-trang"),
]
GOOD = [
    *("/", "/trang/gioi-thieu/", "/chuyen-muc/tin/?trang=2", "/bai/1/#anh", "/chuyên-mục/"),
    *("http://vusta.vn", "https://vusta.vn/a/b?c=d", "HTTPS://VUSTA.VN/", "http://10.0.0.1:8080/"),
]


@pytest.mark.parametrize("address", GOOD)
def test_page_of_this_site_or_web_address_is_accepted(address: str) -> None:
    validate_address(address)


@pytest.mark.parametrize("address", HOSTILE + TRICKS)
def test_other_address_is_refused_in_vietnamese(address: str) -> None:
    with pytest.raises(ValidationError, match="Địa chỉ phải bắt đầu"):
        validate_address(address)


@pytest.mark.django_db
@pytest.mark.parametrize("address", HOSTILE)
def test_database_holds_no_hostile_address(address: str) -> None:
    for model, named in ((Banner, "title"), (WebLink, "name"), (MenuItem, "label")):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**{named: "Bấm vào đây", "url": address})


@pytest.mark.django_db
@pytest.mark.parametrize("address", GOOD)
def test_database_takes_good_addresses(address: str) -> None:
    row = MenuItem(label="Mục", url=address)
    row.full_clean()
    row.save()
    assert MenuItem.objects.get().url == address


@pytest.mark.django_db
def test_banner_may_lead_nowhere() -> None:
    banner = Banner(title="Tuyên truyền")
    banner.full_clean()
    banner.save()
