"""A link to a video alone in its paragraph, as readers get it: a drawn picture with a play mark and
a plain link that opens in its own tab. No frame, no script and no picture of another host.

Made as a page is made, never stored: the text keeps its plain link.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, repeat
from typing import NamedTuple
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
    '<figure class="video"><video class="video__player" controls preload="none" playsinline'
    ' poster="{poster}" src="{address}" aria-label="{name}"></video>'
    '<figcaption class="video__caption"><span class="video__title">{title}</span> '
    '<a class="video__file"{attributes} rel="{rel}" download'
    ' aria-label="Tải phim về máy: {name}">Tải phim về máy{size}</a></figcaption></figure>'
)
UNTITLED = "Phim"


class OwnVideo(NamedTuple):
    """What is known of a video of the site's own: the address of the photo that was chosen to stand
    for it, "" where none was; its size in words; that photo's number."""

    poster: str = ""
    size: str = ""
    photo: int = 0


@dataclass(frozen=True)
class OwnVideos:
    """By the paths of their files what makes an OwnVideo. `cover`: the address of the picture for
    the first in the text that has none of its own; the others have a drawn one."""

    by_path: Mapping[str, tuple[str, str, int]] = field(default_factory=dict)
    cover: str = ""

    def photos_shown_in(self, html: str) -> set[int]:
        """The numbers of the photos that stand for videos there."""
        return {
            number
            for poster, _, number in self.by_path.values()
            if poster and f' poster="{escape(poster)}"' in html
        }


NONE_KNOWN = OwnVideos()


def with_videos(cleaned: str, own: OwnVideos = NONE_KNOWN) -> str:
    """The cleaned HTML with its videos; as it is where there is none. Takes time by its length."""
    if "</a>" not in cleaned:
        return cleaned
    posters = chain([escape(own.cover)] if own.cover else [], repeat(_drawn_poster()))
    return _ALONE.sub(lambda match: _shown(match, own, posters), cleaned)


def _shown(match: "re.Match[str]", own: OwnVideos, posters: Iterator[str]) -> str:
    attributes, rel, words = match.groups()
    href = _HREF.search(attributes)
    address = html.unescape(href[1]) if href else ""
    title = _title_of(words)
    if host := _host_of(address):
        return _LINK.format(attributes=attributes, rel=rel, title=title, host=host)
    if path := _own_file(address):
        video = OwnVideo(*own.by_path.get(path, ()))
        return _PLAYER.format(
            attributes=attributes,
            rel=rel,
            title=title,
            name=title.replace('"', "&quot;"),
            address=escape(path),
            poster=escape(video.poster) if video.poster else next(posters),
            size=f" ({video.size})" if video.size else "",
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
def _drawn_poster() -> str:
    return escape(static("img/video.svg"))
