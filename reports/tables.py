"""The statistics as tables, which the page, the Excel file and the report show each in its way."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from reports.periods import Granularity
from reports.queries import PeriodStatistics, months_of
from vietnamese.dates import format_day
from vietnamese.numbers import group_digits
from vietnamese.text import xml_safe

PROGRAMS = "Máy tìm kiếm và chương trình tự động đã loại ra"


class LinkCell(NamedTuple):
    """Words that a page links to an address; files have the words alone."""

    text: str
    address: str


class CellText(NamedTuple):
    """A cell as people read it."""

    text: str
    is_number: bool = False
    address: str = ""


Cell = str | int | datetime.date | LinkCell


@dataclass(frozen=True)
class Table:
    """A name (at most 31 characters, as Excel has it), columns, rows; a note where one needs it.

    `is_by_period` says that the first column holds days, which do not break into lines well.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    note: str = ""
    is_by_period: bool = False

    @property
    def headings(self) -> list[CellText]:
        """Each column's name, and whether it holds numbers."""
        cells: tuple[Cell, ...] = self.rows[0] if self.rows else self.columns
        return [
            CellText(name, isinstance(cell, int))
            for name, cell in zip(self.columns, cells, strict=True)
        ]

    @property
    def lines(self) -> list[list[CellText]]:
        """The rows as people read them."""
        return [[cell_text(cell) for cell in row] for row in self.rows]


def cell_text(cell: Cell) -> CellText:
    if isinstance(cell, LinkCell):
        return CellText(cell.text, address=cell.address)
    if isinstance(cell, int):
        return CellText(group_digits(cell), is_number=True)
    return CellText(cell if isinstance(cell, str) else format_day(cell))


def overview(stats: PeriodStatistics) -> Table:
    """Visits of the period and in all; what came from the old site on a line of its own."""
    last = format_day(stats.period.last)
    rows: list[tuple[Cell, ...]] = [
        ("Tin, bài đã đăng", stats.articles),
        ("Lượt truy cập", stats.traffic.visits),
        ("Lượt xem trang", stats.traffic.page_views),
        (
            "Lần mở trang của máy tìm kiếm và chương trình tự động, đã loại ra",
            stats.traffic.bots,
        ),
    ]
    if stats.opening_balance:
        read_on = format_day(stats.opening_balance.on_date)
        rows += [
            (f"Mang sang từ trang cũ, tính đến {read_on}", stats.opening_balance.visits),
            (f"Trang này đếm được, đến hết {last}", stats.counted),
        ]
    rows.append((f"Tất cả lượt truy cập, đến hết {last}", stats.total))
    return Table("Tổng quan", ("Số liệu", "Số lượng"), rows)


def traffic(stats: PeriodStatistics, granularity: Granularity) -> Table:
    """Visits, page views and what programs were shown, by day, week, month or year."""
    rows: list[tuple[Cell, ...]] = [
        (
            bucket.first if granularity is Granularity.DAY else bucket.label,
            *stats.traffic_of(bucket),
        )
        for bucket in stats.period.buckets(granularity)
    ]
    columns = (granularity.label, "Lượt truy cập", "Lượt xem trang", PROGRAMS)
    note = (
        "Cột cuối là số lần máy tìm kiếm và các chương trình tự động mở trang; "
        "những lần ấy không nằm trong hai cột trước."
    )
    return Table(
        f"Truy cập theo {granularity.label.lower()}", columns, rows, note, is_by_period=True
    )


def most_read(stats: PeriodStatistics, number: int | None = None) -> Table:
    """The most read articles, or the first `number` of them."""
    rows: list[tuple[Cell, ...]] = [
        (place, LinkCell(xml_safe(article.title), article.address), article.views, article.prints)
        for place, article in enumerate(stats.most_read[:number], start=1)
    ]
    return Table("Bài đọc nhiều nhất", ("Thứ tự", "Tựa", "Lượt xem", "Lượt xem bản in"), rows)


def articles_by_month(stats: PeriodStatistics) -> Table:
    rows: list[tuple[Cell, ...]] = list(months_of(stats))
    return Table("Tin, bài theo tháng", ("Tháng", "Tin, bài"), rows, is_by_period=True)


def articles_by_category(stats: PeriodStatistics) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (xml_safe(category), number) for category, number in stats.by_category.items()
    ]
    if rows:
        rows.append(("Cộng", stats.articles))
    return Table("Tin, bài theo chuyên mục", ("Chuyên mục", "Tin, bài"), rows)


def articles_by_author(stats: PeriodStatistics) -> Table:
    rows: list[tuple[Cell, ...]] = [(xml_safe(name), number) for name, number in stats.authors]
    if stats.unsigned:
        rows.append(("Không ghi tác giả", stats.unsigned))
    note = "Bài có nhiều tác giả được tính cho từng người."
    return Table("Tin, bài theo tác giả", ("Tác giả", "Tin, bài"), rows, note)


def articles(stats: PeriodStatistics) -> list[Table]:
    return [articles_by_month(stats), articles_by_category(stats), articles_by_author(stats)]
