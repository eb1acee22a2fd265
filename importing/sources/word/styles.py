"""How letters and paragraphs are set, through the styles that they have."""

import re
from dataclasses import dataclass, replace
from functools import cache

from importing.document import Kind
from importing.sources.word.package import Element
from importing.sources.word.xml import child, is_on, local, number, value
from vietnamese.fold import fold

_HEADING = re.compile(r"(?:heading|tiêu đề|đầu đề) (\d)")
_LONGEST_CHAIN = 30
_KINDS = {
    "title": Kind.TITLE,
    "caption": Kind.CAPTION,
    "quote": Kind.QUOTE,
    "intense quote": Kind.QUOTE,
}
# Styles that offices name themselves, with marks or without.
_KINDS_OF_OFFICES = [
    (re.compile(r"(?:tieu de|tua(?: de)?|tit|ten bai)(?: bai(?: viet)?| tin| chinh)?"), Kind.TITLE),
    (re.compile(r"(?:chu|ghi) thich(?: anh| hinh)?(?: anh)?"), Kind.CAPTION),
    (re.compile(r"trich dan"), Kind.QUOTE),
]
_ALIGN = {"center": "center", "right": "right", "end": "right"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What is said of letters and paragraphs; None where nothing is. `size` is in points;
    `numbering` is the id of a list ("0": none), `outline` a heading's level from 1."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    raised: str | None = None
    hidden: bool | None = None
    font: str | None = None
    size: float | None = None
    align: str | None = None
    indented: bool | None = None
    numbering: str | None = None
    level: int | None = None
    outline: int | None = None

    def over(self, other: "Setting") -> "Setting":
        """This, and what only `other` says."""
        said = {name: mine for name in self.__slots__ if (mine := getattr(self, name)) is not None}
        return replace(other, **said) if said else other


NOTHING = Setting()


def run_setting(properties: Element | None) -> Setting:
    """What an `rPr` says."""
    if properties is None:
        return NOTHING
    found: dict[str, object] = {}
    for element in properties:
        name = local(element)
        if name in {"b", "i"}:
            found["bold" if name == "b" else "italic"] = is_on(element)
        elif name in {"strike", "dstrike"}:
            found["strike"] = is_on(element) or bool(found.get("strike"))
        elif name in {"vanish", "specVanish"}:
            found["hidden"] = is_on(element)
        elif name == "vertAlign":
            found["raised"] = value(element)
        elif name == "rFonts":
            font = value(element, "hAnsi") or value(element, "ascii") or value(element, "cs")
            if font:
                found["font"] = font
        elif name == "sz":
            found["size"] = number(value(element)) / 2
    return Setting(**found)  # type: ignore[arg-type]


def paragraph_setting(properties: Element | None) -> Setting:
    """What a `pPr` says of the paragraph itself."""
    if properties is None:
        return NOTHING
    found: dict[str, object] = {}
    for element in properties:
        name = local(element)
        if name == "jc":
            found["align"] = _ALIGN.get(value(element), "")
        elif name == "ind":
            first = value(element, "firstLine") or value(element, "firstLineChars")
            found["indented"] = number(first) > 0
        elif name == "numPr":
            found["numbering"] = value(child(element, "numId")) or None
            found["level"] = number(value(child(element, "ilvl")))
        elif name == "outlineLvl":
            level = number(value(element), 9)
            found["outline"] = level + 1 if level < 9 else None
    return Setting(**found)  # type: ignore[arg-type]


class Styles:
    """The styles of a file by their id; `root` is styles.xml, None where there is none."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        self.defaults = NOTHING
        for element in root if root is not None else ():
            if local(element) == "docDefaults":
                self.defaults = run_setting(child(element, "rPrDefault", "rPr")).over(
                    paragraph_setting(child(element, "pPrDefault", "pPr"))
                )
            elif local(element) == "style":
                identity = value(element, "styleId")
                self._elements[identity] = element
                is_default = value(element, "default") in {"1", "true", "on"}
                if is_default and value(element, "type") in {"paragraph", ""}:
                    self._default = self._default or identity
        self.of_paragraph = cache(self._of_paragraph)
        self.of_letters = cache(self._of_letters)
        self.name = cache(self._name)

    def _of_paragraph(self, identity: str) -> Setting:
        """All that a paragraph's style says, with what it is based on and the file's defaults."""
        return self._chain(identity or self._default).over(self.defaults)

    def _of_letters(self, identity: str) -> Setting:
        """What a character style says, with what it is based on."""
        return self._chain(identity)

    def _chain(self, identity: str) -> Setting:
        setting = NOTHING
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(identity)
            if element is None:
                break
            own = run_setting(child(element, "rPr")).over(paragraph_setting(child(element, "pPr")))
            setting = setting.over(own)
            identity = value(child(element, "basedOn"))
        return setting

    def _name(self, identity: str) -> str:
        """A style's name in small letters, as Word knows it in any language."""
        element = self._elements.get(identity or self._default)
        return value(child(element, "name")).lower() or identity.lower()

    def kind(self, identity: str, setting: Setting) -> tuple[Kind, int]:
        """What a style says that its paragraph is, and the level of a heading."""
        name = self.name(identity)
        if found := _HEADING.fullmatch(name):
            return Kind.HEADING, int(found[1])
        if name in _KINDS:
            return _KINDS[name], 0
        for names, kind in _KINDS_OF_OFFICES:
            if names.fullmatch(fold(name)):
                return kind, 0
        if setting.outline:
            return Kind.HEADING, setting.outline
        return Kind.PARAGRAPH, 0
