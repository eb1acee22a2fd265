"""What is refused before Django sees it, in words."""

from http import HTTPStatus
from typing import Any

from django.template.loader import render_to_string


class RefusedError(Exception):
    """A request that is not taken; its page says so in Vietnamese."""

    def __init__(self, status: HTTPStatus, **context: Any) -> None:
        super().__init__(status.phrase)
        self.status = status
        self._context = context

    def answer(self) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers and page. The connection ends: what else was sent is not read."""
        template = f"errors/{self.status.value}.html"
        content = render_to_string(template, self._context).encode()
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ]
        return self.status, headers, content
