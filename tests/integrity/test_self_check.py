"""The daily check: what was changed past the program is told, and what the program does is not."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from articles.models import Article, Photo
from chibo_site.roles import ADMINISTRATOR, EDITOR
from integrity import served_pages, stored_rows
from portal.models import Banner, Page, WebLink
from tests.chibo_site.first_page import first_page
from tests.support.admin_pages import texts
from tests.support.factories import make_article, make_identity, make_person, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_site() -> None:
    make_identity(logo="identity/a.webp", governing_body="Tỉnh ủy")
    article = make_article(body='<p>Xem <a href="https://bao.example/">báo bạn</a>.</p>')
    make_photo(article)
    Page.objects.create(title="Giới thiệu", slug="gioi-thieu", body="<p>Đơn vị.</p>")
    WebLink.objects.create(name="Cổng tỉnh", url="https://dongnai.gov.vn/")
    Banner.objects.create(title="Chào mừng", url="https://dongnai.gov.vn/dai-hoi")


def check(*options: str) -> str:
    """What the command says; begins with "!" where it ends with a code other than 0."""
    out = StringIO()
    try:
        call_command("self_check", *options, stdout=out)
    except CommandError as error:
        return f"!{error}\n{out.getvalue()}"
    return out.getvalue()


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_is_said_where_nothing_was_done() -> None:
    assert check() == "Không thấy gì lạ.\n"
    article = Article.objects.get()
    article.body += '<p><a href="https://khac.example/">nơi khác</a></p>'
    article.save()
    article.photos.get().delete()
    WebLink.objects.all().delete()
    assert check() == "Không thấy gì lạ.\n"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE articles_article SET body = '<p>Lời khác.</p>'", "bị đổi không qua phần mềm"),
        ("UPDATE articles_article SET title = 'Nhà cái'", "Bài “Nhà cái” bị đổi"),
        ("UPDATE articles_article SET status = 'withdrawn'", "bị đổi không qua phần mềm"),
        (
            "UPDATE articles_article SET body = body || '<script>alert(1)</script>'",
            "có mã không được phép. 1 đoạn mã (script)",
        ),
        (
            "UPDATE articles_article SET body = body || '<iframe src=\"https://x.example\"></iframe>'",
            "1 khung nhúng (iframe)",
        ),
        (
            "UPDATE portal_page SET body = body || '<p style=\"display:none\">ẩn</p>'",
            "Trang tĩnh “Giới thiệu” có mã không được phép",
        ),
        (
            "UPDATE articles_article SET body = "
            '\'<p><a href="https://nhacai.example/" rel="noopener">.</a></p>\'',
            "Dẫn đến nhacai.example",
        ),
        ("UPDATE articles_photo SET caption = 'Nhà cái'", "Ảnh “Nhà cái” bị đổi"),
        ("UPDATE portal_weblink SET url = 'https://la.example/'", "Dẫn đến la.example"),
        ("UPDATE portal_banner SET url = 'https://la.example/'", "Dẫn đến la.example"),
        (
            "INSERT INTO portal_weblink (name, url, \"order\") VALUES ('Lạ', 'https://a.vn', 1)",
            "“Lạ” được thêm không qua phần mềm",
        ),
        ("DELETE FROM articles_photo", "bị xóa không qua phần mềm"),
    ],
)
def test_change_past_the_program_is_told(statement: str, said: str) -> None:
    check()
    sql(statement)
    words = check()
    assert words.startswith("!Tự kiểm tra thấy")
    assert said in words


def test_change_before_the_first_check_is_told_all_the_same() -> None:
    sql("UPDATE articles_article SET lead = 'Lời khác.'")
    assert "bị đổi không qua phần mềm" in check()


def test_what_was_written_on_purpose_is_accepted() -> None:
    check()
    sql("UPDATE articles_article SET lead = 'Lời khác.'")
    check("--accept")
    assert check() == "Không thấy gì lạ.\n"


def test_administrator_reads_it_on_the_first_page_and_says_seen() -> None:
    check()
    sql("UPDATE articles_photo SET caption = 'Nhà cái'")
    check()
    administrator = make_person("quantri", ADMINISTRATOR)
    html = first_page(administrator)
    assert "Tự kiểm tra thấy 1" in texts(html, "tasks__name")
    [item] = [each for each in texts(html, "tasks__item") if "Nhà cái" in each]
    assert item.endswith("Đã xem")
    assert "Nhà cái" not in first_page(make_person("bientap", EDITOR))
    client = Client()
    client.force_login(administrator)
    [address] = {part.split('"')[0] for part in html.split('action="') if "/da-xem/" in part[:60]}
    assert client.post(address).status_code == 302
    assert "Tự kiểm tra thấy" not in first_page(administrator)
    assert check() == "Không thấy gì lạ.\n"
    sql("UPDATE articles_photo SET caption = 'Nhà cái khác'")
    assert check().startswith("!")


def test_saving_anew_is_an_answer_too() -> None:
    check()
    sql("UPDATE articles_photo SET caption = 'Nhà cái'")
    check()
    Photo.objects.get().save()
    assert check() == "Không thấy gì lạ.\n"


class Tampering:
    """A middleware as an intruder would add it."""

    added = ""
    for_bots_only = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        is_bot = "Googlebot" in request.headers.get("User-Agent", "")
        if is_bot or not self.for_bots_only:
            response.content = response.content.replace(
                b"</main>", self.added.encode() + b"</main>"
            )
            response.headers["Content-Length"] = str(len(response.content))
        return response


@pytest.mark.parametrize("for_bots_only", [True, False])
@pytest.mark.parametrize(
    ("added", "said"),
    [
        ('<script src="https://x.example/a.js"></script>', "thẻ <script> tải từ x.example"),
        ("<script>alert(1)</script>", "mã lệnh viết thẳng trong trang"),
        ('<iframe src="/a/"></iframe>', "thẻ <iframe> /a/"),
        ('<img src="//x.example/a.png" alt="">', "thẻ <img> tải từ x.example"),
        ('<p style="display:none">nhà cái</p>', "thẻ <p> mang kiểu hay lệnh riêng"),
        ('<a href="https://nhacai.example/">x</a>', "dẫn đến nhacai.example"),
        ("<p>nhà cái uy tín</p>", "cho máy tìm kiếm khác với cho bạn đọc"),
    ],
)
def test_page_that_was_tampered_with_as_it_leaves_is_told(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    added: str,
    said: str,
    for_bots_only: bool,
) -> None:
    monkeypatch.setattr(Tampering, "added", added)
    monkeypatch.setattr(Tampering, "for_bots_only", for_bots_only)
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE[:1],
        f"{__name__}.Tampering",
        *settings.MIDDLEWARE[1:],
    ]
    words = check()
    if "cho máy tìm kiếm" in said and not for_bots_only:
        assert words == "Không thấy gì lạ.\n"
        return
    assert words.startswith("!")
    assert said in words
    is_read = "<a " in added or "<p" in added
    assert ("cho máy tìm kiếm khác" in words) == (for_bots_only and is_read)


def test_large_tables_are_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_rows, "BATCH", 3)
    monkeypatch.setattr(stored_rows, "MOST_OF_A_TABLE", 4)
    monkeypatch.setattr(served_pages, "SAMPLE", 1)
    for number in range(8):
        WebLink.objects.create(name=f"Trang {number}", url=f"https://{number}.example/")
    assert check() == "Không thấy gì lạ.\n"
    sql("UPDATE portal_weblink SET name = 'Lạ'")
    words = check()
    assert words.count("“Lạ” bị đổi") == 4
    assert "Còn nhiều dòng khác ở bảng “liên kết website”" in words
