"""Folders and .zip files of documents. Nothing is ever unpacked onto the disk."""

import hashlib
import os
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from importing.document import Document, Hint, PictureMissing
from importing.sources.entry_names import same_name, typed_name
from importing.sources.file_kinds import (
    ARCHIVE,
    is_clutter,
    is_document,
    is_page,
    is_picture,
    kind_by_name,
    suffix_of,
    why_passed_over,
)
from importing.sources.files import MOST_BYTES, document_of, read_file
from importing.sources.refusals import ImportRefused
from importing.sources.word.package import opened_archive

_MOST_PICTURE_BYTES = 30 * 1024 * 1024
_PICTURES = ("_files", "_data", ".fld")  # how browsers and Word name the folder beside a page
_NO_DOCUMENT_FOLDERS = {"__MACOSX", "System Volume Information", "$RECYCLE.BIN"}
_MOST_NAMED = 20  # files that are passed over
_DAMAGED = "tệp nén .zip bị hỏng hoặc chưa tải về hết. Hãy tải hoặc nén lại rồi đưa vào."
_PACKED_OTHERWISE = (
    "nén theo cách mà trang này không mở được. Hãy nén lại bằng chính Windows (bấm phải chuột, Gửi"
    " đến, Thư mục nén) hoặc để nguyên tệp Word mà gửi."
)
_Entries = dict[str, list[zipfile.ZipInfo]]  # a name may stand there twice
_STRANGE = "tệp nén chứa đường dẫn lạ, có thể do cố ý. Không có gì được lấy ra từ tệp này."


@dataclass(frozen=True)
class FoundFile:
    """A file that may be a document. `read` raises ImportRefused, `digest` OSError too. Where it
    is none, `passed_over` says in a sentence why, and `number` how many files are meant."""

    name: str
    read: Callable[[], Document]
    digest: Callable[[], str]
    passed_over: str = ""
    number: int = 1


def files_in(path: Path) -> Iterator[FoundFile]:
    """The documents of a folder, in the order of their names, of a .zip, or the one file itself;
    then the files that are passed over, as far as anybody would miss them.

    Links to folders are not followed, pictures beside a page are the page's. Raises ImportRefused
    for an archive that is damaged or strange, and for a folder without any document.
    """
    if _is(path, Path.is_dir):
        yield from _in_folder(path)
    elif path.suffix.lower() == ".zip" and _is(path, Path.is_file):
        yield from _in_archive(path, path)
    else:
        yield _on_disk(path, path.parent)


def _on_disk(path: Path, root: Path) -> FoundFile:
    return FoundFile(str(path), lambda: read_file(path, root), lambda: _digest(path.read_bytes()))


def is_many(path: Path) -> bool:
    """Whether the path stands for several files."""
    return _is(path, Path.is_dir) or path.suffix.lower() == ".zip"


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    """False for what cannot be asked about: whoever opens it says why."""
    try:
        return kind(path)
    except OSError:  # a name that is too long
        return False


def _in_folder(folder: Path) -> Iterator[FoundFile]:
    paths = list(_paths_in(folder))
    documents = [path for path in paths if is_document(path.name)]
    if not documents:
        raise ImportRefused("thư mục này không có tệp nào đưa vào được.")
    for path in documents:
        try:
            if path.suffix.lower() == ".zip":
                yield from files_in(path)
            else:
                yield _on_disk(path, folder)
        except ImportRefused as refused:  # a .zip that cannot be opened; the others can
            yield _refused(str(path), refused)
    yield from _passed_over(str(folder), [str(path.relative_to(folder)) for path in paths])


def _paths_in(folder: Path) -> Iterator[Path]:
    for current, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _has_no_documents(name))
        for name in sorted(names):
            path = Path(current) / name
            if not path.is_symlink():
                yield path


def _has_no_documents(folder: str) -> bool:
    return folder.endswith(_PICTURES) or folder[:1] == "." or folder in _NO_DOCUMENT_FOLDERS


def _refused(
    name: str, refused: ImportRefused, passed_over: str = "", number: int = 1
) -> FoundFile:
    def read() -> Document:
        raise refused

    return FoundFile(name, read, lambda: "", passed_over, number)


