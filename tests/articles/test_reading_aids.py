"""What helps through a long text: its headings listed, how long it takes, photos opened large."""

import re

import pytest
from django.test import Client

from tests.support.factories import make_article, make_identity, make_photo

pytestmark = pytest.mark.django_db


def page_of(client: Client, **fields: str) -> str:
    make_identity()
    return client.get(make_article(**fields).get_absolute_url()).content.decode()


def test_three_headings_make_a_list_that_leads_to_each(client: Client) -> None:
    body = "<h2>Về <em>tổ chức</em></h2><p>a</p><h3>A &amp; B</h3><p>b</p><h2>Kết</h2><p>c</p>"
    html = page_of(client, body=body)
    links = re.findall(r'<li><a href="#(muc-\d)">([^<]*)</a></li>', html)
    assert links == [("muc-1", "Về tổ chức"), ("muc-2", "A &amp; B"), ("muc-3", "Kết")]
    assert '<h2 id="muc-1">Về <em>tổ chức</em></h2>' in html
    assert '<h3 id="muc-2">A &amp; B</h3>' in html


def test_two_headings_make_no_list(client: Client) -> None:
    html = page_of(client, body="<h2>Một</h2><p>a</p><h2>Hai</h2><p>b</p>")
    assert "Trong bài này" not in html
    assert "<h2>Một</h2>" in html


@pytest.mark.parametrize(("syllables", "minutes"), [(1, 1), (450, 2), (2200, 10)])
def test_reader_is_told_how_long_the_text_takes(
    client: Client, syllables: int, minutes: int
) -> None:
    html = page_of(client, lead="", body=f"<p>{'tin ' * syllables}</p>")
    assert f"Đọc khoảng {minutes} phút" in html


def test_photo_leads_to_its_large_file_but_not_on_paper(client: Client) -> None:
    make_identity()
    article = make_article()
    make_photo(article, file="photos/2026/11/abc-2560.webp", alt="Hội trường")
    html = client.get(article.get_absolute_url()).content.decode()
    assert 'href="/media/photos/2026/11/abc-1600.jpg" aria-label="Xem ảnh lớn: Hội trường"' in html
    assert "Xem ảnh lớn" not in client.get(article.get_print_url()).content.decode()


def test_photos_without_a_word_between_them_are_a_gallery(client: Client) -> None:
    make_identity()
    article = make_article(body="<p>[ảnh 1]</p><p>[ảnh 2]</p><p>Chữ.</p><p>[ảnh 3]</p>")
    for number in range(1, 4):
        make_photo(article, caption=f"Ảnh số {number}")
    html = client.get(article.get_absolute_url()).content.decode()
    gallery = html.partition('<div class="gallery">')[2].partition("</div>")[0]
    assert re.findall(r"Ảnh số \d", gallery) == ["Ảnh số 1", "Ảnh số 2"]
    assert html.count('class="gallery"') == 1
    assert html.index("Chữ.") < html.index("Ảnh số 3")
