"""`manage.py import_article`: what is stored, what is said, what is refused."""

import codecs
import errno
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils import timezone

from articles import search
from articles.models import Article, Byline, Category, Photo
from importing.management.commands import import_article
from importing.sources.files import MAX_BYTES
from tests.importing.importing_pages import FIRST, LAST, SECOND, TITLE, dong_nai, indented, tra_vinh
from tests.support.factories import make_article, make_category
from vietnamese.clock import VIETNAM

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parent / "saved_pages"


def save(folder: Path, content: str | bytes, name: str = "bai.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def run(capsys: pytest.CaptureFixture[str], *files: Path, **options: Any) -> str:
    call_command("import_article", *map(str, files), **options)
    return capsys.readouterr().out


def refusal(*files: Path, **options: Any) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("import_article", *map(str, files), **options)
    assert caught.value.returncode == 1
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_tra_vinh_page_is_stored_with_captions_and_byline(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, PAGES / "tra-vinh.txt")
    article = Article.objects.get()
    assert article.status == Article.Status.DRAFT
    assert article.published_from is None
    assert article.body.startswith("<p>[ảnh 1]</p>\n<p>Chi bộ hiện nay có 08 đảng viên")
    assert [photo.caption for photo in article.photos.all()] == [
        "Chi bộ tổ chức Lễ kết nạp đảng viên",
        "Tổ chức tổng kết, trao giải Cuộc thi sáng tạo dành cho\n"
        "thanh thiếu niên, nhi đồng lần thứ 9 năm 2021",
    ]
    assert all(not photo.file for photo in article.photos.all())
    byline = article.bylines.get()
    assert (byline.role, byline.name) == (Byline.Role.BOTH, "Trần Văn Vũ")


def test_captions_and_authors_of_an_imported_page_are_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, PAGES / "tra-vinh.txt")
    for query in ("lễ kết nạp đảng viên", "Trần Văn Vũ"):
        assert search.find(Article.objects.all(), query, 0, 10).total == 1


def test_stamp_becomes_both_dates_in_vietnamese_time(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, PAGES / "dong-nai.txt", publish=True)
    article = Article.objects.published().get()
    stamp = datetime(2021, 12, 8, 2, 50, tzinfo=VIETNAM)
    assert (article.updated_at, article.published_from) == (stamp, stamp)
    assert "<h2>Đẩy mạnh thực hiện các nhiệm vụ chuyên môn</h2>" in article.body
    assert (article.bylines.get().role, article.bylines.get().name) == ("", "Dương Phúc")


def test_publishing_a_page_without_stamp_dates_it_now_and_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = timezone.now()
    said = run(capsys, save(tmp_path, tra_vinh(indented(FIRST), indented(LAST))), publish=True)
    published_from = Article.objects.published().get().published_from
    assert published_from and before <= published_from <= timezone.now()
    assert "Đăng từ bây giờ" in said


def test_report_names_decisions_and_doubts_of_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, PAGES / "tra-vinh.txt", PAGES / "dong-nai.txt")
    assert said.count("Đã quyết định:") == 2
    assert said.count("Chưa chắc, xin xem lại:") == 2
    for article in Article.objects.all():
        assert article.get_absolute_url() in said


def test_same_page_again_is_not_stored_again(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, PAGES / "tra-vinh.txt")
    said = run(capsys, PAGES / "tra-vinh.txt", publish=True)
    article = Article.objects.get()
    assert f"Đã có: «{article.title[:40]}" in said
    assert article.get_absolute_url() in said
    assert article.status == Article.Status.DRAFT
    assert Photo.objects.count() == 2


def test_other_article_of_the_same_title_is_stored_and_doubted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    older = make_article(title=TITLE)
    said = run(capsys, save(tmp_path, tra_vinh(indented(FIRST), indented(LAST))))
    assert Article.objects.filter(title=TITLE).count() == 2
    assert f"Đã có bài khác cùng tiêu đề: {older.get_absolute_url()}" in said


def test_category_is_the_one_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make_category(name="Tin tức", slug="tin-tuc")
    named = make_category(name="Hoạt động", slug="hoat-dong")
    run(capsys, save(tmp_path, dong_nai(FIRST, LAST)), category="hoat-dong")
    assert Article.objects.get().category == named


def test_only_category_is_taken_when_none_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    only = make_category(name="Hoạt động", slug="hoat-dong")
    said = run(capsys, save(tmp_path, dong_nai(FIRST, LAST)))
    assert Article.objects.get().category == only
    assert "Chuyên mục: Hoạt động" in said


