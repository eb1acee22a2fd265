"""What stands in a plain text as if it were something else: HTML's codes and tags, letters that
look bold. Readers see the codes, and neither a search nor a screen reader reads the letters.
"""

import html
import re
from collections.abc import Iterator

from vietnamese.normal_forms import nfkc
from vietnamese.proofreading import Typo

_CODE = re.compile(r"&(?:[a-z]{2,8}|#[0-9]{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|big|br|center|div|em|font|h[1-6]|i|img|li|p|small|span|strong|sub|sup|u|ul)"
    r"(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_END_OF_WORD = re.compile(r"\s|\Z")
_LOW_OR_HIGH = re.compile(r"<(sub|sup)>([0-9+=()-]{1,9})</\1>", re.IGNORECASE)
_LOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_HIGH = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
# Mathematical, script, full-width, circled and squared letters and digits, with marks set on them.
_STYLED = (
    "\U0001d400-\U0001d7ff\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c-\u2131\u2133-\u2139"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f149"
)
_LETTERS = re.compile(
    f"[{_STYLED}](?:[{_STYLED}\u0300-\u036f\u20d0-\u20ff ]*[{_STYLED}\u0300-\u036f])?"
)
# What one of them cannot be without.
_SUSPECT = re.compile(f"[&<{_STYLED}]")
# Signs that people mean: ℃ and № are in none of the ranges, a lone circled letter is a mark.
_ALONE = re.compile("[\u2100-\u214f\u24b6-\u24e9\U0001f130-\U0001f149]")


def as_plain_text(text: str) -> str:
    """The words that were meant: "&quot;" as '"', "H<sub>2</sub>O" as "H₂O", "𝐇𝐨̣̂𝐢" as "Hội"."""
    text = _LETTERS.sub(lambda match: nfkc(match[0]), text)
    text = _LOW_OR_HIGH.sub(_as_small_digits, text)
    for _ in range(3):  # "&amp;lt;" was escaped twice
        text = _CODE.sub(lambda match: html.unescape(match[0]), text)
    return " ".join(_TAG.sub(" " if "<br" in text.lower() else "", text).split())


def not_plain(text: str) -> Iterator[Typo]:
    """Where the text has codes, tags or letters that are none, each place with what was meant.
    Linear in the length of `text`."""
    if not _SUSPECT.search(text):
        return
    codes = [code for code in _CODE.finditer(text) if html.unescape(code[0]) != code[0]]
    yield from _found(text, [*codes, *_TAG.finditer(text)], "Mã HTML hiện nguyên văn với bạn đọc")
    letters = [found for found in _LETTERS.finditer(text) if not _ALONE.fullmatch(found[0])]
    reason = "Chữ kiểu lấy từ bảng ký hiệu, ô tìm và máy đọc màn hình không đọc được"
    yield from _found(text, letters, reason)


def _found(text: str, places: list[re.Match[str]], reason: str) -> Iterator[Typo]:
    """One for all of them, from the beginning of a word to the end of one."""
    if not places:
        return
    start, end = min(place.start() for place in places), max(place.end() for place in places)
    start = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    end = next(_END_OF_WORD.finditer(text, end)).start()
    plain = as_plain_text(text[start:end])
    yield Typo(f"{reason}; chữ trơn là “{plain}”" if plain else f"{reason}; hãy xóa", start, end)


def _as_small_digits(match: re.Match[str]) -> str:
    return match[2].translate(_LOW if match[1].lower() == "sub" else _HIGH)
