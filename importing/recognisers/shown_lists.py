"""Lists as their source prints them, one inside the other: with numbers of their own where a list
of HTML prints the very same ones, else each item a paragraph behind its label."""

import re
from dataclasses import replace

from importing.document import Kind, Run, TextPiece
from importing.imported_page import Block, BulletList, List, NumberedList, Paragraph
from importing.recognisers.lines import Line, is_bullet
from vietnamese.counting import letters, roman

_BULLETS = {"•", "-", "–", "+", "*", "▪", "●", "○", "■", "►", "➢", "✓", "❖", "o"}
_LABEL = re.compile(r"(\d{1,4}|[a-z]{1,6}|[A-Z]{1,6})\.")
_DEEPEST = 9  # as in Word; what is deeper stands there

Item = tuple[Line, list[Block]]


def is_item(line: Line) -> bool:
    """Whether the line is one of a list, by its source or by the mark before it."""
    return line.kind is Kind.ITEM or (line.text != "" and is_bullet(line.text))


def list_blocks(lines: list[Line]) -> list[Block]:
    """The lists of items that follow one another; what stands deeper is inside the item above it.
    Where its labels cannot be counted by a list, they and those around them are paragraphs."""
    blocks: list[Block] = []
    items: list[Item] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _level(lines[end]) > _level(lines[at]):
            end += 1
        if items and _is_bulleted(lines[at]) != _is_bulleted(items[0][0]):
            blocks += _list(items)
            items = []
        items.append((lines[at], list_blocks(lines[at + 1 : end])))
        at = end
    return blocks + _list(items)


def _level(line: Line) -> int:
    piece = line.piece
    is_own = isinstance(piece, TextPiece) and piece.kind is Kind.ITEM
    return min(max(1, piece.level), _DEEPEST) if is_own else 1  # type: ignore[union-attr]


def _is_bulleted(line: Line) -> bool:
    piece = line.piece
    if isinstance(piece, TextPiece) and piece.label:
        return piece.label in _BULLETS
    return is_bullet(line.text)


def _list(items: list[Item]) -> list[Block]:
    """The blocks of items of one level that are alike."""
    if not items:
        return []
    if _is_bulleted(items[0][0]):
        return _bulleted(items)
    if (inner := _inner(items)) is not None and (
        numbered := _numbered([line for line, _ in items])
    ):
        return [replace(numbered, inner=inner)]
    return [
        block for line, below in items for block in (Paragraph(line.text, runs=line.runs), *below)
    ]


def _bulleted(items: list[Item]) -> list[Block]:
    blocks: list[Block] = []
    begun: list[Item] = []
    for line, below in items:
        is_whole = _inner([(line, below)]) is not None
        begun.append((line, below if is_whole else []))
        if not is_whole:
            blocks += [_bullets(begun), *below]
            begun = []
    return [*blocks, _bullets(begun)] if begun else blocks


def _bullets(items: list[Item]) -> BulletList:
    runs = tuple(_without_label(line) for line, _ in items)
    return BulletList(tuple(map(_flat, runs)), runs, _inner(items) or ())


def _inner(items: list[Item]) -> tuple[tuple[List, ...], ...] | None:
    """The lists inside each item, () where there are none at all; None where what stands below one
    is more than lists."""
    inner = tuple(
        tuple(block for block in below if isinstance(block, BulletList | NumberedList))
        for _, below in items
    )
    if any(len(lists) < len(below) for lists, (_, below) in zip(inner, items, strict=True)):
        return None
    return inner if any(inner) else ()


def _without_label(line: Line) -> tuple[Run, ...]:
    piece = line.piece
    if isinstance(piece, TextPiece) and piece.label:
        return piece.runs
    first, *rest = line.runs
    return (replace(first, text=re.sub(r"^\S+\s*", "", first.text)), *rest)


def _numbered(lines: list[Line]) -> NumberedList | None:
    """A list that prints these very labels by itself, if there is one."""
    labels = [line.piece.label for line in lines if isinstance(line.piece, TextPiece)]
    found = [_LABEL.fullmatch(label) for label in labels]
    if not all(found) or len(found) != len(lines):
        return None
    printed = [match[1] for match in found if match]
    for kind in ("1", "a", "A", "i", "I"):
        for start in _starts(kind, printed[0]):
            if printed == [_print(kind, start + i) for i in range(len(printed))]:
                runs = tuple(_without_label(line) for line in lines)
                return NumberedList(tuple(map(_flat, runs)), kind, start, runs)
    return None


def _starts(kind: str, label: str) -> list[int]:
    if kind == "1":
        return [int(label)] if label.isdigit() else []
    return [number for number in range(1, 60) if _print(kind, number) == label]


def _print(kind: str, number: int) -> str:
    if kind == "1":
        return str(number)
    text = letters(number) if kind in "aA" else roman(number)
    return text.upper() if kind.isupper() else text


def _flat(runs: tuple[Run, ...]) -> str:
    return " ".join("".join(run.text for run in runs).split())
