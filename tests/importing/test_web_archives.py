"""Pages that a browser saved as one file, .mht or .mhtml, are read as the page that they show."""

from collections.abc import Callable
from email.generator import BytesGenerator
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from pathlib import Path

import pytest

from importing.document import PictureMissing
from importing.imported_page import PhotoPlaceholder
from importing.sources.refusals import ImportRefused
from tests.importing.documents import summary_of
from tests.importing.reading import parse_file

PAGE = Path(__file__).parent / "pages" / "nukeviet.html"
ADDRESS = "https://hoilamvuon.example.vn/tin/145.html"
PICTURE = b"\x89PNG\r\n\x1a\n of the page"


def saved(*parts: MIMEText | MIMEImage) -> bytes:
    message = MIMEMultipart("related")
    for part in parts:
        message.attach(part)
    whole = BytesIO()
    BytesGenerator(whole, policy=message.policy.clone(linesep="\r\n")).flatten(message)
    return whole.getvalue()


def page(markup: str, charset: str = "utf-8", address: str = ADDRESS) -> MIMEText:
    part = MIMEText(markup, "html", charset)
    part["Content-Location"] = address
    return part


def picture(**headers: str) -> MIMEImage:
    part = MIMEImage(PICTURE, "png")
    for name, value in headers.items():
        part[name.replace("_", "-")] = value
    return part


def test_page_in_one_file_is_the_article_that_the_page_is(tmp_path: Path) -> None:
    path = tmp_path / "trang.mhtml"
    path.write_bytes(saved(page(PAGE.read_text()), picture(Content_Location="https://x.vn/a.png")))
    assert summary_of(parse_file(path)) == summary_of(parse_file(PAGE))


def test_letters_are_those_that_the_part_declares(tmp_path: Path) -> None:
    markup = "<h1>Đại hội Chi hội Cựu giáo chức</h1><p>Sáng 3-4, 60 hội viên dự đại hội.</p>"
    path = tmp_path / "trang.mht"
    path.write_bytes(saved(page(markup, "utf-16")))
    assert parse_file(path).title == "Đại hội Chi hội Cựu giáo chức"


@pytest.mark.parametrize(
    ("source", "headers"),
    [
        ("../anh/vuon.png", {"Content_Location": "https://hoilamvuon.example.vn/anh/vuon.png"}),
        ("cid:anh1@x.vn", {"Content_ID": "<anh1@x.vn>"}),
    ],
)
def test_its_pictures_come_with_it(tmp_path: Path, source: str, headers: dict[str, str]) -> None:
    path = tmp_path / "trang.mhtml"
    markup = (
        "<h1>Vườn bưởi của ông Bảy</h1><p>Ông Bảy trồng 200 gốc bưởi từ năm 2015, nay cho trái.</p>"
        f"<p><img src='{source}'></p><p>Mỗi năm gia đình thu 300 triệu đồng từ vườn bưởi này.</p>"
    )
    path.write_bytes(saved(page(markup), picture(**headers)))
    article = parse_file(path)
    [photo] = [block for block in article.blocks if isinstance(block, PhotoPlaceholder)]
    assert article.document.open_picture(photo.handle) == PICTURE
    assert article.address == ADDRESS
    with pytest.raises(PictureMissing):
        article.document.open_picture("https://hoilamvuon.example.vn/anh/khac.png")


def nested() -> bytes:
    heads = [
        f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(3_000)
    ]
    return b"MIME-Version: 1.0\r\n" + "".join(heads).encode()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: saved(picture()), "không có trang web nào"),
        (lambda: saved(page(" ")), "không có trang web nào"),
        (lambda: PAGE.read_bytes(), "không phải trang web lưu thành một tệp"),
        (nested, "không phải trang web lưu thành một tệp"),
        (lambda: saved(*[picture() for _ in range(6_000)]), "quá nhiều tệp"),
        (lambda: b"MIME-Version: 1.0\r\n" + b"\n" * 500_000, "quá nhiều tệp"),
        (lambda: saved(page("<p>Chữ</p>" * 600_000)), "lớn hơn 5 MB"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"\(\.doc\)"),
        (lambda: b"", "tệp rỗng"),
    ],
)
def test_what_is_no_page_is_refused_in_words(
    tmp_path: Path, make: Callable[[], bytes], reason: str
) -> None:
    path = tmp_path / "trang.mht"
    path.write_bytes(make())
    with pytest.raises(ImportRefused, match=reason):
        parse_file(path)
