"""What the list before publishing finds, and what it leaves in peace."""

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from chibo_site.roles import REPORTER
from integrity.models import TrustedDomain
from newsroom.checks import findings, fingerprint
from portal.models import Page
from tests.portal.make import make_page
from tests.support.attaching import attach, attach_to_page
from tests.support.factories import (
    make_article,
    make_byline,
    make_category,
    make_person,
    make_photo,
)
from vietnamese.legacy import to_tcvn3, to_vni

pytestmark = pytest.mark.django_db

ALONE = "Chỗ đặt ảnh không đứng riêng một đoạn: bạn đọc thấy chữ thay vì ảnh"
NAMESAKE = "Tựa gần như trùng với một bài khác"


def said(article: Article) -> list[tuple[str, str, str]]:
    return [(found.where, found.message, found.excerpt) for found in findings(article)]


def test_whole_article_has_nothing_to_be_looked_at() -> None:
    article = make_article(
        body="<p>Đại hội.</p><p>[ảnh 1]</p><h2>Việc</h2><h3>Một</h3><p>Xong.</p>"
    )
    make_photo(article, credit="Trần Văn Vũ")
    assert said(article) == []


def test_codes_and_letters_that_are_none_are_told_with_plain_text() -> None:
    article = make_article(title="Hội thi &quot;𝐒𝐚́𝐧𝐠 tạo&quot;", lead="Khí CO<sub>2</sub> giảm.")
    found = said(article)
    assert (
        "Sapo",
        "Mã HTML hiện nguyên văn với bạn đọc; chữ trơn là “CO₂”",
        "Khí CO<sub>2</sub> giảm.",
    ) in found
    messages = [message for where, message, _ in found if where == "Tựa"]
    assert len(messages) == 2
    assert all("Sáng" in message for message in messages)


def test_blank_lead_and_body_are_told() -> None:
    article = make_article(lead="", body="")
    assert said(article) == [
        ("Sapo", "Bài chưa có sapo", ""),
        ("Nội dung", "Bài chưa có nội dung", ""),
    ]


def test_photo_tells_what_it_lacks() -> None:
    article = make_article()
    make_photo(article, caption="", alt="")
    make_photo(article, file="", caption="Lễ ra mắt")
    assert said(article) == [
        ("Ảnh 1", "Còn thiếu chú thích, người chụp, mô tả ảnh", ""),
        ("Ảnh 2", "Còn chờ tệp ảnh", "Lễ ra mắt"),
    ]


def test_many_photos_are_told_of_together_by_what_they_lack() -> None:
    article = make_article()
    for number in (1, 2, 3, 4, 6, 7):
        make_photo(article, order=number, credit="Vũ", alt="", caption="" if number == 6 else "Lễ")
    for number in (8, 9, 10):
        make_photo(article, order=number, file="")
    assert said(article) == [
        ("Ảnh 8–10", "3 ảnh còn chờ tệp", ""),
        ("Ảnh 6", "1 ảnh chưa có chú thích", ""),
        ("Ảnh 1–4, 6–7", "6 ảnh chưa có mô tả", ""),
    ]


@pytest.mark.parametrize("role", ["photo", "both"])
def test_byline_of_the_photographer_speaks_for_every_photo(role: str) -> None:
    article = make_article()
    make_photo(article)
    make_byline(article, role=role)
    assert said(article) == []


def test_mark_without_a_photo_and_mark_inside_a_sentence_are_told() -> None:
    article = make_article(body="<p>[ảnh 2]</p><p>Xem [ảnh 1] ở trên.</p>")
    make_photo(article, credit="Vũ")
    assert said(article) == [
        ("Nội dung", "Chờ ảnh: chưa có ảnh nào mang số này", "[ảnh 2]"),
        ("Nội dung", ALONE, "[ảnh 1]"),
    ]


OLD = "Chi hội ấp bàn việc nạo vét kênh nội đồng trước mùa mưa, có nhiều hội viên dự họp."


@pytest.mark.parametrize(("to_legacy", "name"), [(to_tcvn3, "TCVN3"), (to_vni, "VNI")])
def test_letters_of_old_fonts_are_told_with_what_they_mean(
    to_legacy: Callable[[str], str], name: str
) -> None:
    found = said(make_article(body=f"<p>{to_legacy(OLD)}</p>"))
    [message] = [message for _, message, _ in found if "phông cũ" in message]
    assert name in message and "“Chi hội ấp bàn việc nạo vét kênh" in message


def test_title_at_the_head_of_the_text_is_told() -> None:
    article = make_article(title="Đại hội chi bộ", body="<h2>ĐẠI HỘI CHI BỘ</h2><p>Xong.</p>")
    assert said(article) == [
        ("Nội dung", "Tựa lặp lại ở đầu nội dung, bạn đọc thấy hai lần", "ĐẠI HỘI CHI BỘ")
    ]


