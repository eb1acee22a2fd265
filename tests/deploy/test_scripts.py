"""The shell scripts as such."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.deploy.installed import ROOT

FOLDER = ROOT / "deploy"
ENTRIES = [FOLDER / "install.sh", FOLDER / "upgrade.sh", FOLDER / "chibo"]
PARTS = sorted((FOLDER / "lib").glob("*.sh"))
MOST_LINES = 200
SHELLCHECK = shutil.which("shellcheck")


@pytest.mark.skipif(SHELLCHECK is None, reason="Debian's shellcheck is not installed")
def test_shellcheck_finds_nothing() -> None:
    files = [str(file) for file in [*ENTRIES, *PARTS, FOLDER / "serve"]]
    done = subprocess.run(  # noqa: S603
        [str(SHELLCHECK), "--external-sources", "--source-path=SCRIPTDIR", *files],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", ENTRIES, ids=lambda file: file.name)
def test_what_people_run_may_be_run_and_stops_at_an_error(file: Path) -> None:
    assert file.stat().st_mode & 0o111
    assert "\nset -euo pipefail\n" in file.read_text()


@pytest.mark.parametrize("file", [*ENTRIES, *PARTS], ids=lambda file: file.name)
def test_it_is_short(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= MOST_LINES


def test_every_part_is_used() -> None:
    text = "".join(file.read_text() for file in ENTRIES)
    assert [part.name for part in PARTS if part.stem not in text] == []


def test_site_starts_from_the_folder_behind_the_link(tmp_path: Path) -> None:
    """Through the link, a version that runs would import modules of the one that follows it."""
    version = tmp_path / "versions" / "0.1"
    for folder in ("deploy", ".venv/bin"):
        (version / folder).mkdir(parents=True)
    shutil.copy(FOLDER / "serve", version / "deploy")
    python = version / ".venv/bin/python"
    python.write_text('#!/bin/sh\necho "$0 $* in $(pwd -L)"\n')
    python.chmod(0o755)
    (tmp_path / "current").symlink_to(version)
    done = subprocess.run(  # noqa: S603
        ["/bin/sh", str(tmp_path / "current/deploy/serve")],
        cwd=tmp_path / "current",
        env={"PATH": "/usr/bin:/bin", "PWD": str(tmp_path / "current")},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"{python} manage.py serve in {version}\n"


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"], ["-h"]])
def test_administrators_are_told_their_commands_and_no_others(arguments: list[str]) -> None:
    done = subprocess.run(  # noqa: S603
        [str(FOLDER / "chibo"), *arguments], check=True, capture_output=True, text=True
    )
    told = re.findall(r"^  ([a-z_]+) ", done.stdout, re.MULTILINE)
    assert {"doctor", "backup", "restore", "changepassword"} <= set(told)
    assert set(told) <= set(get_commands())
    assert "flush" not in done.stdout


def test_what_other_accounts_are_to_read_lies_where_they_may_go(tmp_path: Path) -> None:
    """libpam-tmpdir gives root a folder that is closed to all others."""
    done = subprocess.run(  # noqa: S603
        ["bash", "-c", f". {FOLDER}/lib/paths.sh; mktemp -d; echo ${{TMP-}}${{XDG_CACHE_HOME-}}"],  # noqa: S607
        env={"PATH": "/usr/bin:/bin"}
        | dict.fromkeys(("TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME"), str(tmp_path)),
        check=True,
        capture_output=True,
        text=True,
    )
    made, rest = done.stdout.splitlines()
    Path(made).rmdir()
    assert Path(made).parent == Path("/tmp")
    assert rest == ""
