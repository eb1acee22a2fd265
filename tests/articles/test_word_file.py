"""An article as a Word file: A4 with the organisation's head, the same words as its page, made once
for each version, and for whoever may read the article."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from pytest_django import Settings

from articles.models import Article, Attachment, Photo
from articles.word_file import cached_files, pages
from articles.word_file.body import Body, tree_of
from articles.word_file.building import ArticleWords, WordFile, build
from articles.word_file.runs import Links, Runs
from articles.word_file.sheet import NAMESPACES
from richtext.cleaning import clean
from tests.support.factories import (
    make_article,
    make_byline,
    make_identity,
    make_person,
    make_photo,
)
from tests.support.responses import Response

pytestmark = pytest.mark.django_db
BODY = """<p>Mở đầu <strong>đậm</strong> và CO<sub>2</sub>.</p><p>[ảnh 1]</p><h2>Kết quả</h2>
<ol type="a"><li>Một</li><li>Hai<ul><li>Hai một</li></ul></li></ol>
<table><tbody><tr><th>Xã</th><th>Số cây</th></tr><tr><td rowspan="2">Tân Lộc</td><td>30</td></tr>
<tr><td>45</td></tr></tbody></table><p>Kết <a href="/trang/gioi-thieu/">luận</a>.</p>"""


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def jpeg(width: int = 1000, height: int = 600) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "darkgreen").save(content, "JPEG")
    return content.getvalue()


def with_photo(article: Article, **fields: Any) -> Photo:
    upload = SimpleUploadedFile("a.jpg", jpeg())
    return Photo.objects.create(article=article, file=upload, **fields)


def body_of(response: Response) -> bytes:
    assert response.status_code == 200
    return response.getvalue()


def opened(response: Response) -> WordDocument:
    return Document(io.BytesIO(body_of(response)))


def style_of(paragraph: Paragraph) -> str:
    assert paragraph.style
    return str(paragraph.style.name)


def get(client: Client, article: Article, **headers: str) -> Response:
    return client.get(article.get_word_url(), headers=headers)


def test_file_has_the_articles_words_in_their_order(client: Client) -> None:
    make_identity(governing_body="Đảng bộ tỉnh")
    article = make_article(title="Trao sinh kế", lead="Sáng nay.", body=BODY)
    with_photo(article, order=1, caption="Trao cây", credit="Minh Tâm", alt="Hai người")
    make_byline(article)
    document = opened(get(client, article))
    texts = [(style_of(paragraph), paragraph.text) for paragraph in document.paragraphs]
    assert texts[0] == ("Title", "Trao sinh kế")
    assert texts[1][1].startswith("Cập nhật: ")
    assert texts[2:] == [
        ("Sapo", "Sáng nay."),
        ("Nội dung bài", "Mở đầu đậm và CO2."),
        ("Ảnh", ""),
        ("Caption", "Trao cây Ảnh: Minh Tâm"),
        ("Heading 1", "Kết quả"),
        ("List Paragraph", "Một"),
        ("List Paragraph", "Hai"),
        ("List Paragraph", "Hai một"),
        ("Chữ trong bảng", ""),
        ("Nội dung bài", "Kết luận."),
        ("Tác giả", "Bài, ảnh: Trần Văn Vũ"),
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Xã", "Số cây"],
        ["Tân Lộc", "30"],
        ["Tân Lộc", "45"],
    ]


def test_sheet_is_a4_with_the_organisations_head_and_the_source(client: Client) -> None:
    make_identity(governing_body="Đảng bộ tỉnh")
    article = make_article()
    (section,) = opened(get(client, article)).sections
    sheet = [section.page_width, section.page_height]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    millimetres = [round(each.mm) for each in sheet + margins if each]
    assert millimetres == [210, 297, 20, 20, 30, 15]
    head = [paragraph.text for paragraph in section.first_page_header.paragraphs]
    assert head == [
        "Đảng bộ tỉnh",
        "Liên hiệp các Hội Khoa học và Kỹ thuật",
        "Số 1 đường Nguyễn Huệ",
        "Điện thoại: 0251.3946348 · Email: lienhiephoi@example.vn",
    ]
    footer = section.footer.paragraphs[0].text
    assert footer.endswith(f"http://testserver{article.get_absolute_url()}")


def test_photo_stays_with_its_caption_and_within_the_text(client: Client) -> None:
    article = make_article(body="<p>[ảnh 1]</p><p>Chữ.</p>")
    with_photo(article, order=1, caption="Trao cây", alt="Hai người")
    document = opened(get(client, article))
    picture = document.paragraphs[3]
    assert picture.style
    assert picture.style.paragraph_format.keep_with_next
    (shape,) = document.inline_shapes
    assert shape.width <= Mm(165)
    assert shape.width / shape.height == pytest.approx(1000 / 600, abs=0.03)
    assert 'descr="Hai người"' in document.element.xml


def test_link_within_the_site_leads_to_the_site_from_paper(client: Client) -> None:
    article = make_article(body=BODY)
    relations = opened(get(client, article)).part.rels.values()
    links = {relation.target_ref for relation in relations if relation.is_external}
    assert links == {"http://testserver/trang/gioi-thieu/"}


def test_picture_that_is_gone_leaves_its_caption_and_is_asked_for_again(
    client: Client, tmp_path: Path
) -> None:
    article = make_article(body="<p>[ảnh 1]</p>")
    make_photo(article)
    assert "Quang cảnh đại hội" in [each.text for each in opened(get(client, article)).paragraphs]
    assert not list(tmp_path.rglob("*.docx"))


def test_file_is_made_once_for_each_version(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[ArticleWords] = []

    def counted(words: ArticleWords) -> Any:
        made.append(words)
        return build(words)

    monkeypatch.setattr(pages, "build", counted)
    article = make_article()
    first = body_of(get(client, article))
    assert body_of(get(client, article)) == first
    assert len(made) == 1
    article.lead = "Sapo mới."
    article.save()
    assert body_of(get(client, article)) != first
    make_identity(name_vi="Tên mới")
    body_of(get(client, article))
    assert len(made) == 3


def test_client_that_has_the_file_is_told_so(client: Client) -> None:
    article = make_article()
    etag = get(client, article).headers["ETag"]
    assert get(client, article, **{"If-None-Match": etag}).status_code == 304


def test_file_is_a_download_that_nobody_indexes_and_no_cache_holds_on_to(client: Client) -> None:
    article = make_article(title="Đại hội")
    headers = get(client, article).headers
    assert headers["Content-Disposition"].startswith('attachment; filename="dai-hoi.docx"')
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Cache-Control"] == "no-cache"
    assert not client.cookies


@pytest.mark.parametrize("status", ["draft", "waiting", "approved", "withdrawn"])
def test_what_readers_may_not_read_they_may_not_take_home(client: Client, status: str) -> None:
    article = make_article()
    get(client, article)
    article.status = status
    article.save()
    assert get(client, article).status_code == 404


def test_former_slug_leads_to_the_file(client: Client) -> None:
    article = make_article()
    response = client.get(f"/bai/{article.pk}/ten-cu/tai-ve.docx")
    assert (response.status_code, response.headers["Location"]) == (301, article.get_word_url())


def test_article_page_offers_the_file_and_a_preview_does_not(client: Client) -> None:
    article = make_article()
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'<a class="tools__item" href="{article.get_word_url()}">Tải bản Word</a>' in page
    client.force_login(make_person())
    preview = client.get(f"/quan-tri/articles/article/{article.pk}/xem-truoc/").content.decode()
    assert "Tải bản Word" not in preview


def test_staff_take_a_draft_home_and_nobody_stores_it_on_the_way(client: Client) -> None:
    article = make_article(title="Bản thảo", status="draft")
    client.force_login(make_person())
    response = client.get(f"/quan-tri/articles/article/{article.pk}/tai-ve.docx")
    assert "no-store" in response.headers["Cache-Control"]
    assert opened(response).paragraphs[0].text == "Bản thảo"


def test_attachments_and_correction_are_named(client: Client) -> None:
    article = make_article(correction="Số cây là 45.")
    Attachment.objects.create(article=article, file="attachments/2021/12/a.pdf", name="Kế hoạch")
    texts = [paragraph.text for paragraph in opened(get(client, article)).paragraphs]
    assert "Đính chính: Số cây là 45." in texts
    assert any("Kế hoạch" in text for text in texts)


def test_folder_of_files_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached_files, "MOST_BYTES", 1000)
    for number in range(9):
        cached_files.cached_file(f"{number}", lambda: WordFile(b"x" * 300, is_whole=True))
    stored = sorted(file.name for file in (tmp_path / "cache/word").glob("*.docx"))
    assert len(stored) == 3


def test_full_disk_gives_the_file_all_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cached_files, "_store", full)
    opened(get(client, make_article()))


@given(st.text(max_size=200))
def test_any_text_makes_a_part_that_opens(text: str) -> None:
    html = clean(f"<p>{text}</p><table><tr><td>{text}</td></tr></table><ul><li>{text}</li></ul>")
    links = Links("https://hoi.example.vn/")
    body = Body({}, links, Runs(links))
    body.write(tree_of(html))
    etree.fromstring(f"<x {NAMESPACES}>{body.written()}</x>")


@given(st.text('<>/ pulotrdh123="a[ảnh]bqks&;colspanrw', max_size=120))
def test_any_markup_makes_a_part_that_opens(markup: str) -> None:
    links = Links("https://hoi.example.vn/")
    body = Body({}, links, Runs(links))
    body.write(tree_of(clean(markup)))
    etree.fromstring(f"<x {NAMESPACES}>{body.written()}</x>")


def test_file_is_the_same_bytes_for_the_same_words(client: Client, tmp_path: Path) -> None:
    article = make_article(body=BODY)
    first = body_of(get(client, article))
    for file in tmp_path.rglob("*.docx"):
        file.unlink()
    assert body_of(get(client, article)) == first
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert len(names) == len(set(names))
