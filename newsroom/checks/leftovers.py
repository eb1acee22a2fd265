"""What a paste or an import has left behind, and nobody meant to publish."""

import re
from collections.abc import Iterable, Iterator

from articles.models import Article, Photo
from importing.recognisers.titles import compared
from newsroom.checks.finding import Finding
from richtext.body_parts import PHOTO_MARK
from richtext.outline import Outline
from vietnamese.legacy import guess_encoding, to_unicode

BEGINNING = 60  # letters that are quoted
OLD_LETTERS = "Chữ gõ bằng phông cũ ({name}), bạn đọc không đọc được; đúng ra là “{text}”"
NAMES = {"tcvn3": "TCVN3", "vni": "VNI"}
TITLE_AGAIN = "Tựa lặp lại ở đầu nội dung, bạn đọc thấy hai lần"
NO_MARK = "Viết thế này thì ảnh không vào đây; chỗ của ảnh phải viết là “[ảnh {number}]”"
NOT_CALLED = "Trong bài không còn số gọi đến chú thích này"
NO_NOTE = "Số gọi này không có chú thích tương ứng ở cuối bài"

_NEARLY_A_MARK = re.compile(r"\[\s*[aả]nh\s*[:.]?\s*(\d{1,3})\s*\]", re.IGNORECASE)
_NOTE = re.compile(r"<p><sup>(\d{1,3})</sup>")
_CALL = re.compile(r"(?<!<p>)(?<!\d)(?<!\bm)(?<!\b[cdkm]m)<sup>(\d{1,3})</sup>")  # no m², no 10³


def about_leftovers(article: Article, text: Outline, photos: Iterable[Photo]) -> Iterator[Finding]:
    """No query. Linear in the length of the text."""
    blocks = [block.text for block in text.blocks]
    yield from _old_letters("Tựa", [article.title])
    yield from _old_letters("Sapo", article.lead.splitlines())
    yield from _old_letters("Nội dung", blocks)
    for photo in photos:
        yield from _old_letters(f"Chú thích ảnh {photo.order}", photo.caption.splitlines())
    words = [block for block in blocks if not PHOTO_MARK.fullmatch(block)]
    if words and compared(words[0]) and compared(words[0]) == compared(article.title):
        yield Finding(TITLE_AGAIN, "Nội dung", words[0])
    for block in blocks:
        for mark in _NEARLY_A_MARK.finditer(block):
            if not PHOTO_MARK.fullmatch(mark[0]):
                yield Finding(NO_MARK.format(number=int(mark[1])), "Nội dung", mark[0])
    yield from _notes(article.body)


def without_calls(markup: str) -> str:
    """Clean HTML without the numbers that call its notes: they touch the word before them, and are
    no slip of whoever typed it."""
    return _CALL.sub("", markup) if _NOTE.search(markup) else markup


def _old_letters(where: str, paragraphs: list[str]) -> Iterator[Finding]:
    for paragraph in paragraphs:
        if encoding := guess_encoding(paragraph):
            beginning = paragraph[:BEGINNING]
            meant = to_unicode(beginning, encoding)
            message = OLD_LETTERS.format(name=NAMES[encoding], text=meant)
            yield Finding(message, where, beginning)


def _notes(body: str) -> Iterator[Finding]:
    """What is written small may be something else, too: only what stands among notes is one."""
    notes = {int(number) for number in _NOTE.findall(body)}
    calls = {int(number) for number in _CALL.findall(body)}
    for number in sorted(notes - calls):
        yield Finding(NOT_CALLED, "Nội dung", str(number))
    for number in sorted(calls - notes):
        if number < max(notes, default=0):
            yield Finding(NO_NOTE, "Nội dung", str(number))
