"""HEAD, as RFC 9110 (9.3.2) wants it: the headers of GET, and no body."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class HeadMiddleware:
    """Drops the body of an answer to HEAD, which the server would have to throw away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming:
            length = str(len(response.content))
            response.content = b""
            response.headers["Content-Length"] = length
        return response
