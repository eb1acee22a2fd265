"""Photos where they stand in the text: dropped, captioned, moved, undone, copied, read."""

import re
from base64 import b64decode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from playwright.sync_api import FilePayload, Page, expect

from articles.models import Article, Photo
from tests.browser.conftest import OpenForm, picture, wait_for_pictures
from tests.browser.screens import Colours
from tests.browser.transfers import PASTE, photo
from tests.browser.unsaved.form import KEPT, line
from tests.browser.writing import drop_under, order, placed, put_cursor, type_as_unikey, written
from tests.support.factories import make_article, make_photo

TWO = "<p>Đoạn đầu.</p><p>Đoạn cuối.</p>"
THREE = "<p>Một.</p><p>[ảnh 1]</p><p>Hai.</p><p>[ảnh 2]</p><p>Ba.</p>"
# The same text twice: once where photos are drawn in it, once where marks stay marks.
BOTH_WAYS = """async text => {
  const field = document.querySelector("#id_body");
  const bare = document.body.appendChild(document.createElement("textarea"));
  const plain = CKEDITOR.replace(bare, JSON.parse(field.dataset.config));
  await new Promise(done => plain.once("instanceReady", done));
  const both = [CKEDITOR.instances.id_body, plain];
  for (const editor of both) await new Promise(done => editor.setData(text, done));
  return [...both.map(editor => editor.getData()), document.querySelectorAll(".placed").length];
}"""


CURSOR_IS_LOST = """() => {
  const selection = CKEDITOR.dom.selection.prototype;
  const { selectBookmarks } = selection;
  selection.selectBookmarks = () => {
    selection.selectBookmarks = selectBookmarks;
    throw new DOMException("Index or size is negative", "IndexSizeError");
  };
}"""


def article_with(body: str, photos: int) -> Article:
    article = make_article(body=body)
    for number in range(1, photos + 1):
        row = Photo(article=article, order=number, caption=f"Chú thích {number}")
        row.file.save("anh.png", ContentFile(picture()))
    return article


