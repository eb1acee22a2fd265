"""The units that are shipped: systemd takes them, they lock the site in, and it runs so."""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from serving.server import limits
from tests.deploy.installed import ROOT, Installed

FOLDER = ROOT / "deploy" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSED = 30  # tenths
NOBODY = 65534
PR_SET_MDWE = 65  # prctl(2), Linux 6.3

needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd is not installed")


def value(unit: Path, name: str) -> str:
    found = re.search(rf"^{name}=(.*)$", unit.read_text(), re.MULTILINE)
    assert found, name
    return found[1]


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [str(ANALYZE), *arguments], check=False, capture_output=True, text=True
    )


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_it_without_a_word(unit: Path) -> None:
    """A key that is spelt wrong is only a line of output."""
    done = analyze("verify", str(unit))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_it_is_locked_in(unit: Path) -> None:
    done = analyze("security", "--offline=yes", f"--threshold={MOST_EXPOSED}", str(unit))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_it_gives_the_site_time_to_answer(unit: Path) -> None:
    assert value(unit, "KillMode") == "mixed"
    assert int(value(unit, "TimeoutStopSec")) > limits.SILENCE_SECONDS - 1


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_it_runs_what_is_shipped(unit: Path) -> None:
    shell, script = value(unit, "ExecStart").split()
    assert Path(shell).exists()
    assert (ROOT / Path(script).relative_to("/opt/chibo/current")).is_file()
    assert value(unit, "WorkingDirectory") == "/opt/chibo/current"


def test_people_are_told_to_type_what_works_on_an_installed_server(tmp_path: Path) -> None:
    """By the site that systemd starts, and by commands."""
    [unit] = UNITS
    assert value(unit, "Environment") == '"MANAGE_COMMAND=sudo chibo"'
    site = Installed(tmp_path)
    chibo = str(site.root / "current/deploy/chibo")
    assert "ví dụ: sudo chibo restore chibo-" in site.run(chibo, "restore").stderr


def locked_in(unit: Path) -> Callable[[], None]:
    """What a process can do to itself of what the unit says, before it becomes the program."""
    text = unit.read_text()
    tasks = int(value(unit, "TasksMax"))
    umask = int(value(unit, "UMask"), 8)

    def lock() -> None:
        import ctypes

        prctl = ctypes.CDLL(None, use_errno=True).prctl
        os.umask(umask)
        resource.setrlimit(resource.RLIMIT_NPROC, (tasks, tasks))
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)  # no capability is left
        if "NoNewPrivileges=yes" in text:
            prctl(38, 1, 0, 0, 0)
        if "MemoryDenyWriteExecute=yes" in text:
            prctl(PR_SET_MDWE, 1, 0, 0, 0)  # an older kernel says no

    return lock


def nobody_may_run_python() -> bool:
    """Root alone may become another user, who must then reach this Python."""
    if os.geteuid() != 0:
        return False
    try:
        done = subprocess.run([sys.executable, "-c", ""], check=False, user=NOBODY, group=NOBODY)
    except OSError:
        return False
    return done.returncode == 0


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """pytest's own is closed to everybody else."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(not nobody_may_run_python(), reason="this Python is its user's alone")
def test_site_answers_under_the_units_user_and_limits(open_folder: Path) -> None:
    """As nobody, who can write to the data alone. What it does by night starts programs, too."""
    [unit] = UNITS
    site = Installed(open_folder)
    os.chown(site.data, NOBODY, NOBODY)
    # As build.sh does; a checkout may be its user's alone.
    subprocess.run(["chmod", "-R", "u=rwX,go=rX", str(site.root)], check=True)  # noqa: S603, S607
    script = (
        site.root
        / "current"
        / Path(value(unit, "ExecStart").split()[1]).relative_to("/opt/chibo/current")
    )
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | dict(
        line.split("=", 1) for line in (site.etc / "chibo.env").read_text().splitlines()
    )
    with (open_folder / "server.log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603
            ["/bin/sh", str(script)],
            env=environment,
            cwd=site.root / "current",
            stdout=log,
            stderr=log,
            preexec_fn=locked_in(unit),
        )
    try:
        ready = site.run(
            "bash",
            "-c",
            f"cd {ROOT}/deploy/lib; for p in words paths environment service; do . ./$p.sh; done;"
            " wait_until_ready",
        )
        assert ready.returncode == 0, (open_folder / "server.log").read_text() + ready.stderr
        assert site.status() == 200
        assert site.status("/quan-tri/login/") == 200
        for job in (["backup"], ["backup", "--drill"]):
            done = subprocess.run(  # noqa: S603
                [str(site.root / "current/.venv/bin/python"), "manage.py", *job],
                env=environment,
                cwd=site.root / "current",
                preexec_fn=locked_in(unit),
                check=False,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    finally:
        server.terminate()
        assert server.wait(60) == 0
    assert "Traceback" not in (open_folder / "server.log").read_text()