@pytest.mark.parametrize("others", [[], ["Hoạt động", "Khoa học"]])
def test_tin_tuc_is_made_when_none_is_named_and_none_is_the_only_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, others: list[str]
) -> None:
    for name in others:
        make_category(name=name)
    said = run(capsys, save(tmp_path, dong_nai(FIRST, LAST)))
    assert Article.objects.get().category.slug == "tin-tuc"
    assert "Chuyên mục: Tin tức, mới tạo" in said


def test_unknown_category_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    make_category(name="Hoạt động", slug="hoat-dong")
    message = refusal(save(tmp_path, dong_nai(FIRST, LAST)), category="khong-co")
    assert "khong-co" in message
    assert "hoat-dong" in message
    assert not Article.objects.exists()


def test_bad_file_leaves_the_others_and_the_status_is_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    good = save(tmp_path, dong_nai(FIRST, LAST), "tot.txt")
    bad = save(tmp_path, b"", "hong.txt")
    message = refusal(bad, good)
    assert message == "Không nhập được 1 trong 2 tệp."
    assert "hong.txt: tệp rỗng" in capsys.readouterr().err
    assert Article.objects.get().title == TITLE


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("rong.txt", b"", "tệp rỗng"),
        ("trang.txt", "\ufeff \u00a0\r\n".encode(), "tệp rỗng"),
        ("anh.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "tệp nhị phân"),
        ("nul.txt", "Chi bộ\0họp".encode(), "tệp nhị phân"),
        ("hong.txt", dong_nai(FIRST, LAST).encode()[:-200] + b"\xc3\x28\xff", "UTF-8"),
        ("cu.txt", "Chi bộ".encode("cp1258", "replace") + b"\xd0\xfe", "UTF-8"),
        ("lon.txt", b"a" * (MAX_BYTES + 1), "lớn hơn 5 MB"),
        ("khac.txt", "Danh sách\n1\n2\n3\n".encode(), "không tìm thấy bài viết"),
        ("bai.docx", b"PK\x03\x04", "tệp Word bị hỏng"),
        ("bai.HTML", b"<p>", "không tìm thấy chữ nào"),
        ("bai.doc", b"\xd0\xcf\x11\xe0", "Lưu thành (Save As)"),
        ("thu.eml", b"From: a", "chép nội dung rồi dán vào ô soạn thảo"),
        ("bai.pages", b"PK", "Xuất sang"),
        ("trang.webarchive", b"bplist00", "Trang web, đầy đủ"),
        ("cac-bai.rar", b"Rar!", "nén lại thành tệp .zip"),
        ("bai.xyz", b"Chi", "Chưa đọc được loại tệp .xyz"),
        ("bai", b"Chi", "Chưa đọc được loại tệp không có đuôi"),
    ],
)
def test_bad_file_is_refused_in_one_line_and_nothing_is_stored(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    message = refusal(save(tmp_path, content, name))
    assert reason in message
    assert name in message
    assert not Article.objects.exists()
    assert not Category.objects.exists()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "không có tệp này" in refusal(tmp_path / "khong-co.txt")
    assert "thư mục" in refusal(tmp_path)
    assert "không mở được tệp" in refusal(tmp_path / ("a" * 300 + ".txt"))


@pytest.mark.parametrize(
    "title", [TITLE + " và các phong trào" * 20, "Chi bộ " + "x" * 400], ids=["words", "letters"]
)
def test_title_longer_than_an_article_may_have_is_refused(tmp_path: Path, title: str) -> None:
    assert "tiêu đề" in refusal(save(tmp_path, dong_nai(FIRST, LAST, title=title)))
    assert not Article.objects.exists()


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_is_read_when_its_mark_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, mark: bytes
) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    run(capsys, save(tmp_path, mark + dong_nai(FIRST, SECOND, LAST).encode(encoding)))
    assert Article.objects.get().title == TITLE


def test_name_that_a_terminal_could_not_show_is_made_plain(tmp_path: Path) -> None:
    assert "\x1b" not in refusal(tmp_path / "a\x1b[31m\nb.txt")


def test_markup_in_the_page_stays_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    script = "Mã <script>alert(1)</script> chỉ là chữ trong bài này mà thôi."
    run(capsys, save(tmp_path, dong_nai(FIRST, script, LAST)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in Article.objects.get().body


def test_full_disk_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*page: object) -> None:
        raise OperationalError("full") from OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(import_article, "store_page", full)
    said = refusal(PAGES / "tra-vinh.txt")
    assert "ổ đĩa chứa cơ sở dữ liệu đã đầy" in said
    assert "migrate" not in said
