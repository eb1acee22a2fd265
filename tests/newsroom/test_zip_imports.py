"""A .zip of documents: each of them a draft, what is none is named, what harms is refused."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article
from importing.models import ImportBatch
from importing.sources.archive import FoundFile
from jobs.models import Job
from limits.files import MOST_DOCUMENTS
from newsroom.importing_desk import found_in, reading
from newsroom.importing_desk.jobs import enqueue
from newsroom.models import WordImport, WordImportFile
from tests.importing.word_files import p, word_file
from tests.newsroom.sent_documents import (
    BODY,
    LEAD,
    OLE,
    PAGE,
    Killed,
    docx,
    killed,
    png,
    send,
    stored_files,
    title,
    zipped,
)
from tests.support.factories import make_category, make_person
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db
BAD_IN_A_ZIP = [
    ("cu.doc", b"\xd0\xcf\x11\xe0", "chọn Lưu thành (Save As)"),
    ("khoa.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    ("trong.zip", zipped(mot=docx(1)), "tệp nén nằm trong tệp nén"),
    ("rong.docx", b"", "tệp rỗng"),
    ("nua.docx", docx(1)[:-300], "bị hỏng"),
    ("bom.docx", word_file(f"<!--{'a' * 40_000_000}-->" + p("Chữ")), "quá lớn"),
    ("pdf.docx", b"%PDF-1.4", "PDF"),
]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_person())
    return client


def test_two_files_of_one_name_in_a_zip_both_become_drafts(editor: Client) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("tin/bai.docx", docx(1))
        archive.writestr("tin/bai.docx", docx(2))
        archive.writestr("tin\\bai.docx", docx(3))
        archive.writestr("tin/bai (2).docx", docx(4))
    address = send(editor, ("cac-bai.zip", content.getvalue()))
    run_jobs("word_import")
    assert set(Article.objects.values_list("title", flat=True)) == set(map(title, range(1, 5)))
    text = editor.get(address).content.decode()
    assert all(f"tin/bai{number}.docx”" in text for number in ("", " (2)", " (3)", " (4)"))


def test_two_pictures_of_one_name_in_a_zip_are_named_and_none_is_taken_for_the_other(
    editor: Client,
) -> None:
    page = (
        f"<html><body><h1>{title(1)}</h1><p>{LEAD}</p><p><img src='bai_files/a.png'></p>"
        f"<p><img src='bai_files/b.png'></p><p>{BODY}</p><p>{BODY}</p></body></html>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("bai.html", page)
        for name, color in (("a", "red"), ("a", "green"), ("b", "blue"), ("b", "blue")):
            archive.writestr(f"bai_files/{name}.png", png(color))
    address = send(editor, ("trang.zip", content.getvalue()))
    run_jobs("word_import")
    assert [bool(photo.file) for photo in Article.objects.get().photos.all()] == [False, True]
    assert "hai ảnh khác nhau cùng một tên" in editor.get(address).content.decode()


def test_zip_of_word_files_becomes_drafts_and_again_makes_none(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = ("cac-bai.zip", zipped(mot=docx(1), hai=docx(2)))
    for expected in ("đã tạo bản thảo", "bài đã có ở đây từ trước"):
        address = send(editor, file)
        with django_capture_on_commit_callbacks(execute=True):
            run_jobs("word_import")
        assert editor.get(address).content.decode().count(expected) == 2
    assert Article.objects.count() == ImportBatch.objects.count() == 2
    assert not stored_files()


def test_documents_of_a_zip_are_reviewed_one_by_one(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    address = send(editor, ("cac-bai.zip", zipped(mot=docx(1), hai=docx(2))), _review="1")
    run_jobs("word_import")
    assert not Article.objects.exists()
    assert title(1) in editor.get(address).content.decode()
    one, two = WordImportFile.objects.order_by("title")
    review = f"{PAGE}tep/{one.pk}/xem-lai/"
    assert review in editor.get(address).content.decode()
    text = editor.get(review).content.decode()
    assert "cac-bai.zip/mot.docx" in text and text.count(LEAD) == 2
    chosen = {"category": make_category().pk, "_make": "1", "line-2": "drop"}
    made = editor.post(review, chosen, follow=True).content.decode()
    assert "còn 1 tệp chưa thành bản thảo" in made and address in made
    assert stored_files(), "the other document is in it"
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, {"category": make_category().pk, "_make": str(two.pk)})
    assert Article.objects.count() == 2
    assert not stored_files()


def test_runner_that_was_killed_while_it_opens_a_zip_opens_it_anew(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(editor, ("cac-bai.zip", zipped(mot=docx(1), hai=docx(2))))
    with monkeypatch.context() as patched:
        patched.setattr(WordImportFile, "delete", killed)
        with pytest.raises(Killed):
            run_jobs("word_import")
    Job.objects.all().begin_anew()
    run_jobs("word_import")
    assert Article.objects.count() == WordImportFile.objects.count() == 2


def test_zip_that_two_runners_open_becomes_each_draft_once(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one begins while the first reads the list of entries."""
    send(editor, ("cac-bai.zip", zipped(mot=docx(1), hai=docx(2))))
    sent, entries = WordImportFile.objects.get(), found_in

    def opened_by_both(name: str, file: BinaryIO) -> Iterator[FoundFile]:
        monkeypatch.setattr(reading, "found_in", entries)
        reading.read(WordImportFile.objects.get(pk=sent.pk), enqueue, make_category(), {})
        yield from entries(name, file)

    monkeypatch.setattr(reading, "found_in", opened_by_both)
    run_jobs("word_import")
    assert WordImportFile.objects.count() == Article.objects.count() == 2


