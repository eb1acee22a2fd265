"""An article as a Word file for who works on it: also of what readers may not see yet."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from articles.article_context import article_context
from articles.word_file.pages import word_response
from newsroom.pages.shortcuts import get_article


@require_safe
def word_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """As it is stored (about 6 queries). As `get_article` for who may not see it."""
    return word_response(request, article_context(get_article(request, pk)))
