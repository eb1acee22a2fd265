"""How long others still mend what the site stands on.

The days are those of, as read in 2026:
- Django: https://www.djangoproject.com/download/#supported-versions (a series that is LTS)
- Python: https://devguide.python.org/versions/ (the month; here its last day)
- Debian: https://wiki.debian.org/LTS (the end of long-term support)
"""

import datetime
import platform
import sys
from collections.abc import Iterator

import django
from django.utils import timezone

from health.findings import Finding, fault, fine, unknown, warning
from vietnamese.dates import format_day

ENDS = {
    "Django 5.2": datetime.date(2028, 4, 30),
    "Python 3.11": datetime.date(2027, 10, 31),
    "Python 3.12": datetime.date(2028, 10, 31),
    "Python 3.13": datetime.date(2029, 10, 31),
    "Debian 12": datetime.date(2028, 6, 30),
    "Debian 13": datetime.date(2030, 6, 30),
}
HALF_A_YEAR = datetime.timedelta(days=183)

ENDED = "{name} hết hạn hỗ trợ từ {day}: lỗ hổng mới không ai vá nữa. {cure}"
ENDING = "{name} chỉ được vá lỗ hổng đến {day}. {cure}"
NOT_KNOWN = "Không biết {name} được hỗ trợ đến khi nào."
CURES = {
    "Django": "Hãy nâng cấp phần mềm của trang.",
    "Python": "Hãy nâng cấp hệ điều hành, rồi chạy lại install.sh, hay make run.",
    "Debian": "Hãy nâng cấp Debian.",
}


def versions() -> Iterator[Finding]:
    """Reads /etc/os-release."""
    names = [
        "Django " + ".".join(map(str, django.VERSION[:2])),
        "Python " + ".".join(map(str, sys.version_info[:2])),
        *system(),
    ]
    for name in names:
        yield _support_of(name)


def system() -> Iterator[str]:
    """The system by name and number; nothing where it tells neither."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return
    name = "Debian" if release.get("ID") == "debian" else release.get("NAME", "")
    if name:
        yield f"{name} {release.get('VERSION_ID', '')}".strip()


def _support_of(name: str) -> Finding:
    day = ENDS.get(name)
    if day is None:
        return unknown(NOT_KNOWN.format(name=name))
    today = timezone.localdate()
    words = {"name": name, "day": format_day(day), "cure": CURES[name.split()[0]]}
    if today > day:
        return fault(ENDED.format(**words))
    if today > day - HALF_A_YEAR:
        return warning(ENDING.format(**words))
    return fine(f"{name} được vá lỗ hổng đến {words['day']}.")
