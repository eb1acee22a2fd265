"""Photos dropped onto an article's form in the newsroom."""

import base64
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Photo
from tests.browser.conftest import OpenPage, wait_for_pictures
from tests.browser.screens import Colours
from tests.browser.transfers import DROP, DROP_ADDRESS, photo
from tests.browser.waiting import wait_for_editor
from tests.support.factories import make_article, make_category, make_photo
from tests.support.pictures import png_header

OpenForm = Callable[..., Page]


@pytest.fixture
def open_form(open_page: OpenPage, live_server: LiveServer, transactional_db: None) -> OpenForm:
    """`open_form(path, width=1280)`: that page of the newsroom, signed in."""

    def open_(path: str, width: int = 1280) -> Page:
        client = Client()
        client.force_login(User.objects.get_or_create(username="bt", defaults=ALL_RIGHTS)[0])
        visit = open_page("/quan-tri/login/", width=width)
        cookie = client.cookies["sessionid"].value
        visit.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": live_server.url}]
        )
        visit.page.goto(live_server.url + path, wait_until="load")
        return visit.page

    return open_


ALL_RIGHTS = {"is_staff": True, "is_superuser": True}


def test_dropped_photos_become_rows_and_a_refused_one_says_why(open_form: OpenForm) -> None:
    make_category()
    page = open_form("/quan-tri/articles/article/add/")
    page.fill("#id_title", "Đại hội chi bộ")
    page.select_option("#id_category", label="Tin tức")
    not_a_photo = base64.b64encode(b"<svg></svg>").decode()
    page.evaluate(
        DROP, [["mot.jpg", photo("red")], ["hai.jpg", not_a_photo], ["ba.jpg", photo("blue")]]
    )
    lines = page.locator(".drop__file")
    page.locator(".drop__file--taken").nth(1).wait_for()
    assert lines.count() == 3
    assert "mot.jpg" in lines.nth(0).inner_text() and "[ảnh 1]" in lines.nth(0).inner_text()
    assert "không nhận: Tệp này không phải ảnh" in lines.nth(1).inner_text()
    assert "ba.jpg" in lines.nth(2).inner_text() and "[ảnh 2]" in lines.nth(2).inner_text()
    assert page.locator(".dynamic-photos .focus__frame .thumbnail").count() == 2
    page.fill("#id_photos-0-caption", "Quang cảnh đại hội")
    wait_for_pictures(page.locator(".dynamic-photos img"))  # the form moves as they come
    page.locator("#photos-1 .focus__frame .thumbnail").click(position={"x": 1, "y": 1})
    page.click("input[name=_continue] >> nth=0")
    page.wait_for_url("**/change/")
    assert page.input_value("#id_title") == "Đại hội chi bộ"
    shown = [(row.order, row.caption, row.width) for row in Photo.objects.all()]
    assert shown == [(1, "Quang cảnh đại hội", 900), (2, "", 900)]
    assert Photo.objects.get(order=2).focus == "picture--x0 picture--y0"


