"""An edit with photos in a real browser: sent by its writer, seen and accepted by an editor."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from chibo_site.roles import EDITOR, REPORTER
from newsroom.models import PhotoUpload
from tests.browser.accessibility import complaints_about
from tests.browser.conftest import picture, wait_for_pictures
from tests.support.factories import make_article, make_identity, make_person, make_photo

FORM = "/quan-tri/articles/article/{}/change/"
SignedIn = Callable[[str, str], Page]


@pytest.fixture
def article(transactional_db: None) -> Article:
    make_identity()
    article = make_article(author=make_person("phongvien", REPORTER))
    upload = PhotoUpload()
    upload.file.save("anh.png", ContentFile(picture()))
    words = {"credit": "Trần Văn Vũ", "width": upload.width, "height": upload.height}
    make_photo(article, file=upload.file.name, **words)
    upload.hand_over()
    return article


@pytest.fixture
def signed_in(chromium: Browser, live_server: LiveServer, article: Article) -> Iterator[SignedIn]:
    """A browser for each person."""
    contexts = []

    def open_for(name: str, role: str) -> Page:
        client = Client()
        client.force_login(make_person(name, role))
        context = chromium.new_context(
            base_url=live_server.url, reduced_motion="reduce", locale="vi-VN"
        )
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )
        contexts.append(context)
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()


def test_photo_dropped_into_a_public_article_travels_to_the_editor(
    signed_in: SignedIn, article: Article, tmp_path: Path
) -> None:
    file = tmp_path / "anh.png"
    file.write_bytes(picture())
    writing = signed_in("phongvien", REPORTER)
    writing.goto(FORM.format(article.pk))
    writing.set_input_files(".drop__input", file)
    writing.wait_for_selector(".drop__file--taken")
    writing.fill("[name=photos-1-caption]", "Biểu quyết thông qua nghị quyết")
    writing.fill("[name=photos-0-caption]", "Chú thích viết lại")
    writing.locator('input[value="Gửi bản sửa chờ duyệt"]').first.click()
    writing.wait_for_url("**/ban-sua/*/")
    where = writing.url
    writing.goto(FORM.format(article.pk))
    assert writing.locator(".dynamic-photos").count() == 2
    wait_for_pictures(writing.locator("#photos-1 .thumbnail"))
    assert writing.locator("#photos-1 .thumbnail").evaluate_all(
        "all => all.map(i => i.naturalWidth > 0)"
    )[0]
    assert writing.input_value("[name=photos-0-caption]") == "Chú thích viết lại"
    editing = signed_in("bientap", EDITOR)
    editing.goto(where)
    wait_for_pictures(editing.locator(".photo-pair img"))
    widths = editing.locator(".photo-pair img").evaluate_all("all => all.map(i => i.naturalWidth)")
    assert len(widths) == 3
    assert all(widths)
    assert complaints_about(editing) == []
    with editing.expect_navigation():
        editing.locator("[name=accept]").click()
    assert "Còn thiếu người chụp, mô tả ảnh" in editing.inner_text("#content")
    assert complaints_about(editing) == []
    editing.locator("[name=accept]").click()
    editing.wait_for_url("**/change/")
    assert article.photos.get(order=2).caption == "Biểu quyết thông qua nghị quyết"
    assert not PhotoUpload.objects.exists()
