"""The store of pictures that several hosts share is killed or hangs, and comes back."""

import io
import json
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.faults.conftest import Furnished, served
from tests.support.desk_client import RECEIVE, DeskClient, wait_until_ready
from tests.support.doctor import left_after_fix
from tests.support.readers import Readers, views, wait_for_views
from tests.support.s3 import S3Server, files_of, make_bucket, new_bucket, put, running_s3
from tests.support.server import PATIENCE_SECONDS, PROGRAM, WORKERS, Site

pytestmark = pytest.mark.faults

CHANGE = "/quan-tri/articles/article/1/change/"
# The article of the site gets a photo, whose name is printed; the editor administers it, too.
WITH_PHOTO = """
import io
from PIL import Image
from django.core.files.base import ContentFile
from django.contrib.auth.models import User
from articles.models import Article, Photo
User.objects.update(is_superuser=True)
out = io.BytesIO()
Image.new("RGB", (640, 480), "teal").save(out, "JPEG")
article = Article.objects.get()
photo = Photo(article=article, order=1, alt="Hội trường")
photo.file.save("anh.jpg", ContentFile(out.getvalue()))
article.body = "<p>[ảnh 1]</p>"
article.save()
print(photo.file.name)
"""
MOST_LINES = 2 * (WORKERS + 1)  # of each worker and its desk: that it is away, and that it is back


@pytest.fixture(scope="module")
def s3_server() -> Iterator[S3Server]:
    with running_s3() as made:
        yield made


@pytest.fixture(scope="module")
def bucket(s3_server: S3Server) -> dict[str, str]:
    return new_bucket(s3_server.endpoint)


@pytest.fixture(scope="module")
def site(
    bucket: dict[str, str], furnished: Furnished, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    made = furnished.copy(tmp_path_factory.mktemp("site"), **bucket)
    with served(made):
        yield made


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, "JPEG")
    return SimpleUploadedFile("anh.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture(scope="module")
def picture(site: Site) -> str:
    """The address of a photo that readers see."""
    return f"/media/{site.shell(WITH_PHOTO)}"


def is_killed(server: S3Server, bucket: dict[str, str]) -> Callable[[], None]:
    """How it comes back: with all that its disk held."""
    stored = files_of(bucket)
    server.kill()

    def come_back() -> None:
        server.start()
        make_bucket(bucket)
        for name, content in stored.items():
            put(bucket, name, content)

    return come_back


def hangs(server: S3Server, _bucket: dict[str, str]) -> Callable[[], None]:
    server.pause()
    return server.go_on


def wait_until_told(site: Site) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    reader = DeskClient(site, {})
    while (said := reader.get("/ready")).status == 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert said.text == "Kho ảnh không trả lời.\n"


def wait_for(status: int, ask: Callable[[], int]) -> None:
    """Returns with that answer: a process leaves a store alone for seconds that failed it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (answer := ask()) != status:
        assert time.monotonic() < deadline, answer
        time.sleep(0.1)


@pytest.mark.parametrize("goes_away", [is_killed, hangs])
def test_reading_and_saving_go_on_and_whoever_sends_a_photo_is_told(
    goes_away: Callable[[S3Server, dict[str, str]], Callable[[], None]],
    site: Site,
    s3_server: S3Server,
    bucket: dict[str, str],
    picture: str,
    editor: DeskClient,
    furnished: Furnished,
) -> None:
    reader = DeskClient(site, {})
    wait_for(200, lambda: site.get(picture, "203.0.113.9", PROGRAM))
    before, log = views(site), len(site.log.read_text())
    with Readers(site, ["/", furnished.address], number=2) as readers:
        readers.wait_for(20)
        come_back = goes_away(s3_server, bucket)
        wait_until_told(site)
        answer = reader.get(picture)
        assert (answer.status, answer.headers["retry-after"]) == (503, "30")
        assert "Kho ảnh chưa trả lời" in answer.text
        refused = editor.post(RECEIVE, {}, photo())
        assert refused.status == 503
        assert "Chữ đã gõ còn nguyên" in json.loads(refused.text)["reason"]
        lead = f"Sapo lúc kho ảnh vắng, {goes_away.__name__}."
        assert editor.post(CHANGE, editor.form(CHANGE) | {"lead": lead}).status == 302
        assert lead in reader.get(furnished.address).text
        assert "ảnh mới thì gửi khi kho trả lời lại" in editor.get("/quan-tri/").text
        told = site.run("doctor").stdout
        assert f"Kho ảnh: Kho ảnh S3 “{bucket['S3_BUCKET']}” không trả lời" in told
        assert "S3_ENDPOINT" in told
        readers.wait_for(20)
        come_back()
        wait_until_ready(site)
        readers.wait_for(20)
    assert (readers.others, readers.cut_off.total()) == ([], 0)
    wait_for(200, lambda: site.get(picture, "203.0.113.9", PROGRAM))
    wait_for(201, lambda: editor.post(RECEIVE, {}, photo()).status)
    wait_for_views(site, before, readers.answered)
    said = site.log.read_text()[log:]
    assert "Traceback" not in said
    assert len(said.splitlines()) <= MOST_LINES, said


def test_nothing_is_left_that_doctor_does_not_mend(site: Site, picture: str) -> None:
    assert left_after_fix(site) == []
