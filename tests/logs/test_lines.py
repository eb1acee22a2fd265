"""What the administrator reads in the log."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse

from logs.lines import LineFormatter
from logs.request_number import RequestNumberMiddleware, request_number


def line_of(level: int, message: str, *values: object) -> str:
    record = logging.LogRecord("x", level, "x.py", 1, message, values, None)
    return LineFormatter("{level} {message}{request}", style="{").format(record)


def test_hostile_address_stays_one_log_line() -> None:
    line = line_of(logging.ERROR, "ở %s", "/a\r\nINFO giả\x1b[31m")
    assert line == "LỖI ở /a\\r\\nINFO giả\\x1b[31m"


@pytest.mark.parametrize(
    ("level", "word"),
    [(logging.WARNING, "NHẮC"), (logging.ERROR, "LỖI"), (logging.CRITICAL, "LỖI NẶNG")],
)
def test_levels_are_vietnamese(level: int, word: str) -> None:
    assert line_of(level, "tin") == f"{word} tin"


def test_each_request_has_a_number_of_its_own_and_nothing_else_has_one() -> None:
    lines = []

    def view(request: HttpRequest) -> HttpResponse:
        lines.append((request_number(), line_of(logging.ERROR, "hỏng")))
        return HttpResponse()

    middleware = RequestNumberMiddleware(view)
    for _ in range(2):
        middleware(HttpRequest())
    (first, line), (second, _) = lines
    assert first != second
    assert line == f"LỖI hỏng [yêu cầu {first}]"
    assert line_of(logging.ERROR, "hỏng") == "LỖI hỏng"
