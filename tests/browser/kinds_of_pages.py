"""Every kind of page that a reader can meet, on the small site."""

from django.utils import timezone

from articles.models import Article, Topic
from articles.onward_links import connect
from portal.models import Identity, Page
from tests.browser.conftest import Site
from tests.support.factories import make_article, make_identity

WORD = "Trungtâmnghiêncứuứngdụngkhoahọcvàcôngnghệ"  # wider than a phone


def every_kind_of_page(site: Site) -> dict[str, tuple[str, int]]:
    """Address and status of each."""
    about = Page.objects.create(title="Giới thiệu", body="<p>Chi bộ có 15 đảng viên.</p>")
    gone = make_article(
        title="Bài đã gỡ",
        status=Article.Status.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawal_note="Bài được gỡ vì nhầm số liệu.",
    )
    make_identity(
        layout=Identity.objects.get().layout,
        governing_body="Đảng ủy khối các cơ quan tỉnh",
        licence="Giấy phép số 12/GP-STTTT",
    )
    topic = Topic.objects.create(name="Đại hội", lead="Mọi tin về đại hội.")
    read, *others = Article.objects.published().order_by("-pk")
    connect(read, [topic], [each.pk for each in others[:3]])
    read.save()
    for number in range(6):  # a second page of "Tin khác" and of the category
        make_article(title=f"Tin thêm số {number}", category=read.category)
    day = timezone.localdate(gone.published_from)
    found = site | {
        "other news": f"{read.get_absolute_url()}?tin-khac=2",
        "topic": topic.get_absolute_url(),
        "all years": "/luu-tru/",
        "year": f"/luu-tru/{day:%Y}/",
        "day": f"/luu-tru/{day:%Y}/{day.month}/{day.day}/",
        "search form": "/tim-kiem/",
        "nothing found": f"/tim-kiem/?q={WORD}",
        "wrong dates": f"/tim-kiem/?q=tram&tu={WORD}&den={WORD}",
        "static page": about.get_absolute_url(),
        "explanation": "/cach-tinh-luot-truy-cap/",
    }
    refused = {"not found": ("/khong-co/", 404), "withdrawn": (gone.get_absolute_url(), 410)}
    return {name: (path, 200) for name, path in found.items()} | refused
