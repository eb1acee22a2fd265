"""What a backup and its restore cost beside tar, over so many articles and photos; and whether what
comes back, in SQLite and in PostgreSQL, is what was there.

`make bench-backup` (SIZES, PHOTOS, ROUNDS, BENCH_DIR) prints a table and puts it into
bench/README.md. It works beside a copy of the corpus, and wants three times the room of it with its
photos, and three times more for each round: nothing is deleted before the end. For minutes ext4
looks past the files that were just deleted, which made each new one ten times as dear, to tar and
to the site alike. DATABASE_URL names a PostgreSQL in which databases may be made, as `make` has one
ready.
"""

import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from bench import corpora
from bench.contents import PAGES, Contents, contents_of, differences, tables_of, views
from bench.databases import new_database
from bench.make_variables import numbers
from bench.photographed import add_photos, read_pages
from bench.servers import ROOT, environment
from bench.tables import made_by, table, write_section
from bench.verdicts import Bound, verdict

MANAGE = [sys.executable, "manage.py"]
READERS = 300
MOST_TIMES = 1.5
MOST_MB = 200
PARTS = ("site.sqlite3", "visits", "media")  # of DATA_DIR: what a backup holds
HEAD = ["", "s", "tar, and on the disk, s", "tar alone, s", "÷ tar on the disk", "÷ tar alone"]
HEAD += ["peak, MB", "asked", ""]


@dataclass
class Cost:
    """`seconds` until it ended, `safe` until what it wrote is on the disk, too; `peak` in MB."""

    seconds: float
    safe: float
    peak: float


@dataclass
class Compared:
    """Round by round: a command of the site, tar beside it, and what of it is no matter of tar."""

    own: list[Cost] = field(default_factory=list)
    tar: list[Cost] = field(default_factory=list)
    besides: list[float] = field(default_factory=list)  # s

    def times(self, kind: str) -> float:
        """The median of `own` by `tar`; `kind` says which of tar's times."""
        rounds = zip(self.own, self.tar, self.besides, strict=True)
        return statistics.median(
            (own.safe - besides) / float(getattr(tar, kind)) for own, tar, besides in rounds
        )


def main() -> None:
    if not os.environ.get("DATABASE_URL"):
        sys.exit("Thiếu DATABASE_URL; hãy chạy: make bench-backup")
    size, photos = numbers("SIZES", "10000")[0], numbers("PHOTOS", "2000")[0]
    rounds = numbers("ROUNDS", "3")[0]
    corpora.prepare([size])
    with workplace(corpora.folder(size)) as place:
        source = place / "source"
        read = corpora.articles(source, READERS)
        total = views(source) + len(read)
        add_photos(source, photos)
        read_pages(source, read)
        megabytes = sum(file.stat().st_size for file in source.rglob("*") if file.is_file()) / 1e6
        of = f"{size:,} articles, {photos:,} photos in nine files each, {megabytes:,.0f} MB"
        text = section(measured(place, rounds, total), f"{of}. Median of {rounds} rounds")
    write_section(text)
    if "missed**" in text:
        sys.exit("Có điều không đạt, xem bảng trên.")


@contextmanager
def workplace(corpus: Path) -> Iterator[Path]:
    """A folder on the corpus' disk, with a copy of it."""
    place = corpus.with_name("backup")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(corpus, place / "source", ignore=shutil.ignore_patterns("cache"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def measured(place: Path, rounds: int, total: int) -> dict[str, Compared]:
    source, file = place / "source", place / "site.tar"
    backup, sqlite, postgresql = Compared(), Compared(), Compared()
    tables = tables_of(source)
    was = contents_of(source, tables)
    for number in range(rounds):
        backup.tar.append(packed(source, place / "tar.tar"))
        file.unlink(missing_ok=True)
        backup.own.append(timed([*MANAGE, "backup", str(file)], environment(source), place))
        backup.besides.append(0)
        for compared, server in ((sqlite, ""), (postgresql, os.environ["DATABASE_URL"])):
            compared.tar.append(unpacked(place / "tar.tar", new_folder(place)))
            data = new_folder(place)
            with new_database(server) as url:
                env = environment(data, DATABASE_URL=url)
                compared.own.append(timed([*MANAGE, "restore", str(file), "--noinput"], env, place))
                ensure_same(was, contents_of(data, tables, url), total, views(data, url))
                # PostgreSQL's index is made anew from the articles, and is in no tar.
                rebuilt = timed([*MANAGE, "rebuild_search"], env, place).seconds if url else 0
                compared.besides.append(rebuilt)
        print(f"{number + 1}/{rounds}", flush=True)
    return {"backup": backup, "restore": sqlite, "restore into PostgreSQL": postgresql}


def packed(source: Path, file: Path) -> Cost:
    file.unlink(missing_ok=True)
    return timed(["tar", "-cf", str(file), "-C", str(source), *PARTS], dict(os.environ), file)


def unpacked(file: Path, folder: Path) -> Cost:
    return timed(["tar", "-xf", str(file), "-C", str(folder)], dict(os.environ), folder)


def new_folder(place: Path) -> Path:
    """Which nobody else may enter."""
    return Path(mkdtemp(dir=place))


def timed(command: list[str], env: dict[str, str], written: Path) -> Cost:
    """Begins with nothing left to be written; exits where the command fails."""
    os.sync()
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"Lệnh không chạy được: {' '.join(command)}")
    ended = time.monotonic()
    subprocess.run(["sync", "--file-system", str(written)], check=True)
    return Cost(ended - begun, time.monotonic() - begun, usage.ru_maxrss / 1024)


def ensure_same(was: Contents, now: Contents, total: int, counted: int) -> None:
    """Exits where a restore has brought back anything else."""
    found = differences(was, now)
    if found or counted != total:
        shown = ", ".join(found[:5]) or f"{counted} lượt xem, phải là {total}"
        sys.exit(f"Trang khôi phục khác với trang được sao lưu: {shown}")


def section(found: dict[str, Compared], of: str) -> str:
    lines = [
        "## A backup and its restore",
        "",
        made_by("make bench-backup"),
        f"{of}, in turn with tar.",
        *table(HEAD, [row(name, compared) for name, compared in found.items()]),
        "",
        "What came back had the same number of rows in each table, the same bytes in each picture,"
        f" {PAGES} pages the same and the same page views.",
    ]
    return "\n".join(lines) + "\n"


def row(name: str, compared: Compared) -> list[str]:
    peak = max(cost.peak for cost in compared.own)
    besides = statistics.median(compared.besides)
    times = compared.times("safe")
    more = " beside rebuild_search" if besides else ""
    bounds = [
        Bound(f"≤ {MOST_TIMES} × tar on the disk{more}", times <= MOST_TIMES),
        Bound(f"< {MOST_MB} MB", peak < MOST_MB),
    ]
    own = statistics.median(cost.safe for cost in compared.own)
    return [
        f"{name}, SQLite" if not besides else name,
        f"{own - besides:.1f}" + (f" + {besides:.1f}" if besides else ""),
        f"{statistics.median(cost.safe for cost in compared.tar):.1f}",
        f"{statistics.median(cost.seconds for cost in compared.tar):.1f}",
        f"{times:.2f}",
        f"{compared.times('seconds'):.2f}",
        f"{peak:.0f}",
        *verdict(*bounds),
    ]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the copies must not stay behind
    main()
