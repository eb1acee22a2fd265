"""The address at which readers take an article home as a Word file."""

import hashlib
import io
from typing import Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.article_context import cached_article_context
from articles.models import Article
from articles.views import moved, withdrawn_or_404
from articles.word_file.building import ArticleWords, build
from articles.word_file.cached_files import cached_file
from articles.word_file.package import MIME
from attachments.names import content_disposition

FORMAT = "1"  # another one where the same words become another file


@require_safe
def word_file(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """As the article's page for who may read it (1 query, 3 after a change of the article)."""
    context = cached_article_context(pk, timezone.now())
    if context is None:
        return withdrawn_or_404(request, pk)
    article: Article = context["article"]
    if request.path != article.get_word_url():
        return moved(request, article.get_word_url())
    response = word_response(request, context)
    address = request.build_absolute_uri(article.get_absolute_url())
    response.headers["Link"] = f'<{address}>; rel="canonical"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-cache"  # the article may be withdrawn
    return response


def word_response(request: HttpRequest, context: dict[str, Any]) -> HttpResponseBase:
    """The file of an article_context(), 304 where the client has it. Whoever asks has been found to
    be allowed to (1 query, for the letterhead)."""
    words = _words(request, context)
    etag = f'"{_digest(words)}"'
    if answer := get_conditional_response(request, etag=etag):
        return answer
    content = cached_file(_digest(words), lambda: build(words))
    response = FileResponse(io.BytesIO(content), content_type=MIME)  # packed: not to be compressed
    name = content_disposition(f"{words.article.slug or 'bai'}.docx")
    response.headers["Content-Disposition"] = name
    response.headers["ETag"] = etag
    return response


def _words(request: HttpRequest, context: dict[str, Any]) -> ArticleWords:
    article: Article = context["article"]
    printed = render_to_string("articles/_word_head.txt", request=request)
    source, *head = [line.strip() for line in printed.splitlines() if line.strip()]
    return ArticleWords(
        article=article,
        photos=[part.photo for part in context["body_parts"] if part.photo],
        bylines=context["bylines"],
        attachments=context["attachments"],
        address=request.build_absolute_uri(article.get_absolute_url()),
        head=head,
        source=source,
        videos=context["videos"],
    )


def _digest(words: ArticleWords) -> str:
    article = words.article
    photos = [
        (photo.order, str(photo.file), photo.width, photo.caption, photo.credit, photo.alt)
        for photo in words.photos
    ]
    bylines = [(str(byline), byline.name, byline.is_author) for byline in words.bylines]
    parts = (
        *(FORMAT, article.title, article.lead, article.body, article.correction, article.stamp),
        *(article.published_from, photos, bylines, list(map(str, words.attachments))),
        [(video.file.url, video.name) for video in words.videos],
        *(words.address, words.head, words.source),
    )
    return hashlib.sha256("\0".join(map(repr, parts)).encode()).hexdigest()[:40]