def test_bad_files_in_a_zip_are_each_refused_in_words_and_the_good_one_is_read(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    bad = {name: data for name, data, _ in BAD_IN_A_ZIP}
    address = send(editor, ("cac-bai.zip", zipped(tot=docx(7), **bad)))
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs("word_import")
    text = editor.get(address).content.decode()
    for name, _, said in BAD_IN_A_ZIP:
        line = text.split(f"“cac-bai.zip/{name}”: ")[1].partition("</li>")[0]
        assert line.startswith("<strong>không nhận</strong>") and said in line
    assert [article.title for article in Article.objects.all()] == [title(7)]
    assert ImportBatch.objects.count() == 1
    assert not stored_files()


def test_files_in_a_zip_that_are_no_articles_are_named_beside_the_draft(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    others = {"danh-sach.xlsx": b"x", "anh-1.jpg": b"x", "Thumbs.db": b"x"}
    videos = {f"z{number}.mp4": b"x" for number in range(MOST_DOCUMENTS + 1)}
    address = send(editor, ("cac-bai.zip", zipped(tot=docx(7), **others, **videos)))
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs("word_import")
    text = editor.get(address).content.decode()
    assert [article.title for article in Article.objects.all()] == [title(7)]
    assert "“cac-bai.zip/danh-sach.xlsx”: <strong>không nhận</strong>: loại tệp .xlsx" in text
    assert "“cac-bai.zip/anh-1.jpg”: <strong>không nhận</strong>: ảnh để rời" in text
    assert "“cac-bai.zip”: <strong>không nhận</strong>: còn 183 tệp nữa trong đó" in text
    assert "Thumbs.db" not in text
    assert not stored_files()


def zip_of_many() -> bytes:
    return zipped(**{f"{number}.docx": b"" for number in range(MOST_DOCUMENTS + 1)})


def zip_out_of_its_folder() -> bytes:
    return zipped(**{"../bai.docx": docx(1)})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 hong", "bị hỏng"),
        (b"khong phai zip", "không phải tệp nén"),
        (b"", "rỗng"),
        (zipped(**{"anh.jpg": b"x"}), "không có tệp nào đưa vào được"),
        (zip_of_many(), "hơn 200 tài liệu"),
        (zip_out_of_its_folder(), "đường dẫn lạ"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    ],
)
def test_zip_that_is_none_is_refused_at_once_and_nothing_is_stored(
    editor: Client, data: bytes, said: str
) -> None:
    assert said in send(editor, ("cac-bai.zip", data))
    assert not WordImport.objects.exists()
    assert not stored_files()


def test_zips_are_counted_together_and_too_many_documents_are_refused_with_nothing_stored(
    editor: Client,
) -> None:
    half = zipped(**{f"{number}.docx": b"" for number in range(MOST_DOCUMENTS // 2 + 1)})
    text = send(editor, ("a.zip", half), ("b.zip", half))
    assert "Mỗi lần gửi nhiều nhất 200 tài liệu, kể cả tài liệu trong các tệp nén." in text
    assert not WordImport.objects.exists() and not Job.objects.filter(name="word_import").exists()
    assert not stored_files()


def with_a_bomb(data: bytes, name: str, start: bytes, end: bytes = b"") -> bytes:
    """The zip with 150 MB more in it, which are 150 kB as long as nobody unpacks them."""
    content = io.BytesIO(data)
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w") as part,
    ):
        part.write(start)
        for _ in range(150):
            part.write(b"a" * 1_000_000)
        part.write(end)
    return content.getvalue()


def docx_without_text() -> bytes:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w") as new,
        zipfile.ZipFile(io.BytesIO(docx(1))) as old,
    ):
        for name in set(old.namelist()) - {"word/document.xml"}:
            new.writestr(name, old.read(name))
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("nhan-xet.docx", docx(1), "word/comments.xml"),
        ("chu.docx", docx_without_text(), "word/document.xml"),
        ("anh.docx", docx(1), "word/media/image1.png"),
        ("tin.zip", zipped(mot=docx(1)), "hai.docx"),
        ("trang.zip", zipped(mot=docx(1)), "ba_files/anh.png"),
    ],
)
def test_bomb_is_refused_in_words_that_help_and_nothing_is_stored(
    editor: Client, name: str, data: bytes, part: str
) -> None:
    bomb = with_a_bomb(data, part, b"<w:comments><w:comment><w:t>", b"</w:t>")
    assert len(bomb) < 184_000
    text = send(editor, (name, bomb))
    assert "mở ra hơn 100 MB, không giống bài viết hay ảnh nào. Hãy chép riêng bài" in text
    assert not Article.objects.exists() and not WordImport.objects.exists()
    assert not stored_files()


def test_pictures_beside_a_page_in_a_zip_come_along(editor: Client) -> None:
    """A .zip may hold saved pages, too."""
    page = (
        f"<html><body><h1>{title(1)}</h1><p>{LEAD}</p><p><img src='bai_files/a.png'></p>"
        f"<p>{BODY}</p><p>{BODY}</p></body></html>"
    )
    files = {"bai.html": page.encode(), "bai_files/a.png": png("red")}
    send(editor, ("trang.zip", zipped(**files)))
    run_jobs("word_import")
    assert Article.objects.get().photos.get().file
