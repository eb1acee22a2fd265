"""Log lines that one request cannot turn into two."""

import logging


class OneLineFormatter(logging.Formatter):
    """Escapes control characters of a message (CR, LF, ANSI), so that a hostile address stays
    one line. A traceback, which the program itself writes, keeps its lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        line = super().formatMessage(record)
        return "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)
