"""The invented archive that the benchmarks measure: built from nothing, read like any other."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.servers import ROOT


def run(data: Path, *command: str) -> str:
    env = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "chibo_site.settings"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=env | {"DATABASE_URL": ""},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_corpus_has_an_address_for_each_kind_of_page(tmp_path: Path) -> None:
    run(tmp_path, "bench.corpus", "30")
    addresses = json.loads(run(tmp_path, "bench.pages", "addresses"))
    assert {"home", "article", "list", "day", "month", "search"} <= set(addresses)
    assert all(address.startswith("/") for address in addresses.values())
    assert list((tmp_path / "media" / "photos").rglob("*.webp"))
