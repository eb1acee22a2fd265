"""Editors see old addresses and fill them in from Excel; each row that cannot be is named."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from articles.models import OldAddress, UnansweredAddress
from articles.old_addresses.normal_form import normal_address
from articles.old_addresses.writing import note
from newsroom.old_addresses.sheet import (
    MOST_ROWS,
    SheetRefused,
    pasted_rows,
    workbook_rows,
)
from tests.support.factories import make_article, make_person
from tests.support.responses import Response

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/articles/oldaddress/"
ADD = f"{LIST}add/"
UNANSWERED = "/quan-tri/articles/unansweredaddress/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_person())
    return client


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.create_sheet("Khác").append(["/khac.html", 1])
    book.save(content)
    return content.getvalue()


def send(client: Client, rows: str = "", file: bytes | None = None) -> Response:
    sent: dict[str, Any] = {"rows": rows}
    if file is not None:
        sent["file"] = SimpleUploadedFile("dia-chi.xlsx", file)
    return client.post(ADD, sent, follow=True)


def text_of(response: Response) -> str:
    return response.content.decode()


def test_pasted_columns_become_old_addresses(editor: Client) -> None:
    one, two, three = (make_article(title=title) for title in ("Bài một", "Bài hai", "Bài ba"))
    response = send(
        editor,
        "Địa chỉ cũ\tBài\r\n"
        f"https://cu.example.vn/tin/1.html\thttps://moi.example.vn{one.get_absolute_url()}\r\n"
        f"/tin/2.html\t{two.pk}\r\n\r\n"
        '"/tin/3.html"\tBài ba\r\n',
    )
    assert "Đã ghi 3 địa chỉ cũ." in text_of(response)
    assert {row.article for row in OldAddress.objects.all()} == {one, two, three}
    assert editor.get("/tin/2.html").headers["Location"] == two.get_absolute_url()


def test_excel_file_becomes_old_addresses(editor: Client) -> None:
    one, two = make_article(title="Bài một"), make_article(title="Bài hai")
    file = workbook(
        ("Địa chỉ cũ", "Bài mới", "Ghi chú"),
        ("/tin/1.html", one.get_absolute_url(), "=1+1"),
        (None, None),
        ("/tin/2.html", two.pk),
    )
    assert "Đã ghi 2 địa chỉ cũ." in text_of(send(editor, file=file))
    assert set(OldAddress.objects.values_list("address", "article")) == {
        ("/tin/1.html", one.pk),
        ("/tin/2.html", two.pk),
    }


def test_each_wrong_row_is_named_and_comes_back_to_be_mended(editor: Client) -> None:
    article = make_article(title="Bài một")
    make_article(title="Trùng tựa")
    make_article(title="Trùng tựa")
    response = send(
        editor,
        f"/tin/1.html\t{article.pk}\n"
        "/tin/2.html\t987654\n"
        "\t1\n"
        "/tin/4.html\n"
        f"{article.get_absolute_url()}\t{article.pk}\n"
        "https://cu.example.vn/\tBài một\n"
        "/tin/7.html\tTrùng tựa\n"
        "/tin/8.html\thttps://bao.example.vn/x\n",
    )
    text = text_of(response)
    assert "Đã ghi 1 địa chỉ cũ." in text
    assert "Còn 7 dòng chưa ghi được" in text
    for said in (
        "Dòng 2 (/tin/2.html): không có bài số 987654.",
        "Dòng 3 (trống): thiếu địa chỉ cũ.",
        "Dòng 4 (/tin/4.html): thiếu bài",
        "Dòng 5 (/bai/",
        "dẫn vòng quanh",
        "Dòng 6 (https://cu.example.vn/): “https://cu.example.vn/” không phải địa chỉ",
        "Dòng 7 (/tin/7.html): có 2 bài cùng tựa “Trùng tựa”",
        "Dòng 8 (/tin/8.html): “https://bao.example.vn/x” không phải địa chỉ, số hay tựa",
    ):
        assert said in text, said
    assert "/tin/8.html\thttps://bao.example.vn/x</textarea>" in text
    assert OldAddress.objects.count() == 1


def test_address_that_is_there_already_is_said(editor: Client) -> None:
    article = make_article()
    note(article, "/tin/1.html")
    assert "1 địa chỉ đã có từ trước." in text_of(send(editor, f"/Tin/1.html/\t{article.pk}"))


def test_two_articles_with_one_address_are_a_doubt_and_stand_in_the_list(editor: Client) -> None:
    one, two = make_article(title="Bài một"), make_article(title="Bài hai")
    note(one, "/tin/1.html")
    note(one, "/tin/khac.html")
    response = send(editor, f"/tin/1.html\t{two.pk}")
    assert "cũng là của bài khác: “Bài một”" in text_of(response)
    assert text_of(response).count("Không: hai bài một địa chỉ") == 2
    doubtful = text_of(editor.get(f"{LIST}?trung=co"))
    assert "/tin/1.html" in doubtful
    assert "/tin/khac.html" not in doubtful


def test_list_is_searched_by_address_and_title(editor: Client) -> None:
    note(make_article(title="Nạo vét kênh"), "/tin/1.html")
    note(make_article(title="Đại hội"), "/tin/2.html")
    assert "/tin/1.html" in text_of(editor.get(f"{LIST}?q=kênh"))
    assert "/tin/1.html" not in text_of(editor.get(f"{LIST}?q=2.html"))


def test_addresses_are_taken_out_of_the_list(editor: Client) -> None:
    row, _ = note(make_article(), "/tin/1.html")
    asked = {"action": "delete_selected", "_selected_action": [row.pk]}
    assert "/tin/1.html" in text_of(editor.post(LIST, asked))
    editor.post(LIST, asked | {"post": "yes"})
    assert not OldAddress.objects.exists()
    assert editor.get("/tin/1.html").status_code == 404


def test_unanswered_address_is_one_click_from_its_row(editor: Client) -> None:
    exact = normal_address("/tin/mat.html?a=1").exact
    UnansweredAddress.objects.create(address="/tin/mat.html?a=1", exact=exact, times=4)
    assert "add/?dia-chi=%2Ftin%2Fmat.html%3Fa%3D1" in text_of(editor.get(UNANSWERED))
    page = text_of(editor.get(f"{ADD}?dia-chi=%2Ftin%2Fmat.html%3Fa%3D1"))
    assert "/tin/mat.html?a=1\t</textarea>" in page
    send(editor, f"/tin/mat.html?a=1\t{make_article().pk}")
    assert not UnansweredAddress.objects.exists()


def test_list_asks_no_more_for_more_rows(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    article = make_article()
    for number in range(30):
        note(article, f"/tin/{number}.html")
    editor.get(LIST)
    with django_assert_max_num_queries(12):
        editor.get(LIST)


def test_nothing_sent_is_said(editor: Client) -> None:
    assert "Chưa có dòng nào" in text_of(send(editor, "\n \n"))


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("/tin/1.html\t12", ("/tin/1.html", "12")),
        ("/tin/1.html 12", ("/tin/1.html", "12")),
        ("https://cu.vn/1.html  https://moi.vn/bai/3/x/", ("https://cu.vn/1.html",) * 0),
        ("https://cu.vn/1.html https://moi.vn/bai/3/x/", ()),
        ("/tin/1.html;Đại hội chi bộ", ("/tin/1.html", "Đại hội chi bộ")),
        ('"/tin/1.html"\t"Hội nghị ""Xanh"""', ("/tin/1.html", 'Hội nghị "Xanh"')),
    ],
)
def test_line_is_parted_as_people_write_it(line: str, cells: tuple[str, str]) -> None:
    (row,) = pasted_rows(line)
    assert (row.address, row.article) == (
        cells or ("https://cu.vn/1.html", "https://moi.vn/bai/3/x/")
    )


