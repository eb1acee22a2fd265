"""What somebody pastes, as the editor takes it: read, repaired and recognised as a file is, but all
of the text stays where it stood. What could go into a field of its own is only offered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import count

from importing.assembling import assemble
from importing.body_html import body_html, photos
from importing.document import Document, Kind, NotePiece, Piece, Repair, TablePiece, TextPiece
from importing.imported_page import (
    Block,
    Heading,
    ImportedPage,
    ImportReport,
    Paragraph,
    PhotoPlaceholder,
    quote,
)
from importing.recognisers.lines import is_prose, lines_of, word_count
from importing.recognisers.shown_blocks import build_shown_blocks, note_blocks
from importing.recognisers.titles import compared
from importing.repairing import repair
from importing.sources.html.page import clipboard_lines, read_clipboard
from importing.sources.refusals import ImportRefused
from richtext.cleaning import clean

_TAG = re.compile(r"<[^>]*>")
_START, _END = "\ue000", "\ue001"
_MARKS = re.compile(f"[{_START}{_END}]")
_MOST_LOST = 20
_LEAST_PIECES = 3  # of what may hold a title
_TITLE_WORDS = 3
_HEAD = 20  # blocks from the top among which a title is looked for
_DEEPEST = 4
_LABEL_LETTERS = 12  # of a caption's "Nguồn ảnh:", which goes
_LABELS = "Số thứ tự mà danh sách ở đây không đếm được nay là chữ: {labels}."


@dataclass(frozen=True)
class Offer:
    """`value` could go to `field` ("title", "lead", "byline"); `lines` are the paragraphs that hold
    it in the text. `role` is what stood before a name."""

    field: str
    value: str
    lines: tuple[str, ...]
    role: str = ""


@dataclass(frozen=True)
class PastedText:
    """`html` is what may be stored, with U+E000, n, U+E001 as the n-th photo's paragraph.
    `left_out` counts what the source hides, by its Vietnamese name; `lost` are the source's lines
    of which some words are in no part of this; `remarks` are sentences on what may be wrong."""

    html: str
    photos: list[PhotoPlaceholder]
    left_out: dict[str, int]
    repairs: list[Repair]
    lost: list[str]
    remarks: list[str]
    offers: list[Offer]


def read_pasted(markup: str) -> PastedText:
    """Whatever the clipboard's HTML shows, once. Raises ImportRefused for what is too large."""
    markup = _MARKS.sub("", markup)
    document = read_clipboard(markup)
    lost = _lost(clipboard_lines(markup), _texts(document.pieces))
    repair(document)
    report = ImportReport()
    blocks = _blocks(document, report)
    shown = photos(blocks)
    html = clean(body_html(_with_places(blocks)))
    words = [unescape(_TAG.sub("", html))]
    words += [text for photo in shown for text in (photo.caption, photo.credit)]
    lost += _lost(_texts(document.pieces), words, shown)
    labels = [label for label in _labels(document.pieces) if f">{escape(label)} " in html]
    remarks = [_LABELS.format(labels=", ".join(map(quote, labels)))] if labels else []
    return PastedText(
        html,
        shown,
        dict(document.left_out),
        document.repairs,
        [quote(line) for line in lost[:_MOST_LOST]],
        remarks + document.remarks + report.doubts,
        _offers(document, blocks),
    )


def _blocks(document: Document, report: ImportReport) -> list[Block]:
    match document.pieces:
        case [TextPiece(kind=Kind.PARAGRAPH, label="") as only]:
            return [Paragraph(only.text, runs=only.runs)]  # a part of some paragraph, it may be
    lines = lines_of(document)
    texts = [line for line in lines if not isinstance(line.piece, NotePiece)]
    blocks = build_shown_blocks(texts, report, waits=False) + note_blocks(
        [line.piece for line in lines]
    )
    highest = min(_levels(document.pieces), default=2)
    deeper = max(0, min(highest, _DEEPEST) - 2)
    return [
        replace(block, level=min(block.level + deeper, _DEEPEST))
        if isinstance(block, Heading)
        else block
        for block in blocks
    ]


