"""Measures B, the unit of other costs: one answer of a bare Django view (bench/bare.py), served as
in `make bench`."""

import tempfile
from pathlib import Path

from bench import wrk
from bench.servers import environment, site

PAGE = b"x" * 20_000  # as long as an article's page
WARM_UP_SECONDS = 1
SECONDS = 4


def bare_view() -> float:
    """Seconds of processor time that all the server's processes take for one request, uncompressed
    and without any middleware, while 16 connections ask. Takes some ten seconds."""
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as name:
        data, files = Path(name, "data"), Path(name, "files")
        files.mkdir()
        (files / "page").write_bytes(PAGE)
        settings = {"DJANGO_SETTINGS_MODULE": "bench.bare", "BARE_FILES": str(files)}
        with site(environment(data, PAGE_CACHE="0", **settings), "/page") as (server, _):
            wrk.load(server.url("/page"), WARM_UP_SECONDS)
            before = server.cpu_seconds()
            load = wrk.load(server.url("/page"), SECONDS)
            return (server.cpu_seconds() - before) / load.answers
