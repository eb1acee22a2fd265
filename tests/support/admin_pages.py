"""A newsroom with something in every drawer, and its pages as staff see them."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.utils import timezone

from articles.models import Article
from portal.models import Banner, MenuItem, Page, WebLink
from tests.support.factories import (
    make_article,
    make_byline,
    make_category,
    make_identity,
    make_person,
    make_photo,
)
from visitors import ledger
from visitors.models import DailyVisits, OpeningBalance, PageViews, VisitCorrection

START = "/quan-tri/"
FILES = (".docx", ".xlsx", "/excel/")
SPOKEN = ("title", "placeholder", "aria-label", "alt", "data-name", "summary")
SILENT = {"script", "style", "textarea", "svg", "code"}  # code is for the server
BUTTONS = {"submit", "button", "reset"}


def furnish() -> User:
    """One of each thing that the newsroom keeps; the superuser who looks at them."""
    user = User.objects.create_superuser("bien-tap", "bientap@example.vn", "mat-khau-dai-nhat")
    group = Group.objects.create(name="Cộng tác viên")
    group.permissions.set(Permission.objects.filter(codename="change_article"))
    User.objects.create_user("phong-vien", is_staff=True).groups.add(group)
    make_identity(name_en="")
    article = make_article()
    make_photo(article)
    make_byline(article)
    make_article(title="Bản tin chưa đăng", status=Article.Status.DRAFT, published_from=None)
    make_article(title="Bài bỏ đi", status=Article.Status.TRASHED, trashed_from="draft")
    make_category(name="Khoa học và đời sống")
    Banner.objects.create(title="Học và làm theo Bác", url="https://example.vn/", order=1)
    WebLink.objects.create(name="Cổng thông tin của tỉnh", url="https://example.vn/", order=1)
    MenuItem.objects.create(label="Tin tức", url="/chuyen-muc/tin-tuc/", order=1)
    Page.objects.create(title="Giới thiệu", body="<p>Về đơn vị.</p>")
    today = timezone.localdate()
    yesterday = today - datetime.timedelta(days=1)
    DailyVisits.objects.create(day=yesterday, visits=439279, page_views=1234567)
    PageViews.objects.create(day=yesterday, path=article.get_absolute_url(), views=439279)
    OpeningBalance.objects.create(visits=439279, on_date=yesterday, note="Trang cũ")
    ledger.correct(
        VisitCorrection(
            day=yesterday, visits=-2, page_views=-3, reason="Đếm thừa", made_by="bien-tap"
        )
    )
    return user


def furnish_for(role: str) -> User:
    """The same, and somebody of that role with an article of each state."""
    furnish()
    person = make_person("nguoi-viet", role)
    for status in set(Article.Status) - {Article.Status.TRASHED}:
        article = make_article(title=f"Bài của tôi: {status.label}", status=status, author=person)
        make_photo(article)
        make_byline(article)
    return person


@dataclass
class Walk:
    """Every page below /quan-tri/ that links lead to from `starts`, one of each kind."""

    client: Client
    starts: tuple[str, ...] = (START,)
    pages: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        waiting, seen = list(self.starts), set()
        while waiting:
            address = waiting.pop(0)
            response = self.client.get(address)
            if response.status_code == 302:
                found = [response.headers["Location"]]
            else:
                assert response.status_code == 200, address
                self.pages[address] = response.content.decode()
                found = list(links(self.pages[address], address))
            for link in found:
                if link.startswith(START) and kind(link) not in seen:
                    seen.add(kind(link))
                    waiting.append(link)


def links(html: str, address: str) -> Iterator[str]:
    """Where the page leads below /quan-tri/. Filters and orders are tried one at a time."""
    for anchor in html5lib.parse(html, namespaceHTMLElements=False).iter("a"):
        link = urljoin(address, anchor.get("href", "")).partition("#")[0]
        path, _, query = link.partition("?")
        if "_changelist_filters" in query:
            link = path
        if path.startswith(START) and not path.endswith(FILES) and query.count("&") == 0:
            yield link


def kind(link: str) -> str:
    """What makes one page like another: its path without numbers, the name in its query."""
    return re.sub(r"\d+", "N", link.partition("=")[0])


def texts(html: str, wanted: str) -> list[str]:
    """What the elements with that class say, in the order of the page."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return [
        " ".join("".join(element.itertext()).split())
        for element in page.iter()
        if wanted in element.get("class", "").split()
    ]


def words_of(html: str) -> Iterator[str]:
    """Each piece of text that a person sees or hears, stripped: text, labels, buttons, titles."""
    yield from (text for text in _spoken(html5lib.parse(html, namespaceHTMLElements=False)) if text)


def _spoken(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str):  # a comment's is a function
        if element.tag not in SILENT:
            yield (element.text or "").strip()
            for child in element:
                yield from _spoken(child)
        yield from (element.get(name, "").strip() for name in SPOKEN)
        if element.tag == "input" and element.get("type") in BUTTONS:
            yield element.get("value", "").strip()
    yield (element.tail or "").strip()