def test_mark_of_a_photo_in_other_letters_is_told() -> None:
    article = make_article(body="<p>[anh 1]</p><p>Xong, như (ảnh 2) [hình 3].</p><p>[Ảnh: 4]</p>")
    found = [(message[-9:], excerpt) for _, message, excerpt in said(article)]
    assert found == [("“[ảnh 1]”", "[anh 1]"), ("“[ảnh 4]”", "[Ảnh: 4]")]


NOTES = "<p>Kế hoạch<sup>1</sup> cho 5 m<sup>3</sup> nước<sup>2</sup>.</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{NOTES}<p><sup>1</sup> Số 12.</p><p><sup>2</sup> Số 13.</p>", []),
        (f"{NOTES}<p><sup>1</sup> Số 12.</p><p><sup>4</sup> Số 13.</p>", ["4", "2"]),
    ],
)
def test_footnote_that_has_lost_its_other_end_is_told(body: str, expected: list[str]) -> None:
    assert [excerpt for _, _, excerpt in said(make_article(body=body))] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h3>Việc</h3>", ["Đầu mục vừa mà phía trên chưa có đầu mục lớn"]),
        ("<h2>Một</h2><h4>Hai</h4>", ["Đầu mục nhỏ mà phía trên chưa có đầu mục vừa"]),
        ("<h2>Một</h2><h3>Hai</h3><h4>Ba</h4><h2>Bốn</h2><h3>Năm</h3>", []),
    ],
)
def test_heading_that_skips_a_level_is_told(body: str, expected: list[str]) -> None:
    assert [what for _, what, _ in said(make_article(body=body))] == expected


def test_link_without_a_scheme_is_tried_where_a_browser_would_go() -> None:
    article = make_article(body='<p><a href="www.example.vn">Chữ</a></p>')
    assert ("Liên kết dẫn đến trang không có", "Chữ (www.example.vn)") in [
        (what, excerpt) for _, what, excerpt in said(article)
    ]


def test_link_to_a_file_that_readers_do_not_get_is_told() -> None:
    own, public = make_article(status="draft", published_from=None), make_article()
    hidden = make_article(status="draft", published_from=None)
    addresses = [attach(each).file.url for each in (own, public, hidden)]
    never = "/media/attachments/2026/11/0123456789abcdef.mp4"
    addresses += [attach_to_page(make_page()).file.url, never]
    own.body = "".join(f'<p><a href="{each}">Phim</a></p>' for each in addresses)
    own.save()
    told = "Liên kết dẫn đến tệp không còn, hoặc tệp của bài mà bạn đọc chưa xem được"
    found = [excerpt for _, what, excerpt in said(own) if what == told]
    assert found == [f"Phim ({addresses[2]})", f"Phim ({addresses[4]})"]


def test_links_of_this_site_are_tried_and_others_are_not() -> None:
    TrustedDomain.objects.create(domain="example.vn", reason="Cơ quan bạn")
    there = make_article(title="Bài có thật")
    hidden = make_article(title="Bài chưa đăng", status="draft", published_from=None)
    soon = make_article(
        title="Bài hẹn giờ", published_from=timezone.now() + datetime.timedelta(hours=1)
    )
    links = [
        *(there.get_absolute_url(), hidden.get_absolute_url(), soon.get_absolute_url()),
        *("/khong-co/", "/quan-tri/", "/chuyen-muc/tin-tuc/", "/chuyen-muc/khong-co/"),
        *("http://localhost/khong-co-nua/", "https://example.vn/khong-co/", "/media/a.pdf"),
        *(
            "mailto:a@example.vn",
            "tel:+84251",
            "/bai/99999999999999999999/a/",
            "http://[x/",
            "?q=1",
        ),
    ]
    body = "".join(f'<p><a href="{link}">Chữ</a></p>' for link in links)
    body += '<p><a href="">Trống</a><a href="/rss/"></a></p>'
    assert [(what, excerpt) for _, what, excerpt in said(make_article(body=body))] == [
        ("Liên kết dẫn đến bài bạn đọc chưa xem được", f"Chữ ({hidden.get_absolute_url()})"),
        ("Liên kết dẫn đến bài bạn đọc chưa xem được", f"Chữ ({soon.get_absolute_url()})"),
        ("Liên kết dẫn đến trang không có", "Chữ (/khong-co/)"),
        ("Liên kết dẫn vào trang quản trị, bạn đọc không mở được", "Chữ (/quan-tri/)"),
        ("Liên kết dẫn đến chuyên mục không có", "Chữ (/chuyen-muc/khong-co/)"),
        ("Liên kết dẫn đến trang không có", "Chữ (http://localhost/khong-co-nua/)"),
        (
            "Liên kết dẫn đến bài bạn đọc chưa xem được",
            "Chữ (/bai/99999999999999999999/a/)",
        ),
        ("Liên kết không có địa chỉ", "Chữ"),  # it was none, and saving took it away
        ("Liên kết không có địa chỉ", "Trống"),
        ("Liên kết không có chữ", "/rss/"),
    ]


