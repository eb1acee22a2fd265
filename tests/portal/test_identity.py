import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.models import Identity
from portal.phones import split_phones, validate_phones
from tests.portal.make import make_identity, make_picture, see


@pytest.mark.django_db
def test_there_is_only_one_identity() -> None:
    make_identity()
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity(name_vi="Một đơn vị khác").save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity(id=2, name_vi="Một đơn vị khác").save()
    assert Identity.objects.get().name_vi == "Liên hiệp các Hội Khoa học và Kỹ thuật"


@pytest.mark.django_db
def test_layout_that_does_not_exist_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_identity(layout="ca-mau")


@pytest.mark.django_db
def test_text_is_stored_in_normal_form() -> None:
    make_identity(
        name_vi="  Lie\u0302n\u00a0hiê\u0323p \u200bHội ",
        editors="ThS. Nguyễn Văn Liệt\u00a0- PCT\r\n\r\n  ThS. Trần Quang Toại - Chánh Văn phòng\n",
    )
    identity = see().identity
    assert identity.name_vi == "Liên hiệp Hội"
    assert identity.editor_lines == [
        "ThS. Nguyễn Văn Liệt - PCT",
        "ThS. Trần Quang Toại - Chánh Văn phòng",
    ]


@pytest.mark.django_db
def test_logo_comes_with_its_address_and_size() -> None:
    make_identity(logo=make_picture(300, 300))
    identity = see().identity
    assert identity.logo.url.startswith("/media/identity/")
    assert (identity.width, identity.height) == (300, 300)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", []),
        ("0251.3946348", ["0251.3946348"]),
        ("0251-3946348", ["0251-3946348"]),
        ("0251 - 3946348", ["0251 - 3946348"]),
        ("+84-251-394-6348", ["+84-251-394-6348"]),
        ("(0251) 3946348", ["(0251) 3946348"]),
        ("0251.3946348 - 0251.3822297", ["0251.3946348", "0251.3822297"]),
        ("0251.3946348-0251.3822297", ["0251.3946348", "0251.3822297"]),
        ("0251.3946348 – 3822297", ["0251.3946348", "3822297"]),
        ("0251-3946348 - 0251-3822297", ["0251-3946348", "0251-3822297"]),
        ("0251.3946348, 0251.3822297; 1900 6067", ["0251.3946348", "0251.3822297", "1900 6067"]),
    ],
)
def test_numbers_part_only_where_a_whole_number_stands_on_each_side(
    typed: str, numbers: list[str]
) -> None:
    assert split_phones(typed) == numbers
    if typed:
        validate_phones(typed)


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        (
            "0251.3946348 - 0251.3822297",
            [
                ("0251.3946348", "tel:+842513946348"),
                ("0251.3822297", "tel:+842513822297"),
            ],
        ),
        ("0251 – 3946348", [("0251 – 3946348", "tel:+842513946348")]),
        ("(+84) 251 394 6348", [("(+84) 251 394 6348", "tel:+842513946348")]),
    ],
)
def test_phone_shows_as_typed_and_links_to_its_full_number(
    typed: str, links: list[tuple[str, str]]
) -> None:
    assert Identity(phone=typed).phones == links


def test_identity_without_phone_has_no_phones() -> None:
    assert Identity().phones == []


@pytest.mark.parametrize(
    "typed", ["gọi ông An", "0251.39", "0251.3946348 - 102", ",", "0251.3946348<b>", "٠٢٥١٣٩٤٦٣٤٨"]
)
def test_what_nobody_can_call_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        validate_phones(typed)


@pytest.mark.django_db
def test_malformed_email_is_refused_beside_its_field() -> None:
    with pytest.raises(ValidationError) as refusal:
        Identity(email="lienhiephoi").full_clean()
    assert set(refusal.value.message_dict) == {"email"}
