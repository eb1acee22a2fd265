"""What the annual report says of the website, in words and tables."""

from dataclasses import dataclass

from portal.models import Identity
from reports import tables
from reports.exports import workbook
from reports.figures import Figures
from reports.tables import Table, text
from vietnamese.dates import format_day
from vietnamese.numbers import group_digits
from visitors.models import DaySeal, VisitCorrection

TITLE = "Số liệu hoạt động của trang thông tin điện tử"
SEAL = "Dấu niêm phong số đếm"
FEW = 5


@dataclass(frozen=True)
class Report:
    """The report's parts in their order. `sentences` are ready to be pasted into another text;
    `seal` is empty as long as no day is sealed."""

    governing_body: str
    organisation: str
    title: str
    period: str
    sentences: list[str]
    tables: list[Table]
    seal: list[str]


def report_of(
    figures: Figures, identity: Identity, last: DaySeal | VisitCorrection | None
) -> Report:
    """The report on the figures' span, with the ledger's last entry. No query."""
    return Report(
        governing_body=text(identity.governing_body),
        organisation=text(identity.name_vi),
        title=TITLE,
        period=f"{figures.span}"[0].upper() + f"{figures.span}"[1:],
        sentences=[sentence(figures), sentence_of_total(figures)],
        tables=[
            tables.overview(figures),
            tables.articles_by_category(figures),
            tables.articles_by_author(figures),
            tables.most_read(figures, FEW),
        ],
        seal=seal_words(last) if last else [],
    )


def sentence(figures: Figures) -> str:
    """The sentence of such reports, with exact figures in place of "hơn" and "trên"."""
    return (
        f"Trang thông tin điện tử hoạt động tốt, đăng {group_digits(figures.articles)} tin, bài, "
        f"có {group_digits(figures.traffic.visits)} lượt truy cập."
    )


def sentence_of_total(figures: Figures) -> str:
    """The total, with what of it was carried over from the old site."""
    opening = figures.opening
    carried_over = (
        f", trong đó {group_digits(opening.visits)} lượt mang sang từ trang cũ"
        if opening and opening.visits
        else ""
    )
    return (
        f"Tính đến hết ngày {format_day(figures.span.last)}, trang có tất cả "
        f"{group_digits(figures.total)} lượt truy cập{carried_over}."
    )


def seal_words(last: DaySeal | VisitCorrection) -> list[str]:
    """The ledger's last entry, its seal alone on a line, and what to do with it."""
    kind = "số đếm" if isinstance(last, DaySeal) else "điều chỉnh số đếm"
    return [
        f"Mục cuối của sổ niêm phong: số {last.number}, {kind} ngày {format_day(last.day)}. Dấu:",
        last.seal,
        "Hãy chép số mục và dấu này vào biên bản hoặc sổ công tác, cất ở nơi khác với máy chủ. Dấu "
        "được tính từ mọi mục đã ghi cho đến mục này. Sau này nếu có ai sửa những số đếm ấy, dù "
        "có làm lại cả sổ, thì trong sổ cũng không còn dấu đã chép. Để đối chiếu, người quản trị "
        "chạy lệnh “manage.py verify_visits --seal” với dấu ấy ở cuối.",
    ]


def report_workbook(report: Report) -> bytes:
    """The report as an Excel file: its words on the first sheet, its tables on the others."""
    words = [report.governing_body, report.title, report.period, *report.sentences]
    cover = Table("Báo cáo", (report.organisation,), [(line,) for line in words if line])
    seal = [Table("Dấu niêm phong", (SEAL,), [(line,) for line in report.seal])]
    tables = [cover, *report.tables, *(seal if report.seal else [])]
    return workbook(tables, report.organisation)
