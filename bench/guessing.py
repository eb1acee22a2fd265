"""What readers notice while strangers guess passwords and send large bodies.

`python -m bench.guessing` (SECONDS) asks a new site for public pages at an even pace, first while
it is quiet, then while 24 connections guess passwords and four send 95 MB each, over and over: once
all from one address, once from another address each time. It prints the 99th percentile of the
answers' time, its ratio to the quiet site's, and what the guessers were answered.
"""

import multiprocessing
import secrets
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from multiprocessing.synchronize import Event
from pathlib import Path
from urllib.parse import urlencode

from bench.make_variables import numbers
from bench.servers import AGENT, HOST, environment, site
from bench.tables import made_by, table

GUESSERS, SENDERS, READERS = 24, 4, 4
EACH_SECONDS = 0.02  # between a reader's requests
PAGES = ("/", "/tim-kiem/?q=chi+bo", "/rss/", "/quan-tri/login/")
LOGIN = "/quan-tri/login/"
BODY_BYTES, PIECE = 95 << 20, b"x" * (1 << 16)
MOST_RATIO = 10
ONE, MANY = "one address", "another address each time"
HEAD = ["", "requests", "p50, ms", "p99, ms", "÷ quiet", "asked", "", "passwords answered"]

fork = multiprocessing.get_context("fork")


def main() -> None:
    seconds = numbers("SECONDS", "20")[0]
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as data:
        env = environment(Path(data))
        with site(env, "/") as (server, _):
            measured(server.port, 3)  # warm
            quiet = measured(server.port, seconds)
            rows = [row("quiet", quiet, quiet, Counter())]
            print("Xong lượt máy chủ rảnh.", flush=True)
            for where in (ONE, MANY):
                with attack(server.port, where) as answers:
                    slow = measured(server.port, seconds)
                rows.append(row(where, slow, quiet, answers))
                print(f"Xong lượt: {where}.", flush=True)
    print(made_by("python -m bench.guessing"))
    print(f"{READERS} readers for {seconds} s; {GUESSERS} guess, {SENDERS} send 95 MB each.")
    print("\n".join(table(HEAD, rows)))


def row(name: str, times: list[float], quiet: list[float], answers: Counter[int]) -> list[str]:
    ratio = percentile(times, 99) / percentile(quiet, 99)
    told = ", ".join(f"{status}: {number}" for status, number in sorted(answers.items()))
    milliseconds = [f"{percentile(times, share) * 1000:.1f}" for share in (50, 99)]
    verdict = "held" if ratio <= MOST_RATIO else "missed"
    return [name, str(len(times)), *milliseconds, f"{ratio:.1f}", f"≤ {MOST_RATIO}", verdict, told]


def percentile(times: list[float], share: int) -> float:
    return sorted(times)[len(times) * share // 100]


def measured(port: int, seconds: float) -> list[float]:
    """How long each answer took that the readers got, in seconds."""
    with ProcessPoolExecutor(READERS, fork) as readers:
        jobs = [readers.submit(read, port, seconds) for _ in range(READERS)]
        return [took for job in jobs for took in job.result()]


def read(port: int, seconds: float) -> list[float]:
    """One reader, who asks for a page each 20 ms; RuntimeError where one is not shown."""
    times: list[float] = []
    end = time.monotonic() + seconds
    while (began := time.monotonic()) < end:
        path = PAGES[len(times) % len(PAGES)]
        status, _ = ask(port, "GET", path, "203.0.113.99")
        if status != 200:
            raise RuntimeError(f"{path} trả lời {status}.")
        times.append(time.monotonic() - began)
        time.sleep(max(0, EACH_SECONDS - times[-1]))
    return times


def ask(
    port: int,
    method: str,
    path: str,
    address: str,
    form: str = "",
    cookie: str = "",
    agent: str = AGENT,
) -> tuple[int, str]:
    """Status and page."""
    headers = {"User-Agent": agent, "X-Forwarded-For": address, "Connection": "close"}
    if form:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    with closing(HTTPConnection(HOST, port, timeout=30)) as connection:
        connection.request(method, path, form or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")


@contextmanager
def attack(port: int, where: str) -> Iterator[Counter[int]]:
    """While it goes on; at the end it is known what the guessers were answered."""
    answers: Counter[int] = Counter()
    end, told = fork.Event(), fork.SimpleQueue()
    jobs = [
        fork.Process(target=guess, args=(port, where, end, told), daemon=True)
        for _ in range(GUESSERS)
    ]
    jobs += [
        fork.Process(target=send, args=(port, where, end), daemon=True) for _ in range(SENDERS)
    ]
    for job in jobs:
        job.start()
    try:
        yield answers
    finally:
        end.set()
        for job in jobs:
            job.join()
        while not told.empty():
            answers.update(told.get())


def address(where: str) -> str:
    if where == ONE:
        return "198.51.100.7"
    return ".".join(["10", *(str(secrets.randbelow(256)) for _ in range(3))])


def guess(
    port: int, where: str, end: Event, told: "multiprocessing.SimpleQueue[dict[int, int]]"
) -> None:
    """One connection after another, each with a password for another name."""
    answers: Counter[int] = Counter()
    token = secrets.token_hex(16)
    while not end.is_set():
        form = {"csrfmiddlewaretoken": token, "username": secrets.token_hex(4), "password": "sai"}
        with suppress(OSError, HTTPException):
            status, _ = ask(
                port, "POST", LOGIN, address(where), urlencode(form), f"csrftoken={token}"
            )
            answers[status] += 1
    told.put(dict(answers))


def send(port: int, where: str, end: Event) -> None:
    """One large body after another, without a session."""
    while not end.is_set():
        with suppress(OSError), closing(HTTPConnection(HOST, port, timeout=30)) as connection:
            connection.putrequest("POST", "/quan-tri/articles/article/add/")
            connection.putheader("Content-Type", "application/octet-stream")
            connection.putheader("X-Forwarded-For", address(where))
            connection.putheader("Content-Length", str(BODY_BYTES))
            connection.endheaders()
            for _ in range(BODY_BYTES // len(PIECE)):
                connection.send(PIECE)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server must not stay behind
    main()
