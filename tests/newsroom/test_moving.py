"""Articles go to another category, many at once: named before, recorded after."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Category, Topic
from articles.onward_links import connect
from newsroom.arranging import moving
from newsroom.models import AuditEntry
from newsroom.proposals import propose
from newsroom.revisions import snapshot_of
from tests.newsroom.desk import said
from tests.support.factories import make_article, make_category

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/articles/article/"
PAGE = f"{LIST}chuyen-muc-khac/"


@pytest.fixture
def other() -> Category:
    return make_category(name="Xây dựng Đảng")


def ask(client: Client, *articles: Article, action: str = "move") -> Any:
    chosen = [article.pk for article in articles]
    return client.post(LIST, {"action": action, "_selected_action": chosen})


def confirm(client: Client, page: Any, there: Category | Topic, where: str = PAGE) -> Any:
    html = page.content.decode()
    hidden = re.findall(r'<input type="hidden" name="(confirmed|bai|tu)" value="([^"]*)">', html)
    sent: dict[str, Any] = {"there": there.pk}
    for name, value in hidden:
        sent.setdefault(name, []).append(value)
    return client.post(where, sent, follow=True)


def test_page_names_the_articles_and_moves_nothing_yet(editor: Client, other: Category) -> None:
    articles = [make_article(title=f"Tin {number}") for number in range(3)]
    page = said(ask(editor, *articles[:2]))
    assert "Tin 0" in page
    assert "Tin 1" in page
    assert "Tin 2" not in page
    assert "Địa chỉ của bài giữ nguyên" in page
    assert not Article.objects.filter(category=other).exists()


def test_articles_move_and_their_addresses_answer_as_before(
    editor: Client, client: Client, other: Category
) -> None:
    articles = [make_article(title=f"Tin {number}") for number in range(2)]
    stamps = [article.updated_at for article in articles]
    addresses = [article.get_absolute_url() for article in articles]
    response = confirm(editor, ask(editor, *articles), other)
    assert "Đã chuyển 2 bài sang “Xây dựng Đảng”." in said(response)
    moved = list(Article.objects.order_by("pk"))
    assert {article.category_id for article in moved} == {other.pk}
    assert [article.updated_at for article in moved] == stamps
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert "Tin 0" in client.get(other.get_absolute_url()).content.decode()
    assert "Tin 0" not in client.get("/chuyen-muc/tin-tuc/rss/").content.decode()
    entries = AuditEntry.objects.filter(action="moved")
    assert [entry.note for entry in entries] == ["Tin tức → Xây dựng Đảng"] * 2
    last = moved[0].revisions.first()
    assert last
    assert last.snapshot["category_name"] == "Xây dựng Đảng"


def test_what_is_there_already_is_left_alone(editor: Client, other: Category) -> None:
    article = make_article(category=other)
    response = confirm(editor, ask(editor, article), other)
    assert "Đã chuyển 0 bài" in said(response)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("category", ["", "999", "x", "-1"])
def test_unknown_category_is_said_and_nothing_moves(
    editor: Client, other: Category, category: str
) -> None:
    article = make_article()
    sent = {"confirmed": "1", "bai": article.pk, "there": category}
    response = editor.post(PAGE, sent)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert "Chuyển 1 bài" in said(response)
    assert Article.objects.get().category.name == "Tin tức"


def test_without_articles_the_page_says_how(editor: Client) -> None:
    for answer in (editor.get(PAGE), editor.post(PAGE, {"confirmed": "1", "bai": "x"})):
        assert answer.status_code == 200
        assert "Chưa chọn bài nào" in said(answer)


def test_more_than_fit_go_in_turns(
    editor: Client, other: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "MOST", 2)
    category = make_article().category
    for _ in range(4):
        make_article()
    page = editor.get(f"{PAGE}?tu={category.pk}")
    assert "còn lại 3 bài" in said(page)
    page = confirm(editor, page, other)
    assert "Còn 3 bài nữa" in said(page)
    assert Article.objects.filter(category=other).count() == 2
    page = confirm(editor, page, other)
    page = confirm(editor, page, other)
    assert Article.objects.filter(category=other).count() == 5


def test_edit_that_waits_does_not_bring_the_old_category_back(
    editor: Client, live: Article, other: Category
) -> None:
    proposal = propose_title(live, "Tựa mới")
    confirm(editor, ask(editor, live), other)
    number = Article.objects.get(pk=live.pk).revisions.values_list("number", flat=True)[0]
    address = f"{LIST}{live.pk}/ban-sua/{proposal}/"
    page = editor.post(address, {"accept": "1", "began_from": number})
    if page.status_code == 200:
        seen = re.findall(r'name="seen" value="([^"]*)"', page.content.decode())
        editor.post(address, {"accept": "1", "began_from": number, "seen": seen})
    accepted = Article.objects.get(pk=live.pk)
    assert accepted.title == "Tựa mới"
    assert accepted.category == other


def propose_title(article: Article, title: str) -> int:
    author = article.author
    assert author
    return propose(article, author, snapshot_of(article) | {"title": title}).pk


def test_reporter_moves_nothing(reporter: Client, live: Article, other: Category) -> None:
    assert reporter.get(PAGE).status_code == 403
    sent = {"confirmed": "1", "bai": live.pk, "there": other.pk}
    assert reporter.post(PAGE, sent).status_code == 403
    ask(reporter, live)
    assert Article.objects.get(pk=live.pk).category != other


def test_category_that_has_articles_says_why_it_stays_and_offers_to_move_them(
    client: Client, other: Category
) -> None:
    client.force_login(User.objects.create_superuser("quantri"))
    category = make_article(title="Tin <b>").category
    make_article(status="trashed", trashed_from="draft", published_from=None)
    delete = f"/quan-tri/articles/category/{category.pk}/delete/"
    page = said(client.get(delete))
    assert "còn 2 bài" in page
    assert "không được xóa" not in page
    assert f'href="{PAGE}?tu={category.pk}"' in page
    chosen = {"action": "delete_selected", "_selected_action": [category.pk]}
    assert "còn 2 bài" in said(client.post("/quan-tri/articles/category/", chosen))
    client.post(delete, {"post": "yes"})
    assert Category.objects.filter(pk=category.pk).exists()
    confirm(client, client.get(f"{PAGE}?tu={category.pk}"), other)
    client.post(delete, {"post": "yes"})
    assert not Category.objects.filter(pk=category.pk).exists()
    assert Article.objects.filter(category=other).count() == 2


def test_articles_are_gathered_in_a_topic_beside_those_they_have(
    editor: Client, client: Client
) -> None:
    topic, first = Topic.objects.create(name="Đại hội"), Topic.objects.create(name="Cuộc thi")
    articles = [make_article(title=f"Tin {number}") for number in range(2)]
    connect(articles[0], [first], None)
    page = ask(editor, *articles, action="gather")
    assert "Đưa 2 bài vào chuyên đề" in said(page)
    response = confirm(editor, page, topic, f"{LIST}vao-chuyen-de/")
    assert "Đã đưa 2 bài vào “Đại hội”." in said(response)
    html = client.get("/chuyen-de/dai-hoi/").content.decode()
    assert "Tin 0" in html
    assert "Tin 1" in html
    assert {topic.name for topic in articles[0].topics.all()} == {"Đại hội", "Cuộc thi"}
    assert AuditEntry.objects.filter(action="gathered", note="Đại hội").count() == 2
    again = confirm(editor, ask(editor, *articles, action="gather"), topic, f"{LIST}vao-chuyen-de/")
    assert "Đã đưa 0 bài" in said(again)
