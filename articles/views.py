"""The reader's pages. Each is the same for everyone: no session, no cookie, nothing written.

The queries named here are the view's own. What stands around a page costs two more in the Trà
Vinh layout (site frame, newest titles), three in the Đồng Nai layout (site frame, the days of the
month, the titles of the day); home and archive pages leave out what they show themselves.
"""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import archive, front_page
from articles.archive_counts import PublicArchive
from articles.article_context import cached_article_context, other_news
from articles.feed_items import FEED_LENGTH, feed_response
from articles.forms import SearchForm
from articles.models import Article, Category
from articles.old_addresses.finding import moved_from_old_address
from articles.old_addresses.normal_form import names_page
from articles.onward_links import cached_onward_links
from articles.paging import NumberedPages, page_number
from articles.prepared_queries import PreparedQuery
from articles.public_lists import CachedList, PublicList
from articles.querysets import ArticleQuerySet, CardRow
from articles.search.results import SearchRequest, cached_results
from caching import tags
from caching.memo import Memo
from pictures.qr import qr_svg

PER_PAGE = 12

_by_slug = PreparedQuery(lambda slug: Category.objects.filter(slug=slug), slug=str)
_categories: Memo[Category] = Memo(tags.EVERYTHING, most=128)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Four queries, however long the archive is; none where nothing has changed since. One more for
    an address such as /?p=12, which is never cached: an article may have stood there."""
    if names_page(request.META.get("QUERY_STRING", "")) and (
        old := moved_from_old_address(request)
    ):
        return old
    top, boxes = front_page.cached_front_page(timezone.now())
    context: dict[str, Any] = {"lead_story": top[0] if top else None, "seconds": top[1:]}
    if top:
        context["boxes"] = boxes
        context["archive_day"] = max(timezone.localdate(story.published_from) for story in top)
    return render(request, "articles/home.html", context)


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """Three queries, four for a page further down; none where nothing has changed since."""
    category = _category(slug)
    news = CachedList(PublicArchive(timezone.now(), category), ArticleQuerySet.for_card_rows)
    page = _page(request, news)
    return render(request, "articles/category.html", {"category": category, "page": page})


@require_safe
def article(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Five queries, one more for a page of “Tin khác” further down, which stands without the text;
    none where nothing has changed since."""
    now = timezone.now()
    content = cached_article_context(pk, now)
    if content is None:
        return withdrawn_or_404(request, pk)
    article = content["article"]
    if request.path != article.get_absolute_url():
        return moved(request, article.get_absolute_url())
    context = content | {
        "other_news": other_news(request, article, now),
        "archive_day": timezone.localdate(article.published_from),
    }
    if context["other_news"].number > 1:
        return render(request, "articles/other_news.html", context)
    context["onward_links"] = cached_onward_links(article, now)
    return render(request, "articles/article.html", context)


