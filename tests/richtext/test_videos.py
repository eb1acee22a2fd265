"""A link to a video alone in its paragraph: what readers get of it, and what stays a link."""

import time

import pytest
from pytest_django import Settings

from richtext import outgoing_links
from richtext.cleaning import clean, for_page

ID = "dQw4w9WgXcQ"


@pytest.fixture(autouse=True)
def nobody_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing_links, "trusted_domains", frozenset)


def shown(address: str, text: str = "Đại hội lần thứ X") -> str:
    return str(for_page(f'<p>Trước.</p><p><a href="{address}">{text}</a></p><p>Sau.</p>'))


@pytest.mark.parametrize(
    ("address", "service"),
    [
        (f"https://www.youtube.com/watch?v={ID}", "YouTube"),
        (f"https://www.youtube.com/watch?list=PL1&amp;v={ID}&amp;t=10s", "YouTube"),
        (f"http://m.youtube.com/watch?v={ID}", "YouTube"),
        (f"https://YouTube.com/shorts/{ID}?feature=share", "YouTube"),
        (f"https://youtube.com/live/{ID}", "YouTube"),
        (f"https://www.youtube-nocookie.com/embed/{ID}", "YouTube"),
        (f"https://youtu.be/{ID}?si=abc", "YouTube"),
        ("https://vimeo.com/76979871", "Vimeo"),
        ("https://vimeo.com/76979871/0a1b2c3d4e?share=copy", "Vimeo"),
        ("https://player.vimeo.com/video/76979871#t=5s", "Vimeo"),
    ],
)
def test_video_elsewhere_is_a_picture_and_a_plain_link(address: str, service: str) -> None:
    html = shown(address)
    assert (
        f'<a class="video__link" href="{address}" rel="noopener nofollow ugc" target="_blank">'
        in html
    )
    assert "<svg" in html
    assert f"Xem trên {service}" in html
    assert "Đại hội lần thứ X" in html
    for foreign in ("<iframe", "<script", "<img", "<video", "style="):
        assert foreign not in html


@pytest.mark.parametrize(
    "address",
    [
        f"https://youtube.com@evil.example/watch?v={ID}",
        f"https://www.youtube.com:pw@evil.example/watch?v={ID}",
        f"https://ai@www.youtube.com/watch?v={ID}",
        f"https://www.youtube.com.evil.example/watch?v={ID}",
        f"https://evil.example/https://youtu.be/{ID}",
        f"https://youtubе.com/watch?v={ID}",  # a Cyrillic letter
        f"https://xn--youtub-cvf.com/watch?v={ID}",
        f"https://notyoutube.com/watch?v={ID}",
        f"https://www.youtube.com:8443/watch?v={ID}",
        f"//www.youtube.com/watch?v={ID}",
        f"https:\\\\www.youtube.com/watch?v={ID}",
        f"ftp://www.youtube.com/watch?v={ID}",
        "https://www.youtube.com/",
        "https://www.youtube.com/@kenh",
        "https://www.youtube.com/watch?v=ngan",
        f"https://www.youtube.com/redirect?q=x#v={ID}",
        "https://vimeo.com/about",
        "https://vimeo.com/76979871/nhan-xet/them",
        "https://evil.example/phim.mp4",
        "//evil.example/phim.mp4",
        "https://testserver@evil.example/phim.mp4",
        "/\\evil.example/phim.mp4",
        "/media/phim.mp4.exe",
        "phim.mp4",
        "https://youtu.be/",
    ],
)
def test_any_other_address_stays_the_link_it_is(address: str) -> None:
    html = shown(address)
    assert "video" not in html.replace(address, "")
    assert "target=" not in html


@pytest.mark.parametrize(
    "address", ["/media/phim/dai-hoi.mp4", "https://testserver/media/phim/dai-hoi.MP4?x=1"]
)
def test_film_of_the_site_s_own_plays_in_place_and_loads_nothing_before(
    address: str, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    html = shown(address)
    assert "<video " in html
    assert ' controls preload="none"' in html
    assert ' src="/media/phim/dai-hoi.' in html
    assert "autoplay" not in html
    assert f'href="{address}"' in html  # for browsers that cannot play it


@pytest.mark.parametrize(
    "body",
    [
        '<p>Xem <a href="{}">đoạn phim</a></p>',
        '<p><a href="{}">Một</a> <a href="{}">Hai</a></p>',
        '<ul><li><a href="{}">Phim</a></li></ul>',
        '<h2><a href="{}">Phim</a></h2>',
        "<p>{}</p>",
    ],
)
def test_link_beside_other_words_stays_a_link(body: str) -> None:
    address = f"https://youtu.be/{ID}"
    assert 'class="video' not in for_page(body.replace("{}", address))


def test_marks_and_line_breaks_beside_the_link_are_no_words() -> None:
    html = for_page(f'<p><strong><a href="https://youtu.be/{ID}">Phim</a></strong><br></p>')
    assert "video__link" in html


@pytest.mark.parametrize(
    "text", [f"https://youtu.be/{ID}", f"www.youtube.com/watch?v={ID}", "&nbsp;"]
)
def test_video_without_a_title_is_called_one(text: str) -> None:
    html = shown(f"https://youtu.be/{ID}", text)
    assert '<span class="video__title">Phim</span>' in html


def test_words_of_the_link_are_escaped_as_they_were() -> None:
    html = shown(
        f"https://youtu.be/{ID}", '&lt;script&gt;alert("x")&lt;/script&gt; &amp; <em>phim</em>'
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "&amp; phim" in html


def test_quotes_in_the_words_end_no_attribute() -> None:
    html = shown("/media/phim.mp4", 'Phim" autoplay onplay="alert(1)')
    assert ' aria-label="Phim&quot; autoplay onplay=&quot;alert(1)"></video>' in html
    assert '<span class="video__title">Phim" autoplay' in html


def test_what_is_stored_stays_a_plain_link() -> None:
    body = f'<p><a href="https://youtu.be/{ID}" rel="noopener">Phim</a></p>'
    assert clean(body) == body


def test_many_links_take_time_by_their_length() -> None:
    one = f'<p><strong> <em><a href="https://youtu.be/{ID}">x<br>y</a></em> </strong>z</p>'
    started = time.perf_counter()
    for_page(one * 3_000)
    assert time.perf_counter() - started < 5
