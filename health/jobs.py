import datetime
import re
from collections.abc import Iterable

from django.urls import reverse

from alerts.mail import address_of, tell_administrator
from health.examination import Result, examine_and_remember, remembered
from health.findings import Level
from health.latest import PAGE
from jobs.progress import Progress
from jobs.registry import background_job
from jobs.schedules import daily

NUMBERS = re.compile(r"[0-9.,]+")
SUBJECT = "Lỗi ở máy chủ"
TEXT = "Trang vừa xem tình trạng máy chủ và thấy:\n\n{faults}\n\nXem đầy đủ và cách sửa: {address}"


# After the backup and the self-check, whose findings it tells.
@background_job(
    "health_check",
    "Xem tình trạng máy chủ",
    schedule=daily("04:40"),
    limit=datetime.timedelta(hours=2),
)
def health_check(progress: Progress) -> None:
    """What it finds is on “Tình trạng máy chủ”, and faults on the administrator's first page; of
    those that the last run did not find a mail is sent."""
    _, before = remembered()
    faults = faults_of(examine_and_remember(progress))
    if new := faults.keys() - faults_of(before).keys():
        said = "\n\n".join(faults[each] for each in faults if each in new)
        tell_administrator(SUBJECT, TEXT.format(faults=said, address=address_of(reverse(PAGE))))
    progress(1, 1, f"Thấy {len(faults)} lỗi" if faults else "Không thấy lỗi nào")


def faults_of(results: Iterable[Result]) -> dict[tuple[str, str], str]:
    """In words, by the check and the words without their numbers, which change from day to day."""
    return {
        (result.name, NUMBERS.sub("", each.sentence)): f"{result.label}: {each.sentence}"
        for result in results
        for each in result.findings
        if each.level is Level.FAULT
    }
