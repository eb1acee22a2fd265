"""Letters as they are set, links, and calls of footnotes."""

import re
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin

from articles.word_file.sheet import run

Element = Any  # lxml has no types of its own
_FOLDED = re.compile(r"[ \t\r\n\f]+")
_SET_BY = {
    **dict.fromkeys(("strong", "b"), "bold"),
    **dict.fromkeys(("em", "i"), "italic"),
    **{"u": "underlined", "s": "struck", "sub": "sub", "sup": "sup"},
}


@dataclass(frozen=True)
class _Setting:
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    struck: bool = False
    sub: bool = False
    sup: bool = False
    is_link: bool = False

    def properties(self) -> str:
        """In the order that Word's schema wants."""
        raised = "superscript" if self.sup else "subscript"
        said = [
            (self.is_link, '<w:rStyle w:val="Hyperlink"/>'),
            (self.bold, "<w:b/>"),
            (self.italic, "<w:i/>"),
            (self.struck, "<w:strike/>"),
            (self.underlined and not self.is_link, '<w:u w:val="single"/>'),
            (self.sub or self.sup, f'<w:vertAlign w:val="{raised}"/>'),
        ]
        return "".join(xml for holds, xml in said if holds)


@dataclass
class Links:
    """The addresses that a part leads to, by the ids of their relations; what is relative leads to
    this site."""

    site: str
    ids: dict[str, str] = field(default_factory=dict)

    def id_of(self, address: str) -> str:
        try:
            whole = urljoin(self.site, address)
        except ValueError:
            return ""
        return self.ids.setdefault(whole, f"rIdL{len(self.ids) + 1}")


@dataclass
class Runs:
    """Turns what stands in a paragraph into runs. `notes` are the labels of footnotes, each called
    once."""

    links: Links
    notes: dict[str, int] = field(default_factory=dict)
    keeps_spaces: bool = False
    _waiting: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._waiting = set(self.notes)

    def inside(self, element: Element) -> str:
        """All of it, without the element itself."""
        return self._inside(element, _Setting())

    def of(self, element: Element) -> str:
        """The element and what is in it, without what follows."""
        return self._of(element, _Setting())

    def text(self, text: str | None) -> str:
        return self._text(text, _Setting())

    def _inside(self, element: Element, setting: _Setting) -> str:
        parts = [self._text(element.text, setting)]
        for inner in element:
            if isinstance(inner.tag, str):
                parts.append(self._of(inner, setting))
            parts.append(self._text(inner.tail, setting))
        return "".join(parts)

    def _of(self, element: Element, setting: _Setting) -> str:
        tag = element.tag
        if tag == "br":
            return "<w:r><w:br/></w:r>"
        if tag == "sup" and (label := element.text_content().strip()) in self._waiting:
            self._waiting.remove(label)
            return note_call(self.notes[label])
        if tag == "a" and element.get("href"):
            inside = self._inside(element, replace(setting, is_link=True))
            identity = self.links.id_of(element.get("href"))
            return f'<w:hyperlink r:id="{identity}">{inside}</w:hyperlink>' if identity else inside
        name = _SET_BY.get(tag)
        return self._inside(element, replace(setting, **{name: True}) if name else setting)

    def _text(self, text: str | None, setting: _Setting) -> str:
        if not text:
            return ""
        folded = text if self.keeps_spaces else _FOLDED.sub(" ", text)
        return run(folded, setting.properties())


def note_call(number: int) -> str:
    return (
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )
