"""A body that is known to be clean is not cleaned anew, and nothing else is taken for one."""

import pytest
from django.test import Client
from pytest_django import Settings

from articles.known_clean import add_missing
from articles.models import Article
from richtext import clean_mac as codes
from richtext.clean_mac import clean_mac
from tests.support.factories import make_article
from tests.support.jobs import quietly

pytestmark = pytest.mark.django_db

EVIL = '<p>Lời <img src=x onerror="alert(1)">này</p><script>alert(2)</script>'


def pages_of(client: Client, article: Article) -> list[str]:
    addresses = (
        *(article.get_absolute_url(), article.get_print_url()),
        *("/rss/", "/chuyen-muc/tin-tuc/rss/"),
    )
    return [client.get(address).content.decode() for address in addresses]


def put(article: Article, body: str, mac: str | None) -> None:
    """Past save(), as whoever has the database can."""
    Article.objects.filter(pk=article.pk).update(body=body, body_mac=mac)


def test_a_saved_body_is_known_and_shown_to_the_letter(client: Client) -> None:
    article = make_article(body="<p>Một <b>chữ</b> &amp; hai</p>")
    article.refresh_from_db()
    assert article.body_mac == clean_mac(article.body)
    article_page, *_ = pages_of(client, article)
    assert "<p>Một <b>chữ</b> &amp; hai</p>" in article_page


def test_a_body_with_its_code_is_not_cleaned_anew(client: Client) -> None:
    article = make_article(body="<p>Cũ</p>")
    put(article, EVIL, clean_mac(EVIL))  # which clean() would change
    assert all("onerror" in page for page in pages_of(client, article))


def is_cleaned(client: Client, article: Article) -> bool:
    pages = pages_of(client, article)
    return all("Lời " in page and "onerror" not in page for page in pages)


@pytest.mark.parametrize("mac", [None, "", "0" * 32, "không phải một mã"])
def test_what_came_past_save_is_cleaned_where_it_is_shown(client: Client, mac: str | None) -> None:
    article = make_article(body="<p>Cũ</p>")
    put(article, EVIL, mac)
    assert is_cleaned(client, article)


def test_code_of_another_body_is_not_believed(client: Client) -> None:
    article = make_article(body="<p>Cũ</p>")
    put(article, EVIL, article.body_mac)
    assert is_cleaned(client, article)


def test_code_made_with_another_key_is_not_believed(client: Client, settings: Settings) -> None:
    article = make_article(body="<p>Cũ</p>")
    own, settings.SECRET_KEY = settings.SECRET_KEY, "một khóa khác " * 5
    mac = clean_mac(EVIL)
    settings.SECRET_KEY = own
    put(article, EVIL, mac)
    assert is_cleaned(client, article)


def test_no_code_holds_once_the_rules_are_others(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_article(body="<p>Cũ</p>")
    put(article, EVIL, clean_mac(EVIL))
    monkeypatch.setattr(codes, "OWN_RULES", codes.digest_of(codes.RULES[:-1]))
    assert is_cleaned(client, article)


def test_older_bodies_get_their_code_in_the_background() -> None:
    known, older, unclean, draft = (make_article() for _ in range(4))
    put(older, older.body, None)
    put(unclean, EVIL, None)
    put(draft, draft.body, None)
    Article.objects.filter(pk=draft.pk).update(status=Article.Status.DRAFT)
    assert add_missing(quietly) == 1
    found = dict(Article.objects.values_list("pk", "body_mac"))
    assert found[older.pk] == clean_mac(older.body)
    assert found[known.pk] == known.body_mac
    assert found[unclean.pk] is None
    assert found[draft.pk] is None
    assert add_missing(quietly) == 0
