"""What stands in a paragraph: letters as they are set, fields, notes, and what floats beside it."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from importing.document import Piece, Run
from importing.sources.word.formulas import in_one_line
from importing.sources.word.package import Element, Relation
from importing.sources.word.styles import NOTHING, Setting, Styles, run_setting
from importing.sources.word.xml import child, local, relation, value
from richtext.hidden import DELETED, HIDDEN

OBJECT = "\ufffc"  # where a picture stands among the letters, until the lines are cut
PAGE_BREAK = "\f"
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:"([^"]+)"|([^"\\\s]\S*))')
_SHOWN_WHOLE = {
    *("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple"),
    *("dir", "bdo", "ruby", "rubyBase", "rt"),
}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_DRAWINGS = {"drawing", "pict", "object"}
_WRITTEN = {"t", "sym", *_DRAWINGS}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(slots=True)
class Part:
    """What the readers of one part share. `notes` are asked for the label of a note that is called
    ("footnote", its id, whether the text prints its own mark); `floating` turns a drawing into
    pieces."""

    styles: Styles
    relations: dict[str, Relation]
    left_out: Counter[str]
    label_of_note: Callable[[str, str, bool], str]
    floating: Callable[[Element], list[Piece]]
    fields: list["_Field"] = field(default_factory=list)  # open ones: they go over paragraphs


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False


@dataclass(slots=True)
class Inline:
    """Reads one paragraph. `objects` stand at the OBJECT signs of `runs`, in order; the setting is
    that of the paragraph's style."""

    part: Part
    setting: Setting
    runs: list[Run] = field(default_factory=list)
    objects: list[list[Piece]] = field(default_factory=list)
    _link: str = ""
    _sub: bool = False
    _sup: bool = False
    _hid: bool = False

    def read(self, element: Element) -> None:
        """All that the element shows, in order."""
        for inner in element:
            name = local(inner)
            if name in {"del", "moveFrom"}:
                if any(local(text) in {"delText", "t"} for text in inner.iter()):
                    self.part.left_out[DELETED] += 1
            elif name == "r" and self._is_of_word(inner):
                self._run(inner)
            elif (
                "officeDocument/2006/math" in inner.tag or "ooxml/officeDocument/math" in inner.tag
            ):
                self._formula(inner)
            elif name == "hyperlink":
                self._hyperlink(inner)
            elif name == "AlternateContent":
                self._alternate(inner)
            elif name == "t" and inner.text:  # of another way to write a sign
                self._add(inner.text, NOTHING)
            elif name in _SHOWN_WHOLE:
                self.read(inner)

    @staticmethod
    def _is_of_word(element: Element) -> bool:
        return "wordprocessingml" in element.tag

    def _formula(self, element: Element) -> None:
        for text, raised in in_one_line(element):
            self._sub, self._sup = raised == "sub", raised == "sup"
            self._add(text, NOTHING)
        self._sub = self._sup = False

    def _hyperlink(self, element: Element) -> None:
        before, target = self._link, self.part.relations.get(relation(element, "id"))
        self._link = target.target if target and target.is_external else before
        self.read(element)
        self._link = before

    def _alternate(self, element: Element) -> None:
        """The first way to draw or write something that is known here; the others are copies."""
        for choice in element:
            if local(choice) not in {"Choice", "Fallback"}:
                continue
            drawings = [one for one in choice if local(one) in _DRAWINGS]
            for drawing in drawings:
                self._object(drawing)
            if not drawings:
                self.read(choice)
            if drawings or any(local(inner) in _WRITTEN for inner in choice.iter()):
                return

    def _run(self, element: Element) -> None:
        properties = child(element, "rPr")
        style = self.part.styles.of_letters(value(child(properties, "rStyle")))
        setting = run_setting(properties).over(style)
        if child(properties, "del") is not None:
            self.part.left_out[DELETED] += 1
            return
        is_hidden = setting.over(self.setting).hidden
        for inner in element:
            name = local(inner)
            if name == "fldChar":
                self._field_sign(value(inner, "fldCharType"))
            elif name == "instrText":
                if self.part.fields:
                    self.part.fields[-1].code += inner.text or ""
            elif is_hidden:
                self._hide(inner, name)
            elif any(not open_.shows for open_ in self.part.fields):
                continue
            else:
                self._shown(inner, name, setting)

    def _hide(self, element: Element, name: str) -> None:
        if name == "t" and (element.text or "").strip() and not self._hid:
            self.part.left_out[HIDDEN] += 1
            self._hid = True

    def _shown(self, element: Element, name: str, setting: Setting) -> None:
        if name == "t":
            self._add(element.text or "", setting)
        elif name in _SIGNS:
            self._add(_SIGNS[name], setting)
        elif name == "br":
            is_page = value(element, "type") in {"page", "column"}
            self._add(PAGE_BREAK if is_page else "\n", setting)
        elif name == "sym":
            self._symbol(element, setting)
        elif name in _NOTES:
            has_own = value(element, "customMarkFollows") in {"1", "true", "on"}
            if label := self.part.label_of_note(_NOTES[name], value(element, "id"), has_own):
                self.runs.append(Run(label, sup=True, note=label))
        elif name in _DRAWINGS:
            self._object(element)
        elif name == "AlternateContent":
            self._alternate(element)
        elif name == "ruby":
            self._ruby(element)

    def _ruby(self, element: Element) -> None:
        """The letters, then in brackets how they are read."""
        for inner in element:
            if local(inner) == "rubyBase":
                self.read(inner)
        said = child(element, "rt")
        if said is not None and "".join(said.itertext()).strip():
            self._add(" (", NOTHING)
            self.read(said)
            self._add(")", NOTHING)

    def _symbol(self, element: Element, setting: Setting) -> None:
        code = value(element, "char")
        try:
            sign = chr(int(code, 16))
        except ValueError:
            return
        self._add(sign, Setting(font=value(element, "font")).over(setting))

    def _object(self, element: Element) -> None:
        if pieces := self.part.floating(element):
            self.objects.append(pieces)
            self.runs.append(Run(OBJECT))

    def _field_sign(self, kind: str) -> None:
        fields = self.part.fields
        if kind == "begin":
            fields.append(_Field())
        elif kind == "separate" and fields:
            fields[-1].shows = True
        elif kind == "end" and fields:
            fields.pop()

    def _add(self, text: str, setting: Setting) -> None:
        whole = setting.over(self.setting)
        text = text.replace(OBJECT, "")
        if not text:
            return
        link = self._link
        for open_ in self.part.fields:
            if found := _HYPERLINK.search(open_.code):
                link = found[1] or found[2]
        self.runs.append(
            Run(
                text,
                bold=bool(whole.bold),
                italic=bool(whole.italic),
                sub=self._sub or whole.raised == "subscript",
                sup=self._sup or whole.raised == "superscript",
                strike=bool(whole.strike),
                link=link,
                font=whole.font or "",
            )
        )
