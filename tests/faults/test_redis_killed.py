"""Redis, which several hosts share, is killed and comes back with what it had on its disk."""

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from tests.faults.conftest import Furnished, served
from tests.support.desk_client import DeskClient
from tests.support.readers import Readers, views, wait_for_views
from tests.support.redis_server import ON_DISK, RedisServer, running_redis
from tests.support.server import PATIENCE_SECONDS, WORKERS, Site

pytestmark = pytest.mark.faults

CHANGE = "/quan-tri/articles/article/1/change/"
ROUNDS = 3
ASKED = 40  # more than enough to meet each worker
MOST_LINES = 12  # of each of three workers and of its desk: that it is away, and that it is back


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis"), ON_DISK) as made:
        yield made


@pytest.fixture(scope="module")
def site(
    redis_server: RedisServer, furnished: Furnished, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    made = furnished.copy(tmp_path_factory.mktemp("site"), REDIS_URL=redis_server.url)
    with served(made):
        yield made


def edit(editor: DeskClient, lead: str) -> None:
    assert editor.post(CHANGE, editor.form(CHANGE) | {"lead": lead}).status == 302


def leads(site: Site, address: str) -> set[str]:
    """What readers are shown just now, by whichever worker."""
    reader = DeskClient(site, {})
    pages = [reader.get(address).text for _ in range(ASKED)]
    return {
        page.partition('<meta name="description" content="')[2].partition('"')[0] for page in pages
    }


def wait_until_back(site: Site, address: str, lead: str, log: int) -> None:
    """Returns when every worker asks Redis again; meanwhile no reader is shown another lead."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (
        site.log.read_text()[log:].count("Redis không trả lời, trang không được giữ sẵn: đã hết")
        < WORKERS
    ):
        assert leads(site, address) == {lead}
        assert time.monotonic() < deadline, site.log.read_text()
    assert leads(site, address) == {lead}


def test_readers_go_on_and_no_page_is_older_than_an_edit_made_meanwhile(
    site: Site, redis_server: RedisServer, editor: DeskClient, furnished: Furnished
) -> None:
    rng = random.Random(95)
    address = furnished.address
    before, log = views(site), len(site.log.read_text())
    with Readers(site, ["/", address]) as readers:
        for number in range(ROUNDS):
            lead = f"Sapo trước sự cố {number}."
            edit(editor, lead)
            assert leads(site, address) == {lead}
            readers.wait_for(rng.randrange(50, 100))
            round_s_log = len(site.log.read_text())
            redis_server.kill()
            readers.wait_for(50)
            lead = f"Sapo lúc Redis vắng {number}."
            edit(editor, lead)
            assert leads(site, address) == {lead}
            redis_server.start()
            wait_until_back(site, address, lead, round_s_log)
    assert readers.others == []
    assert readers.cut_off.total() == 0
    wait_for_views(site, before, readers.answered)
    said = site.log.read_text()[log:]
    assert "Traceback" not in said
    assert len(said.splitlines()) <= ROUNDS * MOST_LINES, said


def test_redis_that_comes_back_with_what_it_had_long_ago_shows_nothing_old(
    site: Site, redis_server: RedisServer, editor: DeskClient, furnished: Furnished
) -> None:
    """As one does that stores its data from time to time: changes that it had acknowledged, and
    that no worker knows of as missed, are gone with it."""
    address = furnished.address
    edit(editor, "Sapo cũ.")
    assert leads(site, address) == {"Sapo cũ."}
    old = redis_server.disk()
    edit(editor, "Sapo mới.")
    assert leads(site, address) == {"Sapo mới."}
    redis_server.kill()
    for path, content in old.items():
        path.write_bytes(content)
    redis_server.start()
    assert leads(site, address) == {"Sapo mới."}


def test_change_that_a_hanging_redis_never_heard_of_is_told_later(
    site: Site, redis_server: RedisServer, editor: DeskClient, furnished: Furnished
) -> None:
    """Nobody has to come back to the desk for that."""
    address = furnished.address
    edit(editor, "Sapo đã giữ.")
    assert leads(site, address) == {"Sapo đã giữ."}
    log = len(site.log.read_text())
    assert redis_server.process is not None
    os.kill(redis_server.process.pid, signal.SIGSTOP)
    try:
        edit(editor, "Sapo lúc Redis đứng.")
        assert leads(site, address) == {"Sapo lúc Redis đứng."}
    finally:
        os.kill(redis_server.process.pid, signal.SIGCONT)
    deadline = time.monotonic() + PATIENCE_SECONDS
    back = "Redis không trả lời, trang không được giữ sẵn: đã hết"
    shown = leads(site, address)  # of all workers and the desk's process, each when it is back
    while site.log.read_text()[log:].count(back) <= WORKERS or shown != {"Sapo lúc Redis đứng."}:
        shown = leads(site, address)
        assert time.monotonic() < deadline, site.log.read_text()[log:]


def test_foreign_values_cost_a_page_made_anew_and_one_line(
    site: Site, redis_server: RedisServer, editor: DeskClient, furnished: Furnished
) -> None:
    address = furnished.address
    assert len(leads(site, address)) == 1
    log = len(site.log.read_text())
    with redis_server.client() as client, Readers(site, ["/", address]) as readers:
        for foreign in (b"abc", b"\xff\x00", b"9" * 40):
            client.mset(dict.fromkeys(client.keys("chibo:*"), foreign))
            readers.wait_for(50)
        names = client.keys("chibo:*")
        for name in names:
            at_once = client.pipeline()  # or the site would write between the two
            at_once.delete(name)
            at_once.rpush(name, "của chương trình khác")
            at_once.execute()
        readers.wait_for(50)
        edit(editor, "Sapo sau giá trị lạ.")
        assert leads(site, address) == {"Sapo sau giá trị lạ."}
    assert (readers.others, readers.cut_off.total()) == ([], 0)
    said = site.log.read_text()[log:]
    assert "Traceback" not in said
    assert 1 <= said.count("giá trị lạ trong Redis") <= MOST_LINES / 2, said
