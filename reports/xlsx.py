"""Tables as an Excel file."""

import datetime
import io
import textwrap

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.annual_report import SEAL, AnnualReport
from reports.periods import Granularity
from reports.queries import PeriodStatistics
from reports.tables import (
    Cell,
    LinkCell,
    Table,
    articles,
    cell_text,
    most_read,
    overview,
    traffic,
)
from vietnamese.text import xml_safe

WIDEST, WIDEST_NUMBERS = 80, 24  # characters
LINE = 15  # points
BOLD = Font(bold=True)
LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
RIGHT = Alignment(wrap_text=True, vertical="top", horizontal="right")
# Vietnamese: programs that go by the file write 293.173, the others as the computer is set.
NUMBER, DAY = "[$-42A]#,##0", "dd-mm-yyyy"


def statistics_workbook(stats: PeriodStatistics, author: str) -> bytes:
    """Every table of a period, at all four granularities, one sheet each. No query."""
    return workbook(
        [
            overview(stats),
            *(traffic(stats, granularity) for granularity in Granularity),
            most_read(stats),
            *articles(stats),
        ],
        author,
    )


def report_workbook(report: AnnualReport) -> bytes:
    """The report as an Excel file: its words on the first sheet, its tables on the others."""
    lines = [report.governing_body, report.title, report.period, *report.sentences]
    cover = Table("Báo cáo", (report.organisation,), [(line,) for line in lines if line])
    seal = [Table("Dấu niêm phong", (SEAL,), [(line,) for line in report.seal])]
    tables = [cover, *report.tables, *(seal if report.seal else [])]
    return workbook(tables, report.organisation)


def workbook(tables: list[Table], author: str) -> bytes:
    """The tables as sheets: numbers are numbers, days are days, and any other cell is text, so
    that a title such as "=1+1" is shown and never worked out."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = xml_safe(author)
    for table in tables:
        fill(book.create_sheet(table.name), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(sheet: Worksheet, table: Table) -> None:
    widths = column_widths(table)
    for column, (width, heading) in enumerate(zip(widths, table.headings, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width + 3
        cell = sheet.cell(1, column)
        write(cell, heading.text)
        cell.font, cell.alignment = BOLD, RIGHT if heading.is_number else LEFT
    for line, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            write(sheet.cell(line, column), value)
    for line, row in enumerate([table.columns, *table.rows], start=1):
        texts = [cell_text(cell).text for cell in row]
        set_height(sheet, line, max(map(lines_of, texts, widths)))
    if table.note:
        line = len(table.rows) + 3
        write(sheet.cell(line, 1), table.note)
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=len(widths))
        set_height(sheet, line, lines_of(table.note, sum(widths)))
    sheet.freeze_panes = "A2"
    set_paper(sheet)


def column_widths(table: Table) -> list[int]:
    """In characters: what the longest cell needs, up to a limit from which on lines are broken."""
    cells = [[cell_text(cell).text for cell in row] for row in [table.columns, *table.rows]]
    return [
        min(max(map(len, column)), WIDEST_NUMBERS if heading.is_number else WIDEST)
        for column, heading in zip(zip(*cells, strict=True), table.headings, strict=True)
    ]


def lines_of(text: str, width: int) -> int:
    """Lines that the words take in a column of `width` characters."""
    return len(textwrap.wrap(text, width)) or 1


def set_height(sheet: Worksheet, line: int, lines: int) -> None:
    """Where a cell has several lines: not every program finds the height by itself."""
    if lines > 1:
        sheet.row_dimensions[line].height = LINE * lines


def set_paper(sheet: Worksheet) -> None:
    """A4, all columns on one page, the head again on each."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"


def write(cell: SheetCell, value: Cell) -> None:
    value = value.text if isinstance(value, LinkCell) else value
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=…" for a formula
        cell.quotePrefix = True  # and Excel would, once somebody edits the cell
        cell.alignment = LEFT
    elif isinstance(value, datetime.date):
        cell.number_format, cell.alignment = DAY, LEFT
    else:
        cell.number_format, cell.alignment = NUMBER, RIGHT
