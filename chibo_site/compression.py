"""Which answers are compressed as they leave."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from visitors import gaps


class CompressionMiddleware(GZipMiddleware):
    """Django's own, but for pages that are kept: those are compressed once, by whoever keeps
    them."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        return (
            response if gaps.STAY in request.META else super().process_response(request, response)
        )
