"""What readers notice while the disk hangs, as network storage does.

`sudo python -m bench.hanging_disk` (SECONDS, 15) starts a new site whose DATA_DIR is a file system
of its own (ext4 on a loop device), asks for cached pages and `/up` at an even pace, freezes the
file system for SECONDS, and asks on. It prints the 99th percentile of the answers' time, its ratio
to a healthy disk's, and whether the counter has every view afterwards. It exits where the machine
does not let it mount or freeze a file system.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import corpora
from bench.guessing import ask, percentile
from bench.make_variables import numbers
from bench.servers import BROWSER, Server, environment, site
from bench.tables import made_by, table
from bench.verdicts import Bound, verdict

PAGES = ("/", "/cach-tinh-luot-truy-cap/", "/rss/", "/up")
UNCOUNTED = ("/rss/", "/up")
IMAGE_BYTES = 512 << 20
EACH_SECONDS = 0.01  # between two requests
WARM_SECONDS = 2
SETTLED_SECONDS = 5  # in which views that waited for the disk are written
MOST_RATIO = 10
HEAD = ["", "answers", "healthy p99, ms", "hanging p99, ms", "slowest, ms", "÷", "asked", ""]

Times = dict[str, list[float]]  # by page, in seconds


def main() -> None:
    seconds = numbers("SECONDS", "15")[0]
    with disk() as data:
        with site(environment(data, DEMO="1"), "/") as (server, _):
            warm = measured(server, WARM_SECONDS)
            healthy = measured(server, seconds)
            with frozen(data):
                hanging = measured(server, seconds)
            time.sleep(SETTLED_SECONDS)
        counted = corpora.views(data)
    asked = sum(
        len(times[page])
        for times in (warm, healthy, hanging)
        for page in PAGES
        if page not in UNCOUNTED
    )
    print(made_by("python -m bench.hanging_disk"))
    print(f"One reader; the disk hangs for {seconds} s. {asked} views, {counted} counted.")
    print("\n".join(table(HEAD, [row(page, healthy[page], hanging[page]) for page in PAGES])))


def row(page: str, healthy: list[float], hanging: list[float]) -> list[str]:
    ratio = percentile(hanging, 99) / percentile(healthy, 99)
    figures = [percentile(healthy, 99), percentile(hanging, 99), max(hanging)]
    return [
        page,
        str(len(hanging)),
        *(f"{each * 1000:.1f}" for each in figures),
        f"{ratio:.1f}",
        *verdict(Bound(f"≤ {MOST_RATIO}", ratio <= MOST_RATIO)),
    ]


def measured(server: Server, seconds: float) -> Times:
    """How long each answer took; RuntimeError where a page is not shown."""
    times: Times = {page: [] for page in PAGES}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for page in PAGES:
            began = time.monotonic()
            status, _ = ask(server.port, "GET", page, "203.0.113.99", agent=BROWSER)
            if status != 200:
                raise RuntimeError(f"{page} trả lời {status}.")
            times[page].append(time.monotonic() - began)
            time.sleep(EACH_SECONDS)
    return times


@contextmanager
def disk() -> Iterator[Path]:
    """A file system of its own."""
    if os.geteuid() != 0:
        sys.exit("Chỉ root mới gắn và làm đứng được một hệ thống tệp.")
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as name:
        image, folder = Path(name, "image"), Path(name, "disk")
        with image.open("wb") as file:
            file.truncate(IMAGE_BYTES)
        folder.mkdir()
        run("mkfs.ext4", "-q", str(image))
        run("mount", "-o", "loop", str(image), str(folder))
        try:
            data = folder / "data"  # beside lost+found
            data.mkdir(mode=0o700)
            yield data
        finally:
            run("umount", "--lazy", str(folder))


@contextmanager
def frozen(folder: Path) -> Iterator[None]:
    """Whoever writes to its disk hangs, as does a store into a mapped file of it."""
    run("fsfreeze", "--freeze", str(folder.parent))
    try:
        yield
    finally:
        run("fsfreeze", "--unfreeze", str(folder.parent))


def run(*command: str) -> None:
    program = shutil.which(command[0]) or sys.exit(f"Máy này không có {command[0]}.")
    done = subprocess.run([program, *command[1:]], check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server must not stay behind
    main()
