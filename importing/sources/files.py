"""From a file to its document."""

import io
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from importing.document import Document, Hint, PictureMissing
from importing.sources import markdown, text, web_archive
from importing.sources.entry_names import same_name
from importing.sources.file_kinds import (
    PAGE,
    TEXT,
    WEB_ARCHIVE,
    WORD,
    check_begins_as,
    check_file_begins_as,
    is_markup,
    kind_by_name,
    suffix_of,
)
from importing.sources.html.decoding import decode_page
from importing.sources.html.page import read_page
from importing.sources.lengths import check_document, check_text
from importing.sources.refusals import ImportRefused
from importing.sources.text_decoding import decode
from importing.sources.word import reader as word

MAX_BYTES = 5 * 1024 * 1024
MOST_BYTES = {
    TEXT: MAX_BYTES,
    PAGE: MAX_BYTES,
    WEB_ARCHIVE: web_archive.MAX_BYTES,
    WORD: 95 * 1024 * 1024,
}
_MOST_PICTURE_BYTES = 30 * 1024 * 1024


def read_file(path: Path, root: Path | None = None) -> Document:
    """The document in the file at `path`, with the pictures beside it, or anywhere below `root` in
    the copy of a whole site.

    Raises ImportRefused for a path that is missing, a directory, unreadable, empty, too large, of a
    kind that no source knows, or damaged.
    """
    try:
        kind = _kind(path)
        if kind == WORD:
            return _with_name(_word_file(path), path)
        data = _read_bytes(path, MOST_BYTES[kind])
    except FileNotFoundError as error:
        raise ImportRefused("không có tệp này.") from error
    except OSError as error:
        raise ImportRefused("không mở được tệp; hãy kiểm tra tên tệp và quyền đọc.") from error
    folder, top = path.parent, root or path.parent

    def beside(name: str) -> bytes:
        start = top if name.startswith("/") else folder
        picture = _on_disk(start, name.lstrip("/")).resolve()
        if not picture.is_relative_to(top.resolve()) or not picture.is_file():
            raise PictureMissing(name)
        return _read_bytes(picture, _MOST_PICTURE_BYTES)

    return _with_name(document_of(kind, data, beside), path)


def _word_file(path: Path) -> Document:
    """Read from the disk, a part at a time: ten photos need not be in memory at once."""
    if path.stat().st_size > MOST_BYTES[WORD]:
        raise ImportRefused(f"tệp lớn hơn {MOST_BYTES[WORD] // 1024 // 1024} MB.")
    with path.open("rb") as file:
        check_file_begins_as(WORD, file)
    return check_document(word.read(path))


def _with_name(document: Document, path: Path) -> Document:
    document.hints.append(Hint("file", path.stem, "tên tệp"))
    return document


def document_of(kind: str, data: bytes, beside: Callable[[str], bytes]) -> Document:
    """The document in `data`; `beside` opens a picture by its name from the document's folder.
    Raises ImportRefused."""
    check_begins_as(kind, data)
    if kind == TEXT and is_markup(data):
        kind = PAGE
    elif kind == PAGE and not _has_tags(data):
        kind = TEXT
    if kind == TEXT:
        decoded = decode(data)
        check_text(decoded.text)
        is_marked = markdown.is_markdown(decoded.text)
        document = markdown.read(decoded.text) if is_marked else text.read(decoded.text)
        document.open_picture = lambda handle: _picture(handle, beside)
        document.remarks += [decoded.remark] if decoded.remark else []
        return document
    if kind == WORD:
        return check_document(word.read(io.BytesIO(data)))
    if kind == WEB_ARCHIVE:
        return check_document(web_archive.read(data))
    markup = decode_page(data)
    if not markup.strip("\ufeff \t\r\n\xa0\0"):
        raise ImportRefused("tệp rỗng, không có chữ nào.")
    document = check_document(read_page(markup))
    document.open_picture = lambda handle: _picture(handle, beside)
    return document


def _has_tags(data: bytes) -> bool:
    """Whether there is any tag in it."""
    return b"<" in data


def _picture(handle: str, beside: Callable[[str], bytes]) -> bytes:
    if ":" in handle[:12] or handle.startswith(("//", "\\")):
        raise PictureMissing(handle)
    path = unquote(handle.partition("?")[0].partition("#")[0])
    return beside(path.replace("\\", "/"))


def _on_disk(folder: Path, name: str) -> Path:
    """The file of that name, or of one that Windows or macOS take for the same."""
    path = folder / name
    if path.exists() or ".." in path.parts:
        return path
    for part in Path(name).parts:
        there = [one.name for one in folder.iterdir()] if folder.is_dir() else []
        folder /= same_name(part, there) or part
    return folder


def _kind(path: Path) -> str:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise ImportRefused("đây là thư mục, không phải tệp.")
    if not stat.S_ISREG(mode):
        raise ImportRefused("đây không phải tệp thường.")
    return kind_by_name(suffix_of(path.name))


def _read_bytes(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ImportRefused(f"tệp lớn hơn {most // 1024 // 1024} MB.")
    return data
