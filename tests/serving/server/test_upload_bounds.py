"""How much of what is sent is taken: all bodies together, the disk's room, and how slowly."""

import asyncio
import multiprocessing
from collections import namedtuple
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from multiprocessing.context import ForkProcess
from typing import Any

import pytest
from pytest_django import Settings

from serving.server import limits
from serving.server.open_bodies import OpenBodies, open_bodies
from serving.server.refusals import RefusedError
from serving.server.upload import upload
from tests.support.server import PATIENCE_SECONDS

MB = 1 << 20
DISK_USAGE = "serving.server.upload.shutil.disk_usage"
Usage = namedtuple("Usage", "total used free")


def run(job: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: where a browser is driven, this one has a loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(job)).result(PATIENCE_SECONDS)


async def pieces(*sizes: int) -> AsyncIterator[bytes]:
    for size in sizes:
        yield b"x" * size


async def yes() -> bool:
    return True


def refusal(*sizes: int, declared: str = "") -> RefusedError:
    """Of the upload of an editor that comes in these pieces."""

    async def send() -> None:
        async with upload(pieces(*sizes), declared, yes):
            pass

    with pytest.raises(RefusedError) as refused:
        run(send())
    return refused.value


def words_of(refused: RefusedError) -> str:
    return refused.answer()[2].decode()


def test_all_bodies_together_are_bounded_and_what_is_done_with_no_longer_counts(
    settings: Settings,
) -> None:
    settings.UPLOADS_MB = 2

    async def send() -> list[RefusedError]:
        refused: list[RefusedError] = []
        async with AsyncExitStack() as others:
            await others.enter_async_context(upload(pieces(MB, MB // 2), "", yes))
            try:
                async with upload(pieces(MB), "", yes):
                    pass
            except RefusedError as error:
                refused.append(error)
        async with upload(pieces(MB), "", yes) as body:
            assert body.length == MB
        return refused

    [refused] = run(send())
    status, headers, _ = refused.answer()
    assert status == 503
    assert ("Retry-After", "30") in headers
    assert "Nhiều tệp đang được gửi lên" in words_of(refused)


def test_body_that_was_refused_halfway_no_longer_counts(settings: Settings) -> None:
    settings.UPLOADS_MB = 1
    before = open_bodies.total()
    assert refusal(MB, MB).status == 503
    assert open_bodies.total() == before


def test_nothing_is_taken_that_leaves_the_disk_with_less_than_its_reserve(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DISK_RESERVE_MB = 500
    free = [600 * MB]
    monkeypatch.setattr(DISK_USAGE, lambda path: Usage(0, 0, free[0]))
    assert refusal(declared=str(60 * MB)).status == 507
    free[0] = 499 * MB
    refused = refusal(100_000)
    assert refused.status == 507
    assert "ổ đĩa của máy chủ đã đầy hoặc sắp đầy" in words_of(refused)


def test_disk_that_fills_up_meanwhile_is_noticed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DISK_RESERVE_MB = 500
    free = iter([900 * MB, 900 * MB, 400 * MB])
    monkeypatch.setattr(DISK_USAGE, lambda path: Usage(0, 0, next(free)))
    assert refusal(*[MB] * 3, declared=str(50 * MB)).status == 507


def test_text_of_the_usual_length_is_taken_on_a_full_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DISK_USAGE, lambda path: Usage(0, 0, 0))

    async def send() -> int:
        async with upload(pieces(30_000), "30000", yes) as body:
            return body.length

    assert run(send()) == 30_000


@pytest.mark.parametrize(("ahead", "is_refused"), [(40 * MB, True), (0, True), (0, False)])
def test_a_byte_now_and_then_is_no_upload_however_much_came_before(
    ahead: int, is_refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("serving.server.upload.monotonic", lambda: clock[0])

    async def arriving() -> AsyncIterator[bytes]:
        yield b"x" * ahead
        for _ in range(3 * limits.PACE_SECONDS):
            clock[0] += 1
            yield b"x" * (10 if is_refused else 1100)

    async def send() -> None:
        async with upload(arriving(), "", yes):
            pass

    if not is_refused:
        run(send())
        return
    with pytest.raises(RefusedError) as refused:
        run(send())
    assert refused.value.status == 408
    assert clock[0] - 1000 <= limits.PACE_SECONDS + 1


def test_sum_is_of_all_processes_and_what_a_killed_one_held_is_gone() -> None:
    fork = multiprocessing.get_context("fork")
    bodies = OpenBodies()
    bodies.add(5)
    mine, theirs = fork.Pipe()

    def work(number: int) -> None:
        bodies.add(number)
        theirs.send("added")
        theirs.recv()

    def start(number: int) -> ForkProcess:
        worker = fork.Process(target=work, args=(number,), daemon=True)
        worker.start()
        assert mine.poll(PATIENCE_SECONDS)
        mine.recv()
        return worker

    one = start(70)
    assert bodies.total() == 75
    one.kill()
    one.join(PATIENCE_SECONDS)
    successor = start(300)
    assert bodies.total() == 305
    mine.send("end")
    successor.join(PATIENCE_SECONDS)
    assert successor.exitcode == 0
