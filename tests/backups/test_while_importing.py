"""A backup made while articles are being imported holds each of them whole, or not at all."""

import threading
import time
from pathlib import Path

from tests.backups.sites import titles
from tests.support.server import PATIENCE_SECONDS, ROOT, Site

PAGE = ROOT / "tests" / "importing" / "saved_pages" / "tra-vinh.txt"
PAGES = 60
PARTS = """
    SELECT DISTINCT
        (SELECT count(*) FROM articles_photo WHERE article_id = articles_article.id),
        (SELECT count(*) FROM articles_byline WHERE article_id = articles_article.id)
    FROM articles_article WHERE title LIKE 'Bài số %'
"""


def test_each_article_is_whole_or_not_there(empty: Site, tmp_path: Path) -> None:
    title, rest = PAGE.read_text().split("\n", 1)
    files = [tmp_path / f"{number}.txt" for number in range(PAGES)]
    for number, file in enumerate(files):
        file.write_text(f"Bài số {number}: {title}\n{rest}")
    printed: list[str] = []
    command = ["import_article", *map(str, files)]
    importing = threading.Thread(target=lambda: printed.append(empty.manage(*command)))
    importing.start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(titles(empty)) == 1 and time.monotonic() < deadline:
        pass  # until the first one is stored
    empty.manage("backup", str(tmp_path / "trang.tar"))
    importing.join()
    assert printed
    assert len(titles(empty)) == PAGES + 1
    empty.manage("restore", str(tmp_path / "trang.tar"), "--noinput")
    found = titles(empty)
    assert 1 < len(found) <= PAGES + 1
    assert found[1:] == [f"Bài số {number}: {title}" for number in range(len(found) - 1)]
    assert empty.query(PARTS) == [(2, 1)]
