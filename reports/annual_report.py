"""What the annual report says of the website, in words and tables."""

from dataclasses import dataclass

from portal.models import Identity
from reports import tables
from reports.queries import PeriodStatistics
from reports.tables import Table
from vietnamese.dates import format_day
from vietnamese.numbers import group_digits
from vietnamese.text import xml_safe
from visitors.models import DaySeal, VisitCorrection

TITLE = "Số liệu hoạt động của trang thông tin điện tử"
SEAL = "Dấu niêm phong số đếm"
MOST_READ_IN_REPORT = 5


@dataclass(frozen=True)
class AnnualReport:
    """The report's parts in their order. `sentences` are ready to be pasted into another text;
    `seal` is empty as long as no day is sealed."""

    governing_body: str
    organisation: str
    title: str
    period: str
    sentences: list[str]
    tables: list[Table]
    seal: list[str]


def build_report(
    stats: PeriodStatistics, identity: Identity, last: DaySeal | VisitCorrection | None
) -> AnnualReport:
    """The report on the of these statistics, with the ledger's last entry. No query."""
    return AnnualReport(
        governing_body=xml_safe(identity.governing_body),
        organisation=xml_safe(identity.name_vi),
        title=TITLE,
        period=f"{stats.period}"[0].upper() + f"{stats.period}"[1:],
        sentences=[activity_sentence(stats), total_sentence(stats)],
        tables=[
            tables.overview(stats),
            tables.articles_by_category(stats),
            tables.articles_by_author(stats),
            tables.most_read(stats, MOST_READ_IN_REPORT),
        ],
        seal=seal_sentences(last) if last else [],
    )


def activity_sentence(stats: PeriodStatistics) -> str:
    """The sentence of such reports, with exact figures in place of "hơn" and "trên"."""
    return (
        f"Trang thông tin điện tử hoạt động tốt, đăng {group_digits(stats.articles)} tin, bài, "
        f"có {group_digits(stats.traffic.visits)} lượt truy cập."
    )


def total_sentence(stats: PeriodStatistics) -> str:
    """The total, with what of it was carried over from the old site."""
    opening_balance = stats.opening_balance
    carried_over = (
        f", trong đó {group_digits(opening_balance.visits)} lượt mang sang từ trang cũ"
        if opening_balance and opening_balance.visits
        else ""
    )
    return (
        f"Tính đến hết ngày {format_day(stats.period.last)}, trang có tất cả "
        f"{group_digits(stats.total)} lượt truy cập{carried_over}."
    )


def seal_sentences(last: DaySeal | VisitCorrection) -> list[str]:
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
