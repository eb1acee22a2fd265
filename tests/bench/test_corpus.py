"""The invented archive that the benchmarks measure: built from nothing, read like any other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.servers import ROOT


def run(data: Path, *command: str, told: str = "") -> str:
    env = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "chibo_site.settings"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        # With DEBUG static files need not be collected first.
        env=env | {"DATABASE_URL": "", "PYTHONPATH": str(ROOT), "PAGE_CACHE": "1", "DEBUG": "1"},
        input=told,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("corpus")
    run(data, "-m", "bench.corpus", "30")
    return data


def test_corpus_has_an_address_for_each_kind_of_page(corpus: Path) -> None:
    addresses = json.loads(run(corpus, "-m", "bench.pages", "addresses"))
    assert {"home", "article", "list", "day", "month", "search"} <= set(addresses)
    assert all(address.startswith("/") for address in addresses.values())
    assert list((corpus / "media" / "photos").rglob("*.webp"))


def test_no_more_articles_are_read_than_asked_for(corpus: Path) -> None:
    some, nearly_all = (
        json.loads(run(corpus, "-m", "bench.pages", "articles", most)) for most in ("5", "1000")
    )
    assert len(some) == 5
    assert set(some) < set(nearly_all)


def test_first_asks_are_measured_of_each_kind_of_page(corpus: Path) -> None:
    said = json.loads(run(corpus, "-P", "bench/asking.py").splitlines()[0])
    paths = [said["plain"], *(paths[-1] for paths in said["addresses"].values())]
    told = "".join(f"{path}\n" for path in ["", *paths])
    _, *costs = run(corpus, "-P", "bench/asking.py", told=told).splitlines()
    assert len(costs) == 1 + len(paths)
    assert all(float(cost) > 0 for cost in costs)
