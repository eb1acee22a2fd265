"""What an editor is told of links before an article is published."""

import datetime

import pytest
from django.utils import timezone

from integrity.models import TrustedDomain
from newsroom.checks import findings
from tests.support.factories import make_article, make_person

pytestmark = pytest.mark.django_db

NEW = "chưa có ở bài nào khác của trang"
SHORT = "Liên kết chỉ có một chữ hoặc dấu"
GAMBLING = "cờ bạc, cá cược"


def said_of(link: str, **fields: object) -> str:
    article = make_article(status="draft", body=f"<p>Xem {link} nhé.</p>", **fields)
    return "\n".join(f"{found.message} | {found.excerpt}" for found in findings(article))


def link(text: str, address: str = "https://bao.example/tin") -> str:
    return f'<a href="{address}">{text}</a>'


def test_domain_is_new_once_and_until_it_is_published_or_trusted() -> None:
    assert said_of(link("báo bạn") + link("báo bạn nữa")).count(NEW) == 1
    assert "bao.example" in said_of(link("báo bạn"))
    make_article(body=f"<p>{link('báo bạn')}</p>")
    assert NEW not in said_of(link("báo bạn"))
    assert NEW in said_of(link("nơi khác", "https://khac.example/"))
    TrustedDomain.objects.create(domain="khac.example", reason="Của hội")
    assert NEW not in said_of(link("nơi khác", "https://www.khac.example/"))
    assert NEW not in said_of(link("trong trang", "/rss/"))


@pytest.mark.parametrize(
    "text", [".", "\u3164", "\u3164\u3164\u3164", "\u2800", "a", "…", "—", "1"]
)
def test_link_that_is_hardly_seen_is_told(text: str) -> None:
    assert SHORT in said_of(link(text))


@pytest.mark.parametrize("text", ["", " ", "\u200b\u200b", '<img src="a.png">', "&nbsp;"])
def test_link_without_words_is_told(text: str) -> None:
    assert "Liên kết không có chữ" in said_of(link(text))


@pytest.mark.parametrize("text", ["ở", "đây"])
def test_short_words_are_words(text: str) -> None:
    assert (SHORT in said_of(link(text))) == (text == "ở")


@pytest.mark.parametrize(
    "address", ["https://bit.ly/3xYz", "http://www.TinyURL.com/a", "//cutt.ly/b"]
)
def test_shortened_link_is_told(address: str) -> None:
    assert "Liên kết rút gọn" in said_of(link("bấm vào", address))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("xem bóng", "https://nhacai88.example/"),
        ("nhà cái uy tín", "https://a.example/"),
        ("nha cai uy tin", "https://a.example/"),
        ("NHÀ\u200b CÁI", "https://a.example/"),
        ("xem", "https://a.example/188bet"),
        ("xem", "https://kubet.example/"),
    ],
)
def test_link_to_gambling_is_told(text: str, address: str) -> None:
    assert f"Liên kết có vẻ dẫn đến trang {GAMBLING}" in said_of(link(text, address))


@pytest.mark.parametrize("field", ["title", "lead"])
def test_words_of_gambling_are_told_wherever_they_stand(field: str) -> None:
    assert "Có lời hay gặp" in said_of("", **{field: "Top 10 nhà cái tặng tiền"})


@pytest.mark.parametrize("text", ["nhà cải tạo", "đề án 1988", "nổ máy", "giải cờ vua"])
def test_other_words_are_no_gambling(text: str) -> None:
    assert GAMBLING not in said_of(text)


def test_article_that_is_dated_back_is_told() -> None:
    author = make_person()
    day = datetime.datetime(2019, 3, 12, tzinfo=datetime.UTC)
    assert "Ngày đăng lùi về trước ngày viết bài" in said_of("", author=author, published_from=day)
    recent = timezone.now() - datetime.timedelta(days=2)
    assert "Ngày đăng lùi" not in said_of("", author=author, published_from=recent)
