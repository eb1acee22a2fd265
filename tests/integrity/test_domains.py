"""“Tên miền dẫn ra ngoài”, and links that changed in an old article: what an administrator sees."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article
from chibo_site.roles import ADMINISTRATOR, EDITOR
from integrity.models import LinkChange, TrustedDomain
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from portal.models import WebLink
from tests.chibo_site.first_page import first_page
from tests.support.admin_pages import texts
from tests.support.factories import make_article, make_identity, make_person

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/integrity/outgoinglink/"
MONTH = datetime.timedelta(days=30)
LINK = '<p>Xem <a href="https://nhacai.example/a">ở đây</a>.</p>'


def client_of(role: str) -> Client:
    client = Client()
    client.force_login(make_person("quantri", role))
    return client


def lines(client: Client) -> list[str]:
    html = client.get(PAGE).content.decode()
    return [
        " ".join(part.partition("</tr>")[0].replace("<", " <").split())
        for part in html.split('<tr><th scope="row">')[1:]
    ]


def edit(article: Article, body: str) -> None:
    article.body = body
    article.save()
    log_action(article, make_person("Lan", EDITOR), AuditEntry.Action.EDITED)


def test_domains_are_listed_with_who_and_since_when(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    edit(make_article(title="Bài một"), LINK)
    edit(make_article(title="Bài hai"), LINK.replace("/a", "/b"))
    make_article(title="Bản thảo", status="draft", body=LINK.replace("nhacai", "chua-dang"))
    WebLink.objects.create(name="Cổng tỉnh", url="https://dongnai.gov.vn/")
    found = lines(client_of(ADMINISTRATOR))
    assert len(found) == 2
    [one] = [line for line in found if line.startswith("nhacai.example")]
    for words in ("<td>2 <", "15-06-2026 19:00", "Lan", "Bài một"):
        assert words in one
    assert "Liên kết website" in next(line for line in found if line not in one)


def test_domain_is_trusted_and_no_longer_with_a_reason() -> None:
    make_article(body=LINK)
    client = client_of(ADMINISTRATOR)
    answer = client.post(f"{PAGE}tin/", {"domain": "nhacai.example", "reason": ""}, follow=True)
    assert not TrustedDomain.objects.exists()
    assert "bắt buộc" in answer.content.decode() or "để trống" in answer.content.decode()
    client.post(f"{PAGE}tin/", {"domain": "nhacai.example", "reason": "Báo của tỉnh"})
    row = TrustedDomain.objects.get()
    assert (row.domain, row.reason, str(row.by)) == (
        "nhacai.example",
        "Báo của tỉnh",
        "quantri",
    )
    assert "Được tin: Báo của tỉnh" in lines(client)[0]
    client.post(f"{PAGE}thoi-tin/", {"domain": "nhacai.example", "reason": ""})
    assert TrustedDomain.objects.exists()
    client.post(f"{PAGE}thoi-tin/", {"domain": "nhacai.example", "reason": "Đã đổi chủ"})
    assert not TrustedDomain.objects.exists()
    assert LogEntry.objects.latest("pk").change_message == "Đã đổi chủ"


@pytest.mark.parametrize("typed", ["com.vn", "vn", "không phải", "blogspot.com", "a b.vn", ".vn"])
def test_nobody_trusts_by_mistake_what_anybody_may_have(typed: str) -> None:
    client = client_of(ADMINISTRATOR)
    address = "/quan-tri/integrity/trusteddomain/add/"
    answer = client.post(address, {"domain": typed, "reason": "Cơ quan bạn"})
    assert answer.status_code == 200
    assert not TrustedDomain.objects.exists()


def make_old(**fields: object) -> Article:
    article = make_article(**{"published_from": timezone.now() - MONTH} | fields)
    Article.objects.filter(pk=article.pk).update(created_at=timezone.now() - MONTH)
    article.refresh_from_db()
    return article


def test_changed_links_of_an_old_article_are_on_the_administrator_s_first_page() -> None:
    make_identity(logo="identity/a.webp", governing_body="Tỉnh ủy")
    article = make_old(title="Đại hội năm ngoái", body=LINK.replace("nhacai", "bao"))
    assert not LinkChange.objects.exists()
    edit(article, LINK)
    administrator = make_person("quantri", ADMINISTRATOR)
    html = first_page(administrator)
    assert texts(html, "tasks__name") == ["Liên kết đổi trong bài cũ 1"]
    [item] = texts(html, "tasks__item")
    assert item.startswith("Đại hội năm ngoái Lan, ")
    assert "thêm nhacai.example; bớt bao.example" in item
    assert item.endswith("Đã xem")
    assert "Liên kết đổi" not in first_page(make_person("bientap", EDITOR))
    change = LinkChange.objects.get()
    client = client_of(ADMINISTRATOR)
    assert client.post(f"{PAGE}doi/{change.pk}/da-xem/").status_code == 302
    assert "Liên kết đổi" not in first_page(administrator)
    change.refresh_from_db()
    assert change.seen_by == administrator


@pytest.mark.parametrize(
    "fields",
    [{"published_from": timezone.now()}, {"status": "draft"}],
)
def test_links_of_what_readers_hardly_know_change_in_silence(fields: dict[str, object]) -> None:
    edit(make_old(**fields), LINK)
    assert not LinkChange.objects.exists()


def test_other_words_with_the_same_links_are_no_change() -> None:
    article = make_old(body=LINK)
    edit(article, LINK + "<p>Thêm một câu.</p>")
    assert not LinkChange.objects.exists()


@pytest.mark.parametrize("address", ["tin/", "thoi-tin/", "doi/1/da-xem/", "thay/1/da-xem/"])
def test_editors_do_none_of_it(address: str) -> None:
    client = client_of(EDITOR)
    assert client.get(PAGE).status_code == 403
    given = {"domain": "nhacai.example", "reason": "x"}
    assert client.post(f"{PAGE}{address}", given).status_code == 403
