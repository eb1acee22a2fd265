"""Old links to a site's pages, their print views, pictures and documents lead to its articles."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from PIL import Image

from articles.models import Article, OldAddress
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parent / "pages"
SITE = "https://hoilamvuon.example.vn"
SLUGS = ["trao-sinh-ke", "Hop-mat-đầu-xuân", "tap-huan-ky-thuat", "dai-hoi-chi-hoi", "nao-vet-kenh"]


def run(capsys: pytest.CaptureFixture[str], *files: Path, **options: Any) -> str:
    call_command("import_article", *map(str, files), **options)
    return capsys.readouterr().out


def png(number: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (90, 60), (number * 7 % 255, 120, 60)).save(content, "PNG")
    return content.getvalue()


def path_of(number: int) -> str:
    return f"/tin-hoat-dong/{SLUGS[number % 5]}-{number}.html"


def nukeviet(number: int, *, says_address: bool = True) -> str:
    """The model page as it would be of another article."""
    title = f"Chi hội ấp {number} trao sinh kế cho {number + 10} hộ hội viên"
    page = (PAGES / "nukeviet.html").read_text()
    page = page.replace("Hội Làm vườn huyện trao sinh kế cho 12 hộ hội viên", title)
    page = page.replace("trao 12 suất sinh kế cho hội viên", f"trao {number} suất cho hội viên")
    page = page.replace("nukeviet_files", f"bai{number}_files")
    picture = f"/uploads/news/2023_03/trao-cay-{number}.png"
    page = page.replace(
        f'<img alt="Trao cây giống" src="bai{number}_files/trao-cay.jpg"',
        f'<a href="{picture}"><img alt="Trao cây giống"'
        f' src="bai{number}_files/trao-cay-{number}.png"',
    ).replace('class="img-thumbnail"/>', 'class="img-thumbnail"/></a>')
    page = page.replace(
        "do hội viên các chi hội đóng góp.",
        f'do hội viên đóng góp (<a href="/uploads/ke-hoach-{number}.pdf">kế hoạch</a>).',
    )
    old = f"{SITE}/tin-hoat-dong/trao-sinh-ke-145.html"
    if says_address:
        return page.replace(old, SITE + path_of(number))
    lines = [line for line in page.splitlines() if old not in line]
    return "\n".join(lines)


def save_site(folder: Path) -> None:
    """40 saved pages: 30 articles, 5 lists and 5 print copies."""
    for number in range(1, 31):
        (folder / f"bai{number}.html").write_text(nukeviet(number))
        pictures = folder / f"bai{number}_files"
        pictures.mkdir()
        (pictures / f"trao-cay-{number}.png").write_bytes(png(number))
        (pictures / "vuon.jpg").write_bytes(png(number))
    front, in_print = (PAGES / name for name in ("front-page.html", "print-copy.html"))
    for number in range(5):
        (folder / f"trang-{number}.html").write_bytes(front.read_bytes())
        (folder / f"in-{number}.html").write_bytes(in_print.read_bytes())


def test_every_old_link_of_a_saved_site_lands_by_one_redirect_and_undo_leaves_nothing(
    client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    save_site(tmp_path)
    said = run(capsys, tmp_path, publish=True)
    assert ": 30 bài mới." in said
    assert "Bỏ qua 5 trang chủ hoặc danh sách tin." in said
    assert "Bỏ qua 5 bản để in." in said
    assert "địa chỉ cũ" not in said.casefold()  # no doubt about any
    for number in range(1, 31):
        article = Article.objects.get(title__startswith=f"Chi hội ấp {number} ")
        path = path_of(number)
        folder, name = path.rsplit("/", 1)
        old_links = [
            *(path, path.upper(), path.removesuffix(".html"), f"{path}?fbclid=x"),
            *(f"{folder}/print/{name}", f"{path}?print=1", f"{folder}/savefile/{name}"),
            f"/uploads/news/2023_03/trao-cay-{number}.png",
            f"/uploads/ke-hoach-{number}.pdf",
        ]
        for address in old_links:
            response = client.get(address)
            assert (response.status_code, response.headers.get("Location")) == (
                301,
                article.get_absolute_url(),
            ), address
    run(capsys, undo=int(said.split("--undo ")[1].split()[0]))
    assert not Article.objects.exists()
    assert not OldAddress.objects.exists()
    assert client.get(path_of(1)).status_code == 404


def test_file_of_a_copied_site_stood_where_it_stands_in_the_copy(
    client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "tin" / "2021").mkdir(parents=True)
    for number, name in ((1, "tin/2021/bai một.html"), (2, "tin/index.html")):
        (tmp_path / name).write_text(nukeviet(number, says_address=False))
    run(capsys, tmp_path, publish=True, base="https://cu.example.vn/")
    one, two = (Article.objects.get(title__startswith=f"Chi hội ấp {n} ") for n in (1, 2))
    for address, article in (("/tin/2021/bai%20m%E1%BB%99t", one), ("/tin", two), ("/Tin/", two)):
        assert client.get(address).headers.get("Location") == article.get_absolute_url()
    assert set(one.old_addresses.values_list("host", flat=True)) == {"cu.example.vn"}


def test_base_given_later_adds_the_addresses_of_what_is_there_already(
    client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "bai-1.html"
    file.write_text(nukeviet(1, says_address=False))
    run(capsys, file, publish=True)
    assert client.get("/tin/bai-1.html").status_code == 404
    run(capsys, file, base=f"{SITE}/tin")
    assert Article.objects.count() == 1
    assert client.get("/tin/bai-1.html").status_code == 301


def test_dry_run_names_the_old_addresses_and_keeps_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "bai-1.html"
    file.write_text(nukeviet(1))
    said = run(capsys, file, dry_run=True)
    assert f"- {SITE}{path_of(1)}" in said
    assert not OldAddress.objects.exists()


def test_two_articles_with_one_address_are_said_to_be_doubtful(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for number in (1, 2):
        (tmp_path / f"bai{number}.html").write_text(
            nukeviet(number).replace(path_of(number), "/index.php?nv=news")
        )
    said = run(capsys, tmp_path)
    assert "Địa chỉ cũ https://hoilamvuon.example.vn/index.php?nv=news cũng là của bài khác" in said


def test_address_of_this_site_in_a_saved_page_is_said_and_not_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    article = make_article()
    file = tmp_path / "bai.html"
    file.write_text(nukeviet(1).replace(path_of(1), article.get_absolute_url()))
    assert "Không giữ được địa chỉ cũ" in run(capsys, file)


def test_draft_of_an_import_keeps_its_address_to_itself(
    client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "bai.html"
    file.write_text(nukeviet(1))
    run(capsys, file)
    assert client.get(path_of(1)).status_code == 404
    article = Article.objects.get()
    article.status = Article.Status.PUBLISHED
    article.save()
    assert client.get(path_of(1)).status_code == 301


@pytest.mark.parametrize("base", ["cu.example.vn", "ftp://cu.example.vn/", "https://", "x y"])
def test_base_that_is_no_address_is_refused_in_words(tmp_path: Path, base: str) -> None:
    file = tmp_path / "bai.html"
    file.write_text(nukeviet(1))
    with pytest.raises(CommandError, match="không phải địa chỉ của một trang web"):
        call_command("import_article", str(file), base=base)


@pytest.mark.parametrize("said", ["http://[", "javascript:alert(1)", "file:///C:/bai.html", "/"])
def test_odd_address_in_a_page_is_passed_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, said: str
) -> None:
    file = tmp_path / "bai.html"
    file.write_text(nukeviet(1).replace(SITE + path_of(1), said))
    run(capsys, file)
    assert Article.objects.count() == 1
    assert not OldAddress.objects.filter(address__contains=said.strip("/") or "//").exists()
