"""Numbers as lists print them, letters and Roman numerals, and in words."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)

_UNITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def roman(number: int) -> str:
    """ "iv" for 4; for 1 to 3999."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def letters(number: int) -> str:
    """a to z, then aa, ab … as HTML counts; from 1."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def spelled(number: int) -> list[str]:
    """ "hai mươi mốt" for 21, the likeliest first of the ways to say it; for 1 to 99."""
    tens, unit = divmod(number, 10)
    before = ("", "mười ", *(f"{digit} mươi " for digit in _UNITS[1:]))[tens]
    units = [_UNITS[unit - 1]] if unit else [""]
    if tens and unit == 5:
        units = ["lăm", "nhăm", "năm"]
    elif tens > 1 and unit in (1, 4):
        units = ["mốt", "một"] if unit == 1 else ["tư", "bốn"]
    return [f"{before}{each}".strip() for each in units]
