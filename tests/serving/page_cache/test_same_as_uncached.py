"""Whatever editors and the clock do, a reader gets what Django would answer at that moment."""

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from time_machine import Traveller

from articles.models import Article
from caching.backend import backend
from portal.models import Banner
from tests.serving.page_cache.arrange import Worker, committed, uncached
from tests.support.factories import make_article, make_category, make_identity

pytestmark = pytest.mark.django_db

EVENING = datetime.datetime(2026, 11, 23, 16, 50, tzinfo=datetime.UTC)  # 23:50 in Vietnam
PAGES = [
    "/",
    "/chuyen-muc/tin-tuc/",
    "/chuyen-muc/tin-tuc/?trang=2",
    "/chuyen-muc/xay-dung-dang/rss/",
    "/luu-tru/2026/",
    "/luu-tru/2026/11/",
    "/luu-tru/2026/11/23/",
    "/luu-tru/2026/11/24/",
    "/tim-kiem/?q=chi+bo",
    "/rss/",
    "/sitemap-bai.xml",
]
minutes = st.integers(-30, 30)
which = st.integers(0, 4)
steps = st.one_of(
    st.tuples(st.just("read"), st.integers(0, 2), st.integers(0, len(PAGES) + 9)),
    st.tuples(st.just("read"), st.integers(0, 2), st.integers(len(PAGES), len(PAGES) + 9)),
    st.tuples(st.just("wait"), st.sampled_from([0.5, 1, 29, 59, 300, 601, 1800])),
    st.tuples(st.just("step back"), st.sampled_from([1, 30, 3600])),
    st.tuples(st.just("edit"), which, st.sampled_from(["title", "lead", "body"])),
    st.tuples(st.just("schedule"), which, minutes),
    st.tuples(st.just("expire"), which, minutes),
    st.tuples(st.just("status"), which, st.sampled_from(Article.Status.values)),
    st.tuples(st.just("withdraw"), which, st.sampled_from(["", "Tin này sai."])),
    st.tuples(st.just("tell"), which, st.sampled_from(["", "Đơn vị xin lỗi."])),
    st.tuples(st.just("move"), which),
    st.tuples(st.just("layout"), st.sampled_from(["tra-vinh", "dong-nai"])),
    st.tuples(st.just("banner"), st.sampled_from([-1, 0, 1])),
)


class Newsroom:
    """Five articles, three workers and a clock, and what may be done with them."""

    def __init__(self, folder: Path, clock: Traveller) -> None:
        self.clock = clock
        with committed():
            make_identity(layout="tra-vinh")
            self.categories = [make_category(), make_category(name="Xây dựng Đảng")]
            self.pks = [
                make_article(title=f"Chi bộ họp {number}", published_from=self.now()).pk
                for number in range(5)
            ]
        self.workers = [Worker(folder) for _ in range(3)]
        self.number = 0

    def now(self) -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC)

    def do(self, what: str, *values: Any) -> None:
        if what == "read":
            self.read(*values)
        elif what == "wait":
            self.clock.shift(values[0])
        elif what == "step back":
            self.clock.shift(-values[0])
        else:
            with committed():
                getattr(self, what)(*values)

    def read(self, worker: int, page: int) -> None:
        path = PAGES[page] if page < len(PAGES) else self.path_of(page - len(PAGES))
        got, expected = self.workers[worker].get(path), uncached(path)
        assert (got.status, got.text) == (expected.status, expected.text), path

    def path_of(self, number: int) -> str:
        article = Article.objects.get(pk=self.pks[number % 5])
        return article.get_print_url() if number >= 5 else article.get_absolute_url()

    def change(self, which: int, **values: Any) -> None:
        article = Article.objects.get(pk=self.pks[which])
        for field, value in values.items():
            setattr(article, field, value)
        start, end = article.published_from, article.published_until
        if start and end and end <= start:
            article.published_until = None
        article.save()

    def edit(self, which: int, field: str) -> None:
        self.number += 1
        self.change(which, **{field: f"Chi bộ viết lần {self.number}"})

    def schedule(self, which: int, minutes: int) -> None:
        self.change(which, published_from=self.now() + datetime.timedelta(minutes=minutes))

    def expire(self, which: int, minutes: int) -> None:
        self.change(which, published_until=self.now() + datetime.timedelta(minutes=minutes))

    def status(self, which: int, status: str) -> None:
        trashed_from = "published" if status == Article.Status.TRASHED else ""
        self.change(which, status=status, trashed_from=trashed_from)

    def withdraw(self, which: int, notice: str) -> None:
        """As the step does it: from then on the old address may tell why."""
        self.change(
            which,
            status="withdrawn",
            trashed_from="",
            withdrawal_note=notice,
            withdrawn_at=self.now(),
        )

    def tell(self, which: int, notice: str) -> None:
        if Article.objects.filter(pk=self.pks[which], status="withdrawn").exists():
            self.change(which, withdrawal_note=notice)

    def move(self, which: int) -> None:
        self.number += 1
        self.change(which, category=self.categories[self.number % 2])

    def layout(self, name: str) -> None:
        make_identity(layout=name)

    def banner(self, days: int) -> None:
        day = datetime.date(2026, 11, 23) + datetime.timedelta(days=days)
        Banner.objects.create(title=f"Học Bác {days}", starts_on=day, ends_on=day)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(steps, min_size=5, max_size=30))
def test_reader_gets_what_django_would_answer(todo: list[tuple[Any, ...]]) -> None:
    with (
        TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel(EVENING, tick=False) as clock,
    ):
        cache = Path(folder) / "cache"
        backend.restart()
        patch.setattr("django.conf.settings.DATA_DIR", Path(folder))
        with transaction.atomic():
            newsroom = Newsroom(cache, clock)
            for step in todo:
                newsroom.do(*step)
            for page in range(len(PAGES) + 10):
                newsroom.read(page % 3, page)
            transaction.set_rollback(True)  # an example leaves no trace


@pytest.mark.parametrize("print_view", [0, 5])
def test_note_of_a_withdrawal_is_read_at_once_by_every_worker(
    print_view: int, tmp_path: Path
) -> None:
    with time_machine.travel(EVENING, tick=False) as clock:
        newsroom = Newsroom(tmp_path / "cache", clock)
        page = len(PAGES) + print_view
        told = []
        for step in (
            ("edit", 0, "title"),
            ("withdraw", 0, "Tin này sai."),
            ("tell", 0, "Đơn vị xin lỗi."),
            ("tell", 0, ""),
            ("status", 0, "published"),
        ):
            newsroom.do(*step)
            path = newsroom.path_of(print_view)
            for worker in (0, 1, 2, 0):
                newsroom.do("read", worker, page)
            told.append(newsroom.workers[0].get(path).status)
    assert told == [200, 410, 410, 404, 200]