def save(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def read(page: Page, article: Article) -> list[str]:
    """The paragraphs and captions that readers get, from top to bottom."""
    article.refresh_from_db()
    page.goto(page.url.split("/quan-tri/")[0] + article.get_absolute_url())
    return page.locator(".prose p, .prose figcaption, .prose li, .prose td").all_inner_texts()


def test_photo_dropped_between_two_paragraphs_stands_there_for_readers(
    open_form: OpenForm,
) -> None:
    article = make_article(body=TWO)
    page = open_form(article)
    drop_under(page, "Đoạn đầu.", [["mot.jpg", photo("red")], ["hai.jpg", photo("blue")]])
    expect(page.locator(".drop__file--taken")).to_have_count(2)
    assert order(page) == ["Đoạn đầu.", "ảnh 1", "ảnh 2", "Đoạn cuối."]
    wait_for_pictures(page.locator(".placed__image"))
    placed(page, 1).get_by_label("Chú thích ảnh 1").fill("Cờ đỏ")
    placed(page, 2).get_by_label("Chú thích ảnh 2").fill("Trời xanh")
    placed(page, 2).get_by_label("Người chụp ảnh 2").fill("Lê An")
    save(page)
    article.refresh_from_db()
    assert re.sub(r"\s+(?=<)", "", article.body) == (
        "<p>Đoạn đầu.</p><p>[ảnh 1]</p><p>[ảnh 2]</p><p>Đoạn cuối.</p>"
    )
    assert read(page, article) == ["Đoạn đầu.", "Cờ đỏ", "Trời xanh Ảnh: Lê An", "Đoạn cuối."]


def test_what_is_refused_leaves_no_place(open_form: OpenForm) -> None:
    page = open_form(make_article(body=TWO), watched=False)
    drop_under(page, "Đoạn đầu.", [["tep.jpg", "AAAA"], ["hai.jpg", photo("blue")]])
    page.locator(".drop__file--taken").wait_for()
    expect(page.locator("figure.placed")).to_have_count(1)
    assert page.locator(".dynamic-photos").count() == 1
    assert "không nhận" in page.locator(".drop__file").first.inner_text()


def test_chosen_photo_comes_after_the_paragraph_in_which_one_writes(open_form: OpenForm) -> None:
    page = open_form(make_article(body=TWO))
    page.locator(".cke_wysiwyg_div > p").first.click()
    page.set_input_files(
        ".drop__input", {"name": "a.png", "mimeType": "image/png", "buffer": picture()}
    )
    page.locator(".drop__file--taken").wait_for()
    assert order(page) == ["Đoạn đầu.", "ảnh 1", "Đoạn cuối."]


def test_pasted_text_brings_its_picture_to_its_place(open_form: OpenForm) -> None:
    page = open_form(make_article(body="<p>Đoạn đầu.</p>"))
    page.locator(".cke_wysiwyg_div > p").first.click()
    page.keyboard.press("End")
    html = f'<p>Dán.</p><p><img src="data:image/jpeg;base64,{photo("navy")}"></p><p>Hết.</p>'
    page.evaluate(PASTE, [{"text/html": html}, []])
    wait_for_pictures(page.locator(".placed__image"))
    assert order(page)[-2:] == ["ảnh 1", "Hết."]
    assert "<p>[ảnh 1]</p>" in written(page)


def test_photo_is_moved_by_buttons_by_key_by_hand_and_to_where_one_writes(
    open_form: OpenForm,
) -> None:
    article = article_with(THREE, 2)
    page = open_form(article)
    wait_for_pictures(page.locator(".placed__image"))
    placed(page, 2).get_by_role("button", name="Lên").click()
    assert order(page) == ["Một.", "ảnh 1", "ảnh 2", "Hai.", "Ba."]
    placed(page, 1).get_by_role("button", name="Xuống").press("Enter")
    assert order(page) == ["Một.", "ảnh 2", "ảnh 1", "Hai.", "Ba."]
    image = placed(page, 2).locator(".placed__image")
    image.scroll_into_view_if_needed()
    image.hover()
    page.mouse.down()
    first = page.locator(".cke_wysiwyg_div > p").first
    first.scroll_into_view_if_needed()
    box = first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 2, steps=5)
    page.mouse.up()
    assert order(page) == ["ảnh 2", "Một.", "ảnh 1", "Hai.", "Ba."]
    page.locator(".cke_wysiwyg_div > p", has_text="Ba.").click()
    page.locator("#photos-1").get_by_role("button", name="Đặt vào đây").click()
    assert order(page) == ["Một.", "ảnh 1", "Hai.", "Ba.", "ảnh 2"]
    save(page)
    captions = [line for line in read(page, article) if line.startswith("Chú thích")]
    assert captions == ["Chú thích 1", "Chú thích 2"]


