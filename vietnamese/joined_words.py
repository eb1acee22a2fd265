"""Words that punctuation joins, in the one form that search compares: document numbers by their
parts, dates, figures and telephone numbers whole."""

import re

_DASHES = re.compile("[‐‑‒–—―−]")
_PHONE = re.compile(r"0[0-9]{1,3}(?:[-. ][0-9]{3,8}){1,3}")
_PHONE_DIGITS = (10, 11)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_DECIMAL = re.compile(r"([0-9]+)[.,]([0-9]+)")
_JOINT = re.compile("[-./,]")


def parts_of(word: str) -> list[str]:
    """The words that `word` (of `search_words`, in small letters) counts as.

    "29-nq/tw" is 29, nq, tw; "02-9-1945" is 2/9/1945, "4.401" 4401, "0294 3855 123" 02943855123,
    each one word, so that other figures in a row are not taken for them.
    """
    if not word[0].isdigit() or word.isalnum():
        return [_plain(word)]
    word = _DASHES.sub("-", word)
    if match := _DAY_FIRST.fullmatch(word):
        return [f"{int(match[1])}/{int(match[3])}/{match[4]}"]
    if match := _YEAR_FIRST.fullmatch(word):
        return [f"{int(match[3])}/{int(match[2])}/{match[1]}"]
    digits = re.sub("[-. ]", "", word)
    if _PHONE.fullmatch(word) and len(digits) in _PHONE_DIGITS:
        return [digits]
    if _GROUPED.fullmatch(word):
        return [digits.replace(",", "")]
    if match := _DECIMAL.fullmatch(word):
        return [f"{match[1]},{match[2]}"]
    return [_plain(part) for part in _JOINT.split(word) if part]


def _plain(word: str) -> str:
    """Days and months are written with and without a zero: 02 is 2."""
    return word[1] if len(word) == 2 and word[0] == "0" and word[1].isdecimal() else word
