"""The small XML parts of a document's package, read without anything that XML can do besides."""

from typing import Any, NoReturn
from xml.parsers import expat

Element = tuple[str, dict[str, str]]  # name and attributes


def elements(content: bytes) -> list[Element]:
    """All of them, in order, in whichever encoding. ValueError where it is no XML, or declares a
    document type: those of a package have none (ECMA-376, part 2, 8.1.4)."""
    found: list[Element] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return found


def _refuse(*_declaration: Any) -> NoReturn:
    raise ValueError("a document type")
