"""Names in WordprocessingML, transitional and strict."""

from collections.abc import Iterator

from importing.sources.word.package import Element

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_OFF = {"0", "false", "off", "none"}


def local(element: Element) -> str:
    """The name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's own namespace, "" where there is none."""
    if element is None:
        return ""
    for space in _SPACES:
        if (found := element.get(f"{{{space}}}{name}")) is not None:
            return str(found)
    return str(element.get(name, ""))


def relation(element: Element, name: str) -> str:
    """An attribute that names a relation."""
    for space in _RELATIONS:
        if found := element.get(f"{{{space}}}{name}"):
            return str(found)
    return ""


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of the first name, its first of the second …; None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def within(element: Element, name: str) -> Iterator[Element]:
    """All of that name in the element, however deep."""
    return (inner for inner in element.iter() if local(inner) == name)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `w:b` is there and not turned off."""
    return element is not None and value(element).lower() not in _OFF


def number(text: str, otherwise: int = 0) -> int:
    """A whole number as Word writes it; `otherwise` for anything else."""
    text = text.partition(".")[0]
    return int(text) if text.lstrip("-").isdigit() and len(text) < 9 else otherwise
