"""The topics at the desk: made, named, and deleted after a question."""

import pytest
from django.test import Client

from articles.models import Topic
from articles.onward_links import connect
from newsroom.checks import findings
from tests.newsroom.desk import said
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db
TOPICS = "/quan-tri/articles/topic/"


def make(client: Client, **fields: str) -> str:
    filled = {"name": "Đại hội", "slug": "", "lead": ""} | fields
    return said(client.post(f"{TOPICS}add/", filled, follow=True))


def test_topic_gets_its_address_from_its_name(editor: Client) -> None:
    make(editor, name="  Đại hội\nĐảng  bộ ", lead="Lời dẫn.")
    topic = Topic.objects.get()
    assert (topic.name, topic.slug) == ("Đại hội Đảng bộ", "dai-hoi-dang-bo")
    page = editor.get(f"{TOPICS}{topic.pk}/change/").content.decode()
    assert 'name="slug"' not in page  # readers know it


@pytest.mark.parametrize("name", ["x" * 300, "", " ", "\u200b", "Đại hội"])
def test_wrong_name_is_said_beside_it(editor: Client, name: str) -> None:
    Topic.objects.create(name="Đại hội")
    page = make(editor, name=name)
    assert "errorlist" in page
    assert Topic.objects.count() == 1


@pytest.mark.parametrize("name", ["🎉🎉", "̃̃̃", "Đ", "1668-QĐ/ĐUK", "<script>alert(1)</script>"])
def test_odd_name_gets_an_address_all_the_same(editor: Client, client: Client, name: str) -> None:
    make(editor, name=name)
    for topic in Topic.objects.all():
        response = client.get(topic.get_absolute_url())
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_deleting_asks_and_names_what_goes_and_what_stays(editor: Client) -> None:
    topic = Topic.objects.create(name="Đại hội <b>")
    article = make_article()
    connect(article, [topic], None)
    question = said(editor.get(f"{TOPICS}{topic.pk}/delete/"))
    assert "/chuyen-de/dai-hoi-b/" in question
    assert "1 bài thôi đứng trong chuyên đề; các bài ấy còn nguyên" in question
    chosen = {"action": "delete_selected", "_selected_action": [topic.pk]}
    assert "1 bài thôi đứng trong chuyên đề" in said(editor.post(TOPICS, chosen))
    assert Topic.objects.exists()
    editor.post(f"{TOPICS}{topic.pk}/delete/", {"post": "yes"})
    assert not Topic.objects.exists()
    article.refresh_from_db()
    assert article.status == "published"


def test_link_to_a_topic_that_is_not_there_is_told_before_publishing() -> None:
    Topic.objects.create(name="Đại hội")
    links = "".join(
        f'<p>Xem <a href="/chuyen-de/{slug}/">chuyên đề</a>.</p>'
        for slug in ("dai-hoi", "khong-co")
    )
    told = [
        finding for finding in findings(make_article(body=links)) if "chuyên đề" in finding.message
    ]
    assert [finding.message for finding in told] == ["Liên kết dẫn đến chuyên đề không có"]
    assert "khong-co" in told[0].excerpt


def test_list_says_how_many_articles_each_has(editor: Client) -> None:
    topic = Topic.objects.create(name="Đại hội")
    connect(make_article(), [topic], None)
    connect(make_article(), [topic], None)
    assert '<td class="field-number">2</td>' in editor.get(TOPICS).content.decode()
