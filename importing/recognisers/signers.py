"""Whoever wrote a text and whoever checked it, side by side below it."""

import re

from importing.imported_page import ImportReport, quote
from importing.recognisers.lines import Line
from importing.recognisers.people import is_person

_CHECKER = (
    r"(?:(?:người |lãnh đạo |thủ trưởng )?(?:ký |phê )?duyệt(?: bài| tin| đăng)?"
    r"|người (?:kiểm tra|kiểm duyệt))"
)
_LABEL = re.compile(
    rf"{_CHECKER}|(?:người |ban )?biên tập|bbt|xác nhận của .{{2,40}}", re.IGNORECASE
)
_LABELLED = re.compile(rf"{_CHECKER}\s*:\s*(?P<name>.+)", re.IGNORECASE)
_BELOW_TEXT = 8  # lines
_WRITER = re.compile(r"(?:người viết(?: bài)?|tác giả)\s*:?", re.IGNORECASE)
_OF_HAND = re.compile(r"\((?:đã )?ký(?:,? ghi rõ họ tên| tên)?\)", re.IGNORECASE)


def without_checkers(lines: list[Line], report: ImportReport) -> list[Line]:
    """The lines without those, near the end, that say who approved the text, told as doubts, and
    without "(đã ký)" above the writer's name."""
    kept: list[Line] = lines[:-_BELOW_TEXT]
    end = lines[-_BELOW_TEXT:]
    at = 0
    while at < len(end):
        name = _name_below(end, at)
        labelled = _LABELLED.fullmatch(end[at].text)
        if name or (labelled and is_person(labelled["name"])):
            text = f"{end[at].text}: {end[name].text}" if name else end[at].text
            report.add_doubt(f"Bỏ tên người duyệt bài: {quote(text)}.")
            at = (name or at) + 1
            continue
        if not (kept and _OF_HAND.fullmatch(end[at].text) and _WRITER.fullmatch(kept[-1].text)):
            kept.append(end[at])
        at += 1
    return kept


def _name_below(lines: list[Line], at: int) -> int:
    """The index of the name below a label of a checker's, in the same cell; 0 where there is
    none."""
    if not _LABEL.fullmatch(lines[at].text.rstrip(": ")):
        return 0
    below = at + 1
    while below < len(lines) and _OF_HAND.fullmatch(lines[below].text):
        below += 1
    is_name = (
        below < len(lines)
        and lines[below].evidence.cell == lines[at].evidence.cell
        and is_person(lines[below].text)
    )
    return below if is_name else 0