def _with_places(blocks: list[Block]) -> list[Block]:
    """The blocks with a mark in place of each photo: "[ảnh n]" may stand in the text itself."""
    numbers = count(1)
    return [
        Paragraph(f"{_START}{next(numbers)}{_END}")
        if isinstance(block, PhotoPlaceholder)
        else block
        for block in blocks
    ]


def _levels(pieces: Iterable[Piece]) -> list[int]:
    return [
        piece.level
        for piece in pieces
        if isinstance(piece, TextPiece) and piece.kind is Kind.HEADING
    ]


def _labels(pieces: Iterable[Piece]) -> list[str]:
    return [piece.label for piece in pieces if isinstance(piece, TextPiece) and piece.label]


def _texts(pieces: Iterable[Piece]) -> list[str]:
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, TextPiece):
            texts.append(piece.text)
        elif isinstance(piece, TablePiece):
            texts += [cell.text for row in piece.rows for cell in row]
        elif isinstance(piece, NotePiece):
            texts += [
                piece.label,
                *("".join(run.text for run in runs) for runs in piece.paragraphs),
            ]
    return texts


def _lost(
    before: Iterable[str], after: Iterable[str], shown: Iterable[PhotoPlaceholder] = ()
) -> list[str]:
    """Lines of which letters are missing. Looks on from where the last one was found."""
    whole, at, lost = "".join(map(_squeezed, after)), 0, []
    for line in before:
        letters = _squeezed(line)
        found = whole.find(letters, at)
        if found < 0:
            found = whole.find(letters)
        if found >= 0:
            at = found
        elif not any(_is_caption(letters, photo) for photo in shown):
            lost.append(line)
        if len(lost) == _MOST_LOST:
            break
    return lost


def _is_caption(letters: str, photo: PhotoPlaceholder) -> bool:
    """Whether nothing but the label before a credit is left of a line beside this photo."""
    for part in filter(None, map(_squeezed, (photo.caption, photo.credit))):
        letters = letters.replace(part, "", 1)
    return sum(map(str.isalnum, letters)) <= _LABEL_LETTERS


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _offers(document: Document, blocks: list[Block]) -> list[Offer]:
    """What an article of its own would have beside its text; nothing for a part of one."""
    if len(document.pieces) < _LEAST_PIECES:
        return []
    try:
        page = assemble(document)
    except ImportRefused:
        return []
    texts = [block.text for block in blocks if isinstance(block, Paragraph | Heading)]
    title = _lines_of(page.title, texts)
    if not title or is_prose(page.title) or word_count(page.title) < _TITLE_WORDS:
        return []
    offers = [Offer("title", value, title) for value in (page.title, *_in_small_letters(page))]
    if page.lead and (lead := _lines_of(page.lead, texts)):
        offers.append(Offer("lead", page.lead, lead))
    return offers + _bylines(page, texts)


def _lines_of(value: str, texts: list[str]) -> tuple[str, ...]:
    """The lines near the top that are this value together; () where there are none."""
    sought = compared(value)
    for first in range(min(_HEAD, len(texts))):
        for last in range(first, min(first + 3, len(texts))):
            if compared(" ".join(texts[first : last + 1])) == sought:
                return tuple(texts[first : last + 1])
    return ()


def _in_small_letters(page: ImportedPage) -> list[str]:
    return [
        candidate.value
        for choice in page.report.choices
        if choice.field == "title" and choice.chosen is None
        for candidate in choice.rejected
    ]


def _bylines(page: ImportedPage, texts: list[str]) -> list[Offer]:
    """Those whose line the article itself does without."""
    own = {block.text for block in page.blocks if isinstance(block, Paragraph | Heading)}
    signing = [text for text in texts if text not in own and text not in {page.title, page.lead}]
    offers = []
    for byline in page.bylines:
        name = compared(byline.name)
        lines = tuple(text for text in signing if name in compared(text))
        if lines:
            offers.append(Offer("byline", byline.name, lines[-1:], byline.role))
    return offers
