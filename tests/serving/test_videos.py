"""What readers see of a video of the site's own, and how a player gets it."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Photo
from chibo_site.roles import REPORTER
from portal.models import PagePhoto
from tests.portal.make import make_page
from tests.support.attaching import attach, attach_to_page, status_of, taken
from tests.support.factories import make_article, make_identity, make_person, make_photo
from tests.support.videos import GPS, box, mp4

pytestmark = pytest.mark.django_db

CONTENT = mp4()
STILL = "photos/2026/12/canh-dau-phim.webp"
SENT = {"content": CONTENT, "sent_as": "Lễ phát động.mp4"}


def shown(article: Any) -> str:
    return Client().get(article.get_absolute_url()).content.decode()


def player(html: str) -> str:
    found = re.findall(r'<figure class="video">.*?</figure>', html, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
@pytest.mark.parametrize("is_placed", [True, False])
def test_video_stands_in_its_article_and_loads_nothing_before(layout: str, is_placed: bool) -> None:
    make_identity(layout=layout)
    article = make_article(body="<p>Trước.</p><p>Sau.</p>")
    address = attach(article, **SENT).file.url
    if is_placed:
        link = f'<p>Trước.</p><p><a href="{address}">Lễ phát động</a></p><p>Sau.</p>'
        Article.objects.filter(pk=article.pk).update(body=link)
    html = shown(article)
    video = player(html)
    assert ' controls preload="none" playsinline ' in video
    assert f' src="{address}"' in video
    assert re.search(r' poster="/static/img/video[^"]*\.svg"', video)
    assert '<span class="video__title">Lễ phát động</span>' in video
    assert f'<a class="video__file" href="{address}"' in video
    assert (html.index(video) < html.index("Sau.")) == is_placed
    assert "tep-dinh-kem" not in html  # it is listed once
    for foreign in ("<iframe", "autoplay", "style="):
        assert foreign not in video


def test_page_s_policy_lets_it_play_from_the_site_and_from_nowhere_else() -> None:
    article = make_article()
    attach(article, **SENT)
    policy = Client().get(article.get_absolute_url()).headers["Content-Security-Policy"]
    assert "media-src 'self';" in f"{policy};"


def test_cover_stands_for_the_first_video_and_a_drawing_for_the_others() -> None:
    article = make_article()
    photo: Photo = make_photo(article)
    Article.objects.filter(pk=article.pk).update(cover=photo)
    for _ in range(2):
        attach(article, **SENT)
    posters = re.findall(r' poster="([^"]+)"', shown(article))
    assert posters[0] == photo.file.column_url  # type: ignore[attr-defined]
    assert "/img/video" in posters[1]


def test_chosen_photo_stands_for_its_video_and_nowhere_else() -> None:
    article = make_article(body="<p>Trước.</p><p>[ảnh 1]</p>")
    first: Any = make_photo(article)
    still: Any = make_photo(article, file=STILL, caption="Cảnh đầu phim")
    Article.objects.filter(pk=article.pk).update(cover=first)
    attach(article, **SENT)
    attach(article, **SENT, poster=2)
    html = shown(article)
    posters = re.findall(r' poster="([^"]+)"', html)
    assert posters == [first.file.column_url, still.file.column_url]
    assert "Cảnh đầu phim" not in html.partition("<main")[2]


def test_chosen_photo_that_is_placed_stands_there_too() -> None:
    page = make_page(body="<p>Trước.</p><p>[ảnh 1]</p>")
    size = {"width": 1200, "height": 800}
    still: Any = PagePhoto.objects.create(page=page, file=STILL, caption="Cảnh đầu phim", **size)
    attach_to_page(page, **SENT, poster=1)
    html = shown(page)
    assert f' poster="{still.file.column_url}"' in html
    assert "Cảnh đầu phim" in html


def test_photo_of_a_video_that_no_player_shows_is_shown_itself() -> None:
    article = make_article()
    make_photo(article, caption="Cảnh đầu phim")
    address = attach(article, **SENT, poster=1).file.url
    words = f'<p>Xem <a href="{address}">phim</a> và đọc.</p>'
    Article.objects.filter(pk=article.pk).update(body=words)
    assert "Cảnh đầu phim" in shown(article)


def test_number_of_no_photo_leaves_the_drawing_and_readers_learn_the_size() -> None:
    article = make_article()
    attach(article, **SENT, poster=7)
    video = player(shown(article))
    assert re.search(r' poster="/static/img/video[^"]*\.svg"', video)
    assert re.search(r">Tải phim về máy \([0-9]+ KB\)</a>", video)


def test_static_page_has_it_as_an_article_does() -> None:
    page = make_page()
    attachment = attach_to_page(page, **SENT)
    assert f' src="{attachment.file.url}"' in player(shown(page))


def test_paper_has_its_name_in_words_and_the_word_file_a_link() -> None:
    article = make_article()
    address = attach(article, **SENT).file.url
    assert "Lễ phát động" in player(Client().get(article.get_print_url()).content.decode())
    word = zipfile.ZipFile(io.BytesIO(taken(Client().get(article.get_word_url()))))
    assert "Lễ phát động" in word.read("word/document.xml").decode()
    links = word.read("word/_rels/document.xml.rels").decode()
    assert f'Target="http://testserver{address}"' in links


def test_feed_has_it_as_a_link() -> None:
    article = make_article()
    address = attach(article, **SENT).file.url
    link = f'<p><a href="{address}">Lễ phát động</a></p>'
    Article.objects.filter(pk=article.pk).update(body=link)
    feed = Client().get("/rss/").content.decode()
    assert address in feed
    assert "<video" not in feed


def test_player_is_told_what_it_is_and_nothing_of_it_can_run() -> None:
    response = Client().get(attach(make_article(), **SENT).file.url)
    assert taken(response) == CONTENT
    headers = response.headers
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith('inline; filename="le-phat-dong.mp4";')
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "Content-Encoding" not in headers


SIZE = len(CONTENT)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, SIZE),
        ("bytes=0-1", 0, 2),
        ("bytes=100-199", 100, 200),
        ("bytes=100-9999999999", 100, SIZE),
        ("bytes=-5", SIZE - 5, SIZE),
        ("bytes=-9999999999", 0, SIZE),
        (f"BYTES= {SIZE - 1}-{SIZE - 1}", SIZE - 1, SIZE),
    ],
)
def test_part_that_is_asked_for_comes_alone(asked: str, start: int, end: int) -> None:
    response = Client().get(attach(make_article(), **SENT).file.url, headers={"range": asked})
    assert response.status_code == 206
    assert taken(response) == CONTENT[start:end]
    assert response.headers["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert response.headers["Content-Length"] == str(end - start)
    assert response.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize(
    "asked",
    ["", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "bytes=１-"],
)
def test_what_is_no_range_gets_the_whole(asked: str) -> None:
    address = attach(make_article(), **SENT).file.url
    response = Client().get(address, HTTP_RANGE=asked)
    assert response.status_code == 200
    assert taken(response) == CONTENT


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=999999999999999999-", "bytes=-0"])
def test_range_behind_the_end_is_416(asked: str) -> None:
    response = Client().get(attach(make_article(), **SENT).file.url, headers={"range": asked})
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"


def test_part_of_another_file_than_the_one_begun_is_the_whole() -> None:
    address = attach(make_article(), **SENT).file.url
    whole = Client().get(address)
    taken(whole)
    part = {"range": "bytes=5-9"}
    for mark, status in ((whole.headers["ETag"], 206), ('"another"', 200)):
        assert status_of(Client(), address, **part | {"if-range": mark}) == status


@pytest.mark.parametrize("status", ["draft", "waiting", "withdrawn", "trashed"])
def test_closed_is_closed_to_readers_and_foreign_reporters_part_by_part(status: str) -> None:
    fields: dict[str, Any] = {"status": status}
    if status == "trashed":
        fields["trashed_from"] = "published"
    author = make_person("phongvien", REPORTER)
    address = attach(make_article(author=author, **fields), **SENT).file.url
    foreign = Client()
    foreign.force_login(make_person("khac", REPORTER))
    for client in (Client(), foreign):
        for headers in ({}, {"range": "bytes=0-1"}):
            assert status_of(client, address, **headers) == 404
    own = Client()
    own.force_login(author)
    response = own.get(address, headers={"range": "bytes=0-1"})
    assert response.status_code == 206
    assert response.headers["Cache-Control"] == "private, no-store"
    taken(response)


def test_stored_file_says_nothing_of_where_it_was_taken() -> None:
    content = mp4(of_movie=box(b"udta", box(b"\xa9xyz", GPS)))
    response = Client().get(attach(make_article(), content=content, sent_as="a.mp4").file.url)
    assert GPS not in taken(response)


def test_caption_stays_words() -> None:
    article = make_article()
    attach(article, **SENT | {"name": '" onplay="alert(1)" x="<b>'})
    video = player(shown(article))
    assert "&quot; onplay=&quot;" in video
    assert not re.search(r'<[^>]* onplay="', video)
