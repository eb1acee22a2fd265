"""A Word file chosen at the desk is a draft in its list, with its photos and what is doubtful."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from articles.models import Article
from chibo_site.roles import REPORTER
from importing.models import ImportBatch
from newsroom.models import AuditEntry
from tests.importing.word_files import p, picture, r, relation, word_file
from tests.support.factories import make_article, make_category, make_person
from tests.support.responses import Response

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/articles/article/nhap-tu-word/"
TITLE = "Chi hội ấp 1 bàn việc nạo vét kênh nội đồng"
LEAD = "Sáng nay, chi hội ấp 1 họp bàn việc nạo vét kênh trước mùa mưa, có 40 hội viên dự họp."
BODY = "Cuộc họp thống nhất góp công và mượn máy của xã, xong trước ngày 30 tháng 4 năm nay."


def png(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(content, "PNG")
    return content.getvalue()


def docx() -> bytes:
    """An article with four photos, one of which is only linked."""
    photos = "".join(p(picture(f"rId{n}")) + p(r(f"Ảnh số {n} ở ấp", "<w:i/>")) for n in range(4))
    body = p(r(TITLE, "<w:b/>")) + p(LEAD) + photos + p(BODY) + p(BODY)
    relations = "".join(relation(f"rId{n}", f"media/{n}.png") for n in range(3))
    relations += relation("rId3", "C:/b.jpg", mode="External")
    parts = {f"word/media/{n}.png": png(colour) for n, colour in enumerate(["red", "blue", "tan"])}
    return word_file(body, relations=relations, parts=parts)


def send(client: Client, name: str = "bài.docx", data: bytes | None = None) -> Response:
    sent: dict[str, Any] = {
        "category": make_category().pk,
        "file": SimpleUploadedFile(name, docx() if data is None else data),
    }
    return client.post(PAGE, sent, follow=True)


@pytest.mark.parametrize("role", [REPORTER, "Biên tập viên"])
def test_word_file_becomes_a_draft_of_whoever_sends_it(client: Client, role: str) -> None:
    person = make_person("nguoi-viet", role)
    client.force_login(person)
    response = send(client)
    article = Article.objects.get()
    assert response.redirect_chain[-1][0] == f"/quan-tri/articles/article/{article.pk}/change/"
    text = response.content.decode()
    assert "Đã tạo bản thảo từ tệp “bài.docx”" in text
    assert "không đi kèm tệp này" in text
    assert (article.title, article.lead, article.status) == (TITLE, LEAD, "draft")
    assert article.author == person
    assert [bool(photo.file) for photo in article.photos.all()] == [True, True, True, False]
    assert AuditEntry.objects.get().note == "Nhập từ Word"


def test_same_file_again_makes_no_second_draft(client: Client) -> None:
    client.force_login(make_person())
    send(client)
    assert "đã có ở đây từ trước" in send(client).content.decode()
    assert Article.objects.count() == 1
    assert ImportBatch.objects.count() == 1


def test_reporter_hears_nothing_of_a_colleagues_draft(client: Client) -> None:
    make_article(title=TITLE, status="draft", author=make_person("khac", REPORTER))
    client.force_login(make_person("nguoi-viet", REPORTER))
    text = send(client).content.decode()
    assert "cùng tiêu đề" not in text
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bài.doc", b"\xd0\xcf\x11\xe0", "chọn Lưu thành (Save As)"),
        ("bài.rtf", b"{\\rtf1", "chọn Lưu thành (Save As)"),
        ("bài.odt", b"PK\x03\x04", "chọn Lưu thành (Save As)"),
        ("bài.docm", b"PK\x03\x04", "macro"),
        ("bài.pdf", b"%PDF-1.4", "Hãy xin tệp Word"),
        ("bài.zip", b"PK\x03\x04", "bị hỏng"),
        ("bài.txt", b"chu tron", "chỉ nhận tệp Word"),
        ("bài.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tệp Word cũ"),
        ("bài.docx", docx()[:-200], "bị hỏng"),
        ("bài.docx", b"khong phai word", "không phải tệp Word"),
        ("bài.docx", word_file(p("Một dòng")), "Tệp này chỉ có một dòng tựa, chưa có bài."),
    ],
)
def test_what_is_no_article_is_refused_in_words_and_nothing_is_stored(
    client: Client, name: str, data: bytes, said: str
) -> None:
    client.force_login(make_person())
    response = send(client, name, data)
    assert said in response.content.decode()
    assert not Article.objects.exists()
    assert not ImportBatch.objects.exists()


def test_nothing_chosen_is_said_beside_the_field(client: Client) -> None:
    client.force_login(make_person())
    text = client.post(PAGE, {}).content.decode()
    assert "Hãy chọn tệp Word." in text
    assert "Hãy chọn chuyên mục." in text


def test_list_of_articles_leads_there(client: Client) -> None:
    client.force_login(make_person("nguoi-viet", REPORTER))
    assert PAGE in client.get("/quan-tri/articles/article/").content.decode()


def to_review(client: Client, data: bytes | None = None) -> str:
    sent = {"file": SimpleUploadedFile("bài.docx", data or docx()), "_review": "1"}
    address = client.post(PAGE, sent).headers["Location"]
    assert address.endswith("/xem-lai/")
    return str(address)


def test_file_is_shown_line_by_line_beside_its_article_and_nothing_is_stored(
    client: Client,
) -> None:
    client.force_login(make_person("nguoi-viet", REPORTER))
    heading = p(r("Việc làm sắp tới ở ấp", "<w:b/>"))
    data = word_file(p(r(TITLE, "<w:b/>")) + p(LEAD) + p(BODY) + heading + p(BODY))
    text = client.get(to_review(client, data)).content.decode()
    assert "Coi dòng chữ đậm là đầu mục" in text
    assert text.index("Chỗ chưa chắc") < text.index("Trong tệp") < text.index("Thành bài")
    assert "<h2>Việc làm sắp tới ở ấp</h2>" in text and text.count(LEAD) == 2
    assert not Article.objects.exists()


def test_chosen_title_caption_and_dropped_line_hold_in_the_draft(client: Client) -> None:
    client.force_login(make_person("nguoi-viet", REPORTER))
    category = make_category()
    body = p(r("BẢN TIN NỘI BỘ SỐ 5", "<w:b/>")) + p(TITLE) + p(LEAD) + p(picture("rId0"))
    body += p("Một đoạn kênh đang được nạo vét ở ấp, có nhiều người làm.") + p(BODY) + p(BODY)
    parts = {"word/media/0.png": png("red")}
    data = word_file(body, relations=relation("rId0", "media/0.png"), parts=parts)
    address = to_review(client, data)
    choices = {"line-0": "drop", "line-1": "title", "line-4": "caption"}
    assert "BẢN TIN" in client.post(address, choices).content.decode()
    assert not Article.objects.exists()
    client.post(address, choices | {"category": category.pk, "_make": "1"})
    article = Article.objects.get()
    assert (article.title, article.lead) == (TITLE, LEAD)
    assert article.photos.get().caption.startswith("Một đoạn kênh")
    assert "BẢN TIN" not in article.body


def test_choices_that_leave_no_article_are_told_and_can_be_taken_back(client: Client) -> None:
    client.force_login(make_person())
    address = to_review(client, word_file(p(r(TITLE, "<w:b/>")) + p(LEAD) + p(BODY)))
    dropped = {f"line-{at}": "drop" for at in range(3)} | {"_make": "1"}
    text = client.post(address, dropped | {"category": make_category().pk}).content.decode()
    assert "Chưa thành bài được: không tìm thấy chữ nào" in text
    assert text.count('<option value="drop" selected>') == 3
    assert not Article.objects.exists()


def test_nobody_else_sees_a_file_that_waits_for_its_review(client: Client) -> None:
    client.force_login(make_person("nguoi-viet", REPORTER))
    address = to_review(client)
    client.force_login(make_person("khac", "Biên tập viên"))
    assert client.get(address).status_code == 404
    assert client.post(address, {"_make": "1"}).status_code == 404


def test_file_that_is_an_article_by_now_leads_to_what_became_of_it(client: Client) -> None:
    client.force_login(make_person())
    address = to_review(client)
    client.post(address, {"category": make_category().pk, "_make": "1"})
    text = client.get(address, follow=True).content.decode()
    assert "đã tạo bản thảo" in text and TITLE in text
    client.post(address, {"category": make_category().pk, "_make": "1"})
    assert Article.objects.count() == 1


def test_word_file_is_asked_about_only_where_nothing_is_written_yet(client: Client) -> None:
    client.force_login(make_person())
    empty, written = make_article(body="", status="draft"), make_article(status="draft")
    published = make_article(body="")
    listing = "/quan-tri/articles/article/"
    pages = ["add/", *(f"{one.pk}/change/" for one in (empty, written, published))]
    texts = [client.get(listing + page).content.decode() for page in pages]
    assert ["Lấy nội dung làm bài" in text for text in texts] == [True, True, False, False]
