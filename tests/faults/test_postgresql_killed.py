"""PostgreSQL is killed and comes back, while readers read and one editor writes."""

import random
import threading
import time
from collections.abc import Iterator

import pytest

from tests.faults.conftest import served
from tests.support.desk_client import ADD, CUT_OFF, DeskClient, Reply, sign_in, wait_until_ready
from tests.support.postgresql import PostgreSQL, make_postgresql
from tests.support.readers import Readers, views, wait_for_views
from tests.support.server import PATIENCE_SECONDS, PROGRAM, Site

pytestmark = pytest.mark.faults

ROUNDS = 3
SAVES = 6
# Of three workers: what waits to be added up and the figures, of their desks: the database; that it
# is away, and that it is back.
MOST_LINES = 14


@pytest.fixture(scope="module")
def database() -> Iterator[PostgreSQL]:
    with make_postgresql() as made:
        yield made


@pytest.fixture(scope="module")
def site(database: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("site"), database.url)
    made.manage("migrate", "--verbosity=0")
    with served(made):
        yield made


@pytest.fixture(scope="module")
def article(site: Site) -> str:
    return site.shell(
        "from tests.support.factories import make_article; print(make_article().get_absolute_url())"
    )


@pytest.fixture(scope="module")
def editor(site: Site) -> DeskClient:
    return sign_in(site)


@pytest.fixture
def paths(site: Site, article: str) -> list[str]:
    """Addresses whose pages every worker has in its memory."""
    asked = ["/", article, f"{article}in/", "/cach-tinh-luot-truy-cap/"]
    with Readers(site, asked) as readers:
        readers.wait_for(200)
    assert readers.others == []
    return asked


def written(
    editor: DeskClient, title: str, body: str = "<p>Chi bộ bàn ba việc.</p>"
) -> dict[str, str]:
    """The form of a new article, filled in."""
    form = editor.form(ADD)
    return form | {"title": title, "lead": "Sáng nay, chi bộ họp.", "body": body, "category": "1"}


def stored(site: Site, title: str) -> list[tuple[str]]:
    return site.query(f"SELECT body FROM articles_article WHERE title = '{title}'")  # noqa: S608


def test_readers_go_on_and_the_editor_s_text_is_saved_when_sent_again(
    site: Site, database: PostgreSQL, editor: DeskClient, paths: list[str]
) -> None:
    rng = random.Random(31)
    site.restart()
    before = views(site)
    answered = before.copy()
    with Readers(site, paths) as warming:
        warming.wait_for(100)
    answered += warming.answered
    log = len(site.log.read_text())
    for number in range(ROUNDS):
        title = f"Chi bộ họp lần {number}"
        short = written(editor, title)
        long = written(editor, f"{title}, bài dài", f"<p>{'Chữ đã gõ. ' * 9000}</p>")
        with Readers(site, paths) as readers:
            readers.wait_for(rng.randrange(20, 60))
            database.kill()
            readers.wait_for(60)
            for form in (short, long):
                refused = editor.post(ADD, form)
                assert (refused.status, refused.headers["retry-after"]) == (503, "30")
                assert "chữ vừa gõ vẫn còn ở đó" in refused.text
            assert site.get(f"/tim-kiem/?q=chua-ai-hoi-{number}", "203.0.113.9", PROGRAM) == 503
            readers.wait_for(60)
            database.start()
            wait_until_ready(site)
            readers.wait_for(60)
        assert readers.others == []
        assert readers.cut_off.total() == 0
        answered += readers.answered
        for form in (short, long):
            assert editor.post(ADD, form).status == 302, "sent again"
            assert len(stored(site, form["title"])) == 1
    said = site.log.read_text()[log:]
    wait_for_views(site, before, answered - before)
    assert "Traceback" not in said
    assert len(said.splitlines()) <= ROUNDS * MOST_LINES, said


def test_save_that_meets_the_kill_is_whole_or_absent_and_never_twice(
    site: Site, database: PostgreSQL, editor: DeskClient
) -> None:
    rng = random.Random(34)
    begun = time.monotonic()
    assert editor.post(ADD, written(editor, "Bài đo thời gian")).status == 302
    lasts = time.monotonic() - begun
    for number in range(SAVES):
        form = written(editor, f"Bài gặp sự cố {number}")
        replies: list[Reply] = []
        sending = threading.Thread(target=lambda: replies.append(editor.try_to_post(ADD, form)))  # noqa: B023
        sending.start()
        sending.join(rng.uniform(0, lasts))
        database.kill()
        sending.join(PATIENCE_SECONDS)
        database.start()
        wait_until_ready(site)
        [reply] = replies
        assert reply.status in (302, 503) and reply.status != CUT_OFF
        found = stored(site, form["title"])
        if reply.status == 302:
            assert len(found) == 1, "what was acknowledged is there"
        assert editor.post(ADD, form).status == 302
        assert stored(site, form["title"]) == [("<p>Chi bộ bàn ba việc.</p>",)]
    revisions = site.query(
        "SELECT count(*) FROM articles_article a WHERE title LIKE 'Bài gặp sự cố%'"
        " AND NOT EXISTS (SELECT 1 FROM articles_revision r WHERE r.article_id = a.id)"
    )
    assert revisions == [(0,)]
