"""However many addresses are asked for, and whatever the disk does, the cache stays small."""

import errno
import gzip
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import lmdb
import pytest
from pytest_django import Settings

from articles.models import Article
from serving.page_cache import backend, stores
from serving.page_cache.pages import CachedPage, make_page
from serving.page_cache.stores import MemoryStore
from tests.serving.page_cache.arrange import Worker, committed, counting_renders, uncached
from visitors.figures import Figures

KEY = "http://testserver/?"
FIGURES = Figures(2, 14, 736, 1200, 439279)


def make_cached_page(text: bytes = b"", **overrides: Any) -> CachedPage:
    state: dict[str, Any] = {
        "path": "/",
        "headers": [("Content-Type", "text/html; charset=utf-8")],
        "slots": (1, 2),
        "versions": (3, 5),
        "made_at": 0.0,
        "fresh_until": float("inf"),
        "public_until": float("inf"),
    } | overrides
    return make_page(text=text or os.urandom(4000).hex().encode(), **state)


def bytes_in(pages: Iterable[CachedPage]) -> int:
    """What these pages hold together, without Python's own; a frame that some share counts once."""
    pages = list(pages)
    frames = {id(page.frame): page.frame for page in pages}.values()
    return sum(len(page.own) for page in pages) + sum(frame.size for frame in frames)


def test_memory_holds_what_was_asked_for_last_within_its_bytes() -> None:
    memory = MemoryStore(max_bytes=200_000)
    for number in range(200):
        memory.put(f"key {number}", make_cached_page())
        memory.get("key 0")
    found = {number: memory.get(f"key {number}") for number in range(200)}
    cached = {number: page for number, page in found.items() if page}
    numbers = list(cached)
    assert numbers[0] == 0
    assert numbers[1:] == list(range(200))[-len(numbers) + 1 :]
    assert len(numbers) > 10
    assert bytes_in(cached.values()) <= 200_000


def test_memory_stays_bounded_when_pages_are_shown_and_made_anew() -> None:
    """A page grows when it is rendered; the sum must not shrink by that when it goes."""
    memory = MemoryStore(max_bytes=200_000)
    text = b"<h1>Tin</h1><!--visits:today-->" + b"Lien hiep Hoi " * 300
    for number in range(3000):
        page = make_cached_page(text)
        memory.put(f"key {number % 40}", page)
        page.rendered_with(FIGURES)
    for number in range(20_000):
        page = make_cached_page(text)
        memory.put(f"other {number}", page)
        page.rendered_with(FIGURES)
    pages = [memory.get(f"other {number}") for number in range(20_000)]
    assert bytes_in(page for page in pages if page) <= 200_000


def test_end_that_pages_share_is_in_memory_once() -> None:
    memory = MemoryStore(max_bytes=200_000)
    end = b"</main>" + os.urandom(10_000).hex().encode()
    for number in range(100):
        memory.put(f"key {number}", make_cached_page(b"<h1>Tin</h1>%d" % number + end))
    pages = [page for number in range(100) if (page := memory.get(f"key {number}"))]
    assert len(pages) > 60
    assert len({id(page.frame) for page in pages}) == 1
    for number in range(200):  # which all have ends of their own
        memory.put(f"other {number}", make_cached_page())
    others = [page for number in range(200) if (page := memory.get(f"other {number}"))]
    assert len(others) > 10
    assert bytes_in(others) <= 200_000


