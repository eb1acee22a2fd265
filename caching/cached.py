"""{% cached "site_frame" "footer" %}…{% endcached %}: a part of a page that is rendered once.

The first argument names what it depends on (see tags). The others make its key: what else it
shows, and what changes it by the clock alone.
"""

from collections import defaultdict

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils import timezone

from caching.memo import Memo

MOST = 256  # parts of a page that depend on one tag

register = template.Library()


class CachedNode(template.Node):
    def __init__(
        self, depends: FilterExpression, key: list[FilterExpression], nodelist: NodeList
    ) -> None:
        self.depends = depends
        self.key = key
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        """No query for a part that is cached, whatever its templates would ask."""
        key = tuple(str(part.resolve(context)) for part in self.key)
        memo = _memos[self.depends.resolve(context)]
        return memo.get(key, timezone.now(), lambda: self.nodelist.render(context))


class MemoByTag(defaultdict[str, Memo[str]]):
    """A memo for each tag, made when it is first asked for."""

    def __missing__(self, depends: str) -> Memo[str]:
        self[depends] = made = Memo[str](depends, most=MOST)
        return made


_memos = MemoByTag()


@register.tag
def cached(parser: Parser, token: Token) -> CachedNode:
    _, depends, *key = token.split_contents()
    nodelist = parser.parse(("endcached",))
    parser.delete_first_token()
    return CachedNode(
        parser.compile_filter(depends), [parser.compile_filter(part) for part in key], nodelist
    )