def test_place_is_undone_and_done_again_also_after_an_autosave(open_form: OpenForm) -> None:
    page = open_form(make_article(body=TWO))
    page.locator(".cke_wysiwyg_div > p").first.click()
    drop_under(page, "Đoạn đầu.", [["mot.jpg", photo("red")]])
    page.locator(".drop__file--taken").wait_for()
    placed(page, 1).get_by_label("Chú thích ảnh 1").fill("Viết tại chỗ")
    expect(line(page)).to_have_text(KEPT)
    placed(page, 1).get_by_role("button", name="Xuống").click()
    assert order(page) == ["Đoạn đầu.", "Đoạn cuối.", "ảnh 1"]
    page.locator(".cke_button__undo").click()
    assert order(page) == ["Đoạn đầu.", "ảnh 1", "Đoạn cuối."]
    expect(placed(page, 1).get_by_label("Chú thích ảnh 1")).to_have_value("Viết tại chỗ")
    page.locator(".cke_button__undo").click()
    assert order(page) == ["Đoạn đầu.", "Đoạn cuối."]
    assert "Chưa đặt vào bài" in page.locator("#photos-0 .placing").inner_text()
    page.locator(".cke_button__redo").click()
    wait_for_pictures(placed(page, 1).locator(".placed__image"))
    expect(placed(page, 1).get_by_label("Chú thích ảnh 1")).to_have_value("Viết tại chỗ")
    assert written(page) == "<p>Đoạn đầu.</p><p>[ảnh 1]</p><p>Đoạn cuối.</p>"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("<p>[ảnh 1]</p>", 1),
        ("<p>Trước</p><p>[ Ảnh 01 ]</p><p>sau [ảnh 1] giữa</p>", 1),
        ("<p><strong>[ảnh 1]</strong></p>", 1),
        ("<p><b>[ảnh 1]</b><br></p><p><em><strong> [ảnh 2]<br></strong></em></p>", 2),
        ("<p>[ảnh 1]<br></p><p><br>[ảnh 2]</p>", 2),
        ("<ul><li>[ảnh 1]</li><li>[ảnh 2] chữ</li><li><p>[ảnh 3]</p></li></ul>", 2),
        ("<ol><li><strong>[ảnh 1]</strong></li><li>Chữ<ul><li>[ảnh 2]</li></ul></li></ol>", 2),
        ("<table><tbody><tr><td>[ảnh 1]</td><td colspan='2'>[ảnh 2]</td></tr></tbody></table>", 1),
        ("<table><tbody><tr><th>[ảnh 1]</th><td><p>[ảnh 2]</p></td></tr></tbody></table>", 1),
        ("<blockquote><p>[ảnh 1]</p></blockquote><h2>[ảnh 2]</h2><p>[ảnh 3]</p>", 2),
        ("<p>[ảnh 1]&nbsp;</p><p>[ảnh 2] </p><p>[ảnh 1234]</p>", 1),
        ("<p><a href='/x/'>[ảnh 1]</a></p><p>[ảnh 2][ảnh 3]</p>", 0),
    ],
)
def test_stored_text_stays_to_the_letter(open_form: OpenForm, text: str, drawn: int) -> None:
    page = open_form(article_with("<p>Chữ.</p>", 1))
    with_photos, plain, places = page.evaluate(BOTH_WAYS, text)
    assert with_photos == plain
    assert places == drawn


def test_places_that_readers_do_not_see_say_so(open_form: OpenForm) -> None:
    body = (
        "<p><strong>[ảnh 1]</strong></p><p>Giữa.</p><p>[ảnh 1]</p><p>[ảnh 7]</p>"
        "<ul><li>[ảnh 2]</li></ul>"
    )
    article = article_with(body, 2)
    page = open_form(article)
    said = page.locator("figure.placed .placed__said").all_inner_texts()
    assert said[1:3] == [
        "[ảnh 1] đã đứng ở trên: bạn đọc không thấy gì ở đây.",
        "[ảnh 7] chưa có ảnh: bạn đọc không thấy gì ở đây.",
    ]
    assert page.locator("figure.placed .placed__image").count() == 2
    assert written(page) == body
    captions = [line for line in read(page, article) if line.strip()]
    assert next(each for each in captions if "Chú thích" in each) == "Chú thích 1"
    assert page.locator(".prose figure").count() == 2


def test_copied_photo_goes_to_another_article_as_a_photo_of_its_own(open_form: OpenForm) -> None:
    page = open_form(article_with(THREE, 2))
    wait_for_pictures(page.locator(".placed__image"))
    other = article_with("<p>Bài khác.</p><p>[ảnh 1]</p>", 1)
    page.locator(".cke_wysiwyg_div > p", has_text="Hai.").click()
    html = page.evaluate(
        "CKEDITOR.instances.id_body.widgets.getByElement("
        "new CKEDITOR.dom.element(document.querySelector('figure.placed'))).getClipboardHtml()"
    )
    assert "[ảnh" not in html
    there = open_form(other)
    there.evaluate(PASTE, [{"text/html": f"<p>Chép.</p>{html}"}, []])
    there.locator(".drop__file--taken").wait_for()
    assert "<p>[ảnh 2]</p>" in written(there)
    expect(placed(there, 2).get_by_label("Chú thích ảnh 2")).to_have_value("Chú thích 1")
    assert there.locator(".pasted").inner_text().count("trang khác") == 0
    save(there)
    assert other.photos.count() == 2
    assert len({row.file.name for row in Photo.objects.all()}) == 4


