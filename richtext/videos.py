"""A link to a video alone in its paragraph, as readers get it: a drawn picture with a play mark and
a plain link that opens in its own tab. No frame, no script and no picture of another host.

Made as a page is made, never stored: the text keeps its plain link.
"""

import html
import re
from functools import cache
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.utils.html import escape

from richtext.domains import domain_of, is_own

# As clean() and with_rel() write a link, with nothing beside it but line breaks and marks.
_AROUND = r"(?:\s|<br>|</?(?:strong|b|em|i|u|s)>)*+"
_WORDS = r"[^<]*+(?:(?:<br>|</?(?:strong|b|em|i|u|s|sub|sup)>)[^<]*+)*+"
_ALONE = re.compile(
    rf'<p>{_AROUND}<a((?: (?:href|title)="[^"]*+")*+) rel="([^"]*+)">({_WORDS})</a>{_AROUND}</p>'
)
_HREF = re.compile(r' href="([^"]*+)"')
_TAG = re.compile(r"<[^>]*+>")
# Only an address without a user, a port or letters that look like others: what a browser makes of
# any other form is not guessed at, it stays a link.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(/[^\s\\]*)", re.IGNORECASE)
_ID = r"[A-Za-z0-9_-]{11}(?![A-Za-z0-9_-])"
_YOUTUBE = re.compile(rf"/(?:watch/?\?(?:[^#]*&)?v=|shorts/|live/|embed/|v/){_ID}")
_SHORT = re.compile(rf"/{_ID}")
_VIMEO = re.compile(
    r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?[0-9]{6,12}(?:/[0-9a-f]+)?/?(?:[?#].*)?\Z"
)
_HOSTS: dict[str, tuple[str, "re.Pattern[str]"]] = {
    **dict.fromkeys(
        ("youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"),
        ("YouTube", _YOUTUBE),
    ),
    **dict.fromkeys(("youtu.be", "www.youtu.be"), ("YouTube", _SHORT)),
    **dict.fromkeys(("vimeo.com", "www.vimeo.com", "player.vimeo.com"), ("Vimeo", _VIMEO)),
}
_OWN_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
_FILE = ".mp4"

_LINK = (
    '<p class="video"><a class="video__link"{attributes} rel="{rel}" target="_blank">'
    '<svg class="video__picture" viewBox="0 0 16 9" aria-hidden="true" focusable="false">'
    '<path class="video__screen" d="M0 0h16v9H0z"/><circle class="video__disc" cx="8" cy="4.5"'
    ' r="1.6"/><path class="video__mark" d="M7.5 3.7v1.6l1.4-.8z"/></svg>'
    '<span class="video__title">{title}</span>'
    '<span class="video__where">Xem trên {host}, mở trong thẻ mới</span></a></p>'
)
_PLAYER = (
    '<div class="video"><video class="video__player" controls preload="none" poster="{poster}"'
    ' src="{address}" aria-label="{title}"></video>'
    '<p class="video__where"><a{attributes} rel="{rel}" target="_blank">{title}</a></p></div>'
)
UNTITLED = "Video"


def with_videos(cleaned: str) -> str:
    """The cleaned HTML with its videos; as it is where there is none. Takes time by its length."""
    return _ALONE.sub(_shown, cleaned) if "</a>" in cleaned else cleaned


def _shown(match: "re.Match[str]") -> str:
    attributes, rel, words = match.groups()
    href = _HREF.search(attributes)
    address = html.unescape(href[1]) if href else ""
    title = _title_of(words)
    if host := _host_of(address):
        return _LINK.format(attributes=attributes, rel=rel, title=title, host=host)
    if path := _own_file(address):
        return _PLAYER.format(
            attributes=attributes, rel=rel, title=title, address=escape(path), poster=_poster()
        )
    return match[0]


def _title_of(words: str) -> str:
    """As markup: the link's words, unless they only repeat an address."""
    text = " ".join(_TAG.sub(" ", words).split())
    return UNTITLED if not text or re.match(r"(?:https?://|www\.)\S*\Z", text) else text


def _host_of(address: str) -> str:
    """The name of the service whose video it leads to; blank for any other address."""
    if not (plain := _PLAIN.fullmatch(address)):
        return ""
    name, form = _HOSTS.get(plain[1].lower(), ("", _SHORT))
    return name if name and form.match(plain[2]) else ""


def _own_file(address: str) -> str:
    """The path of a film on this very site; blank for any other address."""
    if plain := _PLAIN.fullmatch(address):
        if not is_own(domain_of(address)):
            return ""
        address = plain[2]
    elif not _OWN_PATH.fullmatch(address):
        return ""
    path = urlsplit(address).path
    return path if path.lower().endswith(_FILE) and not path.startswith("//") else ""


@cache
def _poster() -> str:
    return escape(static("img/video.svg"))
