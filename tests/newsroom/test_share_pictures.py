"""Each page has a picture where a link to it is shown: its photo, else one made of its title."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image, ImageChops
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article, Topic
from health import media
from jobs.models import Job
from newsroom.share_pictures.making import make_missing
from pictures.share_card import HEIGHT, WIDTH, share_card
from portal.icons import EMBLEM
from portal.models import Identity, Page
from tests.support.factories import make_article, make_identity, make_photo
from tests.support.jobs import quietly

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
NAME = "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Đồng Nai"


def make(*, of_all: bool = True) -> int:
    return make_missing(quietly, of_all=of_all)


def told(client: Client, address: str) -> dict[str, str]:
    """What a page says of its picture, by the property's name."""
    html = client.get(address).content.decode()
    pairs = re.findall(
        r'<meta (?:property|name)="((?:og|twitter):image\S*)" content="(.*?)">', html
    )
    return dict(pairs)


def path_of(picture: dict[str, str]) -> str:
    return picture["og:image"].removeprefix(ROOT)


def shown(client: Client, address: str) -> Image.Image:
    """The picture that a page names, as others fetch it."""
    response = client.get(path_of(told(client, address)))
    assert response.status_code == 200
    return Image.open(io.BytesIO(response.content))


def is_same(first: Image.Image, second: Image.Image) -> bool:
    return ImageChops.difference(first.convert("RGB"), second.convert("RGB")).getbbox() is None


def pages() -> dict[str, Any]:
    """A page of each kind that has a title of its own and no photo."""
    make_identity()
    article = make_article(title="Chi bộ tổ chức đại hội nhiệm kỳ 2025 – 2027")
    topic = Topic.objects.create(name="Đại hội nhiệm kỳ mới")
    page = Page.objects.create(title="Giới thiệu", body="<p>Lời giới thiệu.</p>")
    return {"article": article, "category": article.category, "topic": topic, "page": page}


def test_each_kind_of_page_has_a_picture_of_its_own_title(client: Client) -> None:
    rows = pages()
    assert make() == len(rows) + 1  # the organisation's, for all other pages
    found = {name: told(client, row.get_absolute_url()) for name, row in rows.items()}
    found["home"], found["archive"] = told(client, "/"), told(client, "/luu-tru/")
    assert found["home"]["og:image"] == found["archive"]["og:image"]
    assert len({picture["og:image"] for picture in found.values()}) == len(rows) + 1
    for name, picture in found.items():
        assert (picture["og:image:width"], picture["og:image:height"]) == ("1200", "630")
        assert picture["twitter:image"] == picture["og:image"]
        assert picture["og:image:alt"] == str(rows.get(name, Identity.objects.get()))
        response = client.get(path_of(picture))
        assert response.headers["Content-Type"] == "image/png"
        assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert make() == 0


def test_emblem_stands_in_until_the_picture_is_made(client: Client) -> None:
    article = make_article()
    picture = told(client, article.get_absolute_url())
    assert "/img/share" in picture["og:image"]
    assert (picture["og:image:width"], picture["og:image:height"]) == ("1200", "630")
    out = io.BytesIO()
    Image.new("RGB", (600, 300), "navy").save(out, "PNG")
    identity = make_identity()
    identity.logo.save("logo.png", ContentFile(out.getvalue()))
    picture = told(client, article.get_absolute_url())
    assert "/media/identity/" in picture["og:image"]
    assert (picture["og:image:width"], picture["og:image:height"]) == ("600", "300")


def test_photo_comes_before_a_made_picture_and_lets_it_go(client: Client) -> None:
    article = make_article(body="<p>[ảnh 1]</p>")
    make_photo(make_article(title="Đã có ảnh")).article.choose_cover()
    make()
    made = path_of(told(client, article.get_absolute_url()))
    make_photo(article, file="photos/2026/11/0123456789abcdef_2-2560.webp", width=2560, height=1440)
    article.choose_cover()
    picture = told(client, article.get_absolute_url())
    assert picture["og:image"].endswith("-1600.jpg")
    assert (picture["og:image:width"], picture["og:image:height"]) == ("1600", "900")
    assert picture["og:image:alt"] == "Các đại biểu ngồi trong hội trường"
    make()
    assert not default_storage.exists(made.removeprefix("/media/"))


@pytest.mark.parametrize("kind", ["article", "category", "topic", "page"])
def test_new_title_has_a_new_picture_and_the_former_is_gone(client: Client, kind: str) -> None:
    row = pages()[kind]
    make()
    former = path_of(told(client, row.get_absolute_url()))
    field = "title" if hasattr(row, "title") else "name"
    setattr(row, field, "Tên khác hẳn")
    row.save()
    assert path_of(told(client, row.get_absolute_url())) != former  # never another title's
    assert make(of_all=False) == 1
    now = told(client, row.get_absolute_url())
    assert now["og:image:alt"] == "Tên khác hẳn"
    assert path_of(now) != former
    assert client.get(former).status_code == 404