def with_part(name: str, content: bytes) -> bytes:
    made, old = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook(("/a.html", 1))))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>'
    b'<sheetData><row r="1"><c r="A1" t="str"><v>/&e;.html</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"khong phai excel",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        workbook(("/a.html", 1))[:-40],
        with_part(SHEET, b"<worksheet><sheetData>" + b" " * 30_000_000),
        with_part(SHEET, b"<worksheet>"),
        with_part("xl/workbook.xml", b"<workbook/>"),
        with_part(SHEET, b'<s><row r="x"><c r="A1"><v>1</v></c></row></s>'),
        with_part(SHEET, b'<s><row r="1"><c r="A1" t="s"><v>99</v></c></row></s>'),
    ],
    ids=["empty", "text", "xls", "half", "bomb", "xml", "no-sheet", "row", "string"],
)
def test_file_that_is_no_table_is_refused_in_words(file: bytes) -> None:
    with pytest.raises(SheetRefused, match=r"Tệp"):
        workbook_rows(file)


def test_entity_in_a_file_reads_nothing() -> None:
    assert "root:" not in str(workbook_rows(with_part(SHEET, ENTITY)))


def test_too_many_rows_are_refused_in_words(editor: Client) -> None:
    rows = "\n".join(f"/tin/{number}.html\t1" for number in range(MOST_ROWS + 1))
    assert "nhiều nhất 1.000 dòng" in text_of(send(editor, rows))
    assert not OldAddress.objects.exists()
