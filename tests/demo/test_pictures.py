"""The demo's own pictures: all there, light, and no reader meets the same one twice in a row."""

import hashlib
import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from PIL import Image, ImageStat
from pytest_django import Settings

from articles.models import Article
from demo.loading import SITE
from demo.pictures import FILES, picture
from demo.reading import DemoArticle, demo_articles
from pictures.renditions import jpeg_widths, webp_widths
from portal.models import Banner, Identity

MOST_BYTES = 2_500_000
NAMES = sorted({file.stem.rpartition("-")[0] for file in FILES.glob("*.webp")})


def covered(articles: list[DemoArticle]) -> list[str]:
    """The pictures that stand beside the titles, where there are any."""
    return [article.photos[0].picture for article in articles if article.photos]


def images(html: str) -> list[str]:
    return re.findall(r"<img\b[^>]*>", html)


def attribute(image: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', image)
    return found[1] if found else ""


def test_pictures_are_light_enough_for_a_checkout() -> None:
    assert sum(file.stat().st_size for file in FILES.iterdir() if file.is_file()) < MOST_BYTES


def test_every_picture_is_shown_and_every_shown_one_is_there() -> None:
    named = {photo.picture for article in demo_articles() for photo in article.photos}
    named |= set(re.findall(r'"picture": "([^"]*)"', SITE.read_text()))
    assert named == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_picture_has_all_its_files_and_is_not_blank(name: str) -> None:
    found = picture(name)
    master = Image.open(io.BytesIO(found.master))
    assert (master.format, master.mode, master.size) == ("WEBP", "RGB", (found.width, found.height))
    assert max(ImageStat.Stat(master).stddev) > 15
    assert set(found.renditions) == {
        *((width, "webp") for width in webp_widths(found.width)),
        *((width, "jpg") for width in jpeg_widths(found.width)),
    }
    for (width, _), data in found.renditions.items():
        height = round(found.height * width / found.width)
        assert Image.open(io.BytesIO(data)).size == (width, height)


def test_unknown_picture_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        picture("khong-co")


def test_neighbours_in_a_list_have_different_pictures() -> None:
    articles = demo_articles()
    categories = {article.category for article in articles}
    lists = [articles, *([a for a in articles if a.category == name] for name in categories)]
    assert all(covered(listed) for listed in lists)
    for listed in lists:
        assert [name for name, beside in pairwise(covered(listed)) if name == beside] == []


def test_an_article_shows_no_picture_twice() -> None:
    assert any(article.photos for article in demo_articles())
    for article in demo_articles():
        names = [photo.picture for photo in article.photos]
        assert len(set(names)) == len(names)


def shown_on(page: str, media: Path) -> list[str]:
    """A digest of each uploaded picture that the page shows; all its files are there."""
    for name in re.findall(r'/media/([^\s",]+)', page):
        assert (media / name).is_file()
    shown = re.findall(r'<img\b[^>]*\bsrc="/media/([^"]*)"', page)
    return [hashlib.sha256((media / name).read_bytes()).hexdigest() for name in shown]


@pytest.mark.django_db
@pytest.mark.parametrize("layout", Identity.Layout.values)
def test_pages_show_the_pictures_whole(client: Client, settings: Settings, layout: str) -> None:
    call_command("load_demo", layout=layout, verbosity=0)
    home = shown_on(client.get("/").content.decode(), settings.MEDIA_ROOT)
    assert len(home) >= Banner.objects.count() + 8
    assert len(set(home)) == len(home)
    for article in Article.objects.prefetch_related("photos"):
        html = client.get(article.get_absolute_url()).content.decode()
        by_alt = {attribute(image, "alt"): image for image in images(html)}
        for photo in article.photos.all():
            image = by_alt[photo.alt]
            assert (attribute(image, "width"), attribute(image, "height")) == ("1200", "800")
        assert shown_on(html, settings.MEDIA_ROOT)
