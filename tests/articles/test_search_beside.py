"""A hit whose words stand in no text that it shows says where they do."""

import re

import pytest
from django.test import Client

from articles.models import Byline
from tests.support.attaching import attach
from tests.support.factories import make_article, make_byline, make_photo

pytestmark = pytest.mark.django_db


def reasons(client: Client, query: str) -> list[str]:
    """The line below each hit's excerpt, in the order of the hits."""
    html = client.get("/tim-kiem/", {"q": query}).content.decode()
    hits = re.findall(r'<li class="hit">.*?</li>', html, re.DOTALL)
    assert hits
    found = [re.search('<p class="hit__beside">(.*?)</p>', hit, re.DOTALL) for hit in hits]
    return [match.group(1) if match else "" for match in found]


def test_the_name_of_a_document_is_shown_as_under_its_article_with_what_matched(
    client: Client,
) -> None:
    article = make_article(title="Thông báo", lead="", body="<p>Xem tệp.</p>")
    attach(article, name="Chương trình hội nghị")
    document = attach(article, name="Phiếu đăng ký <dự thi>")
    assert document.size_text == "1 KB"
    shown = "Tệp đính kèm: <mark>Phiếu đăng ký</mark> &lt;dự thi&gt; (docx, 1 KB)"
    assert reasons(client, "phiếu đăng ký") == [shown]
    assert reasons(client, "phieu dang ky") == [shown]


def test_so_are_captions_photographers_authors_and_sources(client: Client) -> None:
    article = make_article(title="Thông báo", lead="", body="<p>Nội dung.</p>")
    make_photo(article, caption="Trồng dừa sáp\nở Cầu Kè", credit="Thạch Sô Phi")
    make_byline(article, name="Dương Phúc", role="")
    make_byline(article, name="Sơn Thị Mai", role=Byline.Role.NEWS_BOTH)
    make_byline(article, name="Báo Nhân Dân", role=Byline.Role.AFTER)
    for query, shown in {
        "dừa sáp": "Chú thích ảnh: Trồng <mark>dừa sáp</mark> ở Cầu Kè",
        "sáp ở cầu": "Chú thích ảnh: Trồng dừa <mark>sáp ở Cầu</mark> Kè",
        "thach so phi": "Ảnh: <mark>Thạch Sô Phi</mark>",
        "dương phúc": "Tác giả: <mark>Dương Phúc</mark>",
        "son thi mai": "Tin, ảnh: <mark>Sơn Thị Mai</mark>",
        "báo nhân dân": "Theo <mark>Báo Nhân Dân</mark>",
    }.items():
        assert reasons(client, query) == [shown]


def test_a_hit_that_shows_its_words_says_no_more(client: Client) -> None:
    titled = make_article(title="Phiếu đăng ký", lead="", body="")
    told = make_article(title="Thông báo", lead="", body="<p>Gửi phiếu đăng ký về.</p>")
    apart = make_article(
        title="Đăng ký", lead="", body=f"<p>Nộp phiếu.</p><p>{'Nội dung khác. ' * 50}</p>"
    )
    for article in (titled, told, apart):
        attach(article, name="Phiếu")
    assert reasons(client, "phiếu đăng ký") == ["", "", ""]


def test_words_that_the_text_has_elsewhere_are_not_said_again(client: Client) -> None:
    between = f"<p>{'Nội dung khác. ' * 50}</p>"
    article = make_article(title="Tin", lead="Nộp phiếu.", body=f"{between}<p>Đăng ký.</p>")
    make_photo(article, caption="Đăng ký")
    assert reasons(client, "đăng ký phiếu") == [""]


def test_a_phrase_is_shown_though_the_text_has_its_words_apart_or_with_other_marks(
    client: Client,
) -> None:
    scattered = make_article(title="Ký kết", lead="Đăng tin", body="<p>Một phiếu.</p>")
    attach(scattered, name="Phiếu đăng ký")
    other = make_article(title="Phiêu đặng kỹ", lead="", body="")
    attach(other, name="Phiếu đăng ký")
    shown = "Tệp đính kèm: <mark>Phiếu đăng ký</mark> (docx, 1 KB)"
    assert reasons(client, "phiếu đăng ký") == [shown, shown]


def test_each_part_of_a_query_is_shown_where_it_stands(client: Client) -> None:
    article = make_article(title="Hội thi sáng tạo", lead="", body="")
    attach(article, name="Biểu mẫu")
    attach(article, name="Phiếu đăng ký")
    assert reasons(client, "hội thi phiếu đăng ký") == [
        "Tệp đính kèm: <mark>Phiếu đăng ký</mark> (docx, 1 KB)"
    ]


def test_the_kind_of_a_file_is_shown_as_a_reason(client: Client) -> None:
    attach(make_article(title="Thông báo", lead="", body=""), name="Mẫu 01")
    assert reasons(client, "mẫu 01 docx") == [
        "Tệp đính kèm: <mark>Mẫu 01</mark> (<mark>docx</mark>, 1 KB)"
    ]


def test_a_renamed_document_is_shown_by_its_new_name(client: Client) -> None:
    article = make_article(title="Thông báo", lead="", body="")
    document = attach(article, name="Phiếu đăng ký")
    assert "đăng ký" in reasons(client, "phiếu")[0]
    document.name = "Phiếu dự thi"
    document.save()
    assert reasons(client, "phiếu") == ["Tệp đính kèm: <mark>Phiếu</mark> dự thi (docx, 1 KB)"]
