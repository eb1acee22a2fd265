"""A photo on the pages that show it."""

import io
import re
from typing import cast

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article, Photo
from newsroom import workflow
from pictures.fields import PictureFile
from pictures.renditions import all_files
from tests.browser.conftest import picture
from tests.support.factories import make_article, make_person, make_photo
from tests.support.pictures import HEIC

pytestmark = pytest.mark.django_db


def article_with_a_stored_photo() -> tuple[Article, Photo]:
    article = make_article(body="<p>[ảnh 1]</p>")
    photo = Photo(article=article, order=1, alt="Hội trường", focus_x=12, focus_y=77)
    photo.file.save("anh.png", ContentFile(picture()))
    article.choose_cover()
    return article, photo


def picture_elements(client: Client, address: str) -> list[str]:
    return re.findall(r"<picture>.*?</picture>", client.get(address).content.decode(), re.DOTALL)


def test_every_file_that_a_page_offers_is_there(client: Client) -> None:
    article, _ = article_with_a_stored_photo()
    [shown] = picture_elements(client, article.get_absolute_url())
    offered = set(re.findall(r"/media/\S+?\.(?:webp|jpg)", shown))
    assert {address.rpartition("-")[2] for address in offered} == {
        *("240.webp", "320.webp", "480.webp", "720.webp", "900.webp", "480.jpg", "900.jpg"),
    }
    assert {Client().get(address).status_code for address in offered} == {200}
    assert 'type="image/webp"' in shown
    assert 'width="900" height="600"' in shown


def taken_outdoors() -> bytes:
    """A JPEG that says where it was taken, with what and by whom."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Nokia", "Trần Văn Vũ"
    exif.get_ifd(0x8825).update({1: "N", 2: (9.0, 56.0, 0.0), 3: "E", 4: (106.0, 20.0, 0.0)})
    out = io.BytesIO()
    Image.new("RGB", (2000, 1200), "green").save(out, "JPEG", exif=exif, comment=b"Nokia")
    return out.getvalue()


@pytest.mark.parametrize("sent", [taken_outdoors(), HEIC], ids=["jpeg", "heic"])
def test_no_file_that_anybody_gets_tells_where_it_was_taken(client: Client, sent: bytes) -> None:
    assert b"Nokia" in sent
    article = make_article(body="<p>[ảnh 1]</p>")
    photo = Photo(article=article, order=1)
    photo.file.save("anh.jpg", ContentFile(sent))
    article.choose_cover()
    own_pages = (article.get_absolute_url(), article.get_print_url())
    html = "".join(client.get(page).content.decode() for page in (*own_pages, "/", "/rss/"))
    offered = set(re.findall(r"/media/[\w/.-]+\.(?:webp|jpg)", html))
    kept = {f"/media/{name}" for name in all_files(str(photo.file.name))}
    assert offered
    assert offered <= kept
    for address in sorted(kept):
        content = client.get(address).content
        found = Image.open(io.BytesIO(content))
        assert not found.getexif()
        assert not {"exif", "xmp", "comment"} & set(found.info)
        assert b"Nokia" not in content


def test_article_back_from_the_trash_shows_its_pictures(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    article, photo = article_with_a_stored_photo()
    before = picture_elements(client, article.get_absolute_url())
    editor = make_person()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.apply_step("trash", article, editor)
    assert client.get(article.get_absolute_url()).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        workflow.apply_step("restore", article, editor)
    assert picture_elements(client, article.get_absolute_url()) == before
    for name in all_files(str(photo.file.name)):
        assert client.get(f"/media/{name}").status_code == 200


def test_photo_of_the_first_kind_offers_only_what_it_has(client: Client) -> None:
    article = make_article(body="<p>[ảnh 1]</p>")
    make_photo(article, file="photos/2021/12/cu.webp")
    [shown] = picture_elements(client, article.get_absolute_url())
    assert set(re.findall(r"/media/\S+?\.(?:webp|jpg) \d+w", shown)) == {
        "/media/photos/2021/12/cu-640.webp 640w",
        "/media/photos/2021/12/cu.webp 1600w",
    }


def test_lists_crop_around_the_focus_and_the_article_does_not_crop(client: Client) -> None:
    article, _ = article_with_a_stored_photo()
    assert 'class="picture picture--x10 picture--y80"' in picture_elements(client, "/")[0]
    assert 'class="picture"' in picture_elements(client, article.get_absolute_url())[0]


def test_focus_in_the_middle_needs_no_class() -> None:
    assert make_photo(make_article()).focus == ""
    assert make_photo(make_article(), focus_x=0, focus_y=100).focus == "picture--x0 picture--y100"


def test_other_sites_are_given_a_jpeg(client: Client) -> None:
    article, photo = article_with_a_stored_photo()
    html = client.get(article.get_absolute_url()).content.decode()
    image = re.search(r'property="og:image" content="[^"]*(/media/[^"]*)"', html)
    assert image
    assert image[1] == cast(PictureFile, photo.file).plain_url
    assert image[1].endswith("-900.jpg")


def test_picture_of_the_first_kind_is_made_anew_once(
    capsys: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    old = "photos/2021/12/cu.webp"
    for name in (old, "photos/2021/12/cu-640.webp"):
        default_storage.save(name, ContentFile(picture()))
    photo = make_photo(make_article(), file=old, caption="Giữ nguyên")
    lost = make_photo(make_article(), file="photos/2021/12/mat.webp")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("renew_pictures")
    said = capsys.readouterr()
    assert "Đã làm lại 1 ảnh." in said.out
    assert "Bỏ qua photos/2021/12/mat.webp" in said.err
    photo.refresh_from_db()
    lost.refresh_from_db()
    assert str(photo.file.name).endswith("-900.webp")
    assert (photo.width, photo.height, photo.caption) == (900, 600, "Giữ nguyên")
    assert lost.file.name == "photos/2021/12/mat.webp"
    assert not default_storage.exists(old)
    call_command("renew_pictures")
    assert "Đã làm lại 0 ảnh." in capsys.readouterr().out
