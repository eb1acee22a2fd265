"""“Đọc nhiều”: the articles of a ranking of addresses, as far as readers may read them."""

import math
import re
from collections import Counter
from typing import NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString

from articles.addresses import MAX_PK, article_prefix
from articles.cards import title_of
from articles.models import Article
from articles.next_change import next_change
from articles.templatetags.titles import titles_html
from caching import tags
from caching.backend import backend
from caching.versions import Versions
from richtext.escaping import format_escaped

SHOWN = 5
BLOCK = """<section class="block" aria-labelledby="doc-nhieu">
  <h2 class="block__title" id="doc-nhieu">Đọc nhiều trong tuần</h2>
  {titles}</section>
"""
NOTHING = SafeString("")

Ranking = tuple[tuple[str, int], ...]  # paths with their views


class Made(NamedTuple):
    """A block, and how long it holds."""

    ranking: Ranking
    slots: tuple[int, ...]
    versions: Versions
    until: float  # unix seconds
    html: SafeString


NEVER_MADE = Made((), (), (), -math.inf, NOTHING)


class MostReadBlock:
    """The block as it was last made. To see whether it still holds takes a reader of a page from
    memory less time than a Memo, and no query."""

    def __init__(self) -> None:
        backend.register(self)
        self.clear()

    def clear(self) -> None:
        self._made = NEVER_MADE

    def html(self, ranking: Ranking, may_ask: bool) -> SafeString:
        """Made anew where an article has changed, appeared or expired (at most 3 queries); empty
        there where `may_ask` is not."""
        if self._holds(ranking):
            return self._made.html
        return self._make(ranking) if may_ask else NOTHING

    def _holds(self, ranking: Ranking) -> bool:
        made, store = self._made, backend.version_store
        is_of_now = made.ranking is ranking and timezone.now().timestamp() < made.until
        return is_of_now and store is not None and store.read(made.slots) == made.versions

    def _make(self, ranking: Ranking) -> SafeString:
        """What it depends on is looked up first: a change meanwhile then shows."""
        store = backend.version_store
        slots = store.slots([tags.CARDS]) if store else ()
        versions = store.read_settled(slots) if store else None
        until = next_change(timezone.now())
        html = block_html(ranking)
        if versions is not None:
            self._made = Made(ranking, slots, versions, until, html)
        return html


block = MostReadBlock()


def block_html(ranking: Ranking) -> SafeString:
    """The SHOWN most read of those that are public now; empty where none is (1 query, none where
    no address is an article's)."""
    form = re.compile(rf"{re.escape(article_prefix())}(\d{{1,18}})/")
    views: Counter[int] = Counter()
    for path, number in ranking:
        if match := form.match(path):
            views[int(match[1])] += number
    keys = [pk for pk, _ in views.most_common() if pk <= MAX_PK]
    public = Article.objects.published().for_titles().in_bulk(keys) if keys else {}
    found = tuple(title_of(public[pk]) for pk in keys if pk in public)[:SHOWN]
    if not found:
        return NOTHING
    return format_escaped(BLOCK, titles=titles_html(found, dated=False, by_hour=False))
