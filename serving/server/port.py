"""The port that the site answers at, and what is said where it cannot be had."""

import errno
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from django.core.management.base import CommandError

from serving.server import handover
from serving.server.listeners import listening

LAST_PORT = 65_535


def ensure_port_is_free(host: str, port: int, stored: Sequence[socket.socket]) -> None:
    """CommandError where another program listens at the port, or where it cannot be had. What the
    last server has left there is for this one."""
    if not stored and not handover.is_held((host, port)):
        with sockets(host, port, 1):
            pass


@contextmanager
def sockets(
    host: str, port: int, number: int, present: Sequence[socket.socket] = ()
) -> Iterator[list[socket.socket]]:
    """So many that listen there, the present ones first. CommandError as in
    ensure_port_is_free()."""
    if port > LAST_PORT:
        raise CommandError(f"Không có cổng {port}: cổng lớn nhất là {LAST_PORT}.")
    with ExitStack() as opened:
        try:
            listeners = opened.enter_context(listening(host, port, number, present))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandError(f"Không mở được cổng {port}: {error}") from error
            raise CommandError(
                f"Cổng {port} đang có chương trình khác dùng."
                f" Hãy chọn cổng khác, ví dụ: make run PORT={port + 1}"
            ) from error
        yield listeners
