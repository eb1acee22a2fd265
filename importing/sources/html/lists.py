"""The labels of lists, as a browser or Word prints them."""

from importing.sources.html.layout import MSO_LEVEL
from importing.sources.html.markup_tree import Element
from importing.sources.html.pictures import TAGS, emoji_of, picture_of
from vietnamese.counting import letters, roman

BULLET = "•"
# What Word writes for its bullets, in Symbol, Wingdings and Courier New.
_MSO_BULLETS = {"·", "§", "o", "Ø", "ü", "v", "q", "à", "è", "-", "–", "+", "*", "•", "●", "▪"}
_TYPES = {
    **{"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"},
    **{"lower-roman": "i", "upper-roman": "I", "decimal": "1"},
}


def start_of(element: Element) -> int:
    """The number of an `ol`'s first item."""
    start = element.get("start", "1")
    return int(start) if start.lstrip("-").isdigit() and len(start) < 9 else 1


def type_of(element: Element, style: dict[str, str], otherwise: str = "1") -> str:
    """How a list or an item counts, as `type` has it: by its attribute, else by its style."""
    by_style = _TYPES.get(style.get("list-style-type", "") or style.get("list-style", ""), "")
    return element.get("type") or by_style or otherwise


def is_of_gallery(item: Element) -> bool:
    """Whether an item shows a picture before any of its words: then these are its caption."""
    for element in item.iter():
        if element.tag in TAGS and picture_of(element):
            return not emoji_of(element)
        if (element.text or "").strip() or (element is not item and (element.tail or "").strip()):
            return False
    return False


def label_of(tag: str, kind: str, number: int) -> str:
    """ "•", "3.", "c.", "IV."; with a kind as "lower-latin|(|)" what stands around it."""
    if tag == "ul":
        return BULLET
    if kind.count("|") == 2:
        form, before, after = kind.split("|")
        label = label_of(tag, _TYPES.get(form, "1"), number).rstrip(".")
        return f"{before}{label}{after}".strip()
    if kind in {"a", "A"} and number > 0:
        text = letters(number)
        return f"{text if kind == 'a' else text.upper()}."
    if kind in {"i", "I"} and 0 < number < 4000:
        text = roman(number)
        return f"{text.upper() if kind == 'I' else text}."
    return f"{number}."


def is_printed_label(element: Element) -> bool:
    """Whether the span holds what Word printed before an item, for programs without lists."""
    style = (element.get("style") or "").lower()
    return "mso-list" in style and "ignore" in style


def printed_label(text: str, element: Element) -> str:
    """What Word's clipboard prints before an item; bullets of any font are one sign."""
    label = " ".join(text.split())
    around = " ".join(inner.get("style") or "" for inner in element.iter())
    is_sign = any(name in around.lower() for name in ("symbol", "wingdings", "courier"))
    return BULLET if label in _MSO_BULLETS or (is_sign and len(label) == 1) else label


def mso_level(style: dict[str, str], element: Element) -> int:
    """How deep an item of Word's own lists stands, 0 for what is none."""
    found = MSO_LEVEL.search(style.get("mso-list", ""))
    return int(found[1]) if found and element.tag in {"p", "div"} else 0