def _passed_over(folder: str, names: list[str]) -> Iterator[FoundFile]:
    """What is left out of these files of a folder or .zip, the first of them by name. A picture is
    left out where no page can show it."""
    has_page = any(map(is_page, names))
    others = [
        name
        for name in names
        if not (is_document(name) or is_clutter(name) or (has_page and is_picture(name)))
    ]
    for name in others[:_MOST_NAMED]:
        said = why_passed_over(name)
        yield _refused(f"{folder}/{name}", ImportRefused(said), said)
    if more := len(others[_MOST_NAMED:]):
        said = f"còn {more} tệp nữa trong đó không phải bài, nên không được đưa vào."
        yield _refused(folder, ImportRefused(said), said, more)


def files_in_zip(name: str, file: BinaryIO) -> Iterator[FoundFile]:
    """The documents of a .zip that is open, as `files_in` has those of one on the disk. They can be
    read until the iterator is closed."""
    yield from _in_archive(name, file)


def _in_archive(path: Path | str, file: Path | BinaryIO) -> Iterator[FoundFile]:
    with opened_archive(file, _DAMAGED) as archive:
        entries: _Entries = {}
        for info in archive.infolist():
            if not info.is_dir():
                entries.setdefault(typed_name(info), []).append(info)
        for name in entries:
            if name.startswith("/") or ":" in name[:3] or ".." in name.split("/"):
                raise ImportRefused(_STRANGE)
        names = [
            name
            for name in sorted(entries)
            if not any(map(_has_no_documents, name.split("/")[:-1]))
        ]
        documents = [name for name in names if is_document(name)]
        if not documents:
            raise ImportRefused("tệp nén này không có tệp nào đưa vào được.")
        for name in documents:
            for told, info in _told_apart(name, entries):
                member = _Member(archive, entries, name, info)
                yield FoundFile(f"{path}/{told}", member.document, member.digest)
        yield from _passed_over(str(path), names)


def _told_apart(name: str, entries: _Entries) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """All entries of that name, each under one of its own: "bài.docx", "bài (2).docx"."""
    first, *others = entries[name]
    yield name, first
    stem, suffix = posixpath.splitext(name)
    free = (told for n in count(2) if (told := f"{stem} ({n}){suffix}") not in entries)
    yield from zip(free, others, strict=False)


@dataclass(frozen=True)
class _Member:
    archive: zipfile.ZipFile
    entries: _Entries
    name: str
    info: zipfile.ZipInfo

    def document(self) -> Document:
        kind = kind_by_name(suffix_of(self.name))
        if kind == ARCHIVE:
            raise ImportRefused("tệp nén nằm trong tệp nén; hãy mở ra rồi đưa từng phần vào.")
        data = self._bytes(self.info, MOST_BYTES[kind])
        document = document_of(kind, data, self._beside)
        stem = posixpath.splitext(posixpath.basename(self.name))[0]
        document.hints.append(Hint("file", stem, "tên tệp"))
        return document

    def digest(self) -> str:
        return _digest(self._bytes(self.info, max(MOST_BYTES.values())))

    def _beside(self, picture: str) -> bytes:
        whole = posixpath.join("/", posixpath.dirname(self.name), picture)
        path = posixpath.normpath(whole).lstrip("/")
        name = same_name(path, self.entries)
        if name is None:
            raise PictureMissing(picture)
        *others, last = self.entries[name]
        if any((one.CRC, one.file_size) != (last.CRC, last.file_size) for one in others):
            raise ImportRefused("trong tệp nén có hai ảnh khác nhau cùng một tên.")
        return self._bytes(last, _MOST_PICTURE_BYTES)

    def _bytes(self, info: zipfile.ZipInfo, most: int) -> bytes:
        if info.flag_bits & 1:
            raise ImportRefused("tệp nén được đặt mật khẩu nên không mở được.")
        try:
            with self.archive.open(info) as file:
                data = file.read(most + 1) if info.file_size <= most else b"\0" * (most + 1)
        except NotImplementedError as error:
            raise ImportRefused(_PACKED_OTHERWISE) from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
            raise ImportRefused(_DAMAGED) from error
        if len(data) > most:
            raise ImportRefused(
                f"mở ra lớn hơn {most // 1024 // 1024} MB. Hãy chép riêng phần cần đưa vào sang một"
                " tệp mới, hoặc thu nhỏ ảnh."
            )
        return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
