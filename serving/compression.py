"""Which answers are compressed as they leave."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import has_vary_header, patch_vary_headers

from serving.encoding import LEAST_BYTES, LEVEL, accepts_gzip, gzipped
from visitors import placeholders


class CompressionMiddleware(GZipMiddleware):
    """Django's own, but for pages that are cached: those are compressed once, by the page cache;
    for others that are the same for everyone: those are compressed quickly; and for files, which
    are packed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if placeholders.LEFT_TO_CALLER in request.META or isinstance(response, FileResponse):
            return response
        if isinstance(response, HttpResponse) and is_for_everyone(response):
            return compressed_quickly(request, response)
        return super().process_response(request, response)


def is_for_everyone(response: HttpResponse) -> bool:
    """Whether it holds nobody's secret, whose length a compressed page could tell (BREACH)."""
    return not (response.cookies or has_vary_header(response, "Cookie"))


def compressed_quickly(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    content = response.content
    if len(content) < LEAST_BYTES or response.has_header("Content-Encoding"):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if accepts_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        response.content = gzipped(content, LEVEL)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "gzip"
    return response
