"""Folders, archives, runs that were broken off and runs that are taken back."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from PIL import Image

from articles.models import Article, Photo
from importing.management.commands import import_article
from importing.models import ImportBatch, ImportedArticle
from importing.storing import StoreResult, store_page
from tests.importing.word_files import p, picture, r, relation, word_file, zipped

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parent / "pages"
LEAD = "Sáng nay, chi hội ấp {} họp bàn việc nạo vét kênh trước mùa mưa, có 40 hội viên dự họp."
BODY = "Cuộc họp thống nhất góp công và mượn máy của xã, xong trước ngày 30 tháng 4 năm nay."


def run(capsys: pytest.CaptureFixture[str], *files: Path, **options: Any) -> str:
    call_command("import_article", *map(str, files), **options)
    return capsys.readouterr().out


def page(number: int) -> str:
    title = f"Chi hội ấp {number} bàn việc nạo vét kênh nội đồng"
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="canonical" href="https://hoi.example.vn/tin-{number}.html"></head><body>'
        f"<h1>{title}</h1><p>{LEAD.format(number)}</p>"
        f'<p><img src="trang{number}_files/hop.png"></p><p><i>Cuộc họp ở ấp {number}</i></p>'
        f"<p>{BODY}</p></body></html>"
    )


def png() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (80, 60), "green").save(content, "PNG")
    return content.getvalue()


def save_site(folder: Path, articles: int = 3) -> None:
    for number in range(1, articles + 1):
        (folder / f"trang{number}.html").write_text(page(number))
        pictures = folder / f"trang{number}_files"
        pictures.mkdir()
        (pictures / "hop.png").write_bytes(png())
        (pictures / "khung.html").write_text("<p>Khung</p>")
    (folder / "index.html").write_bytes((PAGES / "front-page.html").read_bytes())
    (folder / "in.html").write_bytes((PAGES / "print-copy.html").read_bytes())


def test_folder_becomes_its_articles_and_says_what_it_left_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    save_site(tmp_path)
    said = run(capsys, tmp_path)
    assert Article.objects.count() == 3
    assert "Bỏ qua 1 trang chủ hoặc danh sách tin." in said
    assert "Bỏ qua 1 bản để in." in said
    assert ": 3 bài mới." in said
    photos = Photo.objects.order_by("pk")
    assert [photo.caption for photo in photos] == [f"Cuộc họp ở ấp {i}" for i in (1, 2, 3)]
    assert all(photo.file and photo.width == 80 for photo in photos)
    assert set(ImportedArticle.objects.values_list("address", flat=True)) == {
        f"https://hoi.example.vn/tin-{i}.html" for i in (1, 2, 3)
    }


def test_archive_is_read_like_the_folder_it_was(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, archive = tmp_path / "bài", tmp_path / "bài.zip"
    folder.mkdir()
    save_site(folder, articles=2)
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    archive.write_bytes(zipped(files))
    run(capsys, archive)
    assert Article.objects.count() == 2
    assert all(photo.file for photo in Photo.objects.all())


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: zipped({"../../x.html": b"<p>x</p>"}), "đường dẫn lạ"),
        (lambda: zipped({"a.zip": zipped({"b.txt": b"x"})}), "tệp nén nằm trong tệp nén"),
        (lambda: zipped({f"{i}.txt": b"" for i in range(4_000)}), "quá nhiều tệp nhỏ"),
        (lambda: zipped({"a.txt": b"chu " * 3_000_000}), "lớn hơn 5 MB"),
        (lambda: zipped({"anh.jpg": b"x"}), "không có tệp nào"),
        (lambda: zipped({"a.txt": b"x" * 500})[:-30], "bị hỏng"),
        (lambda: b"khong phai zip", "bị hỏng"),
    ],
    ids=["slip", "nested", "many", "bomb", "nothing", "half", "text"],
)
def test_bad_archive_is_refused_and_nothing_is_stored(
    tmp_path: Path, make: Callable[[], bytes], reason: str
) -> None:
    path = tmp_path / "bai.zip"
    path.write_bytes(make())
    with pytest.raises(CommandError, match=reason):
        call_command("import_article", str(path))
    assert not Article.objects.exists()
    assert not ImportBatch.objects.exists()
    assert [found.name for found in tmp_path.iterdir()] == ["bai.zip"]


def test_folder_with_a_circle_of_links_comes_to_its_end(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    save_site(tmp_path, articles=1)
    (tmp_path / "vòng").symlink_to(tmp_path)
    run(capsys, tmp_path)
    assert Article.objects.count() == 1


def test_file_that_cannot_be_read_is_named_and_the_others_are_taken(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    save_site(tmp_path, articles=1)
    (tmp_path / "cũ.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(CommandError, match="Không nhập được 1 trong 4 tệp"):
        call_command("import_article", str(tmp_path))
    assert "Lưu thành (Save As)" in capsys.readouterr().err
    assert Article.objects.count() == 1


def test_dry_run_says_what_would_be_and_stores_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    save_site(tmp_path, articles=1)
    said = run(capsys, tmp_path, dry_run=True)
    assert "Sẽ thành: «Chi hội ấp 1 bàn việc nạo vét kênh nội đồng»" in said
    assert "1 ảnh" in said
    assert not Article.objects.exists()
    assert not ImportBatch.objects.exists()


def test_run_that_was_broken_off_goes_on_without_duplicates(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_site(tmp_path)
    calls: list[object] = []

    def break_off(*arguments: Any) -> StoreResult:
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return store_page(*arguments)

    monkeypatch.setattr(import_article, "store_page", break_off)
    with pytest.raises(KeyboardInterrupt):
        call_command("import_article", str(tmp_path))
    assert Article.objects.count() == 1
    Article.objects.update(title="Tựa đã được sửa")
    said = run(capsys, tmp_path)
    assert "Đã có: «Tựa đã được sửa»" in said
    assert Article.objects.count() == 3


def test_undo_takes_back_what_nobody_has_touched_and_names_the_rest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    save_site(tmp_path)
    run(capsys, tmp_path)
    batch = ImportBatch.objects.get()
    changed = Article.objects.order_by("pk")[1]
    changed.lead = "Sapo đã sửa."
    changed.save()
    said = run(capsys, undo=batch.pk)
    assert "Đã bỏ 2 bài" in said
    assert f"Giữ lại vì đã có người sửa hoặc đăng: «{changed.title}»" in said
    assert Article.objects.get() == changed
    changed.delete()
    assert "Đã bỏ 0 bài" in run(capsys, undo=batch.pk)
    with pytest.raises(CommandError, match="Không có lượt nhập"):
        call_command("import_article", undo=batch.pk)


def test_undo_of_a_published_run_takes_it_back_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    save_site(tmp_path, articles=1)
    run(capsys, tmp_path, publish=True)
    assert Article.objects.published().count() == 1
    run(capsys, undo=ImportBatch.objects.get().pk)
    assert not Article.objects.exists()
    assert not Photo.objects.exists()
    assert not ImportBatch.objects.exists()


def test_word_file_is_stored_with_its_picture_and_the_linked_one_is_doubted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "bài.docx"
    body = (
        p(r("Chi hội ấp 1 bàn việc nạo vét kênh nội đồng", "<w:b/>"))
        + p(LEAD.format(1))
        + p(picture("rId1", "Hội viên giơ tay"))
        + p(r("Cuộc họp ở ấp 1. Ảnh: Minh Tâm", "<w:i/>"))
        + p(picture("rId2", link="link"))
        + p(BODY)
    )
    relations = relation("rId1", "media/a.png") + relation("rId2", "C:/b.jpg", mode="External")
    path.write_bytes(word_file(body, relations=relations, parts={"word/media/a.png": png()}))
    said = run(capsys, path)
    first, second = Article.objects.get().photos.all()
    assert (first.caption, first.credit, first.alt) == (
        "Cuộc họp ở ấp 1.",
        "Minh Tâm",
        "Hội viên giơ tay",
    )
    assert first.file
    assert not second.file
    assert "Ảnh 2 (b.jpg) không đi kèm tệp này" in said


def test_nothing_named_is_said() -> None:
    with pytest.raises(CommandError, match="Hãy cho biết tệp"):
        call_command("import_article")


def furnished(number: int) -> str:
    """A page whose site repeats lines, and a box of links, in names that no list of labels has."""
    box = (
        "<p><a href='/x'>Bà con ấp 9 trồng dừa xen ca cao</a></p><p>Vườn dừa xen ca cao của ấp 9"
        " cho thu nhập cao gấp rưỡi. Nhiều nơi đã đến học cách làm.</p>"
    )
    markup = page(number).replace("<h1>", "<p>Góc nhìn đồng bằng số mới</p><h1>")
    return markup.replace(f"<p>{BODY}</p>", f"{box}<p>{BODY}</p><p>Hộp thư của tòa soạn</p>")


def test_lines_that_a_site_repeats_on_its_pages_are_left_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for number in range(1, 5):
        (tmp_path / f"trang{number}.html").write_text(furnished(number))
    out = run(capsys, tmp_path)
    bodies = "".join(Article.objects.values_list("body", flat=True))
    assert Article.objects.count() == 4
    for repeated in ("Góc nhìn", "ca cao", "Hộp thư"):
        assert repeated not in bodies
    assert bodies.count(BODY) == 4  # what authors repeat is theirs
    assert "Đoạn này có trên nhiều trang của trang web: «Cuộc họp thống nhất" in out


def test_lines_of_two_pages_alone_stay(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for number in range(1, 3):
        (tmp_path / f"trang{number}.html").write_text(furnished(number))
    run(capsys, tmp_path)
    assert "Hộp thư của tòa soạn" in "".join(Article.objects.values_list("body", flat=True))


def test_file_of_several_articles_is_doubted_with_their_titles(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bold, centre, right = "<w:b/>", '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
    articles = [
        p(r(f"Chi hội ấp {n} bàn việc nạo vét kênh", bold), properties=centre)
        + p(LEAD.format(n))
        + p(BODY)
        + p(r("Lê Thị Hoa", bold), properties=right)
        for n in range(1, 4)
    ]
    (tmp_path / "ba-bài.docx").write_bytes(word_file("".join(articles)))
    (tmp_path / "một-bài.docx").write_bytes(word_file(articles[0]))
    out = run(capsys, tmp_path / "ba-bài.docx", dry_run=True)
    assert "có thể chứa 3 bài" in out
    assert "«Chi hội ấp 3 bàn việc nạo vét kênh»" in out
    assert "có thể chứa" not in run(capsys, tmp_path / "một-bài.docx", dry_run=True)


def test_picture_of_a_kind_that_is_never_decoded_is_named_with_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    relations = relation("rId1", "media/sodo.wmf") + relation("rId2", "media/vuon.eps")
    relations += relation("rId3", "file:///C:/anh/cau.jpg", mode="External")
    pictures = p(picture("rId1")) + p(picture("rId2")) + p(picture("rId3", link="link"))
    body = p("Chi hội ấp 2 bàn việc nạo vét kênh") + p(LEAD.format(2)) + pictures + p(BODY)
    files = {"word/media/sodo.wmf": b"\xd7\xcd\xc6\x9a" + b"\0" * 60}
    files["word/media/vuon.eps"] = b"%!PS-Adobe-3.0 EPSF-3.0\n"
    (tmp_path / "bài.docx").write_bytes(word_file(body, relations=relations, parts=files))
    out = run(capsys, tmp_path / "bài.docx")
    assert "Ảnh 1 (sodo.wmf) không dùng được" in out
    assert "Ảnh 2 (vuon.eps) không dùng được" in out
    assert "Ảnh 3 (cau.jpg) không đi kèm tệp này" in out
