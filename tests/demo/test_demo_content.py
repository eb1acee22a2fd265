"""The demo: enough to look at, and gone again without a trace of what people wrote."""

import datetime
import gzip
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from articles.models import Article, Category
from demo import pictures
from demo.reading import demo_articles, read
from pictures.ingest import ingest
from portal.models import Banner, Identity, Page
from tests.support.factories import make_article

CSS = Path(__file__).resolve().parent.parent.parent / "static/css"
READERS_STYLE = ("site.css", "print.css")

TEXT = """Tựa: Một tựa thử
Chuyên mục: tin-hoat-dong
Ngày: -3 07:45
Tác giả: Bài, ảnh | Trần Minh Khôi
Ảnh: hoi-nghi | Dòng một \\\\ dòng hai | Minh Khôi | Hội trường

Sapo của bài.

**Ý đầu.** Khí CO~2~ trên 5 m^2^ & <b>.

## Một đề mục

- một
- hai

1. thứ nhất
2. thứ hai

| Cột | Số |
| --- | --- |
| a | 1 |

[ảnh 1]

Xem [chỗ này](https://example.org/a).
"""


def test_demo_file_becomes_html() -> None:
    article = read(TEXT)
    assert article.days_ago == 3
    assert article.time == datetime.time(7, 45)
    assert article.bylines == [("Bài, ảnh", "Trần Minh Khôi", "")]
    assert article.photos[0].caption == "Dòng một \n dòng hai"
    assert article.lead == "Sapo của bài."
    assert article.body.splitlines() == [
        "<p><strong>Ý đầu.</strong> Khí CO<sub>2</sub> trên 5 m<sup>2</sup> &amp; &lt;b&gt;.</p>",
        "<h2>Một đề mục</h2>",
        "<ul><li>một</li><li>hai</li></ul>",
        "<ol><li>thứ nhất</li><li>thứ hai</li></ol>",
        '<table><thead><tr><th scope="col">Cột</th><th scope="col">Số</th></tr></thead>'
        "<tbody><tr><td>a</td><td>1</td></tr></tbody></table>",
        "<p>[ảnh 1]</p>",
        '<p>Xem <a href="https://example.org/a">chỗ này</a>.</p>',
    ]


def test_demo_has_thirty_articles_in_six_categories_over_fourteen_months() -> None:
    articles = demo_articles()
    assert len(articles) >= 30
    assert len({article.title for article in articles}) == len(articles)
    assert len({article.category for article in articles}) == 6
    assert max(article.days_ago for article in articles) >= 13 * 30
    assert sum(article.days_ago <= 30 for article in articles) >= 8
    assert any("\n" in photo.caption for article in articles for photo in article.photos)


@pytest.fixture
def _quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain ones: the real ones have tests of their own."""
    png = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(png, "PNG")
    plain = ingest(png.getvalue())
    monkeypatch.setattr(pictures, "completed", lambda files: plain)


@pytest.mark.django_db
@pytest.mark.usefixtures("_quick_pictures")
@pytest.mark.parametrize("layout", Identity.Layout.values)
def test_demo_can_be_read_at_once(client: Client, layout: str) -> None:
    call_command("load_demo", layout=layout, verbosity=0)
    now = timezone.now()
    assert Article.objects.published().count() == Article.objects.count() >= 30
    assert not Article.objects.filter(published_from__gt=now).exists()
    assert Article.objects.exclude(photos=None).filter(cover=None).count() == 0
    home = client.get("/").content.decode()
    assert Identity.objects.get().name_vi in home
    for address in [article.get_absolute_url() for article in Article.objects.all()]:
        response = client.get(address)
        assert response.status_code == 200
        assert "[ảnh" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("_quick_pictures")
def test_demo_is_found_by_title_caption_and_byline(client: Client) -> None:
    call_command("load_demo", verbosity=0)
    for article in Article.objects.exclude(photos=None).prefetch_related("photos", "bylines"):
        caption, byline = article.photos.all()[0].caption, article.bylines.all()[0].name
        for words in (article.title, f"{caption} {byline}"):
            html = client.get("/tim-kiem/", {"q": words}).content.decode()
            assert article.get_absolute_url() in html


@pytest.mark.django_db
@pytest.mark.usefixtures("_quick_pictures")
def test_the_first_screen_of_an_article_comes_in_the_first_14_kb(client: Client) -> None:
    """What a server may send before the first acknowledgement, ten packets (RFC 6928): the style,
    and the page down to the end of its lead."""
    call_command("load_demo", verbosity=0)
    style = sum(len(gzip.compress((CSS / name).read_bytes())) for name in READERS_STYLE)
    for article in Article.objects.all():
        html = client.get(article.get_absolute_url()).content
        first_screen, _, rest = html.partition(b'<div class="prose')
        assert rest
        assert len(gzip.compress(first_screen)) + style <= 14_000
        assert len(gzip.compress(html)) + style <= 20_000


@pytest.mark.django_db
@pytest.mark.usefixtures("_quick_pictures")
def test_demo_goes_completely_and_leaves_what_people_wrote(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("load_demo", verbosity=0)
    own = make_article(title="Bài của biên tập viên", category=Category.objects.first())
    rewritten = Article.objects.exclude(pk=own.pk).earliest("pk")
    rewritten.body += "<p>Đoạn biên tập viên thêm.</p>"
    rewritten.save()
    captioned = Article.objects.exclude(photos=None).exclude(pk=rewritten.pk).earliest("pk")
    photo = captioned.photos.all()[0]
    photo.caption = "Chú thích đã sửa"
    photo.save()
    page = Page.objects.all()[0]
    page.body = "<p>Giới thiệu thật.</p>"
    page.save()

    call_command("delete_demo", noinput=True)

    assert set(Article.objects.all()) == {own, rewritten, captioned}
    assert list(Page.objects.all()) == [page]
    assert not Banner.objects.exists()
    assert set(Category.objects.all()) == {
        article.category for article in (own, rewritten, captioned)
    }
    assert "Giữ lại" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.usefixtures("_quick_pictures")
def test_deleting_the_demo_takes_its_picture_files_along(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    call_command("load_demo", verbosity=0)
    assert list(settings.MEDIA_ROOT.rglob("*.webp"))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("delete_demo", noinput=True)
    assert not Article.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.webp"))


@pytest.mark.django_db
def test_demo_is_not_loaded_over_somebody_s_articles() -> None:
    make_article()
    with pytest.raises(CommandError, match="Trang đã có bài"):
        call_command("load_demo")
    assert Article.objects.count() == 1
