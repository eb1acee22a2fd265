"""The log's lines: in Vietnamese, with the number of the request that they were written in."""

import logging
from http import HTTPStatus

from logs.request_number import request_number

SAID_ONCE = {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE}
LEVELS = {"WARNING": "NHẮC", "ERROR": "LỖI", "CRITICAL": "LỖI NẶNG"}


class LineFormatter(logging.Formatter):
    """Escapes control characters of a message (CR, LF, ANSI), so that a hostile address stays
    one line. A traceback, which the program itself writes, keeps its lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.level = LEVELS.get(record.levelname, record.levelname)
        record.request = f" [yêu cầu {number}]" if (number := request_number()) else ""
        line = super().formatMessage(record)
        return "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)


class NotSaidYet(logging.Filter):
    """Passes by Django's own line for each 503 and 507: see logs.once."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", 0) not in SAID_ONCE
