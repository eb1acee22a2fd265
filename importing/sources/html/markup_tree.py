"""HTML as a tree, without what is hidden in it."""

import re
from collections import Counter
from typing import Any

from lxml import etree, html

from importing.sources.lengths import check_letters
from importing.sources.refusals import ImportRefused
from richtext.hidden import without_hidden_parts

Element = Any  # lxml has no types of its own
MOST_CHARACTERS = 8_000_000
MOST_ELEMENTS = 60_000
MOST_DEEP = 250
_LONG_TAG = re.compile(r"<[^<>]{10000,}")
_ATTRIBUTE = re.compile(r"\s[\w:.-]{1,40}(?=[\s=>])")
_MOST_ATTRIBUTES = 2_000
TOO_LARGE = "trang quá lớn: nhiều hơn 60.000 thẻ. Hãy lưu riêng bài cần đưa vào rồi thử lại."


def parse(markup: str) -> Element:
    """The tree of a whole page or a part of one. Raises ImportRefused for what is too large or too
    deep to be anybody's page."""
    _check_size(markup)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    data = markup.encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        raise ImportRefused("không tìm thấy chữ nào trong trang này.") from None
    check_letters(sum(len(text) for text in root.itertext("*") if not text.isspace()) - _code(root))
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEEP:
            raise ImportRefused(
                "các thẻ của trang lồng vào nhau quá sâu. Hãy mở trang bằng trình duyệt, chép phần"
                " bài viết và dán vào ô soạn thảo."
            )
    return root


def _code(root: Element) -> int:
    """How many characters of scripts and style sheets there are."""
    return sum(len(element.text or "") for element in root.iter("script", "style"))


def parse_shown(markup: str) -> tuple[Element, Counter[str]]:
    """The tree of what is shown, and how many parts of each kind are hidden."""
    _check_size(markup)
    shown, left_out = without_hidden_parts(markup)
    return parse(shown), left_out


def _check_size(markup: str) -> None:
    if len(markup) > MOST_CHARACTERS or markup.count("<") > 2 * MOST_ELEMENTS:
        raise ImportRefused(TOO_LARGE)
    # The parser compares each attribute with all before it. A picture in its tag is one of them.
    for tag in _LONG_TAG.finditer(markup):
        if sum(1 for _ in _ATTRIBUTE.finditer(tag[0])) > _MOST_ATTRIBUTES:
            raise ImportRefused(TOO_LARGE)


def class_words(element: Element) -> str:
    """Class and id of an element in small letters, for a search."""
    return f"{element.get('class', '')} {element.get('id', '')}".lower()


def text_of(element: Element) -> str:
    """All its text on one line."""
    return " ".join("".join(element.itertext()).split())


def text_lengths(root: Element) -> dict[Element, int]:
    """For each element how many characters stand in it, white space aside; one pass."""
    lengths: dict[Element, int] = {}
    open_: list[int] = [0]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            open_.append(_letters(element.text))
        else:
            lengths[element] = open_.pop()
            open_[-1] += lengths[element] + _letters(element.tail)
    return lengths


def _letters(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
