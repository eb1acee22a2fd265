"""Sites that are backed up and restored, looked at from outside."""

import hashlib
from pathlib import Path

from tests.support.server import Site

PHOTO = "photos/2026/11/anh.webp"
WORKING = {"restore.json", "site.lock", "backup.lock", "migration.lock", "cache"}


def furnish(site: Site, title: str = "Hội nghị tổng kết") -> None:
    """An article, what belongs to it, and a file among the media."""
    site.manage(
        "shell",
        "--no-imports",
        "--command",
        "from tests.support.factories import *\n"
        f"make_article(title={title!r}, body='<p>Chữ, \\\\ và \\t cùng dấu \\'.</p>')\n"
        "make_person('nguoi-viet')",
    )
    photo = site.data / "media" / PHOTO
    photo.parent.mkdir(parents=True, exist_ok=True)
    photo.write_bytes(title.encode())


def titles(site: Site) -> list[str]:
    return [title for (title,) in site.query("SELECT title FROM articles_article ORDER BY id")]


def photo_of(site: Site) -> str:
    return (site.data / "media" / PHOTO).read_text()


def digests(folder: Path) -> dict[str, str]:
    """Of all files that are anybody's; what a database or a lock writes for itself is not."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not WORKING & set(path.relative_to(folder).parts)
        and not path.name.endswith(("-wal", "-shm"))
    }


def rows(site: Site, table: str) -> list[tuple[object, ...]]:
    return sorted(site.query(f"SELECT * FROM {table}"), key=repr)  # noqa: S608
