"""Verifies a backup from its first byte to its last while it is laid out aside. Nothing in its
place is touched, and nothing that was unpacked counts before the whole file was found sound."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, NamedTuple

from backups.archive import ArchiveReader, Entry, Source, read_from
from backups.encryption import ALTERED, DecryptingReader, is_encrypted
from backups.errors import BackupError
from backups.manifest import (
    ABOUT,
    MANIFEST,
    MEDIA,
    NO_BACKUP,
    VISITS,
    Manifest,
    parse,
    refuse_stray,
)
from jobs.progress import Report

LOOK_AT = 512

AskPassword = Callable[[], str]


class Opened(NamedTuple):
    """A backup whose beginning was read."""

    about: Manifest
    archive: ArchiveReader


def open_backup(file: IO[bytes], password: AskPassword) -> Opened:
    """BackupError where the beginning is no backup of this program or an older one, or where the
    password, asked for only if there is need, is wrong."""
    beginning = read_from(file, LOOK_AT)
    source: Source = file
    if is_encrypted(beginning):
        source = DecryptingReader(file, password())
    archive = ArchiveReader(source)
    try:
        entry = archive.next()
    except BackupError as error:
        raise BackupError(NO_BACKUP) from error
    if entry.name != ABOUT:
        raise BackupError(NO_BACKUP)
    return Opened(parse(archive.text(entry)), archive)


def is_backup(beginning: bytes) -> bool:
    """Whether a file begins as backups do, be it whole or not."""
    return is_encrypted(beginning) or beginning.startswith(f"{ABOUT}\0".encode())


def unpack(opened: Opened, folder: Path, progress: Report) -> Manifest:
    """Lays the files out in `folder`, a new one; BackupError where anything was altered."""
    about, archive = opened
    for part in (MEDIA, VISITS):
        (folder / part).mkdir(mode=0o700)
    found: list[list[object]] = []
    made: set[str] = set()
    while (entry := archive.next()).name != MANIFEST:
        refuse_stray(entry)
        found.append([entry.name, entry.size, _unpack_file(archive, entry, str(folder), made)])
        progress(len(found), 0, "Đang kiểm tra và giải nén")
    manifest = parse(archive.text(entry))
    archive.close(about.created_at)
    if manifest != replace(about, files=found):
        raise BackupError(ALTERED)
    return manifest


def _unpack_file(archive: ArchiveReader, entry: Entry, folder: str, made: set[str]) -> str:
    """Strings, and `made` remembers folders, as there are tens of thousands."""
    path = f"{folder}/{entry.name}"
    parent = path.rpartition("/")[0]
    try:
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        with open(path, "xb") as out:
            digest = archive.copy(entry, out)
    except (FileExistsError, NotADirectoryError) as error:
        raise BackupError(ALTERED) from error  # twice the same, or a file in place of a folder
    os.utime(path, (entry.mtime, entry.mtime))
    return digest
