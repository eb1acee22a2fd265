"""Titles that are hardly words: each saved in the form, and read at an address that works."""

import re

import pytest
from django.test import Client

from articles.models import Article
from tests.newsroom.desk import ADD, form
from tests.support.factories import make_person

pytestmark = pytest.mark.django_db

ODD = {
    "emoji": "🎉🎉🎉",
    "emoji and words": "Chúc mừng 🎉 đại hội",
    "marks alone": "\u0301\u0309\u0323",
    "one letter": "Đ",
    "300 letters": "Đ" * 300,
    "300 in words": ("Đảng đoàn " * 30).strip().ljust(300, "ố"),
    "punctuation": "—…!?",
    "another script": "会议 Съезд",
    "decomposed": "Đa\u0323i hô\u0323i",
    "right to left": "\u202eĐại hội\u202c",
}


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_person())
    return client


@pytest.mark.parametrize("title", ODD.values(), ids=ODD)
def test_odd_title_is_kept_and_read_at_an_address_of_its_own(title: str, editor: Client) -> None:
    for number in range(2):  # its namesake too
        words = form(title=title, body=f"<p>Nội dung {number}.</p>", _step_publish="Đăng ngay")
        sent = editor.post(ADD, words, follow=True)
        assert sent.status_code == 200
    for article in Article.objects.exclude(status="published"):  # the list before publishing
        page = f"/quan-tri/articles/article/{article.pk}/viec/publish/"
        editor.post(page, {"seen": editor.get(page).context["checklist"].fingerprint})
    addresses = [article.get_absolute_url() for article in Article.objects.published()]
    assert len(set(addresses)) == 2
    for article in Article.objects.all():
        address = article.get_absolute_url()
        assert re.fullmatch(r"/bai/\d+/[a-z0-9]+(-[a-z0-9]+)*/", address)
        shown = Client().get(address)
        assert shown.status_code == 200
        assert "<h1" in shown.content.decode()
        assert address in Client().get("/chuyen-muc/tin-tuc/").content.decode()
        assert f"http://testserver{address}" in Client().get("/rss/").content.decode()


@pytest.mark.parametrize("title", ["Đ" * 301, " \u00a0\u200b ", ""], ids=["301", "blank", "none"])
def test_title_that_cannot_be_is_told_beside_its_field_and_the_text_stays(
    title: str, editor: Client
) -> None:
    page = editor.post(ADD, form(title=title, body="<p>Một giờ gõ chữ.</p>"))
    assert page.context["adminform"].form.errors.keys() == {"title"}
    assert "Một giờ gõ chữ." in page.content.decode()
    assert not Article.objects.exists()