def test_refused_files_say_why_beside_them_and_the_others_stay(open_form: OpenForm) -> None:
    article = make_article(body="<p>Thân bài.</p>")
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    whole = base64.b64decode(photo("red"))
    files = {
        "dau.jpg": whole,
        "trang.jpg": b"<!doctype html><script>alert(1)</script>",
        "nua.jpg": whole[: len(whole) // 2],
        "khong-lo.png": png_header(16_000, 11_063),
        "cuoi.jpg": base64.b64decode(photo("blue")),
    }
    page.evaluate(DROP, [[name, base64.b64encode(sent).decode()] for name, sent in files.items()])
    page.locator(".drop__file--taken").nth(1).wait_for()
    said = dict(zip(files, page.locator(".drop__file").all_inner_texts(), strict=True))
    for name, reason in {
        "dau.jpg": "đã thêm thành [ảnh 1]",
        "trang.jpg": "không nhận: Tệp này không phải ảnh",
        "nua.jpg": "không nhận: Không đọc được ảnh này: tệp hỏng hoặc chưa tải hết",
        "khong-lo.png": "vượt quá 60 triệu",
        "cuoi.jpg": "đã thêm thành [ảnh 2]",
    }.items():
        assert name in said[name]
        assert reason in said[name]
    for number, caption in enumerate(["Ảnh đầu", "Ảnh cuối"]):
        page.fill(f"#id_photos-{number}-caption", caption)
    with page.expect_navigation():
        page.click("input[name=_continue] >> nth=0")
    assert [row.caption for row in article.photos.all()] == ["Ảnh đầu", "Ảnh cuối"]
    page.goto(page.url.split("/quan-tri/")[0] + article.get_absolute_url())
    assert page.locator("figcaption").all_inner_texts() == ["Ảnh đầu", "Ảnh cuối"]


def test_folder_is_refused_in_words_and_nothing_comes_of_it(open_form: OpenForm) -> None:
    article = make_article(body="<p>Thân bài.</p>")
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    page.evaluate("DataTransferItem.prototype.webkitGetAsEntry = () => ({ isDirectory: true })")
    page.evaluate(DROP, [["Ảnh đại hội", ""]])
    said = page.locator(".drop__file")
    expect(said).to_have_count(1)
    assert "không nhận: đây là một thư mục" in said.inner_text()
    assert page.locator(".dynamic-photos").count() == 0


def test_picture_of_another_site_dropped_by_its_address_waits_for_a_file(
    open_form: OpenForm,
) -> None:
    article = make_article(body="<p>Thân bài.</p>")
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    wait_for_editor(page)
    page.evaluate(DROP_ADDRESS, "https://noi-khac.example/anh.jpg")
    expect(page.locator("figure.placed")).to_have_count(1)
    expect(page.locator("figure.placed")).to_contain_text("chưa có tệp")
    assert page.locator("[src*='noi-khac']").count() == 0
    text = page.evaluate("CKEDITOR.instances.id_body.getData()")
    assert "[ảnh 1]" in text
    assert "noi-khac" not in text


def test_chosen_photos_are_sent_as_well_and_numbers_go_on(open_form: OpenForm) -> None:
    article = make_article()
    make_photo(article, order=4)
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    content = base64.b64decode(photo("green"))
    file = FilePayload(name="anh.jpg", mimeType="image/jpeg", buffer=content)
    page.set_input_files(".drop__input", [file])
    page.locator(".drop__file--taken").wait_for()
    assert "[ảnh 5]" in page.locator(".drop__file").inner_text()


def test_lost_connection_is_said_and_can_be_tried_again(open_form: OpenForm) -> None:
    article = make_article()
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    page.route("**/tai-anh/", lambda route: route.abort())
    page.evaluate(DROP, [["anh.jpg", photo("red")]])
    page.locator(".drop__again").wait_for()
    assert "mất kết nối" in page.locator(".drop__file").inner_text()
    page.unroute("**/tai-anh/")
    page.click(".drop__again")
    page.locator(".drop__file--taken").wait_for()
    assert page.locator(".drop__file").count() == 1


def test_session_that_ended_is_said_and_the_photo_is_sent_after_signing_in(
    open_form: OpenForm,
) -> None:
    article = make_article()
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    [session] = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    page.evaluate(DROP, [["anh.jpg", photo("red")]])
    page.locator(".drop__again").wait_for()
    assert "phiên đăng nhập đã hết" in page.locator(".drop__file").inner_text()
    page.context.add_cookies([session])  # type: ignore[list-item]  # it takes back its own
    page.click(".drop__again")
    page.locator(".drop__file--taken").wait_for()


def test_numbers_move_the_point_without_a_mouse(open_form: OpenForm) -> None:
    article = make_article()
    make_photo(article)
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    page.fill("#id_photos-0-focus_x", "20")
    assert (
        page.locator("#photos-0 .focus__crop").evaluate("crop => crop.style.objectPosition")
        == "20% 50%"
    )


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_in_the_photos_of_the_form(open_form: OpenForm, colours: Colours) -> None:
    article = make_article()
    make_photo(article, credit="")
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    page.emulate_media(color_scheme=colours)
    page.evaluate(DROP, [["anh.jpg", photo("red")], ["tep.jpg", "AAAA"]])
    page.locator(".drop__file--refused").wait_for()
    for part in (".drop", "#photos-group"):
        results = Axe().run(page, context=part)
        assert not results.violations_count, results.generate_report()
    assert Article.objects.count() == 1


def test_lists_crop_where_the_editor_pointed(open_page: OpenPage, transactional_db: None) -> None:
    article = make_article()
    article.cover = make_photo(article, focus_x=0, focus_y=93)
    article.save()
    shown = open_page("/").page.locator(".card__picture .picture").first
    position = shown.evaluate("picture => getComputedStyle(picture).objectPosition")
    assert position == "0% 90%"
