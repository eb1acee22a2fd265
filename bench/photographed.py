"""Fills a copy of a corpus with photos that differ from one another, since the articles of a corpus
share six; and with views that wait to be counted."""

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from bench.servers import BROWSER, ask, environment, site
from pictures.renditions import all_files

# Bytes of each file, as the desk's pictures have them.
SIZES = {
    "-240.webp": 5_000,
    "-320.webp": 8_000,
    "-480.jpg": 25_000,
    "-480.webp": 16_000,
    "-720.webp": 32_000,
    "-960.jpg": 75_000,
    "-960.webp": 50_000,
    "-1600.jpg": 180_000,
    "-1600.webp": 130_000,
}
FOLDERS = 240  # as twenty years have months


def add_photos(data: Path, number: int) -> None:
    """So many, each as the files of all its sizes, which hold noise; the first rows name them."""
    chance = random.Random(number)
    names = [
        f"photos/{2007 + each % FOLDERS // 12}/{each % 12 + 1:02}/{chance.getrandbits(64):016x}"
        for each in range(number)
    ]
    for name in names:
        for file in all_files(f"{name}-1600.webp"):
            path = data / "media" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(os.urandom(SIZES[file.removeprefix(name)]))
    with closing(sqlite3.connect(data / "site.sqlite3")) as database:
        database.executemany(
            "UPDATE articles_photo SET file = ? WHERE id = ?",
            [(f"{name}-1600.webp", pk) for pk, name in enumerate(names, 1)],
        )
        database.commit()


def read_pages(data: Path, articles: list[str]) -> None:
    """Each of them once. The server is killed, and has added up some of it."""
    with site(environment(data), "/") as (server, _):
        for address in articles:
            ask(server.url(address), BROWSER)
    with closing(sqlite3.connect(data / "site.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the file is all of it
