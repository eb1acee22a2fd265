"""Figures and telephone numbers as Vietnamese readers expect them."""

import re

# Digits with the usual separators; " - ", "/" and "," part one number from the next.
_FIRST_NUMBER = re.compile(r"\+?\(?[0-9](?:[ .()-]{0,2}[0-9])*")
_COUNTRY = "84"
_LEAST_DIGITS = 3


def group_digits(number: int) -> str:
    """Return `number` with a dot between thousands: 439279 gives "439.279"."""
    return f"{number:,}".replace(",", ".")


def phone_href(text: str) -> str:
    """Return the `tel:` address of the first number in `text`, as +84 (RFC 3966, E.164).

    "0251.3946348" gives "tel:+842513946348". A number that starts with neither 0, 84 nor "+" is
    a hotline or a short code (1900…, 113) and stays national. Returns "" when that number has
    fewer than three digits or there is none: then there is nothing to link.
    """
    found = _FIRST_NUMBER.search(text)
    digits = re.sub("[^0-9]", "", found.group()) if found else ""
    if not found or len(digits) < _LEAST_DIGITS:
        return ""
    if found.group().startswith("+"):
        # "+84 (0)251…" is written often; the 0 is dialled at home only.
        return f"tel:+{re.sub('^840', _COUNTRY, digits)}"
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}"
    if digits.startswith("0"):
        return f"tel:+{_COUNTRY}{digits[1:]}"
    # A national number after its country code has 9 or 10 digits; 84 alone may begin a hotline.
    if digits.startswith(_COUNTRY) and len(digits) in (11, 12):
        return f"tel:+{digits}"
    return f"tel:{digits}"
