"""Formulas of Word (OMML, ECMA-376 part 1, 22.1) on one line, so that they say the same."""

import re
from collections.abc import Iterator

from importing.sources.word.package import Element
from importing.sources.word.xml import child, local

Part = tuple[str, str]  # a text, and "sub", "sup" or "" for where it stands

_OPERATOR = re.compile(r"[-+−–±·×*/=<>≤≥ ]")
_UNSEEN = {"del", "moveFrom", "ctrlPr"}


def in_one_line(element: Element) -> Iterator[Part]:
    """The parts of a formula, or of one of its elements, in the order in which they are read: a
    fraction as "(a+b)/n", a root as "√(x+1)", what Word draws itself (brackets, ∑) as letters."""
    name = local(element)
    if name in _UNSEEN or name.endswith("Pr"):
        return
    if name == "f":
        yield from _grouped(child(element, "num"))
        yield "/", ""
        yield from _grouped(child(element, "den"))
    elif name == "rad":
        degree = list(_inside(child(element, "deg")))
        yield from ((text, "sup") for text, _ in degree)
        yield "√", ""
        yield from _grouped(child(element, "e"))
    elif name == "d":
        yield from _delimited(element)
    elif name == "nary":
        yield _sign(element, "naryPr", "chr", "∫"), ""
        yield from _raised(element, "sub")
        yield from _raised(element, "sup")
        yield " ", ""
        yield from _inside(child(element, "e"))
    elif name in {"sub", "sup"}:
        yield from ((text, name) for text, _ in _inside(element))
    elif name == "acc":
        yield from _inside(child(element, "e"))
        yield _sign(element, "accPr", "chr", "\u0302"), ""
    elif name in {"mr", "eqArr"}:
        for at, inner in enumerate(one for one in element if local(one) == "e"):
            yield from [("; " if name == "eqArr" else " ", "")] if at else []
            yield from _inside(inner)
    elif name == "m":
        for at, row in enumerate(one for one in element if local(one) == "mr"):
            yield from [("; ", "")] if at else []
            yield from in_one_line(row)
    elif name == "t":
        if element.text:
            yield element.text, ""
    else:
        yield from _inside(element)


def _inside(element: Element | None) -> Iterator[Part]:
    for inner in element if element is not None else ():
        yield from in_one_line(inner)


def _raised(element: Element, name: str) -> Iterator[Part]:
    inner = child(element, name)
    return in_one_line(inner) if inner is not None else iter(())


def _grouped(element: Element | None) -> Iterator[Part]:
    """In brackets where it is more than one thing."""
    parts = list(_inside(element))
    text = "".join(text for text, raised in parts if not raised).strip()
    is_whole = text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1
    if _OPERATOR.search(text[1:]) and not is_whole:
        parts = [("(", ""), *parts, (")", "")]
    yield from parts


def _delimited(element: Element) -> Iterator[Part]:
    yield _sign(element, "dPr", "begChr", "("), ""
    for at, inner in enumerate(one for one in element if local(one) == "e"):
        yield from [(_sign(element, "dPr", "sepChr", "|"), "")] if at else []
        yield from _inside(inner)
    yield _sign(element, "dPr", "endChr", ")"), ""


def _sign(element: Element, properties: str, name: str, otherwise: str) -> str:
    """A sign that Word draws: one that is named and empty is none."""
    said = child(element, properties, name)
    if said is None:
        return otherwise
    return next((value for key, value in said.items() if key.endswith("val")), "")
