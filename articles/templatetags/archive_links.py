"""The archive's addresses and its calendar, for templates."""

import datetime

from django import template
from django.utils.safestring import SafeString

from articles import archive
from articles.archive import Calendar, Day, Month
from caching.memoized import rendered
from vietnamese.numbers import group_digits

register = template.Library()

register.filter("day_url", archive.day_url)
register.filter("month_url", archive.month_url)
register.filter("year_url", archive.year_url)

WEEKDAYS = (
    ("Thứ Hai", "T2"),
    ("Thứ Ba", "T3"),
    ("Thứ Tư", "T4"),
    ("Thứ Năm", "T5"),
    ("Thứ Sáu", "T6"),
    ("Thứ Bảy", "T7"),
    ("Chủ nhật", "CN"),
)
WEEKDAY = '<th scope="col"><abbr title="{}">{}</abbr></th>'
HEAD = "".join(WEEKDAY.format(*names) for names in WEEKDAYS)
CALENDAR = """<table class="month">
  <caption class="month__caption"><span class="month__bar">
    {previous}
    {name}
    {next}
  </span></caption>
  <colgroup span="7"></colgroup>
  <thead><tr>{head}</tr></thead>
  <tbody>{weeks}
  </tbody>
</table>
"""
NAME = '<a href="{}">Tháng {} / {}</a>'
NAME_WITHOUT_NEWS = "<span>Tháng {1} / {2}</span>"
STEP = '<a class="month__step" href="{}" aria-label="{}, {:%m-%Y}">{}</a>'
NO_STEP = "<span></span>"
# Its name begins as what is seen of it, which whoever speaks to the browser says (WCAG 2.5.3).
DAY_WITH_NEWS = (
    '<a class="month__day" href="{}"{} aria-label="Ngày {}: {} tin, bài, tháng {:%m-%Y}">{} '
    '<span class="month__number">{}</span></a>'
)
DAY_WITHOUT_NEWS = '<span class="month__empty">{}</span>'


@register.simple_tag
def calendar_table(month: Month) -> SafeString:
    """A month as a table of links (1 query after a change, else none)."""
    return rendered(calendar_html, month.calendar)


def calendar_html(month: Calendar) -> SafeString:
    """A function and no template: it has up to 42 cells, and each day that is asked for shows
    another. All that is put in are dates and their addresses, in which nothing is to be escaped."""
    name = NAME if month.numbers else NAME_WITHOUT_NEWS
    html = CALENDAR.format(
        previous=step_html(month.previous, "Tháng trước", "‹"),
        name=name.format(archive.month_url(month.first), month.first.month, month.first.year),
        next=step_html(month.next, "Tháng sau", "›"),
        head=HEAD,
        weeks="".join(map(week_html, month.weeks)),
    )
    return SafeString(html)


def step_html(month: datetime.date | None, label: str, sign: str) -> str:
    return STEP.format(archive.month_url(month), label, month, sign) if month else NO_STEP


def week_html(week: list[Day | None]) -> str:
    cells = [f"<td>{day_html(day) if day else ''}</td>" for day in week]
    return f"\n    <tr>{''.join(cells)}</tr>"


def day_html(day: Day) -> str:
    if not day.number:
        return DAY_WITHOUT_NEWS.format(day.date.day)
    current = ' aria-current="date"' if day.is_current else ""
    number, of_month = group_digits(day.number), day.date.day
    return DAY_WITH_NEWS.format(day.url, current, of_month, number, day.date, of_month, number)
