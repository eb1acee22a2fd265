"""Copies of two other kinds of sites: Joomla, whose articles have an address with a query beside a
readable one, and SharePoint, where the query alone tells articles apart."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import localtime
from PIL import Image

from articles.models import Article, OldAddress, Photo

pytestmark = pytest.mark.django_db
JOOMLA, SHAREPOINT = "http://hoinongdan.example.vn", "http://portal.example.gov.vn"
LEAD = "Sáng 8/11/2022, chi hội ấp {} ra mắt tổ hợp tác trồng dừa hữu cơ với {} hộ tham gia."
BODY = "Tổ hợp tác được hỗ trợ phân hữu cơ và hợp đồng bao tiêu trong năm vụ liền."


def run(capsys: pytest.CaptureFixture[str], *files: Path, **options: Any) -> str:
    call_command("import_article", *map(str, files), **options)
    return capsys.readouterr().out


def png(number: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (90, 60), (number * 7 % 255, 90, 60)).save(content, "PNG")
    return content.getvalue()


def title(number: int) -> str:
    return f"Chi hội ấp {number} ra mắt tổ hợp tác trồng dừa hữu cơ"


def query(number: int) -> str:
    return f"index.php?option=com_content&view=article&id={number}:ra-mat&catid=8&Itemid=101"


def joomla(number: int, base: str) -> str:
    top = "/" if number > 9 else "../" if number > 6 else ""  # as it is, and as wget writes it
    return (
        f'<html><head><meta charset="utf-8"><base href="{base}"><meta name="generator"'
        f' content="Joomla! - Open Source Content Management"><title>{title(number)}</title></head>'
        '<body><ul class="nav menu"><li><a href="/">Trang chủ</a></li></ul><div class="item-page">'
        f'<h2 itemprop="headline">{title(number)}</h2><dl class="article-info"><dt>Chi tiết</dt>'
        '<dd class="createdby">Viết bởi <span itemprop="name">Super User</span></dd><dd>Được đăng:'
        f" {number:02} Tháng 11 2022</dd><dd>Lượt xem: {number}4</dd></dl><p>"
        f'{LEAD.format(number, 9)}</p><p><img src="{top}images/stories/dua-{number}.png">'
        f"</p><p><em>Lễ ra mắt ở ấp {number}</em>"
        f'</p><p>{BODY}</p><p><a href="{top}images/tailieu/quy-che-{number}.pdf">Quy chế</a></p>'
        "</div></body></html>"
    )


def save_joomla(folder: Path) -> None:
    """As wget keeps a site: six articles by their query, six by their readable address."""
    for number in range(1, 13):
        name = query(number) if number < 7 else f"tin-tuc/{number}-ra-mat.html"
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(joomla(number, f"{JOOMLA}/{name}"))
        picture = folder / f"images/stories/dua-{number}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(png(number))


def sharepoint(number: int) -> str:
    return (
        '<html><head><meta charset="utf-8"><title>Tin chi tiết</title></head><body><form><div'
        f' class="news-detail"><div class="post-title">{title(number)}</div><div class="post-date">'
        f'11/{number + 12}/2022 2:12:00 PM</div><div class="post-intro"><b>{LEAD.format(number, 9)}'
        f'</b></div><div class="post-body ms-rtestate-field"><p>{BODY}</p><p>{BODY}</p></div></div>'
        "</form></body></html>"
    )


def test_joomla_site_is_answered_at_both_kinds_of_its_addresses(
    client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    save_joomla(tmp_path)
    said = run(capsys, tmp_path, dry_run=True, base=JOOMLA)
    assert not Article.objects.exists()
    said = run(capsys, tmp_path, publish=True, base=JOOMLA)
    assert ": 12 bài mới." in said
    assert "địa chỉ cũ" not in said.casefold()  # no doubt about any
    for number in range(1, 13):
        article = Article.objects.get(title=title(number))
        path = f"/{query(number)}" if number < 7 else f"/tin-tuc/{number}-ra-mat.html"
        joined = "&" if "?" in path else "?"
        for address in (
            path,
            path.replace("&catid=8&Itemid=101", "&Itemid=101&catid=8"),
            f"{path}{joined}tmpl=component&print=1&page=",
            f"/images/stories/dua-{number}.png",
            f"/images/tailieu/quy-che-{number}.pdf",
        ):
            response = client.get(address)
            assert (response.status_code, response.headers.get("Location")) == (
                301,
                article.get_absolute_url(),
            ), address
        assert f"{localtime(article.stamp):%d-%m-%Y}" == f"{number:02}-11-2022"
    assert Photo.objects.exclude(file="").count() == 12
    run(capsys, undo=int(said.split("--undo ")[1].split()[0]))
    assert not OldAddress.objects.exists()


def test_articles_of_sharepoint_are_told_apart_by_their_query(
    client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "Pages").mkdir()
    for number in range(1, 6):
        (tmp_path / f"Pages/TinChiTiet.aspx?ItemID={number}&CatID=2.html").write_text(
            sharepoint(number)
        )
    run(capsys, tmp_path, publish=True, base=SHAREPOINT)
    assert Article.objects.count() == 5
    for number in range(1, 6):
        article = Article.objects.get(title=title(number))
        for address in (
            f"/Pages/TinChiTiet.aspx?ItemID={number}&CatID=2",
            f"/pages/tinchitiet.aspx?CatID=2&ItemID={number}",
        ):
            response = client.get(address)
            assert response.headers.get("Location") == article.get_absolute_url(), address