def test_pages_that_nobody_will_ask_for_again_do_not_pile_up(
    worker: Worker, site: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With each new title an article moves to a new address."""
    monkeypatch.setattr(stores, "SWEEP_BYTES", 100_000)
    unchanged = Article.objects.exclude(pk=site.pk)[0].get_print_url()
    worker.get(unchanged)
    addresses = []
    for number in range(20):
        site.title = f"Tựa {number}"
        with committed():
            site.save()
        addresses.append(site.get_absolute_url())
        assert worker.get(addresses[-1]).status == 200
    assert len(set(addresses)) == 20
    memory = worker.cache.memory
    cached = [memory.get(f"http://testserver{address}?") for address in [unchanged, *addresses]]
    assert cached[0]
    assert cached[-1]
    assert sum(page.size for page in cached if page) < 100_000 + cached[0].size + cached[-1].size


def test_where_nothing_is_known_of_changes_no_page_is_dropped(
    worker: Worker, site: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.get(site.get_absolute_url())
    with monkeypatch.context() as patch:
        patch.setattr(stores, "SWEEP_BYTES", 1)
        patch.setattr(worker.cache.versions, "read", lambda slots: ())  # as without Redis
        worker.cache._remember(KEY, make_cached_page())
    with counting_renders() as renders:
        worker.get(site.get_absolute_url())
    assert renders == []


def test_page_larger_than_memory_is_not_cached() -> None:
    memory = MemoryStore(max_bytes=5000)
    memory.put(KEY, make_cached_page(os.urandom(8000)))
    assert memory.get(KEY) is None


def full(*args: object, **kwargs: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("broken", ["store", "lock"])
def test_full_disk_costs_no_page(
    broken: str, worker: Worker, site: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = uncached("/").text
    with monkeypatch.context() as patch:
        patch.setattr(lmdb, "open", full) if broken == "store" else patch.setattr(os, "open", full)
        with counting_renders() as renders:
            replies = [worker.get("/") for _ in range(2)]
    assert [reply.text for reply in replies] == [expected] * 2
    assert len(renders) == 1  # from memory


def test_cache_folder_that_is_gone_costs_no_page(
    folder: Path, site: Article, worker: Worker
) -> None:
    shutil.rmtree(folder / "pages")
    (folder / "locks").rmdir()
    with counting_renders() as renders:
        assert [worker.get("/").status for _ in range(2)] == [200, 200]
    assert len(renders) == 1


def test_site_without_room_for_a_cache_runs_without_one(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    settings.DATA_DIR = tmp_path / "file"  # no folder can be made in it
    assert backend.page_cache() is None
    assert "không giữ sẵn được gì" in caplog.text
    backend.failure_log.succeeded()


def test_pages_that_an_older_version_kept_as_files_go(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.PAGE_CACHE = tmp_path, True
    old = tmp_path / "cache" / "pages" / "1234"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"a page")
    assert backend.page_cache() is not None
    assert not old.exists()
    assert backend.page_cache() is not None  # beside what the first one made


def test_many_searches_leave_memory_and_locks_within_bounds(
    folder: Path, site: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "LOCKS", 5)
    worker = Worker(folder, MemoryStore(max_bytes=100_000))
    addresses = [f"/tim-kiem/?q=chi+bo+{number}" for number in range(100)]
    for address in addresses:
        assert worker.get(address).status == 200
    assert len(list((folder / "locks").iterdir())) <= 5
    memory = worker.cache.memory
    cached = [memory.get(f"http://testserver{address}") for address in addresses]
    assert 0 < bytes_in(page for page in cached if page) <= 100_000


def test_top_that_pages_share_is_stored_once() -> None:
    top = (
        b'<link rel="stylesheet" href="/a.css"><div class="comfort">'
        + os.urandom(3000).hex().encode()
    )
    texts = [b"<title>%d</title>%s<main>%d</main><p>" % (number, top, number) for number in (1, 2)]
    pages = [make_cached_page(text=text) for text in texts]
    assert pages[0].frame == pages[1].frame
    assert all(len(page.own) < 200 for page in pages)
    for page, text in zip(pages, texts, strict=True):
        assert gzip.decompress(page.rendered_with(FIGURES).compressed) == text
        assert page.text_with(FIGURES) == text
        assert CachedPage.from_bytes(page.to_bytes(), page.frame) == page


@pytest.mark.parametrize("filling", [0, 100, 29_000, 40_000])
def test_words_of_the_head_are_stored_once_however_far_below_they_stand_again(filling: int) -> None:
    words = os.urandom(1500).hex().encode()
    top = b'<link rel="stylesheet" href="/a.css"><div class="comfort">' + b"-" * filling
    text = b"<title>%s</title>%s<main>%s</main><p>" % (words, top, words)
    page = make_cached_page(text=text)
    assert gzip.decompress(page.rendered_with(FIGURES).compressed) == text
    assert page.text_with(FIGURES) == text
    is_remembered = filling < 30_000  # RFC 1951: 32 kB
    assert (len(page.own) < 2000) == is_remembered


def test_print_copies_share_their_end_though_each_leads_back_to_its_own_article() -> None:
    text = b'<link rel="stylesheet" href="/a.css"><a href="/bai/%d/">Back</a><main>A</main><p>'
    pages = [make_cached_page(text=text % number) for number in (1, 2)]
    assert pages[0].frame == pages[1].frame
    assert pages[0].text_with(FIGURES) == text % 1
