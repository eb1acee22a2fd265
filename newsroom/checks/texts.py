"""What a careful colleague would mark in the title, the lead and the body."""

from collections.abc import Iterable, Iterator

from articles.models import Article, Photo
from newsroom.checks.finding import MOST_ALIKE, Finding, left_out
from richtext.body_parts import PHOTO_MARK
from richtext.outline import Outline, TextBlock
from vietnamese.plain_text import not_plain
from vietnamese.proofreading import (
    excerpt_around,
    mixed_tone_placements,
    typos,
    unmatched_quotes,
)

LEVELS = {"h2": 2, "h3": 3, "h4": 4}
LEVEL_NAMES = {2: "lớn", 3: "vừa", 4: "nhỏ"}


def about_texts(article: Article, text: Outline, photos: Iterable[Photo]) -> Iterator[Finding]:
    """Blank fields, typing errors of each text, headings, and tones placed in two ways."""
    if article.category_id is None:
        yield Finding("Chưa chọn chuyên mục", "Chuyên mục")
    if not article.lead:
        yield Finding("Bài chưa có sapo", "Sapo")
    if not text.blocks:
        yield Finding("Bài chưa có nội dung", "Nội dung")
    lead = article.lead.splitlines()
    body = [
        block.text
        for block in text.blocks
        if block.tag != "pre" and not PHOTO_MARK.match(block.text)
    ]
    yield from _slips("Tựa", [article.title])
    yield from _slips("Sapo", lead)
    yield from _slips("Nội dung", body)
    yield from _headings(text.blocks)
    captions = list(photos)
    for photo in captions:
        yield from _slips(f"Chú thích ảnh {photo.order}", photo.caption.splitlines())
    everything = "\n".join([article.title, *lead, *body, *(photo.caption for photo in captions)])
    if both := mixed_tone_placements(everything):
        message = f"Dấu thanh đặt hai kiểu trong một bài: “{both[0]}” và “{both[1]}”"
        yield Finding(message, "Cả bài")


def _slips(where: str, paragraphs: list[str]) -> Iterator[Finding]:
    in_each = {text: [*typos(text), *not_plain(text)] for text in set(paragraphs)}
    found = [(number, typo) for number, text in enumerate(paragraphs) for typo in in_each[text]]
    found = sorted(
        [*found, *unmatched_quotes(paragraphs)], key=lambda each: (each[0], each[1].start)
    )
    for number, typo in found[:MOST_ALIKE]:
        excerpt = excerpt_around(paragraphs[number], typo.start, typo.end)
        yield Finding(typo.message, where, excerpt)
    if len(found) > MOST_ALIKE:
        yield left_out(len(found) - MOST_ALIKE, where)


def _headings(blocks: list[TextBlock]) -> Iterator[Finding]:
    above = 1  # the title
    for block in blocks:
        level = LEVELS.get(block.tag)
        if level is None:
            continue
        if level > above + 1:
            lacking = LEVEL_NAMES[above + 1]
            message = f"Đầu mục {LEVEL_NAMES[level]} mà phía trên chưa có đầu mục {lacking}"
            yield Finding(message, "Nội dung", block.text)
        above = level
