"""One address for each kind of page of the corpus in DATA_DIR, as JSON; and the counter's total.

`python -m bench.pages addresses`, `articles 10000` and `views`, in the site's environment.
"""
# ruff: noqa: E402 (Django's models may be imported only once it is set up)

import json
import os
import sys
import time
from collections.abc import Callable
from itertools import islice
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
django.setup()

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from articles.archive import day_url, month_url
from articles.models import Article, Category
from articles.views import PER_PAGE
from bench.vocabulary import COMMON_WORDS
from portal.models import Page
from visitors import journal
from visitors.counter import counter
from visitors.models import DailyVisits

DEEP_PAGE = 10_000
MOST_ARTICLES = 10_000
EDITED = 8
PATIENCE_SECONDS = 120


def addresses() -> dict[str, str]:
    """The article stands in the middle of the archive, and so do its day and its month."""
    category = Category.objects.order_by("pk")[0]
    listed = Article.objects.published().in_category(category).count()
    last = min(DEEP_PAGE, -(-listed // PER_PAGE))
    public = Article.objects.published().newest_first()
    article = public[public.count() // 2]
    day = timezone.localdate(article.published_from)
    return {
        "home": reverse("articles:home"),
        "article": article.get_absolute_url(),
        "print": article.get_print_url(),
        "list": category.get_absolute_url(),
        "last list page": f"{category.get_absolute_url()}?trang={last}",
        "day": day_url(day),
        "month": month_url(day),
        "search": f"{reverse('articles:search')}?{urlencode({'q': COMMON_WORDS})}",
        "feed": reverse("articles:feed"),
        "sitemap": reverse("sitemap-section", args=["bai"]),
        "static page": Page.objects.order_by("pk")[0].get_absolute_url(),
    }


def articles(most: str) -> list[str]:
    """The addresses of so many articles, from all over the archive."""
    return [article.get_absolute_url() for article in read_articles(int(most))]


def read_articles(most: int = MOST_ARTICLES) -> list[Article]:
    """So many from all over the archive, with what their addresses need, the oldest first; without
    those that bench/editing.py withdraws."""
    withdrawn = [article.pk for article in edited_articles()]
    public = Article.objects.published().exclude(pk__in=withdrawn).order_by("pk")
    step = max(public.count() // most, 1)
    rows = islice(public.values_list("pk", "slug").iterator(), 0, step * most, step)
    return [Article(pk=pk, slug=slug) for pk, slug in rows]


def edited_articles() -> list[Article]:
    """The newest of a category, all on the first page of its list. Not the category whose list is
    under load."""
    category = Category.objects.order_by("pk")[1]
    return list(Article.objects.published().in_category(category).newest_first()[:EDITED])


def views() -> int:
    """All page views ever counted, once the journals of the ended servers are added up."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    counter.aggregate()  # what was in memory is on the disk after that
    while journal.names() and time.monotonic() < deadline:
        counter.aggregate()  # does nothing as long as a killed server has not let go of its files
        time.sleep(0.1)
    return DailyVisits.objects.aggregate(views=Sum("page_views"))["views"] or 0


if __name__ == "__main__":
    told: dict[str, Callable[..., object]] = {
        "addresses": addresses, "articles": articles, "views": views,
    }  # fmt: skip
    print(json.dumps(told[sys.argv[1]](*sys.argv[2:])))
