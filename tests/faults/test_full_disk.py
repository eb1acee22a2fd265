"""The disk that holds database and pictures is full, and then has room again."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from serving.server.limits import UNASKED_BYTES
from tests.faults.conftest import Furnished, served
from tests.importing.importing_pages import FIRST, LAST, dong_nai
from tests.support.desk_client import ADD, RECEIVE, DeskClient, Reply
from tests.support.doctor import left_after_fix
from tests.support.readers import Readers, views, wait_for_views
from tests.support.server import PROGRAM, Site
from tests.support.small_disk import SmallDisk, small_disk

pytestmark = pytest.mark.faults

PAGES = 6
MOST_SAVES = 40  # that what lies ready for the database's journal may take
MOST_LINES = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def disk(folder: Path) -> Iterator[SmallDisk]:
    (folder / "data").mkdir(mode=0o700)
    with small_disk(folder / "data") as made:
        yield made


@pytest.fixture(scope="module")
def site(furnished: Furnished, disk: SmallDisk, folder: Path) -> Iterator[Site]:
    """One that keeps nothing in reserve: it meets the end of the disk itself."""
    made = furnished.copy(folder, DISK_RESERVE_MB="0", SAVES_PER_MINUTE="1000")
    with served(made):
        yield made


def photo() -> SimpleUploadedFile:
    """Short enough to be taken in at any time, and several times as long once it is stored."""
    patches = Image.frombytes("RGB", (45, 30), random.Random(33).randbytes(45 * 30 * 3))
    out = io.BytesIO()
    patches.resize((1800, 1200)).save(out, "JPEG", quality=8)
    assert out.tell() < UNASKED_BYTES
    return SimpleUploadedFile("anh.jpg", out.getvalue(), "image/jpeg")


def pictures(site: Site) -> set[str]:
    return {str(path) for path in (site.data / "media").rglob("*") if path.is_file()}


def titles(site: Site) -> list[str]:
    return [title for (title,) in site.query("SELECT title FROM articles_article ORDER BY id")]


def save(editor: DeskClient, title: str, body: str) -> tuple[dict[str, str], Reply]:
    form = editor.form(ADD) | {"title": title, "lead": "Sapo.", "body": body, "category": "1"}
    return form, editor.post(ADD, form)


def assert_told(reply: Reply) -> None:
    assert reply.status == 507
    assert "đã đầy" in reply.text
    assert "chữ vừa gõ vẫn còn ở đó" in reply.text


def test_text_is_stored_or_refused_in_words_and_saved_once_there_is_room(
    site: Site, disk: SmallDisk, editor: DeskClient, furnished: Furnished
) -> None:
    before, log = views(site), len(site.log.read_text())
    body = f"<p>{'Chữ đã gõ rất lâu. ' * 2000}</p>"
    with Readers(site, ["/", furnished.address], number=2) as readers:
        readers.wait_for(100)
        with disk.full():
            saved = titles(site)
            for number in range(MOST_SAVES):
                form, reply = save(editor, f"Bài thứ {number}", body)
                if reply.status != 302:
                    break
                saved.append(f"Bài thứ {number}")
            assert_told(reply)
            assert titles(site) == saved, "what was acknowledged, and nothing else"
            _, refused = save(editor, "Bài dài", body * 4)
            assert_told(refused)
            assert site.get("/tim-kiem/?q=chua+ai+hoi", "203.0.113.9", PROGRAM) == 200
            readers.wait_for(100)
        assert editor.post(ADD, form).status == 302
        assert titles(site) == [*saved, form["title"]]
        readers.wait_for(20)
    assert (readers.others, readers.cut_off.total()) == ([], 0)
    wait_for_views(site, before, readers.answered)
    said = site.log.read_text()[log:]
    assert "Traceback" not in said
    assert len(said.splitlines()) <= MOST_LINES, said


@pytest.mark.parametrize("leaving", [0, 64 << 10, 128 << 10, 512 << 10])
def test_photo_is_refused_in_words_and_leaves_no_half(
    site: Site, disk: SmallDisk, editor: DeskClient, leaving: int
) -> None:
    before, log = pictures(site), len(site.log.read_text())
    with disk.full(leaving):
        refused = editor.post(RECEIVE, {}, photo())
        assert refused.status == 507
        assert "đã đầy" in refused.text
        assert pictures(site) == before
    assert editor.post(RECEIVE, {}, photo()).status == 201
    assert len(pictures(site)) > len(before)
    assert "Traceback" not in site.log.read_text()[log:]


def test_import_says_so_and_stores_the_page_later(
    site: Site, disk: SmallDisk, tmp_path: Path
) -> None:
    pages = [tmp_path / f"bai-{number}.txt" for number in range(PAGES)]
    for number, page in enumerate(pages):
        page.write_text(dong_nai(f"Trang {number}. {FIRST}", *[f"{LAST} {n}" for n in range(60)]))
    before = titles(site)
    site.query("PRAGMA wal_checkpoint(TRUNCATE)")  # no room lies ready for what is written
    with disk.full():
        done = site.run("import_article", *map(str, pages))
        assert done.returncode == 1
        assert "ổ đĩa chứa cơ sở dữ liệu đã đầy" in done.stderr
        assert "migrate" not in done.stderr
        stored = done.stdout.count("Bản thảo")
        assert len(titles(site)) == len(before) + stored
    site.manage("import_article", *map(str, pages))
    assert len(titles(site)) == len(before) + len(pages)


def test_backup_says_so_and_leaves_the_one_before(site: Site, disk: SmallDisk) -> None:
    site.manage("backup")
    [before] = (site.data / "backups").iterdir()
    content = before.read_bytes()
    for leaving in (0, len(content) // 2):
        with disk.full(leaving):
            done = site.run("backup")
            assert done.returncode == 1
            assert "Bản sao lưu cũ vẫn còn nguyên" in done.stderr or "đã đầy" in done.stderr
            assert "Traceback" not in done.stderr
            assert [path.name for path in (site.data / "backups").iterdir()] == [before.name]
            assert before.read_bytes() == content
            assert list(site.data.glob("backup-work-*")) == []
    site.manage("backup")


def test_nothing_is_left_that_doctor_does_not_mend(site: Site, editor: DeskClient) -> None:
    assert left_after_fix(site) == []
