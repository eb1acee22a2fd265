"""Parts of a line that a page's style sheets set apart while no space stands between them in its
markup: "<span>09/04/2021</span><span>421 Lượt xem</span>", "<a>In</a><a>Gửi email</a>".

Programs that write text cut their lines into such parts too, anywhere in a word; theirs are told by
their names and stay together.
"""

import re

from importing.sources.html.markup_tree import Element

_PARTS = {"a", "span", "label", "time", "small"}
_OF_TEXT_PROGRAMS = re.compile(r"[a-z]{1,2}\d+|spell\w|gram\w|mso\w*|apple-\w+|\w*font\w*", re.I)


def is_apart_from(element: Element, above: str) -> bool:
    """Whether a space belongs between the letter `above` and this part."""
    first = next(filter(None, element.itertext()), "")[:1]
    if not _is_part(element) or not above.strip() or not first.strip():
        return False
    before = element.getprevious()
    if before is None or before.tail or not _is_part(before):
        return _is_new_word(above, first)
    if element.tag == before.tag == "a":
        return element.get("href") is None or element.get("href") != before.get("href")
    is_styled_alike = element.get("class") == before.get("class") is not None
    return _is_new_word(above, first) or (
        (above.isdigit() or first.isdigit())
        and above.isalnum()
        and first.isalnum()
        and not is_styled_alike
    )


def is_apart_below(element: Element, above: str) -> bool:
    """Whether a space belongs between this part, whose last letter is `above`, and the text behind
    it."""
    return _is_part(element) and _is_new_word(above, (element.tail or "")[:1])


def _is_part(element: Element) -> bool:
    """Whether the page itself made it a part: a link, or an element that it names or leaves bare,
    not one that only sets its letters."""
    if element.tag not in _PARTS:
        return False
    names = (element.get("class") or "").split()
    if element.tag == "span" and not names and element.attrib:
        return False
    return not any(map(_OF_TEXT_PROGRAMS.fullmatch, names))


def _is_new_word(above: str, first: str) -> bool:
    """Nobody writes a capital within a word."""
    return (above.islower() or above.isdigit() or above == ")") and first.isupper()
