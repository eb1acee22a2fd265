"""An editor who opens an article, changes its lead and saves the form; a reader who asks for the
article as soon as the admin has answered.

`python -m bench.desk http://127.0.0.1:8000`, in the site's environment. For each line of input it
saves once and prints JSON: seconds from the form's button to the admin's answer, and to the end of
the new page at the reader. Each article is saved twice, the second time as it was before, so that
the corpus is unchanged but for its revisions.
"""
# ruff: noqa: E402 (Django's models may be imported only once it is set up)

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
django.setup()

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from bench.pages import read_articles
from bench.servers import BROWSER, PATIENCE_SECONDS, ask
from chibo_site.roles import EDITOR

ADDITION = " (bổ sung)"
ARTICLES = 100
LATEST_SECONDS = 10


class Form(HTMLParser):
    """What a browser would send of the form that has a title, all buttons left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._text = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in found}
        name, kind = attributes.get("name", ""), attributes.get("type", "")
        is_left_out = kind in {"submit", "button", "file", "reset"} or (
            kind in {"checkbox", "radio"} and "checked" not in attributes
        )
        if tag == "input" and name and not is_left_out:
            self.fields[name] = attributes.get("value", "")
        elif tag == "textarea":
            self._text, self.fields[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and self.is_chosen(attributes):
            self.fields[self._select] = attributes.get("value", "")

    def is_chosen(self, option: dict[str, str]) -> bool:
        """The first option is, where none says so."""
        return "selected" in option or self._select not in self.fields

    def handle_data(self, data: str) -> None:
        if self._text:
            # The first line break after the tag is not part of the text.
            self.fields[self._text] += data if self.fields[self._text] else data.lstrip("\r\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        elif tag == "select":
            self._select = ""


def editor() -> User:
    """An administrator would need a second factor."""
    found, _ = User.objects.get_or_create(username="bien-tap", defaults={"is_staff": True})
    found.groups.add(Group.objects.get(name=EDITOR))
    return found


class Desk:
    def __init__(self, site: str) -> None:
        self.site = site
        client = Client()
        client.force_login(editor())
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def saves(self) -> Iterator[dict[str, float]]:
        """One after another, of articles from all over the archive."""
        for article in read_articles(ARTICLES):
            form = reverse("admin:articles_article_change", args=[article.pk])
            for is_added in (True, False):
                fields = Form(self.asked("GET", form)).fields
                lead = fields["lead"].removesuffix(ADDITION) + ADDITION * is_added
                page = self.site + article.get_absolute_url()
                ask(page)  # it is kept
                yield self.saved(form, fields | {"lead": lead}, page)

    def saved(self, form: str, fields: dict[str, str], page: str) -> dict[str, float]:
        """Exits where the desk does not store it, or the reader does not get it."""
        shown = f">{escape(fields['lead'])}<"
        started = time.monotonic()
        self.asked("POST", form, fields | {"_save": "1"})
        saved = time.monotonic() - started
        while shown not in ask(page, BROWSER).body.decode():
            if time.monotonic() - started > LATEST_SECONDS:
                sys.exit(f"{page} không hiện điều vừa sửa.")
        return {"saved": saved, "in_hand": time.monotonic() - started}

    def asked(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        """The form's page; "" where the form was stored."""
        headers = {
            "User-Agent": BROWSER,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        host = urlsplit(self.site).netloc
        with closing(HTTPConnection(host, timeout=PATIENCE_SECONDS)) as connection:
            connection.request(method, path, urlencode(fields or {}), headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        if answer.status != (302 if method == "POST" else 200):
            sys.exit(f"{path} trả lời {answer.status} {answer.headers.get('Location', '')}.")
        self.take_token(answer)
        return page

    def take_token(self, answer: HTTPResponse) -> None:
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            if name == settings.CSRF_COOKIE_NAME:
                self.cookies[name] = rest.partition(";")[0]


if __name__ == "__main__":
    for saved, _ in zip(Desk(sys.argv[1]).saves(), sys.stdin, strict=False):
        print(json.dumps(saved), flush=True)
