"""`manage.py verify_visits`: says whether any past day's figures were altered."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from vietnamese.dates import format_day
from vietnamese.numbers import group_digits
from visitors.models import DailyVisits, DaySeal, VisitCorrection
from visitors.verification import Fault, FaultKind, SealedEntry, Verification, verify_ledger


class Command(BaseCommand):
    help = "Kiểm tra sổ niêm phong lượt truy cập: ngày nào đã qua bị sửa, bị xóa hoặc chèn thêm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seal",
            metavar="DẤU",
            help="Dấu cuối sổ đã chép lại từ lần trước; sổ phải còn giữ mục mang dấu ấy.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with exit code 1 where anything was altered."""
        verification = verify_ledger()
        problems = [sentence(fault) for fault in verification.faults]
        if options["seal"] and not verification.holds(options["seal"]):
            problems.append(f"Sổ không còn mục nào mang dấu {options['seal']}.")
        for line in [*problems, *summary(verification, bool(problems))]:
            self.stdout.write(line)
        if problems:
            sys.exit(1)


def summary(verification: Verification, is_altered: bool) -> list[str]:
    """The verdict, and the ledger's last seal for whoever wants to note it down."""
    waiting = f" Chờ niêm phong: {verification.waiting} ngày." if verification.waiting else ""
    corrections = group_digits(len(verification.corrections))
    verdict = "CÓ THAY ĐỔI" if is_altered else "Nguyên vẹn"
    lines = [f"{verdict}: {days(verification)}; {corrections} lần điều chỉnh.{waiting}"]
    if verification.head and verification.head.number:
        lines.append(f"Dấu cuối sổ (mục số {verification.head.number}): {verification.head.seal}")
    return lines


def days(verification: Verification) -> str:
    if not verification.seals:
        return "chưa có ngày nào được niêm phong"
    count, altered = len(verification.seals), len(verification.days_altered())
    first, last = (format_day(seal.day) for seal in (verification.seals[0], verification.seals[-1]))
    span = f"{group_digits(count)} ngày đã niêm phong, từ {first} đến {last}"
    return f"{span}, trong đó {group_digits(count - altered)} ngày còn nguyên" if altered else span


def sentence(fault: Fault) -> str:
    """What was done, with date and figures."""
    match fault:
        case Fault(FaultKind.DAY_ALTERED, DaySeal() as seal, row):
            return (
                f"{of_day(seal)} bị sửa: lúc niêm phong có {figures_of(seal)}; "
                f"nay là {figures_of(row)}."
            )
        case Fault(FaultKind.DAY_MISSING, DaySeal() as seal):
            return f"{of_day(seal)} bị xóa: lúc niêm phong có {figures_of(seal)}; nay không còn."
        case Fault(FaultKind.DAY_INSERTED, row=DailyVisits() as row):
            return (
                f"{of_day(row)} không có dấu niêm phong: nay có {figures_of(row)}; "
                "ngày bị chèn thêm hoặc dấu đã bị xóa."
            )
        case Fault(FaultKind.ENTRY_ALTERED, DaySeal() as seal, row):
            return (
                f"{of_day(seal)}, dấu niêm phong bị sửa: "
                f"dấu nay ghi {figures_of(seal)}; bảng ngày nay có {figures_of(row)}."
            )
        case Fault(FaultKind.ENTRY_ALTERED, DaySeal() | VisitCorrection() as entry):
            return f"{entry_name(entry)} bị sửa."
        case Fault(FaultKind.ENTRY_INSERTED, DaySeal() | VisitCorrection() as entry):
            return f"{entry_name(entry)} bị chèn thêm."
        case Fault(FaultKind.ENTRY_REPLACED, DaySeal() | VisitCorrection() as entry):
            return f"{entry_name(entry)} đã bị thay: mục sau không nối với mục này."
        case Fault(FaultKind.ENTRIES_MISSING, numbers=(first, last)):
            numbers = f"{first}" if first == last else f"{first}–{last}"
            return f"Sổ thiếu mục số {numbers}."
        case _:
            return "Sổ mất dòng ghi dấu cuối."


def of_day(day: DaySeal | DailyVisits) -> str:
    return f"Ngày {format_day(day.day)}"


def entry_name(entry: SealedEntry) -> str:
    """An entry by its number, kind, day and figures."""
    if isinstance(entry, DaySeal):
        return f"Mục số {entry.number} (dấu của ngày {format_day(entry.day)}: {figures_of(entry)})"
    visits, page_views = entry.changes()
    day = format_day(entry.day)
    change = f"{visits} lượt truy cập, {page_views} lượt xem trang"
    return f"Mục số {entry.number} (điều chỉnh ngày {day}: {change})"


def figures_of(day: DaySeal | DailyVisits | None) -> str:
    if day is None:
        return "không gì cả"
    return (
        f"{group_digits(day.visits)} lượt truy cập, {group_digits(day.page_views)} lượt xem trang"
    )
