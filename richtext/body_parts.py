"""The body of a text, and where its photos stand in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from django.utils.safestring import SafeString

from richtext.cleaning import for_page
from richtext.videos import NONE_KNOWN, OwnVideos

# [ảnh 1] alone in a paragraph, which makes room for the photo; or alone in a list item or a
# table cell, which then holds it. The editor may have made it bold or left a line break.
_MARK = r"\[\s*ảnh\s*(\d{1,3})\s*\]"
_AROUND = r"(?:\s|<br>|</?(?:strong|b|em|i|u)>)*"
PHOTO_MARK = re.compile(_MARK, re.IGNORECASE)  # wherever it stands
# Begins with a plain sign, which Python finds twenty times as fast as a choice of places.
_PLACE = re.compile(rf"<(p|li|td)>{_AROUND}{_MARK}{_AROUND}</\1>", re.IGNORECASE)

Numbered = TypeVar("Numbered", bound=Any)


@dataclass(frozen=True)
class BodyPart(Generic[Numbered]):
    """A stretch of safe HTML, or the photo or the photos that stand at this place."""

    html: SafeString
    photo: Numbered | None = None
    gallery: tuple[Numbered, ...] = ()


def body_parts(
    html: str,
    photos: Iterable[Numbered],
    mac: str | None = None,
    videos: OwnVideos = NONE_KNOWN,
) -> Iterator[BodyPart[Numbered]]:
    """The body in reading order, each photo at its [ảnh n]; `photos` have an `order`. `mac`: see
    clean_mac.py; `videos`: what for_page() is told of the site's own.

    Photos without a place follow the text in their order; when no photo has one, the first opens
    the body, where a newspaper puts it. A place whose photo does not exist vanishes; a second
    place for the same photo likewise. One that stands for a video follows nothing unasked.
    """
    photos = list(photos)
    waiting: dict[int, Numbered] = {}
    for photo in photos:
        waiting.setdefault(photo.order, photo)
    unplaced = [photo for photo in photos if waiting.get(photo.order) is not photo]
    shown = for_page(html, mac, videos)
    parts = split_at_places(shown)
    placed = {int(number) for number in parts[1::2]}
    for number in videos.photos_shown_in(shown) - placed:
        waiting.pop(number, None)
    if waiting and placed.isdisjoint(waiting):
        yield BodyPart(SafeString(), waiting.pop(min(waiting)))
    for place, part in enumerate(parts):
        if place % 2 == 0:
            if part.strip():
                yield BodyPart(SafeString(part))
        elif int(part) in waiting:
            yield BodyPart(SafeString(), waiting.pop(int(part)))
    for photo in [*waiting.values(), *unplaced]:
        yield BodyPart(SafeString(), photo)


def galleries(parts: Iterable[BodyPart[Numbered]]) -> Iterator[BodyPart[Numbered]]:
    """Photos that follow one another without a word between them are one part."""

    def is_picture(part: BodyPart[Numbered]) -> bool:
        return part.photo is not None and bool(part.photo.file)

    for is_run, group in groupby(parts, key=is_picture):
        run = list(group)
        if is_run and len(run) > 1:
            photos: Any = tuple(part.photo for part in run)
            yield BodyPart(SafeString(), gallery=photos)
        else:
            yield from run


def numbers_placed(html: str) -> set[int]:
    """The n of every [ảnh n] that stands where a photo can."""
    return {int(number) for number in split_at_places(for_page(html))[1::2]}


def split_at_places(html: str) -> list[str]:
    """What stands around the places of photos and the n of each, in turn, of cleaned HTML: text
    first and last. A place's paragraph goes, its list item or cell stays around it."""
    if "[" not in html:
        return [html]
    parts = _PLACE.split(html)
    for at in range(1, len(parts), 3):
        if (tag := parts[at].lower()) != "p":
            parts[at - 1] += f"<{tag}>"
            parts[at + 2] = f"</{tag}>{parts[at + 2]}"
    del parts[1::3]
    return parts
