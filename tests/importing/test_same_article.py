"""One article as a Word file and as Word puts it on the clipboard: the same article."""

import io
from typing import Any

from importing.assembling import assemble
from importing.document import Document
from importing.repairing import repair
from importing.sources.html.page import read_clipboard
from importing.sources.word import reader
from tests.browser import word
from tests.importing.documents import summary_of
from tests.importing.word_files import CENTRE, RIGHT, p, picture, r, relation, word_file

TITLE = "Chi hội ấp 1 bàn việc nạo vét kênh nội đồng"
TEXT = [
    "Sáng nay, chi hội ấp 1 họp bàn việc nạo vét kênh trước mùa mưa, có 40 hội viên dự họp.",
    "Cuộc họp thống nhất góp công và mượn máy của xã, xong trước ngày 30 tháng 4 năm nay.",
    "Ông Hai nói việc này rất hay và bà con sẽ làm ngay trong tháng, khi kênh còn cạn nước.",
]
CAPTIONS = [f"Đoạn kênh số {number} ở ấp 1. Ảnh: Trần Văn Vũ" for number in range(1, 5)]
SIGNED = "Lê Thị Hoa"


def in_a_file() -> Document:
    pictures = "".join(
        p(picture(f"rId{n}", f"Kênh {n}"), properties=CENTRE) + p(r(text, "<w:i/>"))
        for n, text in enumerate(CAPTIONS, start=1)
    )
    body = p(r(TITLE, "<w:b/>"), properties=CENTRE) + p(TEXT[0]) + pictures
    body += p(TEXT[1]) + p(TEXT[2]) + p(r(SIGNED, "<w:b/>"), properties=RIGHT)
    relations = "".join(relation(f"rId{n}", f"media/{n}.png") for n in range(1, 5))
    parts = {f"word/media/{n}.png": b"x" for n in range(1, 5)}
    return reader.read(io.BytesIO(word_file(body, relations=relations, parts=parts)))


def on_the_clipboard() -> Document:
    pictures = [
        word.PICTURE.format(n=n, alt=f"Kênh {n}") + word.CAPTION.format(text)
        for n, text in enumerate(CAPTIONS, start=1)
    ]
    return read_clipboard(
        word.from_word(
            f"<p class=MsoNormal align=center style='text-align:center'><b>{TITLE}</b></p>",
            word.PLAIN.format(TEXT[0]),
            *pictures,
            *map(word.PLAIN.format, TEXT[1:]),
            f"<p class=MsoNormal align=right style='text-align:right'><b>{SIGNED}</b></p>",
        )
    )


def article(document: Document) -> dict[str, Any]:
    """Without the names of the pictures' files, which Word makes up on the clipboard."""
    summary = summary_of(assemble(repair(document)))
    return summary | {"photos": [photo.rpartition("|")[0] for photo in summary["photos"]]}


def test_word_file_and_its_copy_on_the_clipboard_are_the_same_article() -> None:
    assert article(on_the_clipboard()) == article(in_a_file())
    assert article(in_a_file()) == {
        "title": TITLE,
        "lead": TEXT[0],
        "stamp": "",
        "bylines": [f"|{SIGNED}"],
        "body": [
            *(f"<p>[ảnh {n}]</p>" for n in range(1, 5)),
            *(f"<p>{one}</p>" for one in TEXT[1:]),
        ],
        "photos": [f"Đoạn kênh số {n} ở ấp 1.|Trần Văn Vũ" for n in range(1, 5)],
    }
