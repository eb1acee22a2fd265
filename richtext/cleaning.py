"""Which HTML may be stored and shown: the one allowlist, for articles and static pages alike."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe

from richtext.clean_mac import is_known_clean
from richtext.markup import is_plain, plain_markup
from richtext.outgoing_links import with_rel
from richtext.videos import NONE_KNOWN, OwnVideos, with_videos

TAGS = frozenset(
    (
        *("p", "br", "hr", "h2", "h3", "h4", "blockquote", "pre"),
        *("strong", "b", "em", "i", "u", "s", "sub", "sup", "a"),
        *("ul", "ol", "li"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    )
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start", "type"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto", "tel"}

# By the HTML standard links in links and tables in them are read back in another order than they
# were written: such a text is cleaned until it stays as it is, or loses its tags.
MOST_ROUNDS = 8
# One save cleans the text that was sent, and what became of it, several times each. A text takes
# up to 4 MB here, of which most take some kB.
REMEMBERED = 8
EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|<br>)*</p>\s*")


def clean(html: str) -> str:
    """The HTML rebuilt from the allowlist above, in normal form; idempotent.

    A script goes with its content, any other foreign tag leaves its text behind. An address
    that is neither relative nor http(s), mailto, tel loses its link. Takes time by the length of
    the text alone; one that was clean already is read once, any other at most MOST_ROUNDS times.
    One of the last few texts, to the letter, takes next to none.
    """
    for _ in range(MOST_ROUNDS):
        cleaned = clean_once(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return clean_once(html, tags=frozenset())


@lru_cache(maxsize=REMEMBERED)
def clean_once(html: str, tags: AbstractSet[str] = TAGS) -> str:
    """What `clean()` does again and again, until nothing changes any more."""
    safe = nh3.clean(
        html if is_plain(html, tags) else plain_markup(html, tags),
        tags=tags,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return EMPTY_PARAGRAPH.sub("", safe).strip()


def clean_stored(html: str, mac: str | None) -> str:
    """The same, of a text as the database has it, with its code: a row may have come past `save()`.
    One whose code is right is read by nothing but the code."""
    return html if is_known_clean(html, mac) else clean(html)


def for_page(html: str, mac: str | None = None, own: OwnVideos = NONE_KNOWN) -> SafeString:
    """HTML for a template, clean whatever is stored. `own`: see with_videos().

    Each table stands in a box that scrolls by itself, also by keyboard, so that a wide one
    never widens the page. Links to sites that are not trusted say so, and one to a video that
    stands alone becomes a picture of it.
    """
    shown = with_videos(with_rel(clean_stored(html, mac)), own)
    boxed = shown.replace("<table>", '<div class="table-box" tabindex="0"><table>')
    return mark_safe(boxed.replace("</table>", "</table></div>"))
