"""Folders and .zip files of documents. Nothing is ever unpacked onto the disk."""

import contextlib
import hashlib
import io
import os
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from importing.document import Document, Hint, PictureMissing
from importing.sources.file_kinds import ARCHIVE, kind_by_name
from importing.sources.files import MOST_BYTES, document_of, read_file
from importing.sources.refusals import ImportRefused
from importing.sources.word.package import check_entries

_MOST_PICTURE_BYTES = 30 * 1024 * 1024
_PICTURES = ("_files", "_data", ".fld")  # how browsers and Word name the folder beside a page
_SUFFIXES = (
    *(".txt", ".html", ".htm", ".xhtml", ".docx", ".doc", ".docm", ".rtf", ".odt", ".zip"),
    *(".mht", ".mhtml", ".pdf"),
)
_DAMAGED = "tệp nén .zip bị hỏng hoặc chưa tải về hết. Hãy tải hoặc nén lại rồi đưa vào."
_STRANGE = "tệp nén chứa đường dẫn lạ, có thể do cố ý. Không có gì được lấy ra từ tệp này."


@dataclass(frozen=True)
class FoundFile:
    """A file that may be a document. `read` raises ImportRefused, `digest` OSError too."""

    name: str
    read: Callable[[], Document]
    digest: Callable[[], str]


def files_in(path: Path) -> Iterator[FoundFile]:
    """The documents of a folder, in the order of their names, of a .zip, or the one file itself.

    Links to folders are not followed, pictures beside a page are the page's. Raises ImportRefused
    for an archive that is damaged or strange, and for a folder without any document.
    """
    if _is(path, Path.is_dir):
        yield from _in_folder(path)
    elif path.suffix.lower() == ".zip" and _is(path, Path.is_file):
        yield from _in_archive(path, path)
    else:
        yield FoundFile(str(path), lambda: read_file(path), lambda: _digest(path.read_bytes()))


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
    found = False
    for current, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.endswith(_PICTURES) and name[:1] != "."
        )
        for name in sorted(names):
            path = Path(current) / name
            if name[:1] in {".", "~"} or not name.lower().endswith(_SUFFIXES) or path.is_symlink():
                continue
            found = True
            yield from files_in(path)
    if not found:
        raise ImportRefused("thư mục này không có tệp nào đưa vào được.")


def files_in_zip(name: str, file: io.BytesIO) -> Iterator[FoundFile]:
    """The documents of a .zip that lies in memory, as `files_in` has those of one on the disk."""
    yield from _in_archive(name, file)


def _in_archive(path: Path | str, file: Path | io.BytesIO) -> Iterator[FoundFile]:
    check_entries(file, _DAMAGED)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ImportRefused(_DAMAGED) from error
    with archive:
        names = {_readable(info): info for info in archive.infolist() if not info.is_dir()}
        for name in names:
            if name.startswith("/") or ":" in name[:3] or ".." in name.split("/"):
                raise ImportRefused(_STRANGE)
        documents = [name for name in sorted(names) if _is_document(name)]
        if not documents:
            raise ImportRefused("tệp nén này không có tệp nào đưa vào được.")
        for name in documents:
            member = _Member(archive, names, name)
            yield FoundFile(f"{path}/{name}", member.document, member.digest)


def _is_document(name: str) -> bool:
    *folders, file = name.split("/")
    outside = not any(one.endswith(_PICTURES) or one == "__MACOSX" for one in folders)
    return outside and file[:1] not in {".", "~"} and file.lower().endswith(_SUFFIXES)


def _readable(info: zipfile.ZipInfo) -> str:
    """The name as it was typed: programs of Windows write it in UTF-8 without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


@dataclass(frozen=True)
class _Member:
    archive: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    name: str

    def document(self) -> Document:
        suffix = posixpath.splitext(self.name)[1]
        kind = kind_by_name(suffix)
        if kind == ARCHIVE:
            raise ImportRefused("tệp nén nằm trong tệp nén; hãy mở ra rồi đưa từng phần vào.")
        data = self._bytes(self.name, MOST_BYTES[kind])
        document = document_of(kind, data, self._beside)
        stem = posixpath.splitext(posixpath.basename(self.name))[0]
        document.hints.append(Hint("file", stem, "tên tệp"))
        return document

    def digest(self) -> str:
        return _digest(self._bytes(self.name, max(MOST_BYTES.values())))

    def _beside(self, picture: str) -> bytes:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), picture))
        if name not in self.names:
            raise PictureMissing(picture)
        return self._bytes(name, _MOST_PICTURE_BYTES)

    def _bytes(self, name: str, most: int) -> bytes:
        info = self.names[name]
        if info.flag_bits & 1:
            raise ImportRefused("tệp nén được đặt mật khẩu nên không mở được.")
        try:
            with self.archive.open(info) as file:
                data = file.read(most + 1) if info.file_size <= most else b"\0" * (most + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise ImportRefused(_DAMAGED) from error
        if len(data) > most:
            raise ImportRefused(f"tệp lớn hơn {most // 1024 // 1024} MB.")
        return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
