"""kill -9 of whoever saves, takes in a photo, imports or migrates, at any moment."""

import io
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pictures.renditions import stored_files
from tests.faults.conftest import Furnished, served
from tests.importing.importing_pages import FIRST, LAST, dong_nai
from tests.support.desk_client import ADD, RECEIVE, DeskClient, Reply
from tests.support.doctor import left_after_fix
from tests.support.killing import begin, kill_after, kill_workers
from tests.support.server import PATIENCE_SECONDS, Site

pytestmark = pytest.mark.faults

ROUNDS = 12
STARTS = 4  # of commands, each of which takes seconds to begin
PAGES = 24
BODY = "<p>Chi bộ bàn ba việc.</p>"
HALF_ARTICLES = """
SELECT count(*) FROM articles_article a WHERE title LIKE 'Bài số%'
AND (body != '<p>Chi bộ bàn ba việc.</p>'
    OR NOT EXISTS (SELECT 1 FROM articles_revision r WHERE r.article_id = a.id))
"""


@pytest.fixture(scope="module")
def site(furnished: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = furnished.copy(tmp_path_factory.mktemp("site"), SAVES_PER_MINUTE="1000")
    with served(made):
        yield made


def form_of(editor: DeskClient, title: str) -> dict[str, str]:
    written = {"title": title, "lead": "Sáng nay, chi bộ họp.", "body": BODY, "category": "1"}
    return editor.form(ADD) | written


def killed_while_sending(site: Site, editor: DeskClient, seconds: float, *form: Any) -> Reply:
    """What the sender was answered, if at all, when all workers were killed after that time."""
    replies: list[Reply] = []
    sending = threading.Thread(target=lambda: replies.append(editor.try_to_post(*form)))
    sending.start()
    sending.join(seconds)
    kill_workers(site)
    sending.join(PATIENCE_SECONDS)
    [reply] = replies
    return reply


def seconds_of(editor: DeskClient, status: int, *form: Any) -> float:
    begun = time.monotonic()
    assert editor.post(*form).status == status
    return time.monotonic() - begun


def test_save_is_whole_or_absent_and_sent_again_there_once(site: Site, editor: DeskClient) -> None:
    rng = random.Random(341)
    lasts = seconds_of(editor, 302, ADD, form_of(editor, "Bài đo thời gian"))
    for number in range(ROUNDS):
        title = f"Bài số {number}"
        count = f"SELECT count(*) FROM articles_article WHERE title = '{title}'"  # noqa: S608
        form = form_of(editor, title)
        reply = killed_while_sending(site, editor, rng.uniform(0, lasts), ADD, form)
        [(stored,)] = site.query(count)
        assert stored == 1 if reply.status == 302 else stored <= 1
        assert site.query(HALF_ARTICLES) == [(0,)]
        assert editor.post(ADD, form).status == 302, "sent again"
        assert site.query(count) == [(1,)]
    assert site.query(HALF_ARTICLES) == [(0,)]
    assert left_after_fix(site) == []


def photo(number: int) -> SimpleUploadedFile:
    """Large enough to be written to the disk as it comes in."""
    noise = Image.frombytes("RGB", (1300, 900), random.Random(number).randbytes(1300 * 900 * 3))
    out = io.BytesIO()
    noise.save(out, "PNG")
    return SimpleUploadedFile("anh.png", out.getvalue(), "image/png")


def test_photo_that_was_acknowledged_is_there_and_no_row_has_half_of_one(
    site: Site, editor: DeskClient
) -> None:
    rng = random.Random(342)
    lasts = seconds_of(editor, 201, RECEIVE, {}, photo(ROUNDS))
    acknowledged = 1
    for number in range(ROUNDS):
        moment = rng.uniform(0, lasts * 1.1)
        reply = killed_while_sending(site, editor, moment, RECEIVE, {}, photo(number))
        acknowledged += reply.status == 201
        [(rows,)] = site.query("SELECT count(*) FROM articles_photoupload")
        assert rows >= acknowledged
    assert left_after_fix(site) == []
    media = site.data / "media"
    files = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
    rows = site.query("SELECT file FROM articles_photoupload")
    all_sizes = {name for (master,) in rows for name in stored_files(master)}
    assert files == all_sizes, "each has all its sizes, and no other file is left"
    assert list(site.data.glob("*.upload*")) == []


def test_import_goes_on_where_it_was_killed_without_duplicates(site: Site, tmp_path: Path) -> None:
    rng = random.Random(343)
    pages = [tmp_path / f"bai-{number}.txt" for number in range(PAGES)]
    for number, page in enumerate(pages):
        page.write_text(dong_nai(f"Trang lưu số {number}. {FIRST}", LAST))
    count = "SELECT count(*) FROM articles_article"
    [(before,)] = site.query(count)
    [(bodies,)] = site.query("SELECT count(DISTINCT body) FROM articles_article")
    for number in range(STARTS):
        process = begin(site, "import_article", *map(str, pages))
        said = kill_after(process, rng.randrange(4, 10) * (number + 1), rng.uniform(0, 0.1))
        [(stored,)] = site.query(count)
        assert stored - before >= said.count("Bản thảo") - 1
        if stored - before == PAGES:
            break
    site.manage("import_article", *map(str, pages))
    assert site.query(count) == [(before + PAGES,)]
    assert site.query("SELECT count(DISTINCT body) FROM articles_article") == [(bodies + PAGES,)]
    assert left_after_fix(site) == []


def schema(site: Site) -> list[tuple[Any, ...]]:
    tables = (
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return site.query(tables)


def rights(site: Site) -> list[tuple[Any, ...]]:
    return site.query(
        "SELECT content_type_id, codename, name FROM auth_permission ORDER BY codename"
    )


def test_migrating_that_was_killed_at_any_moment_is_ended_by_two_at_once(
    site: Site, tmp_path: Path
) -> None:
    rng = random.Random(344)
    killed = Site(tmp_path, "")
    for _ in range(STARTS):
        done = kill_after(begin(killed, "migrate"), rng.randrange(3, 12), rng.uniform(0, 0.2))
        if "No migrations to apply" in done:
            break
    both = [begin(killed, "migrate", "--verbosity=0") for _ in range(2)]
    assert [process.wait(PATIENCE_SECONDS) for process in both] == [0, 0]
    for process in both:
        process.communicate()
    killed.manage("migrate", "--check")
    assert schema(killed) == schema(site)
    assert rights(killed) == rights(site)
    assert left_after_fix(killed) == []
