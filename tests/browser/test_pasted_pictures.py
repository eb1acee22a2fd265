"""Pictures in what is pasted: each becomes a photo at its place, or its place waits."""

import re

from PIL import Image
from playwright.sync_api import FilePayload, expect

from articles.models import Article
from newsroom.models import PhotoUpload
from tests.browser import word
from tests.browser.conftest import OpenForm
from tests.browser.pasting import open_new, paste, save, written
from tests.browser.waiting import wait_for_editor


def test_pictures_from_word_become_photos_at_their_place_with_captions(open_form: OpenForm) -> None:
    page = open_new(open_form)
    html = word.from_word(
        word.PLAIN.format("Đoạn mở đầu."),
        word.PICTURE.format(n=1, alt="Trạm đo bên cống"),
        word.CAPTION.format("Trạm đo ở đầu kênh. Ảnh: Trần Văn Vũ"),
        word.PLAIN.format("Đoạn giữa."),
        word.PICTURE.format(n=2, alt="A green square&#10;&#10;Description automatically generated"),
        word.PLAIN.format("Ảnh: Bà con xem bảng số"),
        word.PICTURE.format(n=3, alt=""),
        word.PLAIN.format("Đoạn này không phải chú thích."),
    )
    paste(page, html, word.rtf(word.png("red"), word.png("green"), word.png("blue")))
    page.locator(".drop__file--taken").nth(2).wait_for()
    assert page.locator(".dynamic-photos .focus__frame .thumbnail").count() == 3
    assert "không đọc được" not in page.locator(".pasted").inner_text()
    article = save(page)
    assert re.findall(r"<p>(.*?)</p>", article.body) == [
        "Đoạn mở đầu.",
        "[ảnh 1]",
        "Đoạn giữa.",
        "[ảnh 2]",
        "[ảnh 3]",
        "Đoạn này không phải chú thích.",
    ]
    shown = [(photo.caption, photo.credit, photo.alt) for photo in article.photos.all()]
    assert shown == [
        ("Trạm đo ở đầu kênh.", "Trần Văn Vũ", "Trạm đo bên cống"),
        ("Bà con xem bảng số", "", ""),
        ("", "", ""),
    ]
    assert all(photo.width == 300 for photo in article.photos.all())
    assert not PhotoUpload.objects.exists()
    article.status = Article.Status.PUBLISHED
    article.save()
    page.goto(page.url.split("/quan-tri/")[0] + article.get_absolute_url())
    assert page.locator("figure figcaption").first.inner_text().startswith("Trạm đo ở đầu kênh.")
    order = page.locator(".article__body, article").first.inner_text()
    assert order.index("Đoạn mở đầu.") < order.index("Trạm đo ở đầu kênh.")
    assert order.index("Trạm đo ở đầu kênh.") < order.index("Đoạn giữa.")


def test_deleted_picture_of_word_stays_behind_and_the_next_one_is_itself(
    open_form: OpenForm,
) -> None:
    page = open_new(open_form)
    deleted = f"<del>{word.PICTURE.format(n=1, alt='')}</del>"
    html = word.from_word(
        f"<div class=msoDel>{deleted}</div>",
        word.PICTURE.format(n=2, alt=""),
        word.PLAIN.format("Đoạn sau."),
    )
    paste(page, html, word.rtf(word.png("red"), word.png("lime")))
    page.locator(".drop__file--taken").wait_for()
    assert page.locator(".drop__file").count() == 1
    [photo] = save(page).photos.all()
    with photo.file.open() as file, Image.open(file) as picture:
        red, green, _ = picture.convert("RGB").resize((1, 1)).tobytes()
    assert green > red


def test_picture_that_cannot_be_read_is_named_and_a_dropped_file_takes_its_place(
    open_form: OpenForm,
) -> None:
    page = open_new(open_form)
    html = word.from_word(
        word.PICTURE.format(n=1, alt=""),
        word.CAPTION.format("Trạm đo ở đầu kênh"),
        word.PLAIN.format("Đoạn sau."),
    )
    paste(page, html)
    assert "1 ảnh không đọc được từ bộ nhớ tạm" in page.locator(".pasted").inner_text()
    assert "[ảnh 1]" in written(page)
    file = FilePayload(name="anh.png", mimeType="image/png", buffer=word.png("red"))
    page.set_input_files(".drop__input", [file])
    page.locator(".drop__file--taken").wait_for()
    [photo] = save(page).photos.all()
    assert (photo.order, photo.caption, photo.width) == (1, "Trạm đo ở đầu kênh", 300)


