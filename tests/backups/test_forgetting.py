"""What restores put aside goes by one command, from the disk and from PostgreSQL."""

import os
from pathlib import Path

from backups.forgetting import NOTHING
from tests.support.server import Site

SCHEMAS = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'before_restore_')"


def schemas_of(site: Site) -> list[str]:
    return [name for (name,) in site.query(SCHEMAS)] if os.environ.get("DATABASE_URL") else []


def test_old_data_is_deleted_when_it_is_said_so(empty: Site, tmp_path: Path) -> None:
    file = tmp_path / "trang.tar"
    empty.manage("backup", str(file))
    assert NOTHING in empty.run("restore", "--forget", "--noinput").stderr
    said = empty.manage("restore", str(file), "--noinput")
    assert "restore --forget" in said
    [old] = empty.data.glob("before-restore-*")
    assert "Không thay đổi gì" in empty.run("restore", "--forget", answer="không\n").stdout
    assert old.exists()
    said = empty.run("restore", "--forget", answer="có\n").stdout
    assert f"Xóa hẳn dữ liệu cũ giữ từ các lần khôi phục: {old.name}" in said
    assert f"Đã xóa dữ liệu cũ: {old.name}" in said
    assert list(empty.data.glob("before-restore-*")) == []
    assert schemas_of(empty) == []


def test_schema_whose_folder_was_deleted_by_hand_goes_as_well(empty: Site, tmp_path: Path) -> None:
    file = tmp_path / "trang.tar"
    empty.manage("backup", str(file))
    empty.manage("restore", str(file), "--noinput")
    [old] = empty.data.glob("before-restore-*")
    for each in sorted(old.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
    old.rmdir()
    if left := schemas_of(empty):
        assert left[0] in empty.manage("restore", "--forget", "--noinput")
    assert schemas_of(empty) == []


def test_what_lies_there_for_a_month_is_told_with_what_deletes_it(empty: Site) -> None:
    site, pictures = empty.data / "before-restore-20260101_021000", empty.data / "orphans-20260101"
    young = empty.data / "before-restore-29990101_021000"
    for folder in (site, pictures, young):
        folder.mkdir(mode=0o700)
    (site / "site.sqlite3").write_bytes(bytes(3 << 20))
    os.utime(pictures, (1, 1))
    lines = empty.run("doctor").stdout.splitlines()
    found = [n for n, line in enumerate(lines) if "Dữ liệu cũ được giữ" in line]
    assert len(found) == 2
    assert f"vẫn còn: {site.name} (3,1 MB)" in lines[found[0]]
    assert lines[found[0] + 1].endswith("manage.py restore --forget")
    assert f"vẫn còn: {pictures.name}" in lines[found[1]]
    assert lines[found[1] + 1].strip() == f"→ sudo rm -r {pictures}"