@pytest.mark.parametrize("change", ["name", "emblem"])
def test_new_name_or_emblem_of_the_organisation_is_on_all(client: Client, change: str) -> None:
    rows = pages()
    make()
    before = shown(client, rows["article"].get_absolute_url())
    identity = Identity.objects.get()
    if change == "name":
        identity.name_vi = "Hội Khoa học Lịch sử"
        identity.save()
    else:
        out = io.BytesIO()
        Image.new("RGB", (300, 300), "navy").save(out, "PNG")
        identity.logo.save("logo.png", ContentFile(out.getvalue()))
    assert make() == len(rows) + 1
    assert not is_same(before, shown(client, rows["article"].get_absolute_url()))


def test_what_is_published_or_renamed_has_its_picture_asked_for_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    jobs = Job.objects.filter(name="share_pictures")
    with django_capture_on_commit_callbacks(execute=True):
        make_article(status=Article.Status.DRAFT)
    jobs.delete()  # of the category
    with django_capture_on_commit_callbacks(execute=True):
        first, second = make_article(), make_article(title="Bài khác")
    assert [job.arguments for job in jobs] == [{"of_all": False}]
    make()
    jobs.delete()
    with django_capture_on_commit_callbacks(execute=True):
        Article.objects.get(pk=first.pk).save()
        make_photo(second)
        second.choose_cover()
    assert not jobs.exists()
    with django_capture_on_commit_callbacks(execute=True):
        make_identity(name_vi="Hội Khoa học Lịch sử")
    assert [job.arguments for job in jobs] == [{}]


def test_picture_is_closed_with_the_article_and_goes_with_it(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    make_article()
    make()
    article = Article.objects.get()
    path = path_of(told(client, article.get_absolute_url()))
    article.status = Article.Status.WITHDRAWN
    article.save()
    assert client.get(path).status_code == 404
    article.status = Article.Status.PUBLISHED
    article.save()
    assert client.get(path).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        article.delete()
    assert not default_storage.exists(path.removeprefix("/media/"))


@pytest.mark.parametrize(
    "name", ["1-0123456789abcdef.png", "9999999999999999999999-a.png", "1-.png"]
)
def test_address_of_no_picture_is_404(client: Client, name: str) -> None:
    make_article()
    for folder in ("article", "photo", "user", "page"):
        assert client.get(f"/media/share/{folder}/{name}").status_code == 404


def test_reader_waits_for_no_drawing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article()
    monkeypatch.setattr("pictures.share_card.share_card", None)
    monkeypatch.setattr("newsroom.share_pictures.making.share_card", None)
    assert client.get(article.get_absolute_url()).status_code == 200


def test_lost_picture_is_no_fault_and_is_made_anew(client: Client) -> None:
    article = make_article()
    make()
    path = path_of(told(client, article.get_absolute_url()))
    assert media.compare() == media.Differences()
    Path(settings.MEDIA_ROOT, path.removeprefix("/media/")).unlink()
    assert media.compare() == media.Differences()
    assert make() == 1
    assert client.get(path).status_code == 200


def test_emblem_that_cannot_be_read_stops_no_picture(client: Client) -> None:
    make_identity(logo="identity/2026/11/0123456789abcdef-480.webp", width=480, height=480)
    make_article()
    assert make() == 3


def ink_of(title: str) -> tuple[int, int, int, int]:
    """Where something is drawn between the band above and the organisation's name."""
    card = Image.open(io.BytesIO(share_card(title, NAME, EMBLEM.read_bytes()))).convert("RGB")
    area = card.crop((0, 30, WIDTH, 445))
    empty = Image.new("RGB", area.size, card.getpixel((5, 40)))
    found = ImageChops.difference(area, empty).getbbox()
    return found or (0, 0, 0, 0)


@pytest.mark.parametrize(
    "title",
    [
        ("Hội nghị tổng kết công tác năm và triển khai phương hướng, nhiệm vụ năm mới " * 4)[:300],
        "Ế" * 300,
        "W" * 300,
        "https://example.vn/" + "x" * 280,
        "Tin",
    ],
    ids=["words", "tall", "wide", "address", "short"],
)
def test_title_of_any_length_stays_within_the_picture(title: str) -> None:
    left, top, right, bottom = ink_of(title)
    assert 70 <= left < right <= WIDTH - 70
    assert 0 < top < bottom < 415


def test_long_title_is_set_smaller_and_each_vietnamese_letter_is_drawn() -> None:
    for letter in "ĂÂĐÊÔƠƯăâđêôơưẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỶỸỴỷỹỵ“”–…":
        assert ink_of(letter) != (0, 0, 0, 0), letter
    assert ink_of("中文 ភាសា") == (0, 0, 0, 0)
    assert ink_of("Đại hội 中文") == ink_of("Đại hội")


def test_picture_is_light() -> None:
    title = ("Hội nghị tổng kết công tác năm và triển khai phương hướng, nhiệm vụ năm mới " * 4)[
        :300
    ]
    card = share_card(title, NAME, EMBLEM.read_bytes())
    assert len(card) < 60_000
    assert Image.open(io.BytesIO(card)).size == (WIDTH, HEIGHT)