def test_place_that_waits_takes_a_file_after_saving_too(open_form: OpenForm) -> None:
    page = open_new(open_form)
    paste(page, word.from_word(word.PICTURE.format(n=1, alt=""), word.PLAIN.format("Đoạn sau.")))
    article = save(page)
    assert "[ảnh 1]" in article.body
    wait_for_editor(page)
    paste(page, word.from_word(word.PICTURE.format(n=1, alt="")), word.rtf(word.png("blue")))
    page.locator(".drop__file--taken").wait_for()
    assert "[ảnh 2]" in page.locator(".drop__file").inner_text()
    file = FilePayload(name="anh.png", mimeType="image/png", buffer=word.png("red"))
    page.set_input_files(".drop__input", [file])
    page.locator(".drop__file--taken").nth(1).wait_for()
    assert "[ảnh 1]" in page.locator(".drop__file").nth(1).inner_text()


def test_pictures_are_not_guessed_where_the_clipboard_holds_another_number(
    open_form: OpenForm,
) -> None:
    page = open_new(open_form)
    html = word.from_word(word.PICTURE.format(n=1, alt=""), word.PICTURE.format(n=2, alt=""))
    paste(page, html, word.rtf(word.png("red")))
    assert "2 ảnh không đọc được từ bộ nhớ tạm" in page.locator(".pasted").inner_text()
    assert page.locator(".drop__file").count() == 0


def test_article_of_a_web_page_brings_its_figure_and_names_what_it_lost(
    open_form: OpenForm,
) -> None:
    page = open_new(open_form)
    address = word.data_address(word.png("red"))
    paste(
        page,
        f'<p style="color: rgb(0, 0, 0)">Đoạn một.</p><figure><img src="{address}" alt="Cống mới">'
        "<figcaption>Cống ngăn mặn. Ảnh: Lê An</figcaption></figure>"
        '<iframe src="https://example.vn/phim"></iframe><video src="/x.mp4"></video>'
        "<script>window.hacked = 1</script><p onclick=hack()>Đoạn hai.</p>",
    )
    page.locator(".drop__file--taken").wait_for()
    said = page.locator(".pasted").inner_text()
    assert "1 khung nhúng (iframe), 1 đoạn phim" in said and "màu chữ" not in said
    article = save(page)
    assert re.findall(r"<p>(.*?)</p>", article.body) == ["Đoạn một.", "[ảnh 1]", "Đoạn hai."]
    assert page.evaluate("window.hacked") is None
    [photo] = article.photos.all()
    assert (photo.caption, photo.credit, photo.alt) == ("Cống ngăn mặn.", "Lê An", "Cống mới")


def test_picture_alone_on_the_clipboard_becomes_a_photo(open_form: OpenForm) -> None:
    page = open_new(open_form)
    content = word.data_address(word.png("red")).partition(",")[2]
    paste(page, files=[["man-hinh.png", content]])
    page.locator(".drop__file--taken").wait_for()
    assert "<p>[ảnh 1]</p>" in written(page)
    assert page.locator(".cke_notification").count() == 0
    assert save(page).photos.get().width == 300


def test_picture_that_the_server_refuses_says_why_and_its_place_waits(open_form: OpenForm) -> None:
    page = open_new(open_form, watched=False)
    broken = word.data_address(word.png("red")[:60])
    paste(page, f'<p>Trên.</p><p><img src="{broken}"></p><p>Ảnh: Cống ngăn mặn</p>')
    page.locator(".drop__file--refused").wait_for()
    assert "không nhận" in page.locator(".drop__file").inner_text()
    file = FilePayload(name="anh.png", mimeType="image/png", buffer=word.png("red"))
    page.set_input_files(".drop__input", [file])
    page.locator(".drop__file--taken").wait_for()
    [photo] = save(page).photos.all()
    assert (photo.order, photo.caption, photo.width) == (1, "Cống ngăn mặn", 300)


def test_picture_pasted_into_a_static_page_has_its_place_and_its_row(open_form: OpenForm) -> None:
    page = open_form("/quan-tri/portal/page/add/")
    paste(page, word.from_word(word.PLAIN.format("Về đơn vị."), word.PICTURE.format(n=1, alt="")))
    expect(page.locator(".dynamic-photos")).to_have_count(1)
    assert "".join(written(page).split("\n")) == "<p>Về đơn vị.</p><p>[ảnh 1]</p>"
