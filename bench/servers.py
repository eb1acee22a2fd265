"""Servers to be measured: the site as `manage.py serve` starts it, and nginx beside it.

A server is a group of processes, so that all of it can be weighed and killed together. It is no
session of its own: Linux shares out processor time session by session, and of two that want all of
it, threads of one wait up to 0.1 s for their turn, which would pass for the server's slowness.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PROXIES = "127.0.0.0/8"
AGENT = "curl/8.5.0"  # is shown pages, and never counted
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
PATIENCE_SECONDS = 120
TICKS = os.sysconf("SC_CLK_TCK")
ELSEWHERE = (
    "DATABASE_URL",
    "REDIS_URL",
    "S3_ENDPOINT",
    "S3_BUCKET",
    "S3_ACCESS_KEY",
    "S3_SECRET_KEY",
    "S3_REGION",
    "DJANGO_SETTINGS_MODULE",
    "PYTHONPATH",
)
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
# The store of kept pages (serving/page_cache/host_store.py) as Linux names memory of no file: the
# pages, LMDB's locks, and which were asked for.
STORE = ("/memfd:chibo-pages", "/memfd:chibo-lock", "/dev/zero (deleted)")


class Answer(NamedTuple):
    status: int
    content_type: str
    body: bytes


class Memory(NamedTuple):
    """What a server weighs, MB: its processes' own memory, and the store of kept pages that they
    share."""

    own: float
    store: float


class Server:
    """A group of processes that answers at `port`."""

    def __init__(
        self, command: list[str], port: int, env: dict[str, str], log: Path, root: Path = ROOT
    ) -> None:
        self.port = port
        self.log = log
        self.started = time.monotonic()
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                command,
                cwd=root,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                process_group=0,
                preexec_fn=die_with_parent,
            )

    def url(self, path: str) -> str:
        """The address of a page; exits where the server has ended, and says what it said."""
        if (code := self.process.poll()) is not None:
            sys.exit(f"Máy chủ đã dừng (mã {code}):\n{self.log.read_text()[-2000:]}")
        return f"http://{HOST}:{self.port}{path}"

    def wait(self, path: str) -> float:
        """Seconds from the start to the first answer; exits where none comes."""
        while True:
            try:
                ask(self.url(path))
            except ConnectionError:
                if time.monotonic() - self.started > PATIENCE_SECONDS:
                    sys.exit(f"Máy chủ không trả lời:\n{self.log.read_text()[-2000:]}")
                time.sleep(0.01)
            else:
                return time.monotonic() - self.started

    def pids(self) -> list[int]:
        return [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit()
            and (stat := stat_of(entry))
            and stat[2] == str(self.process.pid)
        ]

    def cpu_seconds(self) -> float:
        """What all its processes have used so far, the ended ones included."""
        stats = filter(None, (stat_of(Path("/proc") / str(pid)) for pid in self.pids()))
        return sum(int(ticks) for stat in stats for ticks in stat[11:15]) / TICKS

    def memory(self) -> Memory:
        """Proportional set size of all its processes: what they share counts once."""
        store, all_ = 0, 0
        for pid in self.pids():
            name = ""
            for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
                first, *others = line.split()
                if not first.endswith(":"):  # a mapping begins
                    name = " ".join(others[4:])
                elif first == "Pss:":
                    all_ += int(others[0])
                    store += int(others[0]) * name.startswith(STORE)
        return Memory((all_ - store) / 1024, store / 1024)

    def settle(self) -> None:
        """Returns when it has finished what a cut-off client left behind (30 s at most)."""
        for _ in range(150):
            before = self.cpu_seconds()
            time.sleep(0.2)
            if self.cpu_seconds() - before <= 0.02:
                return

    def program(self) -> str:
        """The server's name and version, such as "gunicorn 27.0.1"."""
        words = Path(f"/proc/{self.process.pid}/cmdline").read_text().split("\0")
        name = words[words.index("-m") + 1] if "-m" in words else Path(words[0]).name
        if name == "serving.server":  # the site's own master is gunicorn's
            name = "gunicorn"
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            return name

    def kill(self) -> None:
        for pid in self.pids():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()


def environment(data: Path, **more: str) -> dict[str, str]:
    """Production on this machine, without HTTPS, on the SQLite file of `data`."""
    clean = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return clean | {
        "DATA_DIR": str(data),
        "DEBUG": "0",
        "ALLOWED_HOSTS": HOST,
        "HTTPS": "0",
        "SECRET_KEY": "only-for-measuring-" * 4,
        "TRUSTED_PROXIES": PROXIES,
        "WEB_WORKERS": "2",
        "DEMO": "0",
        **more,
    }


@contextmanager
def site(
    env: dict[str, str],
    first_page: str = "/up",
    *,
    root: Path = ROOT,
    python: str = sys.executable,
) -> Iterator[tuple[Server, float]]:
    """The site as `manage.py serve` starts it, and the seconds to its first answer."""
    port = free_port()
    command = [python, "manage.py", "serve"]
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        server = Server(command, port, env | {"PORT": str(port)}, Path(folder) / "log", root)
        try:
            yield server, server.wait(first_page)
        finally:
            server.kill()


NGINX = """
daemon off; worker_processes 2; {user} pid {folder}/pid; error_log stderr;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; gzip_static on; default_type "text/html";
  keepalive_timeout 60; keepalive_requests 1000000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen {host}:{port} backlog=1024; root {files}; }}
}}
"""


@contextmanager
def nginx(files: Path) -> Iterator[Server]:
    """Debian's nginx, with two workers, serving the files of a folder and their .gz."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as name:
        folder = Path(name)
        user = "user root root;" if os.geteuid() == 0 else ""  # the folder is this user's alone
        settings = NGINX.format(user=user, folder=folder, host=HOST, port=port, files=files)
        (folder / "nginx.conf").write_text(settings)
        command = ["nginx", "-p", name, "-e", "stderr", "-c", str(folder / "nginx.conf")]
        server = Server(command, port, dict(os.environ), folder / "log")
        try:
            server.wait(f"/{next(files.iterdir()).name}")
            yield server
        finally:
            server.kill()


def ask(url: str, agent: str = AGENT) -> Answer:
    """What a server says, redirects not followed. Raises ConnectionError where nobody listens."""
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc, timeout=PATIENCE_SECONDS)) as connection:
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("GET", address, headers={"User-Agent": agent, "Connection": "close"})
        answer = connection.getresponse()
        return Answer(answer.status, answer.getheader("Content-Type", ""), answer.read())


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def die_with_parent() -> None:
    """Linux ends the server when these measurements are killed."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def stat_of(process: Path) -> list[str]:
    """The fields of /proc/PID/stat after the name, from the state on; empty where it is gone."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
