"""How a WSGI application (PEP 3333) is asked one question."""

from collections.abc import Iterable
from typing import Any

Environ = dict[str, Any]
Answer = tuple[int, list[tuple[str, str]], bytes]  # status, headers, content


def answer_of(application: Any, environ: Environ) -> Answer:
    """The whole answer. Raises what the application raises."""
    begun: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        begun[:] = [int(status.split(" ", 1)[0]), headers]

    response: Iterable[bytes] = application(environ, start_response)
    try:
        content = b"".join(response)
    finally:
        if hasattr(response, "close"):
            response.close()
    status, headers = begun
    return status, headers, content
