"""Two hosts of one site, in processes of their own: nobody can tell which of them answers."""

import json
import threading
import time
import uuid
from http.client import HTTPException

import pytest

from tests.browser.conftest import picture
from tests.serving.hosts.visitor import Visitor
from tests.support.s3 import files_of
from tests.support.server import PATIENCE_SECONDS, Site

pytestmark = pytest.mark.database

Hosts = tuple[Site, Site]
DESK = "/quan-tri/articles/article"
CLIENTS = 4
READERS = 30
VIEWS = "SELECT coalesce(sum(views), 0) FROM visitors_pageviews WHERE path = '{path}'"


def shell(host: Site, code: str) -> str:
    return host.manage(
        "shell", "--no-imports", "--command", f"from tests.support.factories import *\n{code}"
    ).strip()


def make_article(host: Site, title: str, more: str = "") -> str:
    return shell(host, f"print(make_article(title={title!r}, {more}).get_absolute_url())")


def test_what_one_host_publishes_the_other_shows_at_once(hosts: Hosts) -> None:
    here, there = hosts
    reader = Visitor()
    for host in hosts:
        assert "Hội nghị hai máy" not in reader.get(host, "/").text
    address = make_article(here, "Hội nghị hai máy")
    for host in (there, here):
        assert "Hội nghị hai máy" in reader.get(host, "/").text
        assert "Hội nghị hai máy" in reader.get(host, address).text
    rename = (
        "from articles.models import Article; a = Article.objects.get(title='Hội nghị hai máy')"
    )
    shell(there, f"{rename}; a.title = 'Hội nghị đã đổi tên'; a.save()")
    for host in hosts:
        assert "Hội nghị đã đổi tên" in reader.get(host, "/").text


def test_photo_sent_to_one_host_is_read_from_both(
    hosts: Hosts, editor: Visitor, bucket: dict[str, str]
) -> None:
    here, there = hosts
    answer = editor.upload(here, f"{DESK}/tai-anh/", picture())
    assert answer.status == 201, answer.text
    name = json.loads(answer.text)["name"]
    assert name in files_of(bucket)
    assert editor.get(there, f"/media/{name}").status == 200  # to staff, before it is published
    assert Visitor().get(there, f"/media/{name}").status == 404
    more = f"file={name!r}, width=900, height=600, order=1"
    make = f"a = make_article(title='Bài có ảnh', body='<p>[ảnh 1]</p>'); make_photo(a, {more})"
    address = shell(here, f"{make}; a.choose_cover(); print(a.get_absolute_url())")
    for host in hosts:
        reader = Visitor()
        assert f"/media/{name}" in reader.get(host, address).text
        photo = reader.get(host, f"/media/{name}")
        assert (photo.status, photo.content) == (200, files_of(bucket)[name])
    shell(
        there,
        "from articles.models import Article as A; a = A.objects.get(title='Bài có ảnh');"
        "a.status = 'withdrawn'; a.save()",
    )
    for host in hosts:
        assert Visitor().get(host, f"/media/{name}").status == 404


def test_whoever_signs_in_or_out_does_so_on_both(hosts: Hosts, editor: Visitor) -> None:
    here, there = hosts
    assert editor.is_in(here)
    assert editor.is_in(there)
    assert editor.post(there, "/quan-tri/logout/", {}).status in (200, 302)
    assert not editor.is_in(here)


def test_draft_kept_on_one_host_is_known_to_the_other(hosts: Hosts, editor: Visitor) -> None:
    here, there = hosts
    key = str(uuid.uuid4())
    fields = {"draft_key": key, "draft_number": "1", "title": "Tựa đang gõ"}
    assert editor.post(here, f"{DESK}/add/giu-tam/", fields).status == 200
    [state] = json.loads(editor.get(there, f"{DESK}/ban-chua-luu/?khoa={key}").text).values()
    assert state["is_offered"]


def test_views_of_both_hosts_are_counted_each_once(hosts: Hosts) -> None:
    here, _ = hosts
    address = make_article(here, "Bài được đếm")
    for number in range(READERS):
        reader = Visitor(f"203.0.113.{number + 1}")
        for host in hosts:
            assert reader.get(host, address).status == 200
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (seen := here.query(VIEWS.format(path=address))[0][0]) < 2 * READERS:
        assert time.monotonic() < deadline, seen
        for host in hosts:
            host.get("/", "198.51.100.1", "curl/8.5.0", {"Sec-Purpose": "prefetch"})
        time.sleep(0.05)
    assert seen == 2 * READERS


def test_article_appears_at_its_hour_on_both_and_a_job_is_done_once(hosts: Hosts) -> None:
    here, _ = hosts
    address = shell(
        here,
        "from django.utils import timezone; import datetime\n"
        "soon = timezone.now() + datetime.timedelta(seconds=4)\n"
        "print(make_article(title='Bài hẹn giờ', published_from=soon).get_absolute_url())\n"
        "from integrity.jobs import self_check; self_check.enqueue()",
    )
    for host in hosts:
        Visitor().wait_for(host, address)
        Visitor().wait_for(host, "/", words="Bài hẹn giờ")
    deadline = time.monotonic() + PATIENCE_SECONDS
    done = "SELECT state FROM jobs_job WHERE name = 'self_check'"
    while here.query(done) != [("done",)]:
        assert time.monotonic() < deadline, here.query(done)
        time.sleep(0.05)


class Load:
    """Readers who ask without a pause, and when what they asked for failed."""

    def __init__(self, port: int, path: str) -> None:
        self._port, self._path = port, path
        self._ends = threading.Event()
        self.answered = 0
        self.failed_at: list[float] = []
        self._clients = [threading.Thread(target=self._run, daemon=True) for _ in range(CLIENTS)]

    def __enter__(self) -> "Load":
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ends.set()
        for client in self._clients:
            client.join(PATIENCE_SECONDS)

    def wait_for_answers(self, number: int) -> None:
        wanted, deadline = self.answered + number, time.monotonic() + PATIENCE_SECONDS
        while self.answered < wanted:
            assert time.monotonic() < deadline, (self.answered, self.failed_at)
            time.sleep(0.01)

    def _run(self) -> None:
        while not self._ends.is_set():
            try:
                is_good = Visitor().get(self._port, self._path).status == 200
            except (OSError, HTTPException):
                is_good = False
            if is_good:
                self.answered += 1
            else:
                self.failed_at.append(time.monotonic())


def test_one_host_is_killed_and_the_other_answers_for_both(hosts: Hosts, proxy_port: int) -> None:
    here, there = hosts
    address = make_article(here, "Bài vẫn đọc được")
    with Load(proxy_port, address) as load:
        load.wait_for_answers(50)
        there.kill()
        load.wait_for_answers(50)
        known = time.monotonic()  # the proxy has met it by now
        load.wait_for_answers(200)
        assert [moment for moment in load.failed_at if moment > known] == []
        there.start(there.port)
        load.wait_for_answers(100)
    assert [moment for moment in load.failed_at if moment > known] == []
