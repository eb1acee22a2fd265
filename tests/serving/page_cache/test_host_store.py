"""Pages in memory that all processes of a host share: bounded, whole, and hard to push out."""

import errno
import gzip
import multiprocessing
import os
import random
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import lmdb
import pytest

from serving.page_cache import host_store, s3_fifo
from serving.page_cache.host_store import HostPageStore
from serving.page_cache.pages import LARGEST_BYTES, CachedPage, make_page
from serving.page_cache.s3_fifo import PIECE_ROOM
from visitors.figures import Figures

KEY = "http://testserver/?"
FIGURES = Figures(2, 14, 736, 1200, 439279)
END = b"</main><footer>Tin<!--visits:today--></footer>"
ROOM = 2 << 20

forked = multiprocessing.get_context("fork")


@pytest.fixture
def store(tmp_path: Path) -> HostPageStore:
    return HostPageStore(tmp_path, ROOM)


@pytest.fixture(autouse=True)
def _failures() -> Iterator[None]:
    yield
    host_store.failure_log.succeeded()


def make_cached_page(number: int = 0, length: int = 4000, end: bytes = END) -> CachedPage:
    text = random.Random(number).randbytes(length)
    return make_page(
        f"/bai/{number}/",
        [("Content-Type", "text/html; charset=utf-8")],
        text.replace(b"<", b"") + end,
        slots=(1, 2),
        versions=(3, 5),
        made_at=12.5,
        fresh_until=float("inf"),
        public_until=float("inf"),
    )


def address(number: int) -> str:
    return f"http://testserver/bai/{number}/?"


def shown(page: CachedPage | None) -> bytes:
    assert page is not None
    return gzip.decompress(page.rendered_with(FIGURES).compressed)


def in_another_process(work: Callable[[], object]) -> None:
    process = forked.Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == 0


def test_page_comes_back_as_it_was(store: HostPageStore) -> None:
    page = make_cached_page(7)
    store.put(KEY, page)
    back = store.get(KEY)
    assert back is not None
    assert shown(back) == shown(page)
    assert back.rendered_with(FIGURES) == page.rendered_with(FIGURES)
    facts = ("path", "digest", "slots", "versions", "made_at", "fresh_until", "public_until")
    assert [getattr(back, fact) for fact in facts] == [getattr(page, fact) for fact in facts]
    assert back.text_with(FIGURES) == page.text_with(FIGURES)


def test_newer_page_takes_the_place_of_the_older(store: HostPageStore) -> None:
    for number in range(50):
        store.put(KEY, make_cached_page(number, end=END + str(number).encode()))
    assert shown(store.get(KEY)) == shown(make_cached_page(49, end=END + b"49"))


def test_what_one_process_makes_the_others_find(store: HostPageStore) -> None:
    in_another_process(lambda: store.put(KEY, make_cached_page(3)))
    assert shown(store.get(KEY)) == shown(make_cached_page(3))


def test_no_two_of_many_addresses_throw_each_other_out(store: HostPageStore) -> None:
    for number in range(200):
        store.put(address(number), make_cached_page(number))
    assert [shown(store.get(address(number))) for number in range(200)] == [
        shown(make_cached_page(number)) for number in range(200)
    ]


def test_pages_that_share_their_end_store_it_once(tmp_path: Path) -> None:
    end = END + random.Random(1).randbytes(20_000)
    store = HostPageStore(tmp_path, ROOM)
    for number in range(300):
        store.put(address(number), make_cached_page(number, 1000, end))
    assert all(store.get(address(number)) for number in range(300))


def test_a_shared_end_goes_with_the_last_page_that_has_it(store: HostPageStore) -> None:
    """Ends that pages have for themselves alone do not pile up."""
    for number in range(400):
        end = END + random.Random(-number).randbytes(8000)
        store.put(address(number), make_cached_page(number, 500, end))
    newest = range(395, 400)
    assert all(store.get(address(number)) for number in newest)


