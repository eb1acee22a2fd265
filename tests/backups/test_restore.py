"""A site comes back from its backup; whatever speaks against that is said, and nothing touched."""

import json
import signal
import tarfile
from pathlib import Path

import pytest
from pytest_django import Settings

from backups.swapping import Swap, unused_stamp
from tests.backups.archives import PASSWORD
from tests.backups.sites import digests, furnish, photo_of, titles
from tests.support.killing import begin
from tests.support.server import PATIENCE_SECONDS, Site

FIRST, SECOND = "Hội nghị tổng kết", "Tin thứ hai"
UNTOUCHED = "Dữ liệu của trang chưa bị đụng đến."


def password_file(folder: Path, password: str = PASSWORD) -> str:
    file = folder / "mat-khau"
    file.write_text(f"{password}\n")
    return str(file)


def test_site_comes_back_as_it_was_and_what_was_there_is_there_to_be_taken_back(
    empty: Site, tmp_path: Path
) -> None:
    file = tmp_path / "trang.tar"
    said = empty.manage("backup", str(file))
    assert "1 bài" in said
    assert "không mã hóa" in said
    furnish(empty, SECOND)
    said = empty.run("restore", str(file), answer="có\n").stdout
    assert "Đã khôi phục bản sao lưu" in said
    assert (titles(empty), photo_of(empty)) == ([FIRST], FIRST)
    [old] = empty.data.glob("before-restore-*")
    assert str(old) in said
    assert (old / "media/photos/2026/11/anh.webp").read_text() == SECOND
    assert "Đã lấy lại dữ liệu cũ" in empty.manage("restore", "--undo", "--noinput")
    assert (titles(empty), photo_of(empty)) == ([FIRST, SECOND], SECOND)
    assert list(empty.data.glob("restor*")) == []


def test_a_file_that_cannot_be_read_is_told_in_vietnamese(empty: Site, tmp_path: Path) -> None:
    for file, reason in (
        (tmp_path / "khong-co.tar", "không có tệp hay thư mục ấy"),
        (tmp_path, "đó là một thư mục, không phải tệp"),
    ):
        said = empty.run("restore", str(file)).stderr
        assert f"Không đọc được tệp {file}: {reason}. {UNTOUCHED}" in said


def test_an_article_s_number_is_not_given_again_after_a_restore(
    empty: Site, tmp_path: Path
) -> None:
    furnish(empty, SECOND)
    delete = "from articles.models import Article; Article.objects.filter(pk=2).delete()"
    empty.manage("shell", "--no-imports", "--command", delete)
    empty.manage("backup", str(tmp_path / "trang.tar"))
    empty.manage("restore", str(tmp_path / "trang.tar"), "--noinput")
    furnish(empty, "Tin thứ ba")
    assert empty.query("SELECT id FROM articles_article ORDER BY id") == [(1,), (3,)]


def test_search_and_counts_work_in_what_came_back(empty: Site, tmp_path: Path) -> None:
    empty.manage("backup", str(tmp_path / "trang.tar"))
    empty.manage("restore", str(tmp_path / "trang.tar"), "--noinput")
    furnish(empty, SECOND)  # by triggers and the index, as ever
    assert empty.query("SELECT sum(number) FROM articles_keptcount WHERE unit = 'day'")[0][0] == 2
    ask = "Client().get('/tim-kiem/?q=hoi+nghi', headers={'host': 'localhost'})"
    code = f"from django.test import Client; print({ask}.content.decode())"
    assert FIRST in empty.manage("shell", "--no-imports", "--command", code)


def test_with_a_password_only_who_has_it_restores(empty: Site, tmp_path: Path) -> None:
    file = tmp_path / "trang.tar.age"
    right = password_file(tmp_path)
    done = empty.run("backup", str(file), BACKUP_PASSWORD_FILE=right)
    assert "đã mã hóa" in done.stdout
    assert b"site.sqlite3" not in file.read_bytes()
    before = digests(empty.data)
    (tmp_path / "khac").mkdir()
    wrong = password_file(tmp_path / "khac", "mật khẩu khác")
    done = empty.run("restore", str(file), "--noinput", BACKUP_PASSWORD_FILE=wrong)
    assert (done.returncode, "Mật khẩu không đúng" in done.stderr) == (1, True)
    done = empty.run("restore", str(file), "--noinput")
    assert "Bản sao lưu này có mật khẩu" in done.stderr
    assert digests(empty.data) == before
    assert empty.run("restore", str(file), "--noinput", BACKUP_PASSWORD_FILE=right).returncode == 0


@pytest.mark.parametrize(
    ("content", "sentence"), [(None, "không đọc được tệp mật khẩu"), ("\n", "trống")]
)
def test_without_the_password_that_was_asked_for_nothing_is_written(
    empty: Site, tmp_path: Path, content: str | None, sentence: str
) -> None:
    file = tmp_path / "mat-khau"
    if content is not None:
        file.write_text(content)
    done = empty.run("backup", str(tmp_path / "a.tar"), BACKUP_PASSWORD_FILE=str(file))
    assert sentence in done.stderr
    assert "BACKUP_PASSWORD_FILE" in done.stderr
    assert not (tmp_path / "a.tar").exists()


def test_answered_no_nothing_is_touched(empty: Site, tmp_path: Path) -> None:
    empty.manage("backup", str(tmp_path / "trang.tar"))
    before = digests(empty.data)
    for answer in ("không\n", ""):
        done = empty.run("restore", str(tmp_path / "trang.tar"), answer=answer)
        assert done.returncode == 0
        assert "Thay dữ liệu của trang" in done.stdout
        assert UNTOUCHED in done.stdout
    assert digests(empty.data) == before


