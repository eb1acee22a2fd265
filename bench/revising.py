"""An editor who revises articles while they are read: a new lead at a time, chosen by Zipf's law
over the whole archive; after each the site must show it at once, and at the end once more all.

`python -m bench.revising http://127.0.0.1:8000 60`, in the site's environment, for 60 seconds.
Prints as JSON how many edits there were, and each one that a later request did not show.
"""
# ruff: noqa: E402 (Django's models may be imported only once it is set up)

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
django.setup()

from django.utils.html import escape

from articles.models import Article
from bench import readings
from bench.pages import read_articles
from bench.servers import ask

ASKED = 3  # times after each edit, so that more than one worker is asked
EACH_SECONDS = 0.5


class Reviser:
    def __init__(self, site: str) -> None:
        self.site = site
        self.articles = read_articles()
        self.leads: dict[int, str] = {}  # the latest ones, by key
        self.edits = 0
        self.stale: list[str] = []

    def work(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        number = len(self.articles)
        for place in readings.asked(number, readings.BY_ZIPF, number, run=3):
            started = time.monotonic()
            if started >= end:
                break
            self.revise(self.articles[place].pk)
            time.sleep(max(0, EACH_SECONDS - (time.monotonic() - started)))
        for key in self.leads:
            self.expect(Article.objects.get(pk=key))

    def revise(self, key: int) -> None:
        """The lead, and not the title, from which the address is made: readers go on there."""
        article = Article.objects.get(pk=key)
        self.edits += 1
        article.lead = f"{article.lead.partition(' Bản sửa ')[0]} Bản sửa {self.edits}."
        article.full_clean()
        article.save()
        self.leads[key] = article.lead
        for _ in range(ASKED):
            self.expect(article)

    def expect(self, article: Article) -> None:
        page = ask(self.site + article.get_absolute_url())
        if page.status != 200:
            self.stale.append(f"{article.get_absolute_url()}: {page.status}")
        elif escape(self.leads[article.pk]) not in page.body.decode():
            self.stale.append(f"{article.get_absolute_url()}: another lead")


if __name__ == "__main__":
    reviser = Reviser(sys.argv[1])
    reviser.work(float(sys.argv[2]))
    print(json.dumps({"edits": reviser.edits, "stale": reviser.stale}))
