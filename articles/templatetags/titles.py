"""{% title_list news|titles dated=1 %}: articles as a list of titles.

A function and no template: each article has another “Tin khác”.
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
DATED = SafeString(" titles--dated")
NOTHING = SafeString("")


@register.simple_tag
def title_list(
    titles: tuple[Title, ...], *, dated: object = False, by_hour: object = False
) -> SafeString:
    """`dated` sets the dates in a column; `by_hour` shows the time, where the day is known. No
    query."""
    return rendered(titles_html, titles, bool(dated), bool(by_hour))


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
