"""Pictures in a bucket: readers, editors and administrators notice nothing of it, and a store that
is slow or dead costs pictures alone."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from articles.models import Article, Photo
from health import media
from newsroom import workflow
from pictures import bucket as bucket_module
from pictures.media_store import StorageUnavailable, media_store
from pictures.renditions import all_files
from tests.browser.conftest import picture
from tests.health.doctor import doctor, lines_of
from tests.support.attaching import attach, taken
from tests.support.documents import upload
from tests.support.factories import make_article, make_person
from tests.support.s3 import delete, files_of, put
from tests.support.videos import box, mp4

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]


def with_photo() -> tuple[Article, Photo]:
    article = make_article(body="<p>[ảnh 1]</p>")
    photo = Photo(article=article, order=1, alt="Hội trường")
    photo.file.save("anh.png", ContentFile(picture()))
    article.choose_cover()
    return article, photo


def addresses(photo: Photo) -> list[str]:
    return [f"/media/{name}" for name in all_files(str(photo.file.name))]


@pytest.fixture
def dead(settings: Settings, bucket: dict[str, str]) -> Iterator[None]:
    """From now on nobody listens where the store was."""
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    settings.S3 = bucket | {"S3_ENDPOINT": f"http://127.0.0.1:{port}"}
    settings.STORAGES = dict(settings.STORAGES)  # made anew
    yield
    bucket_module.failure_log.succeeded()


def test_photo_lies_in_the_bucket_alone_and_readers_get_it_at_the_same_address(
    bucket: dict[str, str], settings: Settings, client: Client
) -> None:
    article, photo = with_photo()
    stored = files_of(bucket)
    assert sorted(stored) == sorted(all_files(str(photo.file.name)))
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.*"))
    page = client.get(article.get_absolute_url()).content.decode()
    for address in addresses(photo):
        assert address in page
        answer = client.get(address)
        assert answer.content == stored[address.removeprefix("/media/")]
        assert answer.headers["Cache-Control"] == "public, max-age=86400"
        assert answer.headers["Content-Type"] in {"image/webp", "image/jpeg"}
        again = client.get(address, headers={"if-none-match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_player_gets_a_video_from_the_bucket_part_by_part(
    bucket: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket_module.Bucket, "longest_part", 1000)
    content = mp4()
    address = attach(make_article(), content=content, sent_as="Phim.mp4").file.url
    for asked, start, end in (("5-9", 5, 10), ("100-", 100, 1100), ("-10", -10, len(content))):
        part = client.get(address, headers={"range": f"bytes={asked}"})
        assert part.status_code == 206
        assert taken(part) == content[start:end]
    assert taken(client.get(address)) == content
    delete(bucket, address.removeprefix("/media/"))
    assert client.get(address, headers={"range": "bytes=5-9"}).status_code == 404


def test_large_video_is_stored_and_carried_away_in_parts(
    bucket: dict[str, str], tmp_path: Path
) -> None:
    content = mp4(after=box(b"free", bytes(2 * bucket_module.PART_BYTES)))
    attachment = attach(make_article(), content=content, sent_as="Phim.mp4")
    assert attachment.size == len(content)
    media_store().lay_out(tmp_path)
    assert (tmp_path / str(attachment.file)).read_bytes() == content


def test_photo_of_a_withdrawn_article_is_not_there_for_readers(
    bucket: dict[str, str], client: Client
) -> None:
    article, photo = with_photo()
    workflow.apply_step("withdraw", article, make_person())
    assert {client.get(address).status_code for address in addresses(photo)} == {404}
    assert len(files_of(bucket)) == len(addresses(photo))


def test_file_that_is_not_in_the_bucket_is_404(bucket: dict[str, str], client: Client) -> None:
    _, photo = with_photo()
    delete(bucket, str(photo.file.name))
    assert client.get(f"/media/{photo.file.name}").status_code == 404


def test_files_go_with_their_row(
    bucket: dict[str, str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    _, photo = with_photo()
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert files_of(bucket) == {}


def test_row_goes_though_its_files_cannot(
    bucket: dict[str, str],
    request: pytest.FixtureRequest,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    _, photo = with_photo()
    request.getfixturevalue("dead")
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert not Photo.objects.exists()


def test_dead_store_is_503_for_photos_and_nothing_for_pages(
    bucket: dict[str, str], request: pytest.FixtureRequest, client: Client
) -> None:
    article, photo = with_photo()
    etag = client.get(f"/media/{photo.file.name}").headers["ETag"]
    request.getfixturevalue("dead")
    answer = client.get(f"/media/{photo.file.name}")
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Retry-After"] == "30"
    assert "Kho ảnh chưa trả lời" in answer.content.decode()
    assert client.get(article.get_absolute_url()).status_code == 200
    known = client.get(f"/media/{photo.file.name}", headers={"if-none-match": etag})
    assert known.status_code == 304


def test_photo_that_cannot_be_stored_is_told_and_leaves_no_row(dead: None, client: Client) -> None:
    client.force_login(make_person())
    sent = {"file": ContentFile(picture(), name="anh.png")}
    answer = client.post("/quan-tri/articles/article/tai-anh/", sent)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "kho ảnh chưa trả lời. Chữ đã gõ còn nguyên" in answer.json()["reason"]


def test_so_is_a_document(dead: None, client: Client) -> None:
    client.force_login(make_person())
    answer = client.post("/quan-tri/articles/article/tai-tep/", {"file": upload()})
    assert answer.status_code == 503
    assert "kho tệp chưa trả lời. Chữ đã gõ còn nguyên" in answer.json()["reason"]


def test_silent_store_is_given_up_in_time_and_then_left_alone(
    bucket: dict[str, str],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    client: Client,
) -> None:
    _, photo = with_photo()
    monkeypatch.setattr(bucket_module, "TOTAL_SECONDS", 0.3)
    monkeypatch.setattr(bucket_module, "MOST_RETRIES", 0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings.S3 = bucket | {"S3_ENDPOINT": f"http://127.0.0.1:{port}"}
        settings.STORAGES = dict(settings.STORAGES)
        begun = time.monotonic()
        assert client.get(f"/media/{photo.file.name}").status_code == 503
        assert time.monotonic() - begun < 30
        silent.settimeout(30)
        silent.accept()[0].close()
        assert client.get(f"/media/{photo.file.name}").status_code == 503
        silent.settimeout(0.2)
        with pytest.raises(TimeoutError):
            silent.accept()  # nobody has asked again
    bucket_module.failure_log.succeeded()


def test_store_that_hangs_takes_two_threads_of_a_process_at_most(
    bucket: dict[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket_module, "MOST_RETRIES", 0)
    monkeypatch.setattr(bucket_module, "WAIT_SECONDS", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as silent, ThreadPoolExecutor(2) as readers:
        silent.settimeout(30)
        port = silent.getsockname()[1]
        settings.S3 = bucket | {"S3_ENDPOINT": f"http://127.0.0.1:{port}"}
        settings.STORAGES = dict(settings.STORAGES)
        waiting = [readers.submit(default_storage.open, "photos/a-480.webp") for _ in range(2)]
        taken = [silent.accept()[0] for _ in waiting]
        with pytest.raises(StorageUnavailable, match="chậm quá"):
            default_storage.open("photos/a-480.webp")
        for connection in taken:
            connection.close()
        for each in waiting:
            assert isinstance(each.exception(30), StorageUnavailable)
    bucket_module.failure_log.succeeded()


def test_site_without_a_bucket_loads_nothing_of_it(tmp_path: Path) -> None:
    code = (
        "import django, sys; django.setup();"
        "from django.core.files.storage import default_storage; default_storage.exists('a');"
        "print('obstore' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        env={"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "chibo_site.settings"},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "False\n"


def test_doctor_finds_what_is_missing_and_moves_what_nobody_names(
    bucket: dict[str, str], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    _, photo = with_photo()
    assert lines_of(doctor()[1], "Tệp ảnh")[0].startswith("ổn")
    content = files_of(bucket)[str(photo.file.name)]
    delete(bucket, str(photo.file.name))
    [line] = lines_of(doctor()[1], "Tệp ảnh")
    assert line.startswith("LỖI Tệp ảnh: 1 ảnh có tên trong bài mà thiếu tệp")
    assert f"S3 “{bucket['S3_BUCKET']}”" in line
    put(bucket, str(photo.file.name), content)
    orphan = "photos/2026/11/bbbbbbbbbbbbbbbb-480.webp"
    put(bucket, orphan, b"anh")
    assert lines_of(doctor("--fix")[1], "Tệp ảnh")[0].startswith("ổn")  # not yet a day old
    monkeypatch.setattr(media, "ORPHAN_SECONDS", -60)
    [line] = lines_of(doctor()[1], "Tệp ảnh")
    assert line.startswith(f"nên xem Tệp ảnh: 1 tệp ảnh không bài nào dùng: {orphan}")
    assert "Đã chuyển 1 tệp ảnh" in doctor("--fix")[1]
    assert sorted(files_of(bucket)) == sorted(all_files(str(photo.file.name)))
    [aside] = tmp_path.glob("orphans-*")
    assert (aside / orphan).read_bytes() == b"anh"


def test_doctor_tells_of_a_dead_store(dead: None) -> None:
    [line] = lines_of(doctor()[1], "Tệp ảnh")
    assert line.startswith("LỖI Tệp ảnh: Kho ảnh S3")
    assert "S3_ENDPOINT" in line
