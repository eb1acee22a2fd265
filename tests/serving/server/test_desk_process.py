"""The desk is answered by a process of its own, so that no text holds up a reader."""

import io
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from serving.server import limits
from serving.server.desk_process import DeskFailed, DeskProcess
from serving.server.refusals import RefusedError
from serving.server.wsgi_call import Answer, Environ
from tests.serving.server.arrange import wait_for_workers
from tests.serving.server.wire import Wire
from tests.support.server import PATIENCE_SECONDS, Site


def application(environ: Environ, start_response: Any) -> list[bytes]:
    if environ["PATH_INFO"] == "/fails/":
        raise ValueError
    start_response("200 OK", [("X-Process", str(os.getpid()))])
    return [environ["wsgi.input"].read()]


@pytest.fixture
def desk() -> Iterator[DeskProcess]:
    made = DeskProcess(application)
    yield made
    with suppress(ProcessLookupError, ChildProcessError):  # it has ended, and was waited for
        os.kill(made.pid, signal.SIGKILL)
        os.waitpid(made.pid, 0)


def wait_for_end(desk: DeskProcess) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not desk.has_ended():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def ask(desk: DeskProcess, content: bytes, path: str = "/quan-tri/") -> Answer:
    """As gateway.py does."""
    with tempfile.SpooledTemporaryFile(limits.IN_MEMORY_BYTES) as file:
        file.write(content)
        file.seek(0)
        length = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(content))}
        environ = length | {"PATH_INFO": path, "wsgi.input": file}
        return desk.ask(environ)


@pytest.mark.parametrize("length", [0, 1000, limits.IN_MEMORY_BYTES, limits.IN_MEMORY_BYTES + 1])
def test_another_process_gets_the_whole_body_and_answers(desk: DeskProcess, length: int) -> None:
    content = os.urandom(length)
    for _ in range(2 * limits.DESK_THREADS):  # no question is taken for another's
        status, headers, answered = ask(desk, content)
        assert (status, headers) == (200, [("X-Process", str(desk.pid))])
        assert answered == content


def test_what_fails_there_fails_here_and_the_next_is_answered(
    desk: DeskProcess, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2 * limits.DESK_THREADS):
        with pytest.raises(DeskFailed):
            ask(desk, b"x", "/fails/")
    assert ask(desk, b"x")[2] == b"x"


def test_where_it_died_people_are_told_what_to_do(desk: DeskProcess) -> None:
    os.kill(desk.pid, signal.SIGKILL)
    wait_for_end(desk)
    for _ in range(2 * limits.DESK_THREADS):
        with pytest.raises(RefusedError) as refused:
            ask(desk, b"x")
        status, headers, page = refused.value.answer()
        assert (status, dict(headers)["Retry-After"]) == (503, "10")
        assert "chữ vừa gõ vẫn còn ở đó" in page.decode()


def test_after_half_a_question_nobody_gets_the_answer_to_it(desk: DeskProcess) -> None:
    content = os.urandom(limits.IN_MEMORY_BYTES + 1)
    environ = {"PATH_INFO": "/", "CONTENT_LENGTH": str(len(content))}
    with pytest.raises(RefusedError):
        desk.ask(environ | {"wsgi.input": io.BytesIO(content)})  # has no descriptor to hand over
    assert desk.has_ended()  # so that its worker leaves, when the others have been answered
    answered = 0
    for number in range(2 * limits.DESK_THREADS):
        with suppress(RefusedError):
            assert ask(desk, b"%d" % number)[2] == b"%d" % number
            answered += 1
    assert answered == 2 * (limits.DESK_THREADS - 1)


def desks(site: Site) -> dict[int, int]:
    """By worker the process that answers for the desk."""
    children = {pid: Path(f"/proc/{pid}/task/{pid}/children") for pid in site.workers()}
    return {pid: int(file.read_text().split()[0]) for pid, file in children.items()}


def test_worker_without_its_desk_is_replaced_and_loses_no_reader(
    site: Site, article: str, signed_in: str
) -> None:
    wait_for_workers(site, set())
    worker, desk = desks(site).popitem()
    os.kill(desk, signal.SIGKILL)
    while worker in site.workers():
        assert site.get(article, "203.0.113.1", "curl/8.5.0") == 200
    wait_for_workers(site, {worker})
    assert "Traceback" not in site.log.read_text()
    for _ in range(10):
        assert Wire(site.port).get("/quan-tri/", Cookie=signed_in).status == 200


def test_no_desk_outlives_its_worker(site: Site) -> None:
    wait_for_workers(site, set())
    before = desks(site)
    assert site.stop() == 0
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(Path(f"/proc/{pid}").exists() for pid in before.values()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    site.start()
