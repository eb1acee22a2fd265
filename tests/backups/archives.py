"""Backups made by hand: small ones, and ones that the program would never make."""

import io
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from backups.archive import ArchiveWriter, Entry
from backups.encryption import EncryptingWriter
from backups.manifest import ABOUT, MANIFEST, Manifest
from backups.unpacking import open_backup, unpack

MOMENT = 1_796_000_000
PASSWORD = "trạm đo mặn số bảy"

FILES = {
    "site.sqlite3": b"co so du lieu",
    "visits/1-a-000001.journal": b"2026-11-30 1796000000\n",
    "media/photos/2026/11/anh.webp": bytes(range(256)) * 3,
    "secret_key": b"khoa",
}


def about(**changed: Any) -> Manifest:
    made = Manifest(
        version=settings.VERSION,
        created_at=MOMENT,
        site="a",
        site_name="Trang",
        database="sqlite3",
        counts={"articles_article": 2},
        sequences={},
        migrations=[["backups", "0001_backups"]],
    )
    return replace(made, **changed)


def archive(files: Iterable[tuple[str, bytes]] = FILES.items(), **changed: Any) -> bytes:
    """An archive whose every check is in order, whatever it holds."""
    out = io.BytesIO()
    writer = ArchiveWriter(out)
    made = about(**changed)
    writer.add_text(ABOUT, made.as_text(), MOMENT)
    for name, content in files:
        entry = Entry(name, len(content), MOMENT)
        made.files.append([name, len(content), writer.add(entry, io.BytesIO(content))])
    writer.add_text(MANIFEST, made.as_text(), MOMENT)
    writer.close(MOMENT)
    return out.getvalue()


def encrypted(plain: bytes, password: str = PASSWORD) -> bytes:
    out = io.BytesIO()
    writer = EncryptingWriter(out, password)
    writer.write(plain)
    writer.close()
    return out.getvalue()


def unpack_into(folder: Path, data: bytes, password: str = PASSWORD) -> Manifest:
    """Raises what a restore raises before it touches anything."""
    folder.mkdir(exist_ok=True)
    with io.BytesIO(data) as file:
        return unpack(open_backup(file, lambda: password), folder, lambda *_: None)


def of_format(number: int) -> bytes:
    """One of a later form, of which this program knows the beginning alone."""
    out = io.BytesIO()
    values = asdict(about()) | {"format": number, "version": "7.1", "more": True}
    ArchiveWriter(out).add_text(ABOUT, json.dumps(values).encode(), MOMENT)
    return out.getvalue()
