"""One or several phone numbers in one line, as offices write them."""

import re

from django.core.exceptions import ValidationError

from vietnamese.numbers import phone_href

ALLOWED = re.compile(r"[0-9\s.,;()+–-]+")
LIST_MARK = re.compile(r"\s*[,;]\s*|\s+[–-]\s+")
DASH = re.compile(r"[–-]")
INSIDE = re.compile(r"[\s.–-]")

# A Vietnamese number has 7 digits (within its province) to 12 (+84, area, number): no mark
# inside one number can have 7 digits on both sides.
FEWEST, MOST = 7, 12


def split_phones(text: str) -> list[str]:
    """The numbers as typed: "0251.3946348 - 0251.3822297" gives two, "0251-3946348" one.

    A comma, semicolon or dash separates only where a whole number stands on each side.
    """
    return [number for part in _parted(LIST_MARK, text) for number in _parted(DASH, part)]


def phone_links(text: str) -> list[tuple[str, str]]:
    """Each number as typed, with its `tel:` address."""
    return [(number, phone_href(INSIDE.sub("", number))) for number in split_phones(text)]


def validate_phones(text: str) -> None:
    """Raises ValidationError, in Vietnamese, where some number is not one that can be called."""
    numbers = split_phones(text)
    if not numbers or not ALLOWED.fullmatch(text):
        raise ValidationError(
            "Chỉ ghi số điện thoại, ví dụ 0251.3946348 - 0251.3822297.", code="invalid"
        )
    for number in numbers:
        if not FEWEST <= _digits(number) <= MOST:
            raise ValidationError(
                "Số điện thoại “%(number)s” thừa hoặc thiếu chữ số.",
                code="invalid",
                params={"number": number},
            )


def _parted(mark: re.Pattern[str], text: str) -> list[str]:
    parts = [part.strip() for part in mark.split(text) if part.strip()]
    whole = all(_digits(part) >= FEWEST for part in parts)
    return parts if whole else [text.strip()]


def _digits(text: str) -> int:
    return sum(character in "0123456789" for character in text)
