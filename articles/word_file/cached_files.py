"""Each version of an article is made into a file once a host, and lies in a folder that stays
small: what was asked for longest ago goes first."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from articles.word_file.building import WordFile
from locks.held import hold
from pictures.media_store import StorageUnavailable

MOST_BYTES = 200 * 1024 * 1024


def cached_file(digest: str, make: Callable[[], WordFile]) -> bytes:
    """The file of that digest, made by `make` where it is not there: by one at a time, since it
    takes its size twice in memory. One that lacks a picture is not stored."""
    folder = settings.DATA_DIR / "cache" / "word"
    path = folder / f"{digest}.docx"
    if found := _read(path):
        return found
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with hold(folder):
            if found := _read(path):
                return found
            made = make()
            if made.is_whole:
                with contextlib.suppress(OSError):  # a full disk
                    _store(path, made.content)
            return made.content
    except StorageUnavailable:
        raise
    except OSError:
        return make().content


def _read(path: Path) -> bytes:
    """b"" where it is not there."""
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return b""
    return content


def _store(path: Path, content: bytes) -> None:
    """Whole or not at all, and within MOST_BYTES together with the others."""
    others = sorted(path.parent.glob("*.docx"), key=lambda file: file.stat().st_mtime)
    sizes = {file: file.stat().st_size for file in others}
    room = MOST_BYTES - len(content) - sum(sizes.values())
    for file in others:
        if room >= 0:
            break
        room += sizes[file]
        file.unlink(missing_ok=True)
    draft = path.parent / "draft"
    draft.write_bytes(content)
    draft.replace(path)