def test_photo_cut_and_pasted_is_the_same_photo_elsewhere(open_form: OpenForm) -> None:
    page = open_form(article_with(THREE, 2))
    wait_for_pictures(page.locator(".placed__image"))
    placed(page, 1).locator(".placed__image").click()
    page.keyboard.press("Control+x")
    expect(placed(page, 1)).to_have_count(0)
    page.locator(".cke_wysiwyg_div > p", has_text="Ba.").click()
    page.keyboard.press("End")
    page.keyboard.press("Control+v")
    expect(placed(page, 1)).to_have_count(1)
    assert order(page)[:4] == ["Một.", "Hai.", "ảnh 2", "Ba."]
    assert page.locator(".dynamic-photos").count() == 2


def test_paste_onto_a_photo_comes_after_it(open_form: OpenForm) -> None:
    page = open_form(article_with(THREE, 2))
    wait_for_pictures(page.locator(".placed__image"))
    placed(page, 1).locator(".placed__image").click()
    page.evaluate(PASTE, [{"text/html": "<p>Dán vào.</p>"}, []])
    assert order(page) == ["Một.", "ảnh 1", "Dán vào.", "Hai.", "ảnh 2", "Ba."]


@pytest.mark.parametrize("is_with_marks", [False, True])
def test_what_is_typed_onto_a_photo_comes_after_it(
    open_form: OpenForm, is_with_marks: bool
) -> None:
    page = open_form(article_with(THREE, 2))
    placed(page, 1).locator(".placed__image").click()
    if is_with_marks:
        page.keyboard.press("v")
        type_as_unikey(page, "i", "iê", "iêt", "iệt")
    else:
        page.keyboard.type("Viet")
    page.keyboard.type(" Nam")
    words = "việt Nam" if is_with_marks else "Viet Nam"
    assert order(page) == ["Một.", "ảnh 1", words, "Hai.", "ảnh 2", "Ba."]
    for _ in range(12):
        page.keyboard.press("Control+z")
    assert order(page) == ["Một.", "ảnh 1", "Hai.", "ảnh 2", "Ba."]


def test_place_is_undone_and_done_again_after_words_with_marks(open_form: OpenForm) -> None:
    page = open_form(article_with(THREE, 2))
    placed(page, 1).get_by_role("button", name="Xuống").click()
    moved = ["Một.", "Hai.", "ảnh 1", "ảnh 2", "Ba."]
    assert order(page) == moved
    put_cursor(page, "Ba.")
    for _ in range(8):
        type_as_unikey(page, " ", " t", " ti", " tiê", " tiên", " tiêng", " tiếng")
    words = [*moved[:-1], "Ba." + " tiếng" * 8]
    assert order(page) == words
    undone = 0
    while order(page)[1] != "ảnh 1" and undone < 100:
        page.keyboard.press("Control+z")
        undone += 1
    assert order(page) == ["Một.", "ảnh 1", "Hai.", "ảnh 2", "Ba."]
    for _ in range(undone):
        page.keyboard.press("Control+y")
    assert order(page) == words


def test_step_is_undone_though_the_browser_cannot_find_where_the_cursor_was(
    open_form: OpenForm,
) -> None:
    """As Firefox does after some pastes."""
    page = open_form(article_with(THREE, 2))
    put_cursor(page, "Hai.")
    page.keyboard.type(" thêm")
    page.keyboard.press("Control+z")
    page.evaluate(CURSOR_IS_LOST)
    page.keyboard.press("Control+y")
    assert order(page)[2] == "Hai. thêm"
    put_cursor(page, "Ba.")
    page.keyboard.type(" nữa")
    page.keyboard.press("Control+z")
    assert order(page) == ["Một.", "ảnh 1", "Hai. thêm", "ảnh 2", "Ba."]


