"""Tables, with what their cells span."""

from collections.abc import Callable
from dataclasses import dataclass, field

from importing.document import Cell, Piece, Run, TablePiece, TextPiece
from importing.sources.word.package import Element
from importing.sources.word.xml import child, is_on, local, number, value

_LONGEST_CELL = 600  # characters; what is longer is running text
_MOST_SPAN = 60
_AROUND = {"sdt", "sdtContent", "customXml", "ins"}


@dataclass(slots=True)
class GridCell:
    """`column` is where it begins; `goes_on` that it belongs to the cell above it."""

    pieces: list[Piece]
    column: int
    columns: int
    goes_on: bool


@dataclass(slots=True)
class GridRow:
    cells: list[GridCell] = field(default_factory=list)
    is_header: bool = False
    is_deleted: bool = False


def grid(table: Element, read: Callable[[Element], list[Piece]]) -> list[GridRow]:
    """The rows; `read` turns a cell into its pieces."""
    return [_row(row, read) for row in _inner(table, "tr")]


def is_for_data(rows: list[GridRow]) -> bool:
    """Whether rows and columns have a meaning: two of each at least, in cells that hold neither
    pictures, nor tables, nor running text."""
    if len(rows) < 2 or max(len(row.cells) for row in rows) < 2:
        return False
    cells = [cell for row in rows for cell in row.cells]
    return all(isinstance(piece, TextPiece) for cell in cells for piece in cell.pieces) and all(
        sum(len(_text(piece)) for piece in cell.pieces) <= _LONGEST_CELL for cell in cells
    )


def table_piece(rows: list[GridRow]) -> TablePiece:
    """The table; cells that go on from above are spanned by the one that they go on from."""
    return TablePiece(
        tuple(
            tuple(
                Cell(_paragraphs(cell), cell.columns, _rows_below(rows, at, cell), row.is_header)
                for cell in row.cells
                if not cell.goes_on
            )
            for at, row in enumerate(rows)
        )
    )


def _inner(element: Element, wanted: str) -> list[Element]:
    found = []
    for inner in element:
        if local(inner) == wanted:
            found.append(inner)
        elif local(inner) in _AROUND:
            found.extend(_inner(inner, wanted))
    return found


def _row(element: Element, read: Callable[[Element], list[Piece]]) -> GridRow:
    properties = child(element, "trPr")
    row = GridRow(
        is_header=is_on(child(properties, "tblHeader")),
        is_deleted=child(properties, "del") is not None or is_on(child(properties, "hidden")),
    )
    if row.is_deleted:
        return row
    column = number(value(child(properties, "gridBefore")))
    for cell in _inner(element, "tc"):
        of_cell = child(cell, "tcPr")
        if child(of_cell, "cellDel") is not None:
            continue
        columns = max(1, min(number(value(child(of_cell, "gridSpan")), 1), _MOST_SPAN))
        merge = child(of_cell, "vMerge")
        goes_on = merge is not None and value(merge) != "restart"
        row.cells.append(GridCell(read(cell), column, columns, goes_on))
        column += columns
    return row


def _rows_below(rows: list[GridRow], at: int, cell: GridCell) -> int:
    count = 1
    for row in rows[at + 1 :]:
        if not any(other.goes_on and other.column == cell.column for other in row.cells):
            break
        count += 1
    return count


def _paragraphs(cell: GridCell) -> tuple[tuple[Run, ...], ...]:
    found = []
    for piece in cell.pieces:
        if isinstance(piece, TextPiece):
            label = (Run(f"{piece.label} "),) if piece.label else ()
            found.append((*label, *piece.runs))
    return tuple(found)


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, TextPiece) else ""
