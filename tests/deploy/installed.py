"""A site installed in a folder of the test: versions, data, environment, a service of its own."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAME = "tin.example.vn"
OLD_NAME = "ten-cu.example.vn"
PATIENCE_SECONDS = 180

# What `make static` comes to, without a package and with static files from their sources.
MAKE = """#!/bin/sh
[ "$1" = -C ] && cd "$2"
[ ! -e cannot_be_built ] || {{ echo "không tải được thư viện"; exit 1; }}
ln -s {python} .venv
"""
# What systemd does with the unit, as far as upgrading asks for it.
SERVICE = """#!/bin/bash
set -eu
. {root}/current/deploy/lib/words.sh
. {root}/current/deploy/lib/paths.sh
. {root}/current/deploy/lib/environment.sh
echo "$1" >>{folder}/asked
stop() {{
    [ -e {folder}/pid ] || return 0
    kill -TERM "$(cat {folder}/pid)" || :
    while kill -0 "$(cat {folder}/pid)" 2>/dev/null; do sleep 0.1; done
    rm {folder}/pid
}}
start() {{
    rm -f {folder}/pid
    as_site setsid /bin/sh -c 'echo $$ >{folder}/pid; exec /bin/sh {root}/current/deploy/serve' \
        >>{folder}/server.log 2>&1 9>&- &
    until [ -s {folder}/pid ]; do sleep 0.05; done
}}
case $1 in
    stop) stop ;;
    start) start ;;
    restart) stop; start ;;
esac
"""
# Appended to a migration's name, so that each is the last of its app.
MIGRATION = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_jobs")]
    operations = [migrations.RunSQL({sql!r}, migrations.RunSQL.noop)]
"""


class Installed:
    """Its versions come from a git checkout, in which a test makes the next one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root, self.etc, self.data = folder / "opt", folder / "etc", folder / "data"
        self.checkout = folder / "checkout"
        self.bin = folder / "bin"
        self.port = free_port()
        self._prepare()

    def _prepare(self) -> None:
        for made in (self.root / "versions", self.etc, self.bin, self.folder / "units"):
            made.mkdir(parents=True)
        self.data.mkdir(mode=0o700)
        venv = Path(sys.prefix)
        self.program("make", MAKE.format(python=venv))
        self.program("service", SERVICE.format(root=self.root, folder=self.folder))
        self.etc.joinpath("chibo.env").write_text(
            f"ALLOWED_HOSTS={NAME}\nOLD_HOSTS={OLD_NAME}\nTRUSTED_PROXIES=127.0.0.1\n"
            f"SECRET_KEY={secrets.token_urlsafe(60)}\nDATA_DIR={self.data}\nPORT={self.port}\nWEB_WORKERS=1\n"
            "DEMO=0\nDJANGO_SETTINGS_MODULE=tests.support.server_settings\n"
        )
        copy_of_the_source(self.checkout)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("first")
        first = self.root / "versions" / "first"
        shutil.copytree(self.checkout, first, ignore=shutil.ignore_patterns(".git"))
        first.joinpath(".venv").symlink_to(venv)
        first.joinpath(".built").touch()
        self.root.joinpath("current").symlink_to(first)
        shutil.copy(first / "deploy/systemd/chibo.service", self.folder / "units")
        self.root.joinpath("checkout").symlink_to(self.checkout)

    def program(self, name: str, text: str) -> None:
        """One that the scripts find before the machine's."""
        file = self.bin / name
        file.write_text(text)
        file.chmod(0o755)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "CHIBO_ROOT": str(self.root),
            "CHIBO_ETC": str(self.etc),
            "CHIBO_DATA": str(self.data),
            "CHIBO_USER": subprocess.check_output(["id", "-un"], text=True).strip(),  # noqa: S607
            "CHIBO_UNITS": str(self.folder / "units"),
            "CHIBO_SERVICE": str(self.bin / "service"),
            "READY_SECONDS": "60",
        }

    def run(
        self, *command: str, answer: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            command,
            env=self.environment | environment,
            check=False,
            capture_output=True,
            text=True,
            input=answer,
            timeout=PATIENCE_SECONDS,
        )

    def upgrade(
        self, *arguments: str, answer: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        script = self.checkout / "deploy/upgrade.sh"
        return self.run(str(script), *arguments, answer=answer, **environment)

    def service(self, word: str) -> None:
        done = self.run(str(self.bin / "service"), word)
        assert done.returncode == 0, done.stderr

    def manage(self, *arguments: str) -> str:
        done = self.run(str(self.root / "current/deploy/chibo"), *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def git(self, *arguments: str) -> None:
        subprocess.run(  # noqa: S603
            ["git", "-c", "user.name=t", "-c", "user.email=t@example.vn", *arguments],  # noqa: S607
            cwd=self.checkout,
            check=True,
            capture_output=True,
        )

    def commit(self, message: str) -> None:
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--message", message)

    def next_version(self, number: str, **files: str) -> None:
        """A commit with this version; `files` by their path, with "__" for each slash."""
        self.write("chibo_site/__init__.py", f'"""The project."""\n\n__version__ = "{number}"\n')
        for path, text in files.items():
            self.write(path.replace("__", "/") + ".py", text)
        self.commit(number)

    def write(self, path: str, text: str) -> None:
        self.checkout.joinpath(path).write_text(text)

    def asked(self) -> list[str]:
        """What the service was asked for since the last time."""
        file = self.folder / "asked"
        words = file.read_text().split() if file.exists() else []
        file.unlink(missing_ok=True)
        return words

    def status(self, path: str = "/", name: str = NAME) -> int:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", path, headers={"Host": name, "X-Forwarded-Proto": "https"})
            return connection.getresponse().status

    def running(self) -> str:
        """The version that `current` leads to."""
        folder = (self.root / "current").resolve()
        text = folder.joinpath("chibo_site/__init__.py").read_text()
        return text.split('__version__ = "')[1].split('"')[0]

    def versions(self) -> list[str]:
        return sorted(path.name for path in (self.root / "versions").iterdir())


def copy_of_the_source(target: Path) -> None:
    """The checkout as it is just now, without what git does not keep: asked itself, git refuses a
    checkout that is another account's."""
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line]
    ignore = shutil.ignore_patterns(".git", *ignored)
    shutil.copytree(ROOT, target, ignore=ignore, dirs_exist_ok=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Installed]:
    """One that runs."""
    installed = Installed(tmp_path)
    installed.manage("migrate", "--no-input", "--verbosity", "0")
    installed.service("start")
    try:
        yield installed
    finally:
        installed.service("stop")
