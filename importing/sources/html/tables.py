"""Tables that hold figures, told from tables that only place things on a page."""

from lxml import etree

from importing.document import Cell, Run, TablePiece, TextPiece
from importing.sources.html.layout import BLOCKS, NEVER_TEXT, set_by, style_of
from importing.sources.html.markup_tree import Element, text_of

_LONGEST_CELL = 600  # characters; what is longer is running text
_MOST_SPAN = 60


def is_for_data(table: Element) -> bool:
    """Whether rows and columns have a meaning: two of each at least, in cells that hold neither
    pictures, nor tables, nor running text."""
    if next(table.iter("img"), None) is not None or len(list(table.iter("table"))) > 1:
        return False
    rows = list(table.iter("tr"))
    widest = max((len(_cells(row)) for row in rows), default=0)
    if len(rows) < 2 or widest < 2:
        return False
    return all(len(text_of(cell)) <= _LONGEST_CELL for row in rows for cell in _cells(row))


def table_piece(table: Element, address: str) -> TablePiece:
    """Its cells with what they span; a row that is empty goes."""
    rows = [
        tuple(_cell(cell, address) for cell in _cells(row))
        for row in table.iter("tr")
        if text_of(row)
    ]
    return TablePiece(tuple(rows))


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def caption_of(table: Element, address: str) -> list[TextPiece]:
    """What stands above a table as its name, a piece for each paragraph."""
    return [
        TextPiece(runs)
        for caption in table.iter("caption")
        for runs in _paragraphs(caption, address)
    ]


def _cell(cell: Element, address: str) -> Cell:
    filled = _paragraphs(cell, address)
    return Cell(filled, _span(cell, "colspan"), _span(cell, "rowspan"), cell.tag == "th")


def _paragraphs(cell: Element, address: str) -> tuple[tuple[Run, ...], ...]:
    paragraphs: list[list[Run]] = [[]]
    setting = [Run("")]
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in NEVER_TEXT:
                walk.skip_subtree()
                setting.append(setting[-1])
                continue
            if tag in BLOCKS or tag == "br":
                paragraphs.append([])
            around = setting[-1]
            setting.append(set_by(around, element, style_of(element), address))
            text = element.text
        else:
            setting.pop()
            if tag in BLOCKS:
                paragraphs.append([])
            text = element.tail if element is not cell else ""
        if text:
            current = setting[-1]
            flat = " ".join(f"|{text}|".split())[1:-1]
            paragraphs[-1].append(
                Run(
                    flat,
                    current.bold and cell.tag != "th",
                    current.italic,
                    current.sub,
                    current.sup,
                    current.strike,
                    current.link,
                    current.font,
                )
            )
    return tuple(tuple(runs) for runs in paragraphs if any(run.text.strip() for run in runs))


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(int(value), _MOST_SPAN) if value.isdigit() and int(value[:6]) > 0 else 1