def test_ctrl_c_at_the_question_is_a_no(empty: Site, tmp_path: Path) -> None:
    empty.manage("backup", str(tmp_path / "trang.tar"))
    before = digests(empty.data)
    asked = begin(empty, "restore", str(tmp_path / "trang.tar"))
    assert asked.stdout is not None
    assert "Thay dữ liệu của trang" in asked.stdout.readline()
    asked.send_signal(signal.SIGINT)
    _, said = asked.communicate(timeout=PATIENCE_SECONDS)
    assert asked.returncode == 1
    assert said.strip() == f"CommandError: Đã dừng lại. {UNTOUCHED}"
    assert digests(empty.data) == before


def test_what_is_cut_or_altered_is_refused_and_nothing_touched(empty: Site, tmp_path: Path) -> None:
    file = tmp_path / "trang.tar"
    empty.manage("backup", str(file))
    whole, before = file.read_bytes(), digests(empty.data)
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    for data in (whole[:-1], bytes(flipped), b"x" * 5000):
        file.write_bytes(data)
        done = empty.run("restore", str(file), "--noinput")
        assert done.returncode == 1
        assert "bị hỏng" in done.stderr or "không phải bản sao lưu" in done.stderr
        assert "Traceback" not in done.stderr
    done = empty.run("restore", str(tmp_path / "khong-co"), "--noinput")
    assert UNTOUCHED in done.stderr
    assert digests(empty.data) == before


def test_another_site_s_backup_is_named_as_such(empty: Site, tmp_path: Path) -> None:
    empty.manage("backup", str(tmp_path / "trang.tar"))
    empty.manage(
        "shell",
        "--no-imports",
        "--command",
        "import uuid; from backups.models import SiteIdentifier;"
        " SiteIdentifier.objects.update(value=uuid.uuid4())",
    )
    before = digests(empty.data)
    done = empty.run("restore", str(tmp_path / "trang.tar"), answer="không\n")
    assert "bản sao lưu của một trang khác" in done.stdout
    assert digests(empty.data) == before


def test_a_running_site_is_not_restored(empty: Site, tmp_path: Path) -> None:
    empty.manage("backup", str(tmp_path / "trang.tar"))
    empty.start()
    done = empty.run("restore", str(tmp_path / "trang.tar"), "--noinput")
    assert done.returncode == 1
    assert "Trang đang chạy" in done.stderr
    assert UNTOUCHED in done.stderr
    empty.stop()
    assert empty.run("restore", str(tmp_path / "trang.tar"), "--noinput").returncode == 0


def test_a_broken_database_is_replaced_and_put_aside(empty: Site, tmp_path: Path) -> None:
    database = empty.data / "site.sqlite3"
    if not database.exists():
        pytest.skip("SQLite's file")
    empty.manage("backup", str(tmp_path / "trang.tar"))
    for suffix in ("", "-wal"):
        database.with_name(database.name + suffix).write_bytes(b"hong" * 5000)
    empty.manage("restore", str(tmp_path / "trang.tar"), "--noinput")
    assert titles(empty) == [FIRST]
    [old] = empty.data.glob("before-restore-*")
    assert (old / "site.sqlite3").read_bytes() == b"hong" * 5000


def test_a_site_that_holds_nothing_yet_is_filled(empty: Site, tmp_path: Path) -> None:
    if not (empty.data / "site.sqlite3").exists():
        pytest.skip("PostgreSQL's has its own test")
    empty.manage("backup", str(tmp_path / "trang.tar"))
    other = Site(tmp_path / "khac", "")
    assert "Đã khôi phục" in other.manage("restore", str(tmp_path / "trang.tar"), "--noinput")
    assert (titles(other), photo_of(other)) == ([FIRST], FIRST)
    assert digests(other.data)["secret_key"] == digests(empty.data)["secret_key"]
    done = other.run("restore", "--undo", "--noinput")
    assert (done.returncode, "Không có dữ liệu nào được giữ lại" in done.stderr) == (1, True)
    assert titles(other) == [FIRST]


def test_manifest_says_what_is_in_it(empty: Site, tmp_path: Path) -> None:
    empty.manage("backup", str(tmp_path / "trang.tar"))
    with tarfile.open(tmp_path / "trang.tar") as opened:
        content = opened.extractfile("manifest.json")
        assert content is not None
        manifest = json.load(content)
        names = opened.getnames()
    assert manifest["version"]
    assert manifest["counts"]["articles_article"] == 1
    in_order = [name for name, _, _ in manifest["files"]]
    assert names == ["about.json", *in_order, "manifest.json", "SHA256"]
    assert in_order[0] == "site.sqlite3"
    assert in_order[-1] == "secret_key"


def test_an_older_version_s_backup_is_brought_up_to_date(empty: Site, tmp_path: Path) -> None:
    empty.manage("migrate", "chibo_site", "0001", "--verbosity=0")
    empty.manage("backup", str(tmp_path / "trang.tar"))
    empty.manage("restore", str(tmp_path / "trang.tar"), "--noinput")
    applied = empty.query("SELECT name FROM django_migrations WHERE app = 'chibo_site'")
    assert ("0002_jobs_and_integrity",) in applied
    assert titles(empty) == [FIRST]


def test_two_swaps_within_one_second_have_folders_of_their_own(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    folders = []
    for _ in range(2):
        stamp = unused_stamp()
        folders.append(Swap(stamp, "", [], "", "").previous)
        folders[-1].mkdir()
    assert len(set(folders)) == 2
