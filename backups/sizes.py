"""How much room something takes, in words."""

UNITS = ("byte", "kB", "MB", "GB", "TB")


def in_words(size: int) -> str:
    """ "1,2 GB"; units of a thousand, as disks are sold."""
    number, unit = float(size), 0
    while number >= 999.5 and unit < len(UNITS) - 1:
        number, unit = number / 1000, unit + 1
    text = f"{number:.0f}" if unit == 0 or number >= 10 else f"{number:.1f}".replace(".", ",")
    return f"{text} {UNITS[unit]}"
