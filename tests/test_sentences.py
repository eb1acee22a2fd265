"""What readers are told, to the letter: each sentence was weighed, and none is to slip back."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.test import Client

from articles.models import Article
from portal.models import Banner, Identity, WebLink
from tests.support.factories import make_article, make_byline, make_identity

pytestmark = pytest.mark.django_db

MOMENT = datetime.datetime(2021, 12, 7, 19, 50, tzinfo=datetime.UTC)
# Address, and what stands there in either layout; {article} is an article's.
SAID = [
    (
        "/khong-co/",
        "Không tìm thấy trang này. Có thể địa chỉ gõ sai, hoặc bài đã được gỡ.",
        "Mời tìm bằng vài chữ trong tên bài",
    ),
    ("/tim-kiem/?q=dai+hoi", "Tìm thấy 1 bài có “dai hoi”.", ">Từ cần tìm</label>"),
    ("/tim-kiem/?q=a&tu=30-02-2x", "Ngày chưa đúng. Xin viết theo mẫu 08-12-2021."),
    (
        "/tim-kiem/?q=a&tu=02-01-2021&den=01-01-2021",
        "“Đến ngày” không được trước “Từ ngày”.",
    ),
    ("/", ">Tin theo ngày</a>", ">Nguồn tin (RSS)</a>"),
    ("/luu-tru/", "<title>Tin theo ngày | ", '<h1 class="page-title">Tin theo ngày</h1>'),
    ("/luu-tru/2021/", "<title>Tin theo ngày, năm 2021 | "),
    ("/luu-tru/2021/12/", "<title>Tin theo ngày, tháng 12-2021 | "),
    ("/luu-tru/2021/12/08/", "<title>Tin theo ngày 08-12-2021 | "),
    (
        "{article}",
        "Bài: Lan – Ảnh: Hoa</p>",
        ">Sao chép liên kết</button>",
        'aria-label="Bạn đang ở"',
        "Cập nhật: ",
    ),
    ("{article}in/", ">‹ Trở lại bài viết</a>", "Bài: Lan – Ảnh: Hoa</p>"),
    (
        "/cach-tinh-luot-truy-cap/",
        "Khung “Thống kê truy cập”, có nơi ghi là “Lượt truy cập”",
    ),
]
OF_ONE_LAYOUT = {
    "tra-vinh": [
        'aria-label="Thông tin thêm"',
        ">TUYÊN TRUYỀN</h2>",
        ">Thống kê truy cập</h2>",
        ">Tin khác</h2>",
    ],
    "dong-nai": [
        ">Nội dung bản tin</p>",
        "Các tin đã đăng ngày: 08-12-2021</h2>",
        ">Lượt truy cập: ",
        ">Liên kết website</h2>",
        ">In nội dung</a>",
    ],
}
ERRORS = {
    "400": "Địa chỉ này không mở được.",
    "403": "Bạn không có quyền xem trang này.",
    "503": "Kho dữ liệu đang bận hoặc đang được bảo trì.",
}


def fill_pages(layout: str) -> Article:
    make_identity(layout=layout)
    Banner.objects.create(title="Học tập và làm theo Bác")
    WebLink.objects.create(name="Cổng Chính phủ", url="https://chinhphu.vn/")
    make_article(title="Tin cùng mục", lead="", body="", published_from=MOMENT)
    article = make_article(published_from=MOMENT)
    make_byline(article, role="text", name="Lan")
    make_byline(article, role="photo", name="Hoa")
    return article


@pytest.mark.parametrize("layout", Identity.Layout.values)
def test_readers_are_told_so(client: Client, layout: str) -> None:
    article = fill_pages(layout)
    missing = {}
    for address, *sentences in [*SAID, ("{article}", *OF_ONE_LAYOUT[layout])]:
        response = client.get(address.format(article=article.get_absolute_url()))
        html = response.content.decode()
        if lacking := [sentence for sentence in sentences if sentence not in html]:
            missing[address] = lacking
    assert missing == {}


@pytest.mark.parametrize("status", ERRORS)
def test_error_pages_say_so(status: str) -> None:
    assert ERRORS[status] in render_to_string(f"errors/{status}.html")
