"""What helps through a long text: a list of its headings, its length in minutes, galleries."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from articles.models import Photo
from richtext.body_parts import BodyPart, galleries

FEWEST_HEADINGS = 3
SYLLABLES_A_MINUTE = 220  # of somebody who takes their time
HEADING = re.compile(r"<(h[234])>(.*?)</\1>", re.DOTALL)

Part = BodyPart[Photo]


class Heading(NamedTuple):
    id: str
    text: SafeString  # as HTML, without marks


class ReadingAids(NamedTuple):
    parts: list[Part]
    headings: list[Heading]  # none of a text that has few
    minutes: int


def reading_aids(parts: Iterable[Part], lead: str) -> ReadingAids:
    """The parts of a text with marks for its headings, runs of photos as galleries."""
    with_galleries = list(galleries(parts))
    # Roughly, by the gaps between them: a minute more or less is no matter.
    syllables = sum(text.count(" ") for text in (lead, *(part.html for part in with_galleries)))
    minutes = max(1, round(syllables / SYLLABLES_A_MINUTE))
    found = [text for part in with_galleries for _, text in HEADING.findall(part.html)]
    if len(found) < FEWEST_HEADINGS:
        return ReadingAids(with_galleries, [], minutes)
    headings: list[Heading] = []

    def marked(match: re.Match[str]) -> str:
        text = SafeString(" ".join(strip_tags(match[2]).split()))
        if not text:
            return match[0]
        headings.append(Heading(f"muc-{len(headings) + 1}", text))
        return f'<{match[1]} id="{headings[-1].id}">{match[2]}</{match[1]}>'

    marked_parts = [
        BodyPart[Photo](SafeString(HEADING.sub(marked, part.html)), part.photo, part.gallery)
        for part in with_galleries
    ]
    return ReadingAids(marked_parts, headings, minutes)
