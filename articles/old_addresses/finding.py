"""The article at an old address, for a request that would otherwise be a 404."""

from django.http import HttpRequest, HttpResponsePermanentRedirect

from articles.models import Article, OldAddress
from articles.old_addresses.normal_form import NormalAddress, requested_address

MOST_LOOKED_AT = 20  # articles under one address


def moved_from_old_address(request: HttpRequest) -> HttpResponsePermanentRedirect | None:
    """The 301 to the article that readers may read, which stood at this address; None where none
    did, or nobody can tell which of several (1 query). To be asked again each time: an article may
    be withdrawn, or another one be meant."""
    try:
        asked = _asked_of(request)
    except ValueError:
        return None
    article = article_at(asked)
    if article is None or article.get_absolute_url() == request.path:
        return None
    response = HttpResponsePermanentRedirect(article.get_absolute_url())
    response.headers["Cache-Control"] = "no-cache"
    return response


def article_at(asked: NormalAddress) -> Article | None:
    """The public article there. The very address comes before its print view, and where several
    articles had it on different hosts, the one of this host (1 query)."""
    public = Article.objects.published().only("slug")
    rows = OldAddress.objects.filter(loose=asked.loose, article__in=public)
    found = list(rows.select_related("article")[:MOST_LOOKED_AT])
    found = [row for row in found if row.exact == asked.exact] or found
    if len({row.article_id for row in found}) > 1:
        found = [row for row in found if row.host and row.host == asked.host]
    articles = {row.article_id: row.article for row in found}
    return articles.popitem()[1] if len(articles) == 1 else None


def _asked_of(request: HttpRequest) -> NormalAddress:
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")  # PEP 3333
    host = request.META.get("HTTP_HOST", "")
    return requested_address(host, request.path_info, query.decode(errors="replace"))
