"""Whether this machine's clock is right, as far as the database and what is stored can tell. What
another machine says is told with `outside`."""

import datetime
import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.utils import timezone

from health.findings import MANAGE, Finding, fault, fine, warning
from health.misdated import find_misdated
from newsroom.models import AuditEntry
from vietnamese.dates import format_day, format_stamp
from vietnamese.numbers import group_digits
from visitors import journal_reader, redating

# A code of a telephone is good for half a minute before and after.
MOST_SECONDS = 60
NEWEST = 500  # entries of the log: no index leads to its times
AHEAD = datetime.timedelta(minutes=5)
REDATE = f"{MANAGE} redate_visits"
REDATE_ARTICLES = f"{MANAGE} redate_articles"
NAMED = 3

OFF = (
    "Đồng hồ máy này lệch {seconds} giây so với {whose}: mã xác thực hai lớp và giờ đăng đã hẹn sẽ"
    " sai."
)
IN_FUTURE = (
    "{what} ghi {when}, là ngày giờ chưa đến: đồng hồ máy này từng chạy nhanh, hoặc nay đang chậm."
)
MISDATED = " Đồng hồ nay đúng rồi thì chạy lệnh này để tính lại cho ngày thật, không mất lượt nào."
UNSEEN = (
    "{number} bài đăng lúc đồng hồ máy này chạy nhanh mang giờ chưa đến, nên bạn đọc không thấy:"
    " {titles}. Đồng hồ nay đúng rồi thì chạy lệnh này, hoặc mở từng bài rồi bấm “Đăng ngay”."
)
TOO_OLD = "Số lượt truy cập ghi {when}, là ngày quá xưa: đồng hồ máy này từng chạy sai."


def clock() -> Iterator[Finding]:
    """12 queries, and the journals of visits that were not added up yet."""
    findings = [*_beside_database(), *_in_future()]
    yield from findings
    if not findings:
        yield fine(f"Máy này ghi {format_stamp(timezone.localtime())}.")


def difference(seconds: float, whose: str) -> Iterator[Finding]:
    """A finding where the clocks differ by more than people's codes bear."""
    if abs(seconds) > MOST_SECONDS:
        yield warning(OFF.format(seconds=round(abs(seconds)), whose=whose), set_clock_command())


def set_clock_command() -> str:
    return "sudo timedatectl set-ntp true" if shutil.which("timedatectl") else ""


def _beside_database() -> Iterator[Finding]:
    """SQLite has no clock of its own."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (moment,) = cursor.fetchone()
        yield from difference((timezone.now() - moment).total_seconds(), "cơ sở dữ liệu")


def _in_future() -> Iterator[Finding]:
    latest = timezone.now() + AHEAD
    moments = AuditEntry.objects.order_by("-pk").values_list("at", flat=True)[:NEWEST]
    entry = max(moments, default=latest)
    if entry > latest:
        yield _future("Nhật ký biên tập", format_stamp(timezone.localtime(entry)))
    if articles := find_misdated():
        titles = ", ".join(f"“{each.article.title}”" for each in articles[:NAMED])
        titles += ", …" if len(articles) > NAMED else ""
        words = UNSEEN.format(number=group_digits(len(articles)), titles=titles)
        yield fault(words, REDATE_ARTICLES)
    if found := redating.find_misdated():
        day = format_day(found[-1].wrong)
        is_to_come = found[-1].wrong >= redating.EARLIEST
        said = IN_FUTURE.format(what="Số lượt truy cập", when=day) if is_to_come else ""
        yield warning((said or TOO_OLD.format(when=day)) + MISDATED, REDATE)
    if (settings.DATA_DIR / "visits").is_dir():
        moment = datetime.datetime.fromtimestamp(journal_reader.latest_moment(), datetime.UTC)
        if moment > latest:
            yield _future("Tệp ghi lượt xem", format_stamp(timezone.localtime(moment)))


def _future(what: str, when: str) -> Finding:
    return warning(IN_FUTURE.format(what=what, when=when), set_clock_command())
