"""The figures as tables, which the page, the Excel file and the report show each in its way."""

import datetime
import re
from dataclasses import dataclass
from typing import NamedTuple

from reports.figures import Figures, months_of
from reports.spans import Step
from vietnamese.dates import format_day
from vietnamese.numbers import group_digits

PROGRAMS = "Máy tìm kiếm và chương trình tự động đã loại ra"

# What XML 1.0 cannot hold: a document with one such character does not open.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Link(NamedTuple):
    """Words that a page links to an address; files have the words alone."""

    words: str
    address: str


class Shown(NamedTuple):
    """A cell as people read it."""

    words: str
    is_number: bool = False
    address: str = ""


Cell = str | int | datetime.date | Link


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
    def headings(self) -> list[Shown]:
        """Each column's name, and whether it holds numbers."""
        cells: tuple[Cell, ...] = self.rows[0] if self.rows else self.columns
        return [
            Shown(name, isinstance(cell, int))
            for name, cell in zip(self.columns, cells, strict=True)
        ]

    @property
    def lines(self) -> list[list[Shown]]:
        """The rows as people read them."""
        return [[shown(cell) for cell in row] for row in self.rows]


def shown(cell: Cell) -> Shown:
    if isinstance(cell, Link):
        return Shown(cell.words, address=cell.address)
    if isinstance(cell, int):
        return Shown(group_digits(cell), is_number=True)
    return Shown(cell if isinstance(cell, str) else format_day(cell))


def text(words: str) -> str:
    """The words without what no document can hold."""
    return NOT_XML.sub("", words)


def overview(figures: Figures) -> Table:
    """Visits of the span and in all; what came from the old site on a line of its own."""
    last = format_day(figures.span.last)
    rows: list[tuple[Cell, ...]] = [
        ("Tin, bài đã đăng", figures.articles),
        ("Lượt truy cập", figures.traffic.visits),
        ("Lượt xem trang", figures.traffic.page_views),
        (
            "Lần mở trang của máy tìm kiếm và chương trình tự động, đã loại ra",
            figures.traffic.bots,
        ),
    ]
    if figures.opening:
        read_on = format_day(figures.opening.on_date)
        rows += [
            (f"Mang sang từ trang cũ, tính đến {read_on}", figures.opening.visits),
            (f"Trang này đếm được, đến hết {last}", figures.counted),
        ]
    rows.append((f"Tất cả lượt truy cập, đến hết {last}", figures.total))
    return Table("Tổng quan", ("Số liệu", "Số lượng"), rows)


def traffic(figures: Figures, step: Step) -> Table:
    """Visits, page views and what programs were shown, by day, week, month or year."""
    rows: list[tuple[Cell, ...]] = [
        (
            period.first if step is Step.DAY else period.label,
            *figures.traffic_of(period),
        )
        for period in figures.span.periods(step)
    ]
    columns = (step.label, "Lượt truy cập", "Lượt xem trang", PROGRAMS)
    note = (
        "Cột cuối là số lần máy tìm kiếm và các chương trình tự động mở trang; "
        "những lần ấy không nằm trong hai cột trước."
    )
    return Table(f"Truy cập theo {step.label.lower()}", columns, rows, note, is_by_period=True)


def most_read(figures: Figures, number: int | None = None) -> Table:
    """The most read articles, or the first `number` of them."""
    rows: list[tuple[Cell, ...]] = [
        (place, Link(text(article.title), article.address), article.views, article.prints)
        for place, article in enumerate(figures.most_read[:number], start=1)
    ]
    return Table("Bài đọc nhiều nhất", ("Thứ tự", "Tựa", "Lượt xem", "Lượt xem bản in"), rows)


def articles_by_month(figures: Figures) -> Table:
    rows: list[tuple[Cell, ...]] = list(months_of(figures))
    return Table("Tin, bài theo tháng", ("Tháng", "Tin, bài"), rows, is_by_period=True)


def articles_by_category(figures: Figures) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (text(category), number) for category, number in figures.by_category.items()
    ]
    if rows:
        rows.append(("Cộng", figures.articles))
    return Table("Tin, bài theo chuyên mục", ("Chuyên mục", "Tin, bài"), rows)


def articles_by_author(figures: Figures) -> Table:
    rows: list[tuple[Cell, ...]] = [(text(name), number) for name, number in figures.authors]
    if figures.unsigned:
        rows.append(("Không ghi tác giả", figures.unsigned))
    note = "Bài có nhiều tác giả được tính cho từng người."
    return Table("Tin, bài theo tác giả", ("Tác giả", "Tin, bài"), rows, note)


def articles(figures: Figures) -> list[Table]:
    return [articles_by_month(figures), articles_by_category(figures), articles_by_author(figures)]
