"""{% title_list news|titles dated=1 %}: articles as a list of titles; {% neighbours newer older %}:
what an article leads on to in its category.

Functions and no templates: each article has others.
"""

import datetime

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.cards import Title
from caching.memoized import rendered
from richtext.escaping import format_escaped
from vietnamese.dates import format_day

register = template.Library()

LIST = '<ol class="titles{modifier}">{items}\n</ol>\n'
ITEM = (
    '\n  <li class="titles__item"><a href="{}">{}</a>'
    ' <time class="titles__date" datetime="{}">{}</time></li>'
)
NEIGHBOURS = '\n<nav class="neighbours" aria-label="Tin trước, tin sau">{newer}{older}\n</nav>'
NEWER = (
    '\n  <a class="neighbours__link" href="{}" rel="next">'
    '<span class="neighbours__way">‹ Tin mới hơn</span> {}</a>'
)
OLDER = (
    '\n  <a class="neighbours__link neighbours__link--older" href="{}" rel="prev">'
    '<span class="neighbours__way">Tin cũ hơn ›</span> {}</a>'
)
DATED = SafeString(" titles--dated")
NOTHING = SafeString("")


@register.simple_tag
def title_list(
    titles: tuple[Title, ...], *, dated: object = False, by_hour: object = False
) -> SafeString:
    """`dated` sets the dates in a column; `by_hour` shows the time, where the day is known. No
    query."""
    return rendered(titles_html, titles, bool(dated), bool(by_hour))


@register.simple_tag
def neighbours(newer: Title | None, older: Title | None) -> SafeString:
    """Nothing where there is neither. No query."""
    if not (newer or older):
        return NOTHING
    return format_escaped(
        NEIGHBOURS,
        newer=format_escaped(NEWER, newer.address, newer.title) if newer else NOTHING,
        older=format_escaped(OLDER, older.address, older.title) if older else NOTHING,
    )


def titles_html(titles: tuple[Title, ...], dated: bool, by_hour: bool) -> SafeString:
    rows = [
        (title.address, title.title, moment.isoformat(timespec="seconds"), shown(moment, by_hour))
        for title in titles
        for moment in [timezone.localtime(title.published_from)]
    ]
    items = SafeString("".join(format_escaped(ITEM, *row) for row in rows))
    return format_escaped(LIST, modifier=DATED if dated else NOTHING, items=items)


def shown(moment: datetime.datetime, by_hour: bool) -> str:
    return f"{moment:%H:%M}" if by_hour else format_day(moment)