def test_link_to_a_static_page_is_told_where_that_page_is_not_there() -> None:
    Page.objects.create(title="Giới thiệu")
    body = "".join(
        f'<p><a href="/trang/{slug}/">{slug}</a></p>' for slug in ("gioi-thieu", "da-bo", "gioi")
    )
    assert said(make_article(body=body)) == [
        ("Nội dung", "Liên kết dẫn đến trang không có", "da-bo (/trang/da-bo/)"),
        ("Nội dung", "Liên kết dẫn đến trang không có", "gioi (/trang/gioi/)"),
    ]


def test_of_many_links_with_the_same_fault_some_are_told_and_the_number_of_the_rest() -> None:
    body = "".join(f'<p><a href="/khong-co/{number}/">Chữ</a></p>' for number in range(40))
    body += '<p><a href="/quan-tri/">Chữ</a></p>'
    found = said(make_article(body=body))
    assert [excerpt for _, what, excerpt in found if "trang không có" in what] == [
        f"Chữ (/khong-co/{number}/)" for number in range(30)
    ]
    assert found[30] == ("Nội dung", "Còn 10 chỗ tương tự nữa", "")
    assert "trang quản trị" in found[31][1]


def test_slips_are_told_with_the_field_they_stand_in() -> None:
    article = make_article(
        title="Hội12 người họp", lead="Họp xong.Sau đó về.", body="<p>Tỉnh uỷ và các các xã.</p>"
    )
    make_photo(article, caption="Lễ (ra mắt", credit="Vũ")
    assert [(where, what) for where, what, _ in said(article)] == [
        ("Tựa", "Thiếu dấu cách trước số"),
        ("Sapo", "Thiếu dấu cách sau “.”"),
        ("Nội dung", "Từ lặp hai lần"),
        ("Chú thích ảnh 1", "Dấu “(” mở mà không đóng"),
    ]


def test_many_slips_are_summed_up() -> None:
    article = make_article(body="<p>các các</p>" * 40)
    found = said(article)
    assert len(found) == 31
    assert found[-1] == ("Nội dung", "Còn 10 chỗ tương tự nữa", "")


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("Chi bộ Liên hiệp Hội tổ chức đại hội", True),
        ("CHI BỘ LIÊN HIỆP HỘI TỔ CHỨC ĐẠI HỘI!", True),
        ("Chi bo Liên hiệp Hội tổ chức Đại hội", True),
        ("Chi bộ Liên hiệp Hội tổ chức các đại hội", True),
        ("Chi bộ Liên hiệp Hội tổ chức đại hộ", True),
        ("Chi bộ Liên hiệp Hội tổng kết đại hội", False),
        ("Chi bộ Liên hiệp Hội tổ chứcc đại hội", True),
        ("Chi bộ Liên hiệp Hội tổ chức đại hội lần 2", False),
        ("Chi bộ Liên hiệp Hội tổ chức hội thao", False),
        ("Chi bộ Khoa học tổ chức đại hội", False),
    ],
)
def test_near_namesake_is_told(title: str, is_told: bool) -> None:
    make_article(title=title)
    article = make_article()
    assert [what for _, what, _ in said(article)] == [NAMESAKE] * is_told


def test_title_that_the_author_may_not_know_is_not_given_away() -> None:
    reporter = make_person("phongvien", REPORTER)
    colleague = make_person("dongnghiep", REPORTER)
    make_article(author=colleague, status="draft", published_from=None)
    make_article(status="trashed", trashed_from="published")
    article = make_article(author=reporter, status="draft", published_from=None)
    assert said(article) == []
    make_article(author=reporter, status="draft", published_from=None)
    assert [what for _, what, _ in said(article)] == [NAMESAKE]


def test_cost_does_not_grow_with_the_archive(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    article = make_article(
        body='<p><a href="/bai/999999/a/">bài</a><a href="/chuyen-muc/x/">mục</a>'
        '<a href="/trang/x/">một</a><a href="/trang/y/">hai</a></p>'
    )
    make_photo(article)
    for number in range(60):
        make_article(title=f"Chi bộ Liên hiệp Hội tổ chức đại hội lần {number}")
    article = Article.objects.get(pk=article.pk)
    with django_assert_num_queries(7):
        found = findings(article)
    assert len(found) == 5


def test_fingerprint_is_of_what_is_said() -> None:
    article = make_article(lead="")
    first = fingerprint(findings(article))
    article.title = "Tựa khác hẳn"
    assert fingerprint(findings(article)) == first
    article.lead = "Có (sapo"
    assert fingerprint(findings(article)) != first


def test_every_category_is_there_in_the_database() -> None:
    article = make_article(category=make_category(name="Khoa học"))
    article.category = None  # type: ignore[assignment]  # as a form that lacks it leaves it
    assert ("Chuyên mục", "Chưa chọn chuyên mục", "") in said(article)
