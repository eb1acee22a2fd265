"""What blocks around an article ask for; each says its cost, so that a layout can add it up."""

import datetime
from collections.abc import Iterable
from typing import Any, cast

from django import template
from django.core.paginator import Page
from django.utils import timezone

from articles.archive import Month
from articles.archive_counts import PublicArchive
from articles.cards import Title, title_of
from articles.models import Article
from articles.next_change import next_change
from articles.paging import NumberedPages, Pager
from articles.public_lists import CachedList
from articles.querysets import ArticleQuerySet
from caching import tags
from caching.memo import Memo
from vietnamese.dates import format_day, format_stamp
from vietnamese.numbers import group_digits

register = template.Library()

_latest: Memo[list[Article]] = Memo(tags.LATEST, most=4)


@register.simple_tag
def latest_articles(number: int, besides: Article | None = None) -> list[Article]:
    """The newest articles, without the one being read (1 query after a change, else none)."""
    now = timezone.now()

    def newest() -> list[Article]:
        found = Article.objects.published(now).newest_first().for_titles()
        return list(found[: number + 1])

    cached = _latest.get(number, now, newest, until=lambda _: next_change(now))
    read = besides.pk if besides else None  # keys: comparing rows takes ten times as long
    return [article for article in cached if article.pk != read][:number]


@register.simple_tag
def calendar_of(day: datetime.date | None = None) -> Month:
    """The month of that Vietnamese day (default: today), to be shown as links (1 query)."""
    shown = day or timezone.localdate()
    return Month(shown.year, shown.month, timezone.now(), current=day)


@register.simple_tag
def news_of(month: Month, day: datetime.date, number: int = 10) -> list[Article]:
    """The newest articles of that day of the month (1 query after a change, else none)."""
    if not (of_day := month.numbers.get(day)):
        return []
    news = CachedList(PublicArchive(month.at), ArticleQuerySet.for_titles, {day: of_day})
    return list(news[0:number])


@register.filter
def pager(page: Page[Any]) -> Pager:
    """Of a page of NumberedPages."""
    return cast(NumberedPages, page.paginator).pager(page.number)


@register.filter
def titles(articles: Iterable[Article]) -> tuple[Title, ...]:
    """The articles as a list of titles shows them."""
    return tuple(map(title_of, articles))


@register.filter(expects_localtime=True)
def iso(moment: datetime.datetime) -> str:
    """2021-12-08T02:50:00+07:00, for <time datetime>. Django's date:"c" takes ten times as long,
    and says parts of seconds in six digits, where HTML allows three."""
    return moment.isoformat(timespec="seconds")


@register.filter(expects_localtime=True)
def stamp(moment: datetime.datetime) -> str:
    """08-12-2021 09:50"""
    return format_stamp(moment)


@register.filter(expects_localtime=True)
def day(moment: datetime.date) -> str:
    """08-12-2021"""
    return format_day(moment)


@register.filter
def grouped(number: int) -> str:
    """439279 → 439.279"""
    return group_digits(number)
