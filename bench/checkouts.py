"""This checkout and, for a comparison, another one: BESIDE names the other's folder, which has its
own .venv, and BESIDE_DIR the folder of its corpora (by default its own var/bench)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import corpora
from bench.servers import ROOT, Server, environment, site

HERE, BESIDE = "here", "beside"
ASKING = ROOT / "bench" / "asking.py"
PREPARE = "import sys; from bench import corpora; corpora.prepare([int(sys.argv[1])])"


@dataclass(frozen=True)
class Checkout:
    name: str
    root: Path
    python: str
    corpora: Path

    def folder(self, size: int) -> Path:
        return self.corpora / str(size)

    def prepare(self, size: int) -> None:
        """Builds the corpus with its own code where it is missing; exits where that fails."""
        env = os.environ | {"BENCH_DIR": str(self.corpora)}
        command = [self.python, "-c", PREPARE, str(size)]
        if subprocess.run(command, cwd=self.root, env=env, check=False).returncode:
            sys.exit(f"Không tạo được {size} bài bằng {self.root}.")

    def served(self, size: int, **more: str) -> AbstractContextManager[tuple[Server, float]]:
        """Its site as `manage.py serve` starts it, and the seconds to its first answer."""
        env = environment(self.folder(size), **more)
        return site(env, root=self.root, python=self.python)

    @contextmanager
    def asked(self, size: int, **more: str) -> Iterator["Site"]:
        """Its site in one process, without a server."""
        process = subprocess.Popen(
            self.asking(),
            cwd=self.root,
            env=self.asking_environment(size, **more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Site(process)
        finally:
            process.kill()
            process.wait()

    def asking(self, *words: str) -> list[str]:
        """-P keeps this checkout's bench/ out of the other's path."""
        return [self.python, "-P", str(ASKING), *words]

    def asking_environment(self, size: int, **more: str) -> dict[str, str]:
        more |= {"PYTHONPATH": str(self.root), "DJANGO_SETTINGS_MODULE": "chibo_site.settings"}
        return environment(self.folder(size), **more)


class Site:
    """What bench/asking.py tells, line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        said = json.loads(self._line())
        self.addresses: dict[str, list[str]] = said["addresses"]
        self.plain: str = said["plain"]  # a page with hardly more than what all pages share

    def first_ask(self, path: str) -> float:
        """Processor time, in ms."""
        return self._told(path)

    def forget(self) -> None:
        """Nothing is kept after it, by any process on the same data."""
        self._told("")

    def _told(self, words: str) -> float:
        assert self.process.stdin
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        return float(self._line())

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            sys.exit("Tiến trình được đo đã dừng.")  # it has said why
        return line


def checkouts() -> list[Checkout]:
    """This one, and the one that BESIDE names; exits where it cannot be started."""
    found = [Checkout(HERE, ROOT, sys.executable, corpora.folder(0).parent)]
    if named := os.environ.get("BESIDE"):
        root = Path(named).absolute()
        python = root / ".venv" / "bin" / "python"
        if not (root / "manage.py").exists() or not python.exists():
            sys.exit(f"BESIDE={named} phải là thư mục dự án đã cài thư viện (có .venv).")
        folder = os.environ.get("BESIDE_DIR") or root / "var" / "bench"
        found.append(Checkout(BESIDE, root, str(python), Path(folder).absolute()))
    return found
