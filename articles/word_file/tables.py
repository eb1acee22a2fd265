"""Tables, with what their cells span."""

from collections.abc import Callable, Iterator
from typing import Any

from articles.word_file.sheet import paragraph

Element = Any  # lxml has no types of its own
_MOST_COLUMNS = 60  # Word itself ends at 63
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table(element: Element, inside: Callable[[Element, bool], str]) -> str:
    """The table as wide as the text; `inside` gets a cell, and whether it is a head, and comes back
    with its paragraphs. "" for a table without cells."""
    rows = list(_rows(element))
    grid = _grid(rows)
    columns = max((sum(span for _, span, _ in cells) for cells in grid), default=0)
    if not columns:
        return ""
    lines = "".join(
        _row(row, _filled(cells, columns), inside) for row, cells in zip(rows, grid, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{lines}</w:tbl>"
    )


Place = tuple[Element | None, int, str]  # the cell (None: one above goes on), columns, vMerge


def _rows(element: Element) -> Iterator[Element]:
    for inner in element:
        if inner.tag == "tr":
            yield inner
        elif inner.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(inner)


def _grid(rows: list[Element]) -> list[list[Place]]:
    """The cells of each row in their columns, with the places that cells above take in it."""
    taken: dict[int, tuple[int, int]] = {}  # by the first column: how wide, for how many rows yet
    grid = []
    for number, row in enumerate(rows):
        places: list[Place] = []
        column = 0
        waiting = [cell for cell in row if cell.tag in {"td", "th"}]
        while waiting or column in taken:
            if column in taken:
                width, left = taken.pop(column)
                places.append((None, width, "<w:vMerge/>"))
                if left > 1:
                    taken[column] = (width, left - 1)
                column += width
                continue
            cell = waiting.pop(0)
            room = min([at - column for at in taken if at > column], default=_MOST_COLUMNS)
            width = min(_number(cell, "colspan"), room, _MOST_COLUMNS - column)
            if width < 1:
                break
            down = min(_number(cell, "rowspan"), len(rows) - number)
            if down > 1:
                taken[column] = (width, down - 1)
            places.append((cell, width, '<w:vMerge w:val="restart"/>' if down > 1 else ""))
            column += width
        grid.append(places)
    return grid


def _filled(places: list[Place], columns: int) -> list[Place]:
    """A short row gets an empty cell at its end."""
    lacking = columns - sum(width for _, width, _ in places)
    return [*places, (None, lacking, "")] if lacking else places


def _row(row: Element, places: list[Place], inside: Callable[[Element, bool], str]) -> str:
    is_head = all(cell.tag == "th" for cell in row) or row.getparent().tag == "thead"
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    cells = "".join(_cell(place, inside) for place in places)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cell(place: Place, inside: Callable[[Element, bool], str]) -> str:
    cell, width, merge = place
    is_head = cell is not None and cell.tag == "th"
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if is_head else ""
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    content = inside(cell, is_head) if cell is not None else ""
    end = "" if content.endswith("</w:p>") else paragraph("Cell", "")  # without it no file opens
    return f"<w:tc><w:tcPr>{span}{merge}{shade}</w:tcPr>{content}{end}</w:tc>"


def _number(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, int(value)) if value.isdigit() and len(value) < 5 else 1
