"""What backups, drills and restores have left that were killed: told, and cleared away."""

from pathlib import Path
from typing import Any

import pytest

from backups import swapping
from backups.swapping import Swap
from locks import data_dir
from locks.held import hold
from tests.health.doctor import doctor, lines_of

LABEL = "Sao lưu, khôi phục dở"
WANTED = Swap("20261130_0210", "restoring-20261130_0210", ["secret_key"], "", "30-11-2026 02:10")


def lay(file: Path, size: int = 0) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes(size))
    return file


@pytest.mark.django_db
def test_places_that_nobody_works_in_are_named_and_deleted(well: Path) -> None:
    lay(well / "backup-work-abc" / "site.sqlite3", 2_000_000)
    photo = lay(well / "media" / "anh.webp", 5_000_000)
    (well / "backup-work-abc" / "anh.webp").hardlink_to(photo)
    lay(well / "drill-20261101_041000" / "site" / "site.sqlite3", 3_000_000)
    lay(well / "backups" / ".chibo-20261101-021000.tar.0a1b2c3d.part", 1_000_000)
    lay(well / "restoring-20261101_021000" / "media" / "anh.webp", 4_000_000)
    whole = lay(well / "backups" / "chibo-20261101-021000.tar")
    [line] = lines_of(doctor()[1], LABEL)
    assert line.startswith(f"nên xem {LABEL}: 4 chỗ tạm")
    assert "chiếm 10 MB" in line
    assert line.endswith("doctor --fix")
    assert lines_of(doctor("--fix")[1], LABEL)[-1].startswith("ổn")
    assert [
        path for name in ("backup-work-*", "drill-*", "restor*") for path in well.glob(name)
    ] == []
    assert list((well / "backups").iterdir()) == [whole]
    assert photo.exists()


@pytest.mark.django_db
def test_what_is_under_way_is_left_alone(well: Path) -> None:
    work = lay(well / "backup-work-abc" / "site.sqlite3").parent
    drill = lay(well / "drill-20261101_041000" / "site.sqlite3").parent
    aside = lay(well / "restoring-20261101_021000" / "site.sqlite3").parent
    lay(well / "restore.json")
    with hold(work), hold(drill), data_dir.for_oneself():
        assert lines_of(doctor("--fix")[1], LABEL)[0].startswith("ổn")
    assert work.exists()
    assert drill.exists()
    assert aside.exists()


@pytest.mark.django_db(transaction=True)
def test_restore_that_was_killed_in_the_swap_is_named_and_ended(
    well: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(wanted: Swap) -> Any:
        raise KeyboardInterrupt

    lay(well / "secret_key").write_text("cũ")
    lay(well / WANTED.aside / "secret_key").write_text("mới")
    with monkeypatch.context() as patch:
        patch.setattr(swapping, "carry_through", killed)
        with pytest.raises(KeyboardInterrupt):
            swapping.swap(WANTED)
    code, said = doctor()
    [line] = lines_of(said, LABEL)
    assert line.startswith(f"LỖI {LABEL}: Lần khôi phục bản sao lưu 30-11-2026 02:10 bị ngắt")
    assert line.endswith("restore --finish")
    assert code == 2
    said = doctor("--fix")[1]
    assert "đang dùng dữ liệu của bản sao lưu 30-11-2026 02:10" in said
    assert lines_of(said, LABEL)[-1].startswith("ổn")
    assert (well / "secret_key").read_text() == "mới"
