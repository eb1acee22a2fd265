"""Tables as an Excel file."""

import datetime
import io

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from chibo_site.statistics.figures import Figures
from chibo_site.statistics.spans import Step
from chibo_site.statistics.tables import (
    Cell,
    Link,
    Table,
    articles,
    most_read,
    overview,
    shown,
    traffic,
)

WIDEST = 80  # characters
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")


def statistics_workbook(figures: Figures, author: str) -> bytes:
    """Every table of a span, by all four steps, one sheet each. No query."""
    return workbook(
        [
            overview(figures),
            *(traffic(figures, step) for step in Step),
            most_read(figures),
            *articles(figures),
        ],
        author,
    )


def workbook(tables: list[Table], author: str) -> bytes:
    """The tables as sheets: numbers are numbers, days are days, and any other cell is text, so
    that a title such as "=1+1" is shown and never worked out."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = author
    for table in tables:
        fill(book.create_sheet(table.name), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(sheet: Worksheet, table: Table) -> None:
    for column, heading in enumerate(table.columns, start=1):
        write(sheet.cell(1, column), heading)
        sheet.cell(1, column).font = BOLD
        widest = max(len(shown(row[column - 1]).words) for row in [table.columns, *table.rows])
        sheet.column_dimensions[get_column_letter(column)].width = min(widest, WIDEST) + 3
    for line, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            write(sheet.cell(line, column), value)
    if table.note:
        write(sheet.cell(len(table.rows) + 3, 1), table.note)
    sheet.freeze_panes = "A2"


def write(cell: SheetCell, value: Cell) -> None:
    value = value.words if isinstance(value, Link) else value
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=…" for a formula
        cell.quotePrefix = True  # and Excel would, once somebody edits the cell
        cell.alignment = WRAPPED
    elif isinstance(value, datetime.date):
        cell.number_format = "dd-mm-yyyy"
    else:
        cell.number_format = "#,##0"
