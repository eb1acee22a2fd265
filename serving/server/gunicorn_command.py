"""How `manage.py serve` starts the server."""

import socket
import sys
from pathlib import Path

from django.conf import settings

# So long at most what is under way may take when the site is to stop. Caddy lets a request wait for
# the stop and the next start together (lb_try_duration).
FINISH_SECONDS = 15


def gunicorn_command(listeners: list[socket.socket], *words: str) -> list[str]:
    """The argument list of the server that takes this process's place and inherits the sockets.
    With the word HAND_OVER they stay open for the next one when it ends."""
    command = [sys.executable, "-m", "serving.server", "chibo_site.wsgi:application", *words]
    for listener in listeners:
        command += ["--bind", f"fd://{listener.fileno()}"]
    command += ["--worker-class", "serving.server.worker.GranianWorker"]
    # One more than sockets: it does the jobs in the background.
    command += ["--workers", str(len(listeners) + settings.RUN_JOBS)]
    command += ["--preload"]  # the program is loaded once, not once in each worker
    command += ["--graceful-timeout", str(FINISH_SECONDS), "--log-level", "warning"]
    command += ["--no-control-socket"]  # it would be made in the home directory
    if Path("/dev/shm").is_dir():  # noqa: S108 (gunicorn makes a private file there)
        command += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108 (a heartbeat that needs no disk)
    return command
