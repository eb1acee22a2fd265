"""Links to other sites in what readers get: search engines are told which of them are vouched for.

Applied as a page is made, never stored: when the list of trusted domains changes, so does what is
said of old articles.
"""

import html
import re
from collections.abc import Callable, Collection
from functools import cache

from richtext.domains import domain_of, is_covered, is_own

# As clean() writes a link.
_LINK = re.compile(r'<a((?: (?:href|title)="[^"]*+")*+) rel="noopener">')
_HREF = re.compile(r' href="([^"]*+)"')
NOT_VOUCHED_FOR = "noopener nofollow ugc"

# Who knows the trusted domains; the room that keeps the list says so.
trusted_domains: Callable[[], Collection[str]] = frozenset


def with_rel(cleaned: str) -> str:
    """The cleaned HTML, with `nofollow ugc` on links whose domain is neither the site's own nor
    trusted. Without links it is returned as it is."""
    if "<a " not in cleaned:
        return cleaned

    @cache  # of this text: its links lead to few domains
    def is_vouched_for(domain: str) -> bool:
        return is_own(domain) or is_covered(domain, trusted_domains())

    def marked(match: re.Match[str]) -> str:
        href = _HREF.search(match[1])
        domain = domain_of(html.unescape(href[1])) if href else ""
        if not domain or is_vouched_for(domain):
            return match[0]
        return f'<a{match[1]} rel="{NOT_VOUCHED_FOR}">'

    return _LINK.sub(marked, cleaned)