@require_safe
def print_view(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Two queries. What is printed carries the article's address, not this page's."""
    content = cached_article_context(pk, timezone.now())
    if content is None:
        return withdrawn_or_404(request, pk)
    article = content["article"]
    if request.path != article.get_print_url():
        return moved(request, article.get_print_url())
    address = request.build_absolute_uri(article.get_absolute_url())
    context = content | {"address": address, "qr": qr_svg(address)}
    return render(request, "articles/print.html", context)


@require_safe
def all_years(request: HttpRequest) -> HttpResponse:
    """One query."""
    return render(request, "articles/archive.html", {"years": archive.years()})


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One query."""
    _archive_day(year, 1, 1)
    if request.path != archive.year_url(year):
        return moved(request, archive.year_url(year))
    context = {"year": year, "shown_year": str(year), "months": archive.months_of(year)}
    return render(request, "articles/year.html", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Two queries."""
    _archive_day(year, month, 1)
    calendar = archive.Month(year, month, timezone.now())
    if request.path != calendar.url:
        return moved(request, calendar.url)
    page = _page(request, _news_of(calendar, calendar.first, calendar.last))
    return render(request, "articles/month.html", {"month": calendar, "page": page})


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """Two queries."""
    date = _archive_day(year, month, day)
    if request.path != archive.day_url(date):
        return moved(request, archive.day_url(date))
    calendar = archive.Month(year, month, timezone.now(), current=date)
    page = _page(request, _news_of(calendar, date, date))
    return render(request, "articles/day.html", {"day": date, "month": calendar, "page": page})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Some six queries, up to 30 where the words are read otherwise, and one where nothing has
    changed since; a wrong day or category is said beside its field."""
    form = SearchForm(request.GET)
    context = {"form": form, "categories": Category.objects.all()}
    number = page_number(request, "trang")
    if form.is_valid() and form.cleaned_data["q"]:
        context |= _results(request, form.cleaned_data, number)
    elif number > 1:
        raise Http404("Không có trang này.")
    return render(request, "articles/search.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """RSS 2.0 of the newest articles (1 query)."""
    return _feed(request, None)


@require_safe
def category_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """RSS 2.0 of one category (2 queries)."""
    return _feed(request, _category(slug))


def moved_to_article(request: HttpRequest, pk: int, in_print: bool) -> HttpResponse:
    """To the article's own address, or that of its print view, where readers may read it; else the
    answer at that address (at most 2 queries)."""
    article = Article.objects.published().only("slug").filter(pk=pk).first()
    if article is None:
        return withdrawn_or_404(request, pk)
    return moved(request, article.get_print_url() if in_print else article.get_absolute_url())


def withdrawn_or_404(request: HttpRequest, pk: int) -> HttpResponse:
    """410 with what readers are told about a withdrawn article, and nothing else of it; 404 where
    they are told nothing (1 query). Under any slug: an older one still stands in old links."""
    withdrawn = Article.objects.withdrawn_with_note().only("withdrawal_note", "withdrawn_at")
    context = {"withdrawn": get_object_or_404(withdrawn, pk=pk)}
    response = render(request, "articles/withdrawn.html", context, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-cache"  # it may be published again
    return response


def moved(request: HttpRequest, address: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address, permanent=True)


def _category(slug: str) -> Category:
    def read() -> Category:
        if not (found := _by_slug.fetch(slug=slug)):
            raise Http404("Không có chuyên mục này.")
        return found[0]

    return _categories.get(slug, timezone.now(), read)


def _news_of(
    month: archive.Month, first: datetime.date, last: datetime.date
) -> CachedList[CardRow]:
    """What was published from `first` to `last`, both days of that month."""
    days = {day: number for day, number in month.numbers.items() if first <= day <= last}
    return CachedList(PublicArchive(month.at), ArticleQuerySet.for_card_rows, days)


def _page(request: HttpRequest, news: CachedList[CardRow]) -> Page[CardRow]:
    number = page_number(request, "trang")
    return NumberedPages(news, PER_PAGE).page_at(number)


def _archive_day(year: int, month: int, day: int) -> datetime.date:
    try:
        date = datetime.date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404("Không có ngày này.") from None
    if not archive.is_within(date):
        raise Http404("Không có ngày này trong kho tin.")
    return date


def _results(request: HttpRequest, filled: dict[str, Any], number: int) -> dict[str, Any]:
    wanted = SearchRequest(
        query=filled["q"],
        category=filled["chuyen_muc"],
        first_day=filled["tu"],
        last_day=filled["den"],
        start=(number - 1) * PER_PAGE,
        most=PER_PAGE,
        is_literal=filled["dung_chu"],
    )
    now = timezone.now()
    results = cached_results(wanted, now)
    others = request.GET.copy()
    others.pop("trang", None)
    # The pager needs only to count them: those of this page are fetched already.
    pages = NumberedPages(range(results.total), PER_PAGE, other_parameters=others.urlencode())
    context = {"results": results, "page": pages.page_at(number)}
    if results.query != wanted.query:
        literal = others.copy()
        literal["dung-chu"] = "1"
        context["literal_address"] = f"?{literal.urlencode()}"
    if not results.total:
        context["months"] = archive.months_of(timezone.localdate().year)
        if wanted.is_narrowed:
            everywhere = wanted._replace(category=None, first_day=None, last_day=None)
            context["everywhere"] = cached_results(everywhere, now)
            context["everywhere_address"] = f"?{urlencode({'q': wanted.query})}"
    return context


def _feed(request: HttpRequest, category: Category | None) -> HttpResponse:
    news = PublicList(PublicArchive(timezone.now(), category), ArticleQuerySet.for_feed)
    return feed_response(request, news[0:FEED_LENGTH], {"category": category})
