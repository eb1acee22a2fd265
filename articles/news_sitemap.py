"""What news search engines are told: the articles of the last two days, as a news sitemap has them
(https://www.google.com/schemas/sitemap-news/0.9/)."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles.addresses import article_address
from articles.archive_counts import PublicArchive
from articles.public_lists import PublicList
from articles.querysets import ArticleQuerySet
from richtext.escaping import format_escaped
from vietnamese.text import xml_safe

DAYS = 2
MOST = 1000  # what a news sitemap may hold
URL = """<url><loc>{root}{address}</loc><news:news>
<news:publication><news:name>{publication}</news:name><news:language>vi</news:language></news:publication>
<news:publication_date>{published}</news:publication_date><news:title>{title}</news:title>
</news:news></url>
"""


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Two queries, after a change of the site frame."""
    now = timezone.now()
    newest = PublicList(PublicArchive(now), ArticleQuerySet.for_news_sitemap)[0:MOST]
    since = now - datetime.timedelta(days=DAYS)
    context = {
        "rows": [row for row in newest if row[3] and row[3] > since],
    }
    content = render_to_string("articles/news_sitemap.xml", context, request)
    return HttpResponse(xml_safe(content), content_type="application/xml")


def url_html(
    root: str, publication: str, pk: int, slug: str, title: str, published: datetime.datetime | None
) -> SafeString:
    return format_escaped(
        URL,
        root=root,
        address=article_address("articles:article", pk, slug),
        publication=publication,
        published=timezone.localtime(published).isoformat(timespec="seconds") if published else "",
        title=title,
    )
