"""Whatever a document names elsewhere is not asked for: no name is looked up, nothing connects."""

import io
import re
import socket
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Photo
from tests.importing.word_files import p, picture, r, relation, word_file, zipped
from tests.support.factories import make_category, make_person
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db
DESK = "/quan-tri/articles/article/nhap-tu-word/"
TITLE = "Chi hội ấp 3 trồng cây đầu năm dọc theo bờ kênh"
LEAD = "Sáng nay, chi hội ấp họp bàn việc trồng cây trước mùa mưa, có 40 hội viên dự họp."
BODY = "Cuộc họp thống nhất góp công và mượn máy của xã, xong trước ngày 30 tháng 4 năm nay."
ASKING = ("connect", "connect_ex", "sendto", "sendmsg")
LOOKING_UP = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection")


class Elsewhere:
    """A server that answers nobody, and knows whether anybody came; a parser written in C, which no
    patch of Python's reaches, comes too."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def was_asked(self) -> bool:
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    server, asked = Elsewhere(), []

    def asking(*given: Any, **_: Any) -> None:
        asked.append(given)
        raise OSError("nothing is fetched")

    with monkeypatch.context() as patched:
        for name in ASKING:
            patched.setattr(socket.socket, name, asking)
        for name in LOOKING_UP:
            patched.setattr(socket, name, asking)
        yield server
    is_asked = server.was_asked()
    server.close()
    assert not asked and not is_asked


def page(address: str) -> bytes:
    """All by which a page draws on others."""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "{address}/a.dtd">
<html manifest="{address}/m"><head><base href="{address}/"><title>{TITLE}</title>
<meta http-equiv="refresh" content="0; url={address}/r">
<link rel="stylesheet" href="{address}/a.css"><link rel="canonical" href="{address}/bai">
<style>@import url({address}/b.css); p {{ background: url({address}/p.png) }}</style>
<script src="{address}/a.js"></script></head>
<body background="{address}/nen.png"><h1>{TITLE}</h1><p>{LEAD}</p>
<p><img src="{address}/anh.jpg" srcset="{address}/anh2.jpg 2x" data-src="{address}/anh3.jpg"></p>
<picture><source srcset="{address}/a.webp"><img src="//127.0.0.1/anh.jpg"></picture>
<p>{BODY} <a href="{address}/khac" ping="{address}/ping">Xem thêm ở đây</a></p>
<iframe src="{address}/khung"></iframe><object data="{address}/o"></object><embed src="{address}/e">
<video src="{address}/v.mp4" poster="{address}/v.jpg"></video><audio src="{address}/a.mp3"></audio>
<svg><image href="{address}/s.png"/><use href="{address}/u.svg#a"/></svg>
<p><img src="file:///etc/hostname"><img src="\\\\127.0.0.1\\anh\\a.png"></p>
<p>{BODY}</p></body></html>
""".encode()


def document(address: str) -> bytes:
    relations = (
        relation("rId1", f"{address}/khac", "hyperlink", "External")
        + relation("rId2", f"{address}/anh.jpg", "image", "External")
        + relation("rId3", f"{address}/mau.dotx", "attachedTemplate", "External")
        + relation("rId4", f"{address}/doan.html", "aFChunk", "External")
        + relation("rId5", f"{address}/phu.docx", "subDocument", "External")
        + relation("rId6", f"{address}/bang.xlsx", "oleObject", "External")
        + relation("rId7", f"{address}/khung.html", "frame", "External")
        + relation("rId8", f"{address}/anh2.jpg", "image", "External")
    )
    field = f'<w:fldSimple w:instr=" INCLUDEPICTURE &quot;{address}/truong.jpg&quot; ">{r("Ảnh")}'
    return word_file(
        p(r(TITLE, "<w:b/>"))
        + p(LEAD)
        + p(picture("rId2", link="link"))
        + p(picture("rId8"))
        + p(f"{field}</w:fldSimple>")
        + p(BODY, f'<w:hyperlink r:id="rId1">{r("Xem thêm")}</w:hyperlink>')
        + '<w:altChunk r:id="rId4"/><w:subDoc r:id="rId5"/>'
        + p(BODY),
        relations=relations,
    )


def text(address: str) -> bytes:
    return f"{TITLE}\n\n{LEAD}\n\n{address}/anh.jpg\n\n{BODY}\n{address}/khac\n".encode()


def entity(address: str) -> bytes:
    """A text that another server is to fill in."""
    body = document(address)
    spaces = re.escape(b"<w:document ")
    outside = f'<!DOCTYPE w [<!ENTITY % a SYSTEM "{address}/x.dtd"> %a;'.encode()
    outside += f'<!ENTITY x SYSTEM "{address}/x">]><w:document '.encode()
    return repacked(body, "word/document.xml", spaces, outside)


def outside_definition(address: str) -> bytes:
    declared = f'<!DOCTYPE a SYSTEM "{address}/x.dtd"><Relationships '.encode()
    return repacked(document(address), "word/_rels/document.xml.rels", b"<Relationships ", declared)


def repacked(data: bytes, name: str, sought: bytes, put: bytes) -> bytes:
    parts = unzipped(data)
    parts[name] = re.sub(sought, put, parts[name], count=1)
    return zipped(parts)


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


KINDS = [("bai.html", page), ("bai.docx", document), ("bai.txt", text)]
HOSTILE = [("thuc-the.docx", entity), ("dinh-nghia.docx", outside_definition)]


@pytest.mark.parametrize(("name", "make"), KINDS)
def test_command_fetches_nothing(
    elsewhere: Elsewhere, tmp_path: Path, name: str, make: Callable[[str], bytes]
) -> None:
    (tmp_path / name).write_bytes(make(elsewhere.address))
    call_command("import_article", str(tmp_path / name))
    assert Article.objects.get().title == TITLE
    assert not Photo.objects.exclude(file="").exists()


@pytest.mark.parametrize(("name", "make"), KINDS + HOSTILE)
def test_desk_fetches_nothing(
    elsewhere: Elsewhere, client: Client, name: str, make: Callable[[str], bytes]
) -> None:
    client.force_login(make_person())
    files = {name: make(elsewhere.address), "khac.docx": word_file(p(TITLE[:-9]) + p(LEAD))}
    sent = SimpleUploadedFile("tin.zip", zipped(files))
    answer = client.post(DESK, {"category": make_category().pk, "file": sent})
    run_jobs("word_import")
    told = client.get(answer["Location"]).content.decode()
    assert told.count("không nhận") == (make in {entity, outside_definition})
    assert not Photo.objects.exclude(file="").exists()


def test_paste_fetches_nothing(elsewhere: Elsewhere, client: Client) -> None:
    client.force_login(make_person())
    html = page(elsewhere.address).decode()
    answer = client.post("/quan-tri/doc-chu-dan/", {"html": html})
    assert BODY in answer.json()["html"]
