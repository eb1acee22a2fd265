"""What is refused before Django sees it, in words."""

from http import HTTPStatus
from typing import Any

from django.template.loader import render_to_string

Headers = list[tuple[str, str]]


class RefusedError(Exception):
    """A request that is not taken; its page says so in Vietnamese.

    `page` names the template in errors/ where that of the status is about something else;
    `retry_seconds` says when to ask again.
    """

    def __init__(
        self, status: HTTPStatus, *, page: str = "", retry_seconds: int = 0, **context: Any
    ) -> None:
        super().__init__(status.phrase)
        self.status = status
        self._template = f"errors/{page or status.value}.html"
        self._retry_seconds = retry_seconds
        self._context = context

    def answer(self) -> tuple[int, Headers, bytes]:
        """Status, headers and page. The connection ends: what else was sent is not read."""
        content = render_to_string(self._template, self._context).encode()
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ]
        if self._retry_seconds:
            headers.append(("Retry-After", str(self._retry_seconds)))
        return self.status, headers, content
