"""Documents as people send them to the page that makes drafts of them, and what is stored."""

import io
import zipfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.importing.word_files import p, r, word_file
from tests.support.factories import make_category

PAGE = "/quan-tri/articles/article/nhap-tu-word/"
LEAD = "Sáng nay, chi hội ấp họp bàn việc trồng cây trước mùa mưa, có 40 hội viên dự họp."
BODY = "Cuộc họp thống nhất góp công và mượn máy của xã, xong trước ngày 30 tháng 4 năm nay."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def title(number: int) -> str:
    return f"Chi hội ấp {number} trồng cây đầu năm dọc theo bờ kênh"


def docx(number: int) -> bytes:
    return word_file(p(r(title(number), "<w:b/>")) + p(LEAD) + p(BODY) + p(BODY))


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name if "." in name else f"{name}.docx", data)
    return content.getvalue()


def png(color: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (80, 60), color).save(content, "PNG")
    return content.getvalue()


def send(client: Client, *files: tuple[str, bytes], **more: str) -> str:
    """The address that the answer leads to, or the page."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post(PAGE, {"category": make_category().pk, "file": sent} | more)
    return answer.headers.get("Location", answer.content.decode())


def stored_files() -> list[Path]:
    folder = Path(default_storage.path("imports"))
    return [path for path in folder.rglob("*") if path.is_file()]


class Killed(BaseException):
    """Nothing after it is done."""


def killed(*_: object, **__: object) -> None:
    raise Killed
