"""What readers notice of a site with one worker while an editor saves the longest bodies.

`python -m bench.long_bodies` (SECONDS) asks a new site for public pages at an even pace, first
while it is quiet, then while an editor opens an article's form, keeps a draft, previews and saves,
over and over, each time with another text of the greatest length, for each kind of text in turn. It
prints the 99th percentile of the answers' time and its ratio to the quiet site's; and the processor
time that these four requests take of the process that serves readers, seen while nobody reads.
"""

import html
import itertools
import json
import multiprocessing
import re
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from multiprocessing.synchronize import Event
from pathlib import Path
from urllib.parse import urlencode

from bench.guessing import READERS, fork, measured, percentile
from bench.make_variables import numbers
from bench.servers import AGENT, HOST, ROOT, Server, environment, site
from bench.tables import made_by, table
from bench.texts import BODIES

MOST_RATIO = 10
MOST_OF_WORKER = 4 * 30  # ms: four requests
HEAD = ["body", "of the worker, ms", "asked", "", "of its desk, ms"]
HEAD += ["requests", "p50, ms", "p99, ms", "longest, ms", "÷ quiet", "asked", "", "saves"]
# Whoever is signed in and may write; the number of an article; the cookie of the session.
MAKE = """
import json
from django.contrib.auth.models import Group, User
from django.test import Client
from articles.models import Article, Category
person = User.objects.create_user("bien-tap", is_staff=True)
person.groups.add(Group.objects.get(name="Biên tập viên"))
category = Category.objects.create(name="Tin hoạt động")
article = Article.objects.create(title="Báo cáo năm", category=category, author=person)
client = Client()
client.force_login(person)
print(json.dumps([article.pk, category.pk, client.cookies["sessionid"].value]))
"""


def main() -> None:
    seconds = numbers("SECONDS", "20")[0]
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as data:
        env = environment(Path(data), WEB_WORKERS="1", SAVES_PER_MINUTE="100000")
        with site(env, "/") as (server, _):
            worker, its_desk = worker_and_desk(server)
            made = subprocess.run(
                [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", MAKE],
                cwd=ROOT,
                env=env,
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            desk = Desk(server.port, *json.loads(made))
            measured(server.port, 3)  # warm
            desk.work("<p>a</p>", 0)
            idle = used_by([worker], partial(time.sleep, 4))[0] / 4  # ms a second: visits, signals
            quiet = measured(server.port, seconds)
            rows = [["quiet", "", "", "", "", *of_readers(quiet, quiet), ""]]
            for name, body in BODIES.items():
                began = time.monotonic()
                of_one, of_other = used_by([worker, its_desk], partial(desk.work, body, 0))
                of_one -= idle * (time.monotonic() - began)
                with desk.busy_with(body) as saves:
                    times = measured(server.port, seconds)
                rows.append(
                    [name, *of_worker(of_one, of_other), *of_readers(times, quiet), str(len(saves))]
                )
                print(f"Xong lượt: {name}.", flush=True)
    print(made_by("python -m bench.long_bodies"))
    print(f"{READERS} readers for {seconds} s, one worker, one editor.")
    print("\n".join(table(HEAD, rows)))


def worker_and_desk(server: Server) -> tuple[int, int]:
    """The process that readers are served by, and the one that it has forked. To be called before
    the first job runs, which is forked likewise."""
    for pid in server.pids():
        if pid != server.process.pid and (children := children_of(pid)):
            return pid, children[0]
    sys.exit("Không thấy tiến trình phục vụ bạn đọc.")


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def used_by(pids: list[int], work: Callable[[], object]) -> list[float]:
    """What each of the processes uses meanwhile, in ms."""
    before = [processor_ms(pid) for pid in pids]
    work()
    return [processor_ms(pid) - used for pid, used in zip(pids, before, strict=True)]


def processor_ms(pid: int) -> float:
    """What all its threads have used so far."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1_000_000


def of_worker(worker: float, desk: float) -> list[str]:
    verdict = "held" if worker <= MOST_OF_WORKER else "missed"
    return [f"{worker:.0f}", f"≤ {MOST_OF_WORKER}", verdict, f"{desk:.0f}"]


def of_readers(times: list[float], quiet: list[float]) -> list[str]:
    ratio = percentile(times, 99) / percentile(quiet, 99)
    shown = [percentile(times, 50), percentile(times, 99), max(times)]
    verdict = "held" if ratio <= MOST_RATIO else "missed"
    milliseconds = [f"{1000 * value:.1f}" for value in shown]
    return [str(len(times)), *milliseconds, f"{ratio:.1f}", f"≤ {MOST_RATIO}", verdict]


class Desk:
    """One person who is signed in, at one article."""

    def __init__(self, port: int, article: int, category: int, session: str) -> None:
        self.port = port
        self.category = category
        self.session = session
        self.form = f"/quan-tri/articles/article/{article}/change/"
        self.draft = f"/quan-tri/articles/article/{article}/giu-tam/"
        self.preview = f"/quan-tri/articles/article/{article}/xem-truoc/"

    @contextmanager
    def busy_with(self, body: str) -> Iterator[list[int]]:
        """While it goes on; at the end there is one entry for each save."""
        saves: list[int] = []
        end, told = fork.Event(), fork.SimpleQueue()
        job = fork.Process(target=self._work, args=(body, end, told), daemon=True)
        job.start()
        try:
            yield saves
        finally:
            end.set()
            job.join()
            while not told.empty():
                saves.append(told.get())

    def work(self, body: str, number: int) -> None:
        """Four requests, one after another. RuntimeError where one is not answered."""
        text = f"<p>{number}</p>{body}"[: len(body)]
        fields = self._fields(self._ask("GET", self.form, 200), text)
        self._ask("POST", self.draft, 200, fields)
        self._ask("POST", self.preview, 200, fields)
        self._ask("POST", self.form, 302, fields | {"_continue": "1"})

    def _work(self, body: str, end: Event, told: "multiprocessing.SimpleQueue[int]") -> None:
        for number in itertools.count():
            if end.is_set():
                return
            self.work(body, number)
            told.put(number)

    def _fields(self, page: str, body: str) -> dict[str, str]:
        """The form's, as they stand in its page, with another body."""
        inputs = re.findall(r"<input [^>]*>", page)
        found = {
            name[1]: html.unescape(value[1])
            if (value := re.search(' value="([^"]*)"', tag))
            else ""
            for tag in inputs
            if 'type="submit"' not in tag and (name := re.search(' name="([^"]+)"', tag))
        }
        own = {name: value for name, value in found.items() if not name.startswith("_")}
        key = {"draft_key": str(uuid.uuid4()), "draft_number": "1"}
        return own | key | {"category": str(self.category), "lead": "Sapo.", "body": body}

    def _ask(
        self, method: str, path: str, expected: int, form: dict[str, str] | None = None
    ) -> str:
        """The page. RuntimeError where the answer is another."""
        token = "t" * 32
        sent = urlencode((form or {}) | {"csrfmiddlewaretoken": token}) if form else None
        headers = {
            "User-Agent": AGENT,
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with closing(HTTPConnection(HOST, self.port, timeout=120)) as connection:
            connection.request(method, path, sent, headers)
            answer = connection.getresponse()
            content = answer.read().decode()
        if answer.status != expected:
            raise RuntimeError(f"{path} trả lời {answer.status}: {content[:2000]}")
        return content


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server must not stay behind
    main()
