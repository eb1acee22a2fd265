"""Zips as people's programs write them are opened; one that lists more than it says is not."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attachments import refusals
from attachments.office import kind_of
from attachments.refusals import AttachmentRefused
from importing.sources.archive import files_in_zip
from importing.sources.refusals import ImportRefused
from importing.sources.word.package import Package
from limits.zips import ZipTooLarge, open_zip
from newsroom.old_addresses.sheet import TOO_LARGE, SheetRefused, workbook_rows

ROOT = Path(__file__).resolve().parents[2]
HEADERS = 200_000
END = b"PK\x05\x06"


def entry(name: bytes) -> bytes:
    """Of the directory; no file stands behind it."""
    fields = (0x0314, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0)
    return b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", *fields) + name


def directory() -> bytes:
    return b"".join(entry(b"%d.xml" % number) for number in range(HEADERS))


def end(size: int, offset: int, *, disks: bytes = b"\0" * 4, count: int = 1) -> bytes:
    return END + disks + struct.pack("<HHIIH", count, count, size, offset, 0)


def end_that_counts_one() -> bytes:
    listed = directory()
    return b"PK\x03\x04" + listed + end(len(listed), 4)


def end_within_the_end() -> bytes:
    """Whoever looks for the last mark reads the count of another record."""
    listed = directory()
    return b"PK\x03\x04" + listed + end(len(listed), 4, disks=END)


def end_in_the_comment() -> bytes:
    listed = directory()
    outer = END + struct.pack("<HHHHIIH", 0, 0, 1, 1, 0, 4, 22)
    listed += outer
    return b"PK\x03\x04" + listed + end(len(listed), 4)


def zip64_end() -> bytes:
    listed = directory()
    at = 4 + len(listed)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(listed), 4)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    return b"PK\x03\x04" + listed + record + locator + end(0xFFFFFFFF, 0xFFFFFFFF)


LIARS = [end_that_counts_one, end_within_the_end, end_in_the_comment, zip64_end]


@pytest.mark.parametrize("make", LIARS)
def test_zip_that_lists_more_than_it_counts_is_refused_before_it_is_listed(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, made = make(), []
    listed = zipfile.ZipInfo

    def listing(*given: Any) -> zipfile.ZipInfo:
        made.append(given)
        return listed(*given)

    monkeypatch.setattr(zipfile, "ZipInfo", listing)
    with pytest.raises(ZipTooLarge):
        open_zip(io.BytesIO(data), 1_000_000)
    with pytest.raises(ImportRefused, match="quá nhiều tệp nhỏ"):
        Package(io.BytesIO(data))
    with pytest.raises(ImportRefused, match="quá nhiều tệp nhỏ"):
        list(files_in_zip("a.zip", io.BytesIO(data)))
    with pytest.raises(AttachmentRefused):
        kind_of(data)
    assert not made


def test_workbook_that_lists_more_than_it_counts_is_refused() -> None:
    listed = directory()[: 60_000 * 50]
    with pytest.raises(SheetRefused, match=re.escape(TOO_LARGE)):
        workbook_rows(b"PK\x03\x04" + listed + end(len(listed), 4))


def test_attachment_that_lists_more_than_it_counts_is_a_bomb() -> None:
    listed = directory()
    with pytest.raises(AttachmentRefused, match=re.escape(refusals.BOMB)):
        kind_of(listed + end(len(listed), 0))


class Stream(io.BytesIO):
    """Goes one way, as a server's answer does: sizes follow their content (data descriptors)."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation


def written(out: io.BytesIO, comment: bytes = b"") -> bytes:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(300):
            archive.writestr(f"Tin bài/Bài {number} của chi hội.txt", "Chữ của bài. " * 9)
        archive.comment = comment
    return out.getvalue()


def streamed() -> bytes:
    return written(Stream())


def with_comment() -> bytes:
    return written(io.BytesIO(), "Gói tin gửi ngày 08-12-2021. ".encode() * 1_000)


def from_a_cloud() -> bytes:
    """zip64 for a few small files, as folders of OneDrive are downloaded: no disk is counted."""
    data = written(io.BytesIO())
    at = len(data) - 22
    count, size, offset = struct.unpack_from("<HII", data, at + 10)
    record = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset
    )
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 0)
    return data[:at] + record + locator + end(0xFFFFFFFF, 0xFFFFFFFF, count=0xFFFF)


def with_a_tail() -> bytes:
    """A gateway for mail has appended some bytes."""
    return written(io.BytesIO()) + b"\0" * 512


def of_pieces_put_aside() -> bytes:
    """Each entry has further fields of its own, as Archive Utility, Explorer and 7-Zip write."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(300):
            info = zipfile.ZipInfo(f"Bài {number}.txt")
            info.extra = struct.pack("<HHBI", 0x5455, 5, 1, 1638900000) + b"ux\x0b\0" + b"\1" * 11
            info.extra += struct.pack("<HH", 0x000A, 32) + b"\0" * 32
            info.comment = b"ghi"
            archive.writestr(info, "Chữ của bài.")
    return out.getvalue()


@pytest.mark.parametrize(
    "make", [streamed, with_comment, from_a_cloud, with_a_tail, of_pieces_put_aside]
)
def test_honest_zip_is_opened(make: Callable[[], bytes], tmp_path: Path) -> None:
    data = make()
    path = tmp_path / "tin.zip"
    path.write_bytes(data)
    for file in (io.BytesIO(data), path):
        with open_zip(file, 3_000) as archive:
            assert len(archive.namelist()) == 300
            assert all("Chữ của bài." in archive.read(name).decode() for name in archive.namelist())
    found = files_in_zip("tin.zip", io.BytesIO(data))
    assert sum(1 for _ in found) == 300


def test_large_entry_is_read_whole() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("anh.jpg", b"\xff" * (5 << 20))
    assert len(open_zip(out, 3_000).read("anh.jpg")) == 5 << 20


def test_zip_from_outside_is_opened_in_one_place() -> None:
    """Others write zips, or get an archive that is open."""
    opening = re.compile(r"zipfile\.(?:ZipFile|PyZipFile)\((?![^)]*[\"']w[\"'])|is_zipfile\(")
    product = [
        path
        for folder in ROOT.iterdir()
        if (folder / "__init__.py").exists() and folder.name not in {"tests", "bench"}
        for path in folder.rglob("*.py")
    ]
    found = [str(path.relative_to(ROOT)) for path in product if opening.search(path.read_text())]
    assert found == ["limits/zips.py"]
