"""Runs wrk (from Debian) against an address: how many answers came, how fast, how many errors."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("visitors.lua")
CONNECTIONS = 16
THREADS = 2
VISITORS = 10_000
ONE_ANSWER_SECONDS = 30


@dataclass(frozen=True)
class Load:
    """Times in ms. At the end wrk cuts off what is still under way: at most one request for each
    connection, which is neither an answer nor an error."""

    answers: int
    per_second: float
    p50: float
    p95: float
    p99: float
    errors: int
    connections: int


def load(
    url: str,
    seconds: int,
    *,
    visitors: int = VISITORS,
    connections: int = CONNECTIONS,
    threads: int = THREADS,
    paths: Sequence[str] = (),
) -> Load:
    """Asks for the address, or for the paths in turn, over and over, as so many visitors whose
    browsers take gzip. Errors are for the caller to look at."""
    command = ["wrk", "--threads", str(threads), "--connections", str(connections)]
    command += ["--duration", f"{seconds}s", "--timeout", f"{ONE_ANSWER_SECONDS}s"]
    command += ["--header", "Accept-Encoding: gzip", "--script", str(SCRIPT)]
    patience = seconds + 2 * ONE_ANSWER_SECONDS
    with tempfile.NamedTemporaryFile("w", prefix="chibo-bench-") as file:
        file.write("".join(f"{path}\n" for path in paths))
        file.flush()
        command += [url, "--", str(visitors), *([file.name] if paths else [])]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=patience
        )
    if done.returncode:
        sys.exit(f"wrk không chạy được: {url}\n{done.stdout}{done.stderr}")
    said = json.loads(done.stdout.splitlines()[-1])
    return Load(**said, connections=connections)


def flawless(measured: Load) -> Load:
    """The same; exits where a request was answered wrongly or not at all."""
    if measured.errors:
        sys.exit(f"Có {measured.errors} yêu cầu không được trả lời đúng.")
    return measured


def ensure_installed(*programs: str) -> None:
    """Exits where one is missing, and says how to install it."""
    os.environ["PATH"] += ":/usr/sbin"  # nginx is there
    missing = " ".join(program for program in programs if not shutil.which(program))
    if missing:
        sys.exit(
            f"Thiếu {missing}. Trên Debian hoặc Ubuntu, hãy chạy: sudo apt-get install {missing}"
        )


def version() -> str:
    # It ends with an error after saying it.
    said = subprocess.run(["wrk", "-v"], check=False, capture_output=True, text=True).stdout
    number = re.search(r"[\d.]+", said)
    return f"wrk {number[0] if number else '?'}"
