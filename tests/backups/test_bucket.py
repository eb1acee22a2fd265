"""A site whose pictures lie in a bucket, backed up and restored."""

from pathlib import Path

import pytest

from tests.backups.sites import PHOTO, titles
from tests.support.s3 import delete, files_of, new_bucket, put
from tests.support.server import Site

ADDED = "photos/2026/11/them.webp"


@pytest.fixture
def bucket(s3: str, empty: Site) -> dict[str, str]:
    """The store of pictures of `empty`, with its photo."""
    variables = new_bucket(s3)
    put(variables, PHOTO, b"anh")
    empty.configure(**variables)
    return variables


def test_pictures_come_back_and_what_was_there_since_stays(
    empty: Site, bucket: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "trang.tar"
    empty.manage("backup", str(file))
    delete(bucket, PHOTO)
    put(bucket, ADDED, b"them")
    before = titles(empty)
    said = empty.manage("restore", str(file), "--noinput")
    assert "Đã khôi phục bản sao lưu" in said
    assert files_of(bucket) == {PHOTO: b"anh", ADDED: b"them"}
    assert titles(empty) == before
    assert list(empty.data.glob("restor*")) == []
    assert "Đã lấy lại dữ liệu cũ" in empty.manage("restore", "--undo", "--noinput")
    assert files_of(bucket) == {PHOTO: b"anh", ADDED: b"them"}


def test_backup_of_a_folder_is_restored_into_a_bucket(empty: Site, s3: str, tmp_path: Path) -> None:
    file = tmp_path / "trang.tar"
    empty.manage("backup", str(file))
    variables = new_bucket(s3)
    empty.configure(**variables)
    empty.manage("restore", str(file), "--noinput")
    photo = (empty.data / "media" / PHOTO).read_bytes()
    assert files_of(variables) == {PHOTO: photo}


def test_drill_leaves_the_bucket_alone(empty: Site, bucket: dict[str, str]) -> None:
    empty.manage("backup")
    assert "Diễn tập đạt" in empty.manage("backup", "--drill")
    assert files_of(bucket) == {PHOTO: b"anh"}


def test_nothing_is_written_or_replaced_while_the_bucket_is_away(
    empty: Site, bucket: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "trang.tar"
    empty.manage("backup", str(file))
    before = file.read_bytes(), titles(empty)
    away = {"S3_ENDPOINT": "http://127.0.0.1:9"}
    for command in (["backup", str(file)], ["restore", str(file), "--noinput"]):
        done = empty.run(*command, **away)
        assert done.returncode == 1
        assert "Kho ảnh S3" in done.stderr
        assert "Traceback" not in done.stderr
    assert (file.read_bytes(), titles(empty)) == before
