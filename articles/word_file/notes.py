"""Footnotes: a text that came from Word has them as paragraphs at its end, each behind the raised
number by which it is called above. On paper they stand at the foot of their page again."""

from typing import Any

Element = Any  # lxml has no types of its own


def take_notes(root: Element) -> list[Element]:
    """The paragraphs that are footnotes, taken out of the tree with their numbers taken off. All of
    them or none: Word counts 1, 2, 3 by itself, in the order in which they are called."""
    found: list[Element] = []
    for paragraph in reversed(list(root)):
        if paragraph.tag != "p" or _label(paragraph) is None:
            break
        found.insert(0, paragraph)
    wanted = [str(number) for number in range(1, len(found) + 1)]
    rest = [element for element in root if element not in found]
    if not found or [_label(paragraph) for paragraph in found] != wanted or _calls(rest) != wanted:
        return []
    for paragraph in found:
        raised = paragraph[0]
        paragraph.text = (raised.tail or "").lstrip()
        paragraph.remove(raised)
        root.remove(paragraph)
    return found


def _label(paragraph: Element) -> str | None:
    """The number that the paragraph begins with, raised and with something behind it."""
    if (paragraph.text or "").strip() or not len(paragraph) or paragraph[0].tag != "sup":
        return None
    label = paragraph[0].text_content().strip()
    has_words = paragraph.text_content().strip() != label
    return label if label.isdigit() and has_words else None


def _calls(elements: list[Element]) -> list[str]:
    raised = (sup for element in elements for sup in element.iter("sup"))
    return [label for sup in raised if (label := sup.text_content().strip()).isdigit()]
