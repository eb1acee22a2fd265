"""Plain text, as a browser saves it or a mail program copies it."""

import re
from itertools import pairwise

from importing.document import Document, Evidence, Piece, Run, TextPiece
from importing.imported_page import quote
from importing.sources.side_by_side import by_columns

_LINE_BREAK = re.compile("\r\n?|[\n\v\f\x85\u2028\u2029]")
# Nothing to be seen, and no empty paragraph either.
_UNSEEN = "\ufeff\u200b"
_NARROWEST, _WIDEST = 55, 100  # of lines that a program breaks, in characters
_NARROWEST_READ = 36  # of a printed column that a program read from a picture
_SLACK = 6  # characters: letters on paper are not equally wide
_LEAST_LOWER = 0.6  # of its lines go on in small letters: those of a poem begin with capitals
_PAGE_NUMBER = re.compile(
    r"[-–—] ?\d{1,3} ?[-–—]|(?:trang|page) \d{1,3} ?(?:/|of|trên) ?\d{1,3}", re.I
)
_LEAST_BROKEN = 4  # lines
_LEAST_SHARE = 0.85


def read(text: str) -> Document:
    """A piece for each line that holds any word. Browsers save a paragraph's indent, and an empty
    paragraph where a picture stood, as U+00A0: both are evidence. Lines that a program broke at a
    width (mail, Firefox's texts, a printed column read from a picture) are whole again; numbers of
    sheets between them go, with a remark."""
    pieces: list[Piece] = []
    remarks = []
    gap, picture_gap = 0, False
    for raw in _whole_lines([line.strip(_UNSEEN) for line in _LINE_BREAK.split(text)]):
        if not raw.strip():
            gap += 1
            picture_gap = picture_gap or raw != ""
            continue
        if pieces and _PAGE_NUMBER.fullmatch(raw.strip()):
            remarks.append(f"Bỏ số trang giấy: {quote(raw.strip())}.")
            continue
        evidence = Evidence(gap=gap, picture_gap=picture_gap, indented=raw[:1].isspace())
        pieces.append(TextPiece((Run(raw),), evidence=evidence))
        gap, picture_gap = 0, False
    return Document(by_columns(pieces), shows_pictures=False, is_page=True, remarks=remarks)


def _whole_lines(lines: list[str]) -> list[str]:
    """The lines, joined where the text is broken at a width: no line is longer, and nearly each one
    that goes on below had no room for the next word."""
    width = max((len(line.rstrip()) for line in lines), default=0)
    if not _NARROWEST_READ <= width <= _WIDEST:
        return lines
    is_read = width < _NARROWEST
    full = width - _SLACK if is_read else width
    goes_on = [
        bool(below.strip()) and not below[:1].isspace() and bool(line.strip())
        for line, below in pairwise(lines)
    ]
    is_full = [
        goes and len(line.rstrip()) + 1 + len(below.split()[0]) > full
        for goes, line, below in zip(goes_on, lines[:-1], lines[1:], strict=True)
    ]
    if sum(is_full) < max(_LEAST_BROKEN, _LEAST_SHARE * sum(goes_on)):
        return lines
    going_on = [below for was_full, below in zip(is_full, lines[1:], strict=True) if was_full]
    if is_read and sum(line[0].islower() for line in going_on) < _LEAST_LOWER * len(going_on):
        return lines
    whole = lines[:1]
    for was_full, line in zip(is_full, lines[1:], strict=True):
        if was_full:
            whole[-1] = f"{whole[-1].rstrip()} {line}"
        else:
            whole.append(line)
    return whole
