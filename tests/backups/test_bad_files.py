"""What is no whole backup is refused in words, and laid out nowhere it may not be."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backups import encryption
from backups.errors import BackupError
from backups.unpacking import open_backup
from tests.backups.archives import (
    FILES,
    PASSWORD,
    archive,
    encrypted,
    of_format,
    unpack_into,
)

Wrap = Callable[[bytes], bytes]


@pytest.fixture(autouse=True)
def _fast_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "LOG_N", 2)


def all_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("wrap", [bytes, encrypted])
def test_what_was_put_in_comes_out(wrap: Wrap, tmp_path: Path) -> None:
    manifest = unpack_into(tmp_path / "out", wrap(archive()))
    assert all_below(tmp_path / "out") == FILES
    assert [name for name, _, _ in manifest.files] == list(FILES)


def test_a_name_longer_than_tar_s_own_comes_out(tmp_path: Path) -> None:
    name = f"media/{'ả' * 80}.webp"
    unpack_into(tmp_path / "out", archive([(name, b"anh")]))
    assert all_below(tmp_path / "out") == {name: b"anh"}


@pytest.mark.parametrize("wrap", [bytes, encrypted])
def test_one_altered_bit_anywhere_is_noticed(wrap: Wrap, tmp_path: Path) -> None:
    data = wrap(archive())
    for place in range(0, len(data), 3):
        altered = bytearray(data)
        altered[place] ^= 1 << place // 3 % 8
        with pytest.raises(BackupError):
            unpack_into(tmp_path / str(place), bytes(altered))


@pytest.mark.parametrize("wrap", [bytes, encrypted])
def test_a_file_cut_off_anywhere_is_noticed(wrap: Wrap, tmp_path: Path) -> None:
    data = wrap(archive())
    for length in range(0, len(data), 17):
        with pytest.raises(BackupError):
            unpack_into(tmp_path / str(length), data[:length])


@pytest.mark.parametrize("wrap", [bytes, encrypted])
def test_what_follows_the_end_is_noticed(wrap: Wrap, tmp_path: Path) -> None:
    with pytest.raises(BackupError):
        unpack_into(tmp_path / "out", wrap(archive()) + b"\0")


@given(data=st.binary(max_size=3000))
def test_any_other_file_is_refused(data: bytes) -> None:
    with pytest.raises(BackupError):
        open_backup(io.BytesIO(data), lambda: PASSWORD)


@pytest.mark.parametrize(
    "name",
    [
        "../ngoai",
        "/etc/ngoai",
        "media/../../ngoai",
        "media/./a",
        "media//a",
        "media/",
        "media",
        "visits/sau/hon.journal",
        "visits/..",
        "cache/pages",
        "restore.json",
        "site.lock",
        "media/a\0b",
    ],
)
def test_a_path_to_anywhere_else_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BackupError):
        unpack_into(tmp_path / "out", archive([(name, b"x")]))
    assert all_below(tmp_path) == {}


@pytest.mark.parametrize(
    "names",
    [
        ("media/a", "media/a"),
        ("media/a", "media/a/b"),
        ("media/a/b", "media/a"),
        ("site.sqlite3", "site.sqlite3"),
    ],
)
def test_two_files_in_one_place_are_refused(names: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(BackupError):
        unpack_into(tmp_path / "out", archive([(name, b"x") for name in names]))


@pytest.mark.parametrize(
    "kind",
    [
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.DIRTYPE,
        tarfile.CHRTYPE,
        tarfile.FIFOTYPE,
        tarfile.XHDTYPE,
        tarfile.GNUTYPE_SPARSE,
    ],
)
def test_a_link_or_whatever_is_no_plain_file_is_refused(kind: bytes, tmp_path: Path) -> None:
    member = tarfile.TarInfo("media/anh.webp")
    member.type, member.linkname, member.mode = kind, "/etc/passwd", 0o600
    data = archive([])
    start = data.index(b"manifest.json")
    with pytest.raises(BackupError):
        unpack_into(tmp_path / "out", data[:start] + member.tobuf() + data[start:])
    assert all_below(tmp_path / "out") == {}


def test_a_size_beyond_the_file_s_own_takes_no_room(tmp_path: Path) -> None:
    member = tarfile.TarInfo("media/bom.webp")
    member.size, member.mode = 1 << 50, 0o600
    data = archive([])
    header = member.tobuf(tarfile.GNU_FORMAT)
    start = data.index(b"manifest.json")
    with pytest.raises(BackupError):
        unpack_into(tmp_path / "out", data[:start] + header + data[start:])
    assert sum(map(len, all_below(tmp_path / "out").values())) < len(data)


def test_a_manifest_of_terabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    member = tarfile.TarInfo("about.json")
    member.size, member.mode = 1 << 50, 0o600
    with pytest.raises(BackupError):
        unpack_into(tmp_path / "out", member.tobuf(tarfile.GNU_FORMAT) + bytes(1024))


def test_wrong_password_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="Mật khẩu không đúng"):
        unpack_into(tmp_path / "out", encrypted(archive()), "trạm đo mặn số tám")


def test_newer_form_is_refused_by_the_version_it_needs(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"Hãy cài phiên bản 7\.1 trở lên"):
        unpack_into(tmp_path / "out", of_format(2))


@pytest.mark.parametrize(
    "changed", [{"version": "99.3"}, {"migrations": [["articles", "9999_mai_sau"]]}]
)
def test_newer_version_is_refused(changed: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="mới hơn phiên bản đang chạy"):
        unpack_into(tmp_path / "out", archive(FILES.items(), **changed))


def test_another_program_s_tar_is_no_backup(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as other:
        member = tarfile.TarInfo("about.json")
        member.size = 2
        other.addfile(member, io.BytesIO(b"{}"))
    for data in (out.getvalue(), archive(program="khac")):
        with pytest.raises(BackupError, match="không phải bản sao lưu"):
            unpack_into(tmp_path / "out", data)
