"""The guide's Markdown as HTML: headings, paragraphs, lists, pictures, bold words, nothing else.
It is a file of the program's own, escaped all the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from vietnamese.slugs import slugify

HEADING = re.compile(r"(#{1,3}) (.+)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(anh/([a-z0-9-]+)\.png\)")
ITEM = re.compile(r"(?:- |\d+\. )")
BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Chapter:
    """`anchor` is what an address with # names."""

    title: str
    anchor: str


def chapters_of(text: str) -> list[Chapter]:
    found = (HEADING.fullmatch(block) for block in _blocks(text))
    return [
        Chapter(heading[2], slugify(heading[2]))
        for heading in found
        if heading and len(heading[1]) == 2
    ]


def names_in(text: str) -> list[str]:
    """The bold words, which name what is on the screen, each once."""
    return list(dict.fromkeys(name for block in _blocks(text) for name in BOLD.findall(block)))


def pictures_in(text: str) -> list[str]:
    """The names of its pictures, as docs/anh/ has them."""
    return [name for _, name in PICTURE.findall(text)]


def as_html(text: str, picture_url: str) -> SafeString:
    """All but the title. `picture_url` is the address of a picture, with {} for its name."""
    blocks = (_html(block, picture_url) for block in _blocks(text))
    return format_html_join("\n", "{}", ((block,) for block in blocks if block))


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs, headings and pictures in one line each; a list in one line for each item."""
    for block in re.split(r"\n{2,}", text.strip()):
        yield re.sub(r"\n(?!- |\d+\. ) *", " ", block)


def _html(block: str, picture_url: str) -> SafeString:
    if heading := HEADING.fullmatch(block):
        level = len(heading[1])
        if level == 1:
            return SafeString()
        start = format_html('<h{} id="{}">', level, slugify(heading[2]))
        return start + format_html("{}</h{}>", heading[2], level)
    if picture := PICTURE.fullmatch(block):
        source = picture_url.format(picture[2])
        return format_html('<p><img src="{}" alt="{}" loading="lazy"></p>', source, picture[1])
    if ITEM.match(block):
        kind = "ul" if block.startswith("-") else "ol"
        items = ((_words(ITEM.sub("", line, count=1)),) for line in block.splitlines())
        return format_html("<{0}>{1}</{0}>", kind, format_html_join("", "<li>{}</li>", items))
    return format_html("<p>{}</p>", _words(block))


def _words(text: str) -> SafeString:
    return SafeString(BOLD.sub(r"<strong>\1</strong>", conditional_escape(text)))
