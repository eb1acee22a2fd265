"""Photos that were stored with fewer sizes than today's get the others in the background."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from articles.models import Article, Photo
from articles.photo_sizes import add_missing
from health import media
from pictures.ingest import ingest
from pictures.renditions import added_files, all_files, rendition_name, stored_files
from portal.models import PagePhoto
from tests.portal.make import make_page
from tests.support.factories import make_article, make_photo
from tests.support.jobs import quietly

pytestmark = pytest.mark.django_db

NAME = "photos/2026/11/0123456789abcdef-1200.webp"
ADDED = [f"/media/photos/2026/11/0123456789abcdef-{width}.webp" for width in (240, 320, 720)]


def photographed(name: str = NAME) -> Article:
    """An article whose photo was stored before there were small sizes."""
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(out, "JPEG")
    picture = ingest(out.getvalue())
    files = {rendition_name(name, *key): data for key, data in picture.renditions.items()}
    for file, data in ({name: picture.master} | files).items():
        if file in stored_files(name):
            default_storage.save(file, ContentFile(data))
    article = make_article(body="<p>[ảnh 1]</p>")
    make_photo(article, file=name, width=1200, height=800)
    article.choose_cover()
    return article


def offered(client: Client, article: Article) -> set[str]:
    pages = ("/", article.category.get_absolute_url(), article.get_absolute_url())
    html = "".join(client.get(page).content.decode() for page in pages)
    return set(re.findall(r"/media/[\w/.-]+\.webp", html))


def test_small_sizes_are_named_once_they_are_there(client: Client) -> None:
    article = photographed()
    assert not offered(client, article) & set(ADDED)
    assert add_missing(quietly) == 1
    article.save()  # a page that stands ready is made anew when something changes
    assert set(ADDED) <= offered(client, article)
    for address in ADDED:
        content = client.get(address).content
        width = int(address.rpartition("-")[2].removesuffix(".webp"))
        assert Image.open(io.BytesIO(content)).size == (width, round(width * 2 / 3))
    assert add_missing(quietly) == 0


def test_static_page_with_the_photo_names_them_too(client: Client) -> None:
    article, page = photographed(), make_page(title="Giới thiệu", body="<p>[ảnh 1]</p>")
    photo = PagePhoto.objects.create(page=page, file=NAME, width=1200, height=800)

    def named() -> set[str]:
        html = client.get(page.get_absolute_url()).content.decode()
        return set(re.findall(r"/media/[\w/.-]+\.webp", html)) & set(ADDED)

    assert not named()
    assert add_missing(quietly) == 1
    page.save()
    assert named() == set(ADDED)
    article.delete()
    photo.refresh_from_db()
    assert add_missing(quietly) == 0


def test_cards_cost_no_query_more(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = photographed()
    add_missing(quietly)
    [found] = Article.objects.for_cards()
    assert found.pk == article.pk
    with django_assert_num_queries(0):
        assert found.cover
        assert found.cover.file.stored.with_added  # type: ignore[attr-defined]


def test_photo_that_cannot_be_read_is_passed_over(client: Client) -> None:
    gone, broken = photographed(), NAME.replace("0", "f", 1)
    photographed(broken)
    default_storage.delete(stored_files(NAME)[1])
    Path(settings.MEDIA_ROOT, rendition_name(broken, 960, "webp")).write_bytes(b"hong")
    assert add_missing(quietly) == 0
    assert not offered(client, gone) & set(ADDED)


def test_photo_of_the_first_kind_and_one_without_a_file_are_left_as_they_are() -> None:
    article = make_article()
    make_photo(article, file="photos/2021/12/cu.webp")
    make_photo(article, file="")
    assert add_missing(quietly) == 0
    assert set(Photo.objects.values_list("sized_file", flat=True)) == {None}


def test_other_picture_of_the_same_photo_is_not_said_to_have_them(client: Client) -> None:
    article = photographed()
    add_missing(quietly)
    other = NAME.replace("0", "e", 1)
    article.photos.update(file=other)
    article.save()
    named = offered(client, article)
    assert "/media/" + rendition_name(other, 480, "webp") in named
    assert "/media/" + rendition_name(other, 240, "webp") not in named


def test_photo_deleted_meanwhile_leaves_no_file() -> None:
    article = photographed()

    def while_it_is_made(done: int, total: int, sentence: str = "") -> None:
        article.photos.all().delete()

    add_missing(while_it_is_made)
    assert not any(default_storage.exists(file.name) for file in added_files(NAME))


def test_small_sizes_go_with_the_photo(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    article = photographed()
    add_missing(quietly)
    assert all(default_storage.exists(name) for name in all_files(NAME))
    with django_capture_on_commit_callbacks(execute=True):
        article.photos.all().delete()
    assert not any(default_storage.exists(name) for name in all_files(NAME))


def test_small_sizes_are_closed_with_the_article(client: Client) -> None:
    article = photographed()
    add_missing(quietly)
    article.status = Article.Status.WITHDRAWN
    article.save()
    assert {client.get(address).status_code for address in ADDED} == {404}


def test_small_size_that_is_lost_is_told_and_none_is_an_orphan() -> None:
    photographed()
    assert media.compare() == media.Differences()
    add_missing(quietly)
    assert media.compare() == media.Differences()
    default_storage.delete(added_files(NAME)[0].name)
    assert media.compare().missing == [NAME]


def test_photo_used_twice_is_made_once() -> None:
    article = photographed()
    add_missing(quietly)
    made = {file.name: default_storage.get_modified_time(file.name) for file in added_files(NAME)}
    make_photo(article, file=NAME, width=1200, height=800)
    assert add_missing(quietly) == 1
    for name, moment in made.items():
        assert default_storage.get_modified_time(name) == moment