def test_typed_mark_becomes_its_photo(open_form: OpenForm) -> None:
    page = open_form(article_with("<p>Một.</p>", 1))
    page.locator(".cke_wysiwyg_div > p").click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("[ảnh 1]")
    page.keyboard.press("Enter")
    page.keyboard.type("Hai.")
    expect(placed(page, 1).locator(".placed__image")).to_be_visible()
    assert written(page) == "<p>Một.</p><p>[ảnh 1]</p><p>Hai.</p>"


def test_description_focus_and_another_file_are_given_at_the_photo(open_form: OpenForm) -> None:
    article = article_with("<p>[ảnh 1]</p><p>Chữ.</p>", 1)
    page = open_form(article)
    wait_for_pictures(page.locator(".placed__image"))
    before = article.photos.get().file.name
    placed(page, 1).get_by_role("button", name="Mô tả, thay ảnh…").click()
    placed(page, 1).get_by_label("Mô tả ảnh").fill("Ba người bên cống")
    placed(page, 1).locator(".placed__image").click(position={"x": 1, "y": 1})
    files = placed(page, 1).locator("input[type=file]")
    files.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    page.locator(".drop__file--taken").wait_for()
    save(page)
    stored = article.photos.get()
    assert (stored.alt, stored.focus_x, stored.focus_y) == ("Ba người bên cống", 0, 0)
    assert stored.file.name != before


def test_articles_that_would_get_another_file_too_are_named_at_the_photo_and_asked_about(
    open_form: OpenForm,
) -> None:
    article = article_with(THREE, 2)
    former = article.photos.get(order=1).file.name
    other = make_article(title="Bài dùng chung ảnh")
    make_photo(other, file=former)
    page = open_form(article)
    placed(page, 1).get_by_role("button", name="Mô tả, thay ảnh").click()
    panel = placed(page, 1).locator(".placed__panel")
    with page.expect_popup() as popup:
        panel.get_by_role("link", name="Bài dùng chung ảnh").click()
    assert popup.value.url.endswith(f"/{other.pk}/change/")
    content = b64decode(photo("blue"))
    file = FilePayload(name="khac.jpg", mimeType="image/jpeg", buffer=content)
    panel.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".drop__file--taken")).to_have_count(1)
    panel.get_by_label("Khi thay ảnh").select_option("moi-bai")
    save(page)
    row = page.locator(".field-replace_in").first
    expect(row).to_contain_text("Chưa thay. 1 bài khác cũng sẽ đổi sang ảnh mới")
    row.get_by_role("combobox").select_option(label="Đúng, thay ở cả 1 bài khác")
    save(page)
    assert other.photos.get().file.name == article.photos.get(order=1).file.name != former


def test_photo_taken_out_of_the_text_is_named_below_it(open_form: OpenForm) -> None:
    page = open_form(article_with(THREE, 2))
    placed(page, 1).get_by_role("button", name="Bỏ khỏi chỗ này").click()
    assert order(page) == ["Một.", "Hai.", "ảnh 2", "Ba."]
    told = page.locator("#photos-0 .placing")
    assert "Chưa đặt vào bài: bạn đọc thấy ở cuối bài." in told.inner_text()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_photos_in_the_text_are_for_everyone(
    open_form: OpenForm, colours: Colours, width: int
) -> None:
    article = article_with("<p>[ảnh 1]</p><p>Chữ.</p><p>[ảnh 1]</p><p>[ảnh 5]</p>", 1)
    make_photo(article, file="", order=2)
    page = open_form(article, width=width, watched=False)
    page.emulate_media(color_scheme=colours)
    placed(page, 1).first.get_by_role("button", name="Mô tả, thay ảnh…").click()
    page.evaluate("document.getAnimations().forEach(each => each.finish())")
    for part in (".cke_contents", "#photos-group"):
        results = Axe().run(page, context=part)
        assert not results.violations_count, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
