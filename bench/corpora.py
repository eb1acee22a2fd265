"""The corpora on the disk: one DATA_DIR for each size, built once and used again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.servers import ROOT, environment

# To be raised when bench/corpus.py or bench/writing.py makes other articles than before.
VERSION = 2
BYTES_EACH = 40_000  # measured: article, photos, byline and index
SPARE_BYTES = 2_000_000_000
MARKER = "corpus.json"


def folder(size: int) -> Path:
    return Path(os.environ.get("BENCH_DIR") or ROOT / "var" / "bench").absolute() / str(size)


def prepare(sizes: list[int]) -> None:
    """Builds what is missing or made by other code; exits where the disk has no room for it."""
    missing = [size for size in sizes if not is_complete(size)]
    for size in missing:
        shutil.rmtree(folder(size), ignore_errors=True)
    ensure_room(missing)
    for size in missing:
        print(f"Đang tạo {size} bài trong {folder(size)}…", flush=True)
        folder(size).mkdir(parents=True)
        command = [sys.executable, "-m", "bench.corpus", str(size)]
        subprocess.run(command, cwd=ROOT, env=environment(folder(size)), check=True)
        (folder(size) / MARKER).write_text(json.dumps(version()))


def addresses(data: Path) -> dict[str, str]:
    """One address for each kind of page, by its name."""
    found: dict[str, str] = _asked_inside(data, "addresses")
    return found


def articles(data: Path, most: int = 10_000) -> list[str]:
    """The addresses of so many articles, or of nearly all where there are fewer."""
    found: list[str] = _asked_inside(data, "articles", str(most))
    return found


def views(data: Path) -> int:
    """All page views that were ever counted; to be asked while no server runs there."""
    total: int = _asked_inside(data, "views")
    return total


def is_complete(size: int) -> bool:
    try:
        return bool(json.loads((folder(size) / MARKER).read_text()) == version())
    except (FileNotFoundError, ValueError):
        return False


def version() -> dict[str, object]:
    """What a corpus depends on: its own code and the shape of the database."""
    rooms = ("articles", "portal", "visitors", "chibo_site")
    files = (file for room in rooms for file in (ROOT / room).rglob("migrations/0*.py"))
    return {"version": VERSION, "migrations": sorted(str(f.relative_to(ROOT)) for f in files)}


def ensure_room(sizes: list[int]) -> None:
    if not sizes:
        return
    place = folder(sizes[0]).parent
    place.mkdir(parents=True, exist_ok=True)
    needed = sum(sizes) * BYTES_EACH + SPARE_BYTES
    free = shutil.disk_usage(place).free
    if free < needed:
        sys.exit(
            f"Cần khoảng {needed / 1e9:.0f} GB trống ở {place} để tạo"
            f" {', '.join(f'{size}' for size in sizes)} bài, hiện còn {free / 1e9:.0f} GB."
            " Hãy đặt BENCH_DIR sang ổ đĩa khác, hoặc chọn ít bài hơn: make bench SIZES=1000"
        )


def _asked_inside(data: Path, *what: str) -> Any:
    command = [sys.executable, "-m", "bench.pages", *what]
    env = environment(data)
    said = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout
    return json.loads(said)
