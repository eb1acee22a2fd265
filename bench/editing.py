"""An editor at work: once a second a new title, a withdrawal or a publication, as the admin stores
them; after each the site is asked at once whether it shows.

`python -m bench.editing http://127.0.0.1:8000 60`, in the site's environment, for 60 seconds.
Prints as JSON how many edits there were, and each one that the next requests did not show.
"""
# ruff: noqa: E402 (Django's models may be imported only once it is set up)

import json
import os
import sys
import time
from itertools import count, cycle

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
django.setup()

from django.utils.html import escape

from articles.models import Article
from bench.pages import edited_articles
from bench.servers import ask

ASKED = 3  # times after each edit, so that more than one worker is asked
EACH_SECONDS = 1.0


class Editor:
    def __init__(self, site: str) -> None:
        self.site = site
        self.articles = edited_articles()
        self.category = self.articles[0].category
        self.titles = {article.pk: article.title for article in self.articles}
        self.edits = 0
        self.stale: list[str] = []

    def work(self, seconds: float) -> None:
        """Two titles, a withdrawal and a publication of one article after another."""
        end = time.monotonic() + seconds
        for number, article in zip(count(1), cycle(self.articles), strict=False):
            for edit in (self.rename, self.rename, self.withdraw, self.publish):
                started = time.monotonic()
                if started >= end:
                    return
                edit(article, f"{number}.{self.edits}")
                self.edits += 1
                time.sleep(max(0, EACH_SECONDS - (time.monotonic() - started)))

    def rename(self, article: Article, version: str) -> None:
        article.title = f"{self.titles[article.pk]}, bản {version}"
        self.save(article)
        self.expect(article, is_shown=True)

    def withdraw(self, article: Article, version: str) -> None:
        article.status = Article.Status.WITHDRAWN
        self.save(article)
        self.expect(article, is_shown=False)

    def publish(self, article: Article, version: str) -> None:
        article.status = Article.Status.PUBLISHED
        self.save(article)
        self.expect(article, is_shown=True)

    def save(self, article: Article) -> None:
        article.full_clean()
        article.save()
        article.choose_cover()

    def expect(self, article: Article, is_shown: bool) -> None:
        """The article's own page and its category's list, as any reader gets them now."""
        title = escape(article.title)
        for _ in range(ASKED):
            page = ask(self.site + article.get_absolute_url())
            listed = ask(self.site + self.category.get_absolute_url())
            if page.status != (200 if is_shown else 404):
                self.stale.append(f"{article.get_absolute_url()}: {page.status}")
            elif is_shown and title not in page.body.decode():
                self.stale.append(f"{article.get_absolute_url()}: another title")
            if listed.status != 200 or (f"{title}<" in listed.body.decode()) != is_shown:
                self.stale.append(f"{self.category.get_absolute_url()}: {article.title}")


if __name__ == "__main__":
    editor = Editor(sys.argv[1])
    editor.work(float(sys.argv[2]))
    print(json.dumps({"edits": editor.edits, "stale": editor.stale}))
