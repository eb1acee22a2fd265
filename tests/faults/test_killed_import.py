"""kill -9 of the runner while it makes drafts of the Word files that somebody sent to the desk."""

import io
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.faults.conftest import Furnished, served
from tests.importing.word_files import p, picture, r, relation, word_file, zipped
from tests.support.desk_client import DeskClient
from tests.support.doctor import left_after_fix
from tests.support.server import PATIENCE_SECONDS, Site

pytestmark = pytest.mark.faults

PAGE = "/quan-tri/articles/article/nhap-tu-word/"
DOCUMENTS = 6
KILLS = 2
LEAD = "Sáng nay, chi hội ấp họp bàn việc trồng cây trước mùa mưa, có 40 hội viên dự họp."
BODY = "Cuộc họp thống nhất góp công và mượn máy của xã, xong trước ngày 30 tháng 4 năm nay."
DRAFTED = "SELECT count(*) FROM newsroom_wordimportfile WHERE state = 'drafted'"
UNDER_WAY = "SELECT count(*) FROM jobs_job WHERE name = 'word_import' AND state = 'running'"
ARTICLES = "SELECT count(*) FROM articles_article WHERE title LIKE 'Chi hội ấp%'"
TITLES = "SELECT count(DISTINCT title) FROM articles_article WHERE title LIKE 'Chi hội ấp%'"
PHOTOS = """
SELECT count(file) FROM articles_photo JOIN articles_article a ON a.id = article_id
WHERE a.title LIKE 'Chi hội ấp%'
"""


@pytest.fixture(scope="module")
def site(furnished: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Its server leaves the jobs to whom a test starts."""
    made = furnished.copy(tmp_path_factory.mktemp("site"))
    with served(made):
        yield made


def document(number: int) -> bytes:
    """With a photo that takes a while."""
    noise = random.Random(number).randbytes(90 * 60 * 3)
    photo = io.BytesIO()
    Image.frombytes("RGB", (90, 60), noise).resize((2400, 1600)).save(photo, "JPEG")
    title = f"Chi hội ấp {number} trồng cây đầu năm dọc theo bờ kênh"
    return word_file(
        p(r(title, "<w:b/>")) + p(LEAD) + p(picture("rId5")) + p(BODY) + p(f"Ấp {number}. {BODY}"),
        relations=relation("rId5", "media/image1.jpg"),
        parts={"word/media/image1.jpg": photo.getvalue()},
    )


def number_of(site: Site, count: str) -> int:
    [(number,)] = site.query(count)
    return int(number)


def kill_in_the_middle(site: Site, runner: subprocess.Popen[bytes], seconds: float) -> None:
    """Once it has made a draft more and is at the next one; with it goes who does the work."""
    before, deadline = number_of(site, DRAFTED), time.monotonic() + PATIENCE_SECONDS
    while number_of(site, DRAFTED) == before or not number_of(site, UNDER_WAY):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(seconds)
    assert runner.poll() is None, "there is more to do"
    os.killpg(runner.pid, signal.SIGKILL)
    runner.wait()


def test_import_whose_runner_was_killed_ends_with_each_document_once(
    site: Site, editor: DeskClient
) -> None:
    rng = random.Random(345)
    files = {f"bai-{number}.docx": document(number) for number in range(DOCUMENTS)}
    sent = SimpleUploadedFile("cac-bai.zip", zipped(files), "application/zip")
    answer = editor.post(PAGE, {"category": "1"}, sent)
    assert answer.status == 302, answer.text
    for _ in range(KILLS):
        kill_in_the_middle(site, site.begin("run_jobs"), rng.uniform(0, 0.6))
        assert 0 < number_of(site, DRAFTED) < DOCUMENTS
        assert number_of(site, ARTICLES) == number_of(site, DRAFTED)
    site.manage("run_jobs", "--once")
    assert number_of(site, ARTICLES) == number_of(site, TITLES) == DOCUMENTS
    assert number_of(site, PHOTOS) == DOCUMENTS
    told = editor.get(answer.headers["location"]).text
    assert told.count("đã tạo bản thảo") == DOCUMENTS and f"Đã đọc xong {DOCUMENTS} tệp." in told
    assert left_after_fix(site) == []
    assert not [path for path in (site.data / "media/imports").rglob("*") if path.is_file()]
