"""Signatures side by side, set apart by tabs: what stands in one column belongs together, as in
the cells of a table."""

import re
from dataclasses import replace

from importing.document import Piece, TextPiece

_BETWEEN = re.compile(r"\t[\t ]*|[ \u00a0]{6,}")
_SIGNS = re.compile(
    r"(?:người|tác giả|(?:ký |phê )?duyệt|biên tập|bbt|nơi nhận|(?:tm|t/m|kt|k/t|tl|t/l|tuq)\b"
    r"|(?:phó )?(?:chủ tịch|bí thư|giám đốc|trưởng|hiệu trưởng|chánh|viện trưởng)|thủ trưởng"
    r"|kế toán|thủ quỹ|thư ký|chủ tọa|đại diện|xác nhận|lãnh đạo)",
    re.IGNORECASE,
)
_MOST_COLUMNS = 3
_LONGEST_PART = 60  # characters
_FAR_BELOW = 8  # pieces from the end
_FIRST_CELL = 9_000  # above those of tables


def by_columns(pieces: list[Piece]) -> list[Piece]:
    """The pieces, those at the end that are cut alike read column by column, each with its cell."""
    begin = len(pieces)
    columns = 0
    while begin > max(0, len(pieces) - _FAR_BELOW):
        parts = len(_parts(pieces[begin - 1]))
        if parts < 2 or (columns and parts != columns):
            break
        columns = parts
        begin -= 1
    lines = pieces[begin:]
    if len(lines) < 2 or begin == 0 or not all(map(_SIGNS.match, _parts(lines[0]))):
        return pieces
    found: list[Piece] = []
    for column in range(columns):
        for line in lines:
            part = _parts(line)[column]
            if isinstance(line, TextPiece) and part:
                evidence = replace(line.evidence, cell=_FIRST_CELL + column)
                runs = (replace(line.runs[0], text=part),)
                found.append(replace(line, runs=runs, evidence=evidence))
    return [*pieces[:begin], *found]


def _parts(piece: Piece) -> list[str]:
    """The short parts of a line between tabs or wide gaps; [] for any other piece."""
    if not isinstance(piece, TextPiece) or piece.label:
        return []
    parts = _BETWEEN.split(piece.text.strip())
    is_cut = 2 <= len(parts) <= _MOST_COLUMNS
    return parts if is_cut and all(len(part) <= _LONGEST_PART for part in parts) else []
