"""What HTML's tags, classes and styles say of how a text stands on its page."""

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from importing.document import Kind, Run
from importing.sources.html.markup_tree import Element, class_words
from richtext.styles import declarations

BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "li", "dt", "dd", "table"),
    *("tr", "td", "th", "tbody", "thead", "tfoot", "caption", "blockquote", "section", "article"),
    *("aside", "header", "footer", "main", "nav", "figure", "figcaption", "form", "fieldset"),
    *("address", "details", "summary", "center", "pre", "hr", "body", "html", "legend", "hgroup"),
}
# A browser leaves an empty line around these.
WITH_MARGINS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre"),
    *("figure", "hr"),
}
NEVER_TEXT = {
    *("head", "script", "style", "noscript", "template", "iframe", "object", "embed", "video"),
    *("audio", "canvas", "svg", "select", "button", "textarea", "input", "map", "xml", "title"),
}
UNSEEN = {"head", "script", "style", "template", "title", "xml"}  # by anybody, in any browser
CAPTION_CLASS = re.compile(r"caption|chu-?thich|image-?(?:title|note|desc)|photo-?(?:note|desc)")
_PART_CLASS = re.compile(
    r"title|tieu-?de|headline|date|ngay|time|author|tac-?gia|summary|sapo|tom-?tat|lead\b"
)
_ALIGN_CLASS = re.compile(r"(?:^|[\s-])(?:text-?|align-?)(center|right|end)(?=\s|$)")
FOOTNOTE_ID = re.compile(r"(?:sd)?(?:foot|end)note-?\d+(?:sym)?|_?(?:ftn|edn)\d+|fn[:-]?\d+")
_WAY_BACK = re.compile(r"#(?:sd(?:foot|end)note\d+anc|_?(?:ftn|edn|fn)ref[\w:-]*)")
MSO_LEVEL = re.compile(r"level(\d)")
_BOLD = {"b", "strong", "th"}
_ITALIC = {"i", "em", "cite", "dfn", "var"}
_STRIKE = {"s", "strike"}
_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75}
_SIZE = re.compile(r"([\d.]+)\s*(pt|px)")
_SCHEMES = {"http", "https", "mailto", "tel"}


def style_of(element: Element) -> dict[str, str]:
    style = element.get("style")
    return declarations(style) if style else {}


def set_by(run: Run, element: Element, style: dict[str, str], address: str) -> Run:
    """How letters are set inside an element, given how they are set around it (`run`)."""
    tag = element.tag
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    raised = style.get("vertical-align", "")
    through = "line-through" in style.get("text-decoration", style.get("text-decoration-line", ""))
    if tag in _BOLD or weight in {"bold", "bolder"} or weight[:3] in {"600", "700", "800", "900"}:
        run = replace(run, bold=True)
    elif weight in {"normal", "400", "300"}:
        run = replace(run, bold=False)
    if tag in _ITALIC or slant in {"italic", "oblique"}:
        run = replace(run, italic=True)
    elif slant == "normal":
        run = replace(run, italic=False)
    if tag in _STRIKE or through:
        run = replace(run, strike=True)
    if tag == "sub" or raised == "sub":
        run = replace(run, sub=True)
    if tag == "sup" or raised == "super":
        run = replace(run, sup=True)
    if font := style.get("font-family", "") or element.get("face", ""):
        run = replace(run, font=font.strip("\"' "))
    if tag == "a" and element.get("href"):
        run = replace(run, link=link_of(element.get("href"), address))
    return run


def link_of(href: str, address: str) -> str:
    """Where a link leads from the page at `address`; "" for a place in the same text, and for what
    is no address; what is relative to an unknown page stays so."""
    href = "".join(href.split())
    if href.startswith("#"):
        return ""
    try:
        whole = urljoin(address, href) if address else href
        return whole if urlsplit(whole).scheme in {"", *_SCHEMES} else ""
    except ValueError:
        return ""


def kind_of(element: Element) -> tuple[Kind, int]:
    """What the element says that its text is, and the level of a heading."""
    tag = element.tag
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return Kind.HEADING, int(tag[1])
    if tag in {"figcaption", "caption"} or CAPTION_CLASS.search(class_words(element)):
        return Kind.CAPTION, 0
    if tag == "blockquote":
        return Kind.QUOTE, 0
    return (Kind.ITEM, 0) if tag == "li" else (Kind.PARAGRAPH, 0)


def align_of(element: Element, style: dict[str, str]) -> str:
    """ "center", "right", or "" for any other; None of its own is "" too."""
    if element.tag == "center":
        return "center"
    align = style.get("text-align", "") or element.get("align", "").lower()
    if not align and (by_class := _ALIGN_CLASS.search(class_words(element))):
        align = "center" if by_class[1] == "center" else "right"
    return align if align in {"center", "right"} else ""


def size_of(style: dict[str, str]) -> float:
    """In points; 0 where the element does not say."""
    found = _SIZE.match(style.get("font-size", ""))
    return float(found[1]) * _POINTS[found[2]] if found and found[1].count(".") < 2 else 0


def stands_alone(element: Element) -> bool:
    """Whether an inline element begins a line of its own by its class: portals set title, date and
    author as spans in a row."""
    before = element.getprevious()
    return (
        element.tag == "span"
        and before is not None
        and before.tag == "span"
        and not (before.tail or "").strip()
        and bool(_PART_CLASS.search(class_words(element)))
        and bool(_PART_CLASS.search(class_words(before)))
    )


def is_later_time(element: Element) -> bool:
    """WordPress writes when an article was changed beside when it was published, and hides it."""
    before = element.getprevious()
    return before is not None and before.tag == "time" and "updated" in class_words(element)


def is_way_back(element: Element) -> bool:
    """Whether a link is the number before a footnote's text; programs set it apart by its style."""
    href = element.get("href") or ""
    return element.tag == "a" and bool(_WAY_BACK.fullmatch(href))
