"""A form of an article in the browser of one who writes."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.browser.conftest import make_context
from tests.browser.unsaved.form import NewContext, sign_in
from tests.support.accounts import PASSWORD
from tests.support.factories import make_article, make_identity, make_person


@pytest.fixture
def article(transactional_db: None) -> Article:
    make_identity()
    return make_article()


@pytest.fixture
def editor(article: Article) -> User:
    person = make_person("bientap")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def new_context(chromium: Browser, live_server: LiveServer) -> Iterator[NewContext]:
    """`new_context(person, javascript=True)`: a browser of that person, signed in."""
    opened = []

    def new(person: User, javascript: bool = True) -> BrowserContext:
        context = make_context(
            chromium,
            base_url=live_server.url,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="vi-VN",
        )
        opened.append(context)
        sign_in(context, person, live_server.url)
        return context

    yield new
    for context in opened:
        context.close()


@pytest.fixture
def context(new_context: NewContext, editor: User) -> BrowserContext:
    return new_context(editor)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
