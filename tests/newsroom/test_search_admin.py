"""The newsroom's list of articles, searched."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from newsroom.admin import article_list
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/articles/article/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("bientap"))
    return client


def test_list_finds_a_draft_without_a_date(editor: Client) -> None:
    make_article(title="ĐẠI HỘI chi bộ", status="draft", published_from=None)
    assert "ĐẠI HỘI chi bộ" in editor.get(LIST, {"q": "dai hoi"}).content.decode()


def test_editor_is_told_when_more_is_found_than_listed(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_list, "MOST_FOUND", 2)
    for title in ("Đại hội", "Văn hóa", "Chuyện hoà bình"):
        make_article(title=title, lead="", body="<p>hòa</p>" if title == "Đại hội" else "")
    response = editor.get(LIST, {"q": "hòa"})
    assert article_list.TOO_MANY_FOUND in response.content.decode()
    found = {article.title for article in response.context["cl"].queryset}
    assert found == {"Đại hội", "Chuyện hoà bình"}


def test_editor_is_told_nothing_when_all_is_listed(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_list, "MOST_FOUND", 2)
    for _ in range(2):
        make_article(title="Đại hội")
    assert article_list.TOO_MANY_FOUND not in editor.get(LIST, {"q": "đại"}).content.decode()


def test_list_does_not_read_the_texts(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.search.excerpt", lambda *_: 1 / 0)
    make_article(title="Đại hội")
    assert "Đại hội" in editor.get(LIST, {"q": "đại"}).content.decode()