@pytest.mark.parametrize(("length", "addresses"), [(60, 6000), (4000, 2000), (30_000, 300)])
def test_however_many_addresses_memory_stays_within_its_bounds(
    length: int, addresses: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bound = 2 * ROOM
    store = HostPageStore(tmp_path, bound)
    pages = [make_cached_page(number, length) for number in range(50)]
    for number in range(addresses):
        store.put(address(number), pages[number % 50])
    files = [os.fstat(file).st_size for file in store._files.values()]
    assert sum(files) + len(store._hits) <= bound
    assert caplog.text == ""
    found = [number for number in range(addresses) if store.get(address(number))]
    assert addresses - 1 in found
    assert len(found) * max(length, PIECE_ROOM) > 0.5 * bound


def test_page_that_is_too_large_is_not_stored(store: HostPageStore) -> None:
    store.put(KEY, make_cached_page(1, 2 * LARGEST_BYTES))
    assert store.get(KEY) is None


def test_page_larger_than_the_room_harms_nothing(tmp_path: Path) -> None:
    store = HostPageStore(tmp_path, 1 << 20)
    store.put(address(1), make_cached_page(1))
    store.put(address(2), make_cached_page(2, 400 << 10))
    store.put(address(3), make_cached_page(3))
    assert store.get(address(2)) is None
    assert shown(store.get(address(3))) == shown(make_cached_page(3))


def test_a_crawler_pushes_out_nothing_that_is_read(store: HostPageStore) -> None:
    """It asks for each page of the archive once; readers come back to theirs."""
    read = range(100)
    for _ in range(3):
        for number in read:
            if store.get(address(number)) is None:
                store.put(address(number), make_cached_page(number))
    pages = [make_cached_page(number) for number in range(50)]
    for number in range(1000, 2500):
        store.put(address(number), pages[number % 50])
        store.get(address(random.Random(number).choice(read)))
    assert sum(store.get(address(number)) is not None for number in read) == len(read)


def test_what_is_shown_from_a_process_s_own_memory_counts_as_read(store: HostPageStore) -> None:
    store.put(KEY, make_cached_page())
    pages = [make_cached_page(number) for number in range(50)]
    for number in range(1500):
        store.touch(KEY)
        store.put(address(number), pages[number % 50])
    assert store.get(KEY) is not None


def test_what_comes_back_soon_after_it_went_stays(store: HostPageStore) -> None:
    """Two readers, further apart than the small queue is long."""
    pages = [make_cached_page(number) for number in range(50)]
    for number in range(400):  # more than there is room for
        store.put(address(number), pages[number % 50])
    for first in (1000, 2000):
        store.put(KEY, make_cached_page())
        for number in range(first, first + 200):
            store.put(address(number), pages[number % 50])
    assert store.get(KEY) is not None


def test_a_writer_killed_in_the_middle_leaves_the_store_whole(store: HostPageStore) -> None:
    store.put(KEY, make_cached_page())

    def write_for_ever(told: int) -> None:
        for number in range(10**9):
            store.put(address(number % 500), make_cached_page(number % 500))
            if number == 20:
                os.write(told, b"x")

    for _ in range(5):
        heard, told = os.pipe()
        process = forked.Process(target=write_for_ever, args=(told,))
        process.start()
        os.read(heard, 1)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        for end in (heard, told):
            os.close(end)
        store.put(address(1000), make_cached_page(1000))
        assert shown(store.get(address(1000))) == shown(make_cached_page(1000))
        for number in range(500):
            page = store.get(address(number))
            assert page is None or shown(page) == shown(make_cached_page(number))


def test_damaged_record_is_no_page(store: HostPageStore) -> None:
    """Somebody wrote into the memory itself."""
    store.put(KEY, make_cached_page())
    file = store._files["data.mdb"]
    whole = os.pread(file, os.fstat(file).st_size, 0)
    wanted = re.escape(make_cached_page().own[100:200])
    places = [found.start() for found in re.finditer(wanted, whole)]  # LMDB leaves old copies
    assert places
    for step in range(0, 90, 9):
        for place in places:
            os.pwrite(file, bytes([whole[place + step] ^ 1]), place + step)
        assert store.get(KEY) is None
        for place in places:
            os.pwrite(file, whole[place : place + 100], place)
    assert store.get(KEY) is not None


def test_nobody_can_cut_the_memory_short(store: HostPageStore) -> None:
    store.put(KEY, make_cached_page())
    for file in store._files.values():
        with pytest.raises(PermissionError):
            os.ftruncate(file, 0)
    assert store.get(KEY) is not None


def test_page_of_another_address_is_none_of_this_one(store: HostPageStore) -> None:
    store.put(KEY, make_cached_page())
    assert store.get("http://testserver/rss/?") is None


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOMEM, "Cannot allocate memory"), lmdb.MapFullError("put"), lmdb.Error("put")],
)
def test_store_that_fails_is_named_once_and_costs_no_page(
    error: Exception,
    store: HostPageStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_args: object) -> None:
        raise error

    monkeypatch.setattr(s3_fifo.Queues, "put", fail)
    for number in range(3):
        store.put(address(number), make_cached_page(number))
        assert store.get(address(number)) is None
    assert caplog.text.count("không dùng chung được trang") == 1


def test_folder_that_is_gone_is_missed_by_nobody_who_has_it_open(
    store: HostPageStore, tmp_path: Path
) -> None:
    store.put(KEY, make_cached_page())
    for file in sorted(tmp_path.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink()
    assert store.get(KEY) is not None


def test_second_server_of_the_same_folder_has_a_store_of_its_own(tmp_path: Path) -> None:
    first, second = (HostPageStore(tmp_path, ROOM) for _ in range(2))
    first.put(KEY, make_cached_page())
    assert second.get(KEY) is None
    assert first.get(KEY) is not None
