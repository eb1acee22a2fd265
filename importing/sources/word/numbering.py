"""The labels that Word counts by itself: "1.", "a)", "Điều 3.", "IV.2"."""

import re
from dataclasses import dataclass, field

from importing.sources.word.package import Element
from importing.sources.word.xml import child, is_on, local, number, value
from vietnamese.counting import roman

BULLET = "•"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST = 9_999


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    restarts_after: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    linked: str = ""


@dataclass(slots=True)
class _Instance:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    is_begun: bool = False


class Numbering:
    """Counts along the text: `label` has to be asked for each numbered paragraph, in order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        self._counts: dict[str, list[int | None]] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._lists[value(element, "abstractNumId")] = _list(element)
            elif local(element) == "num":
                self._instances[value(element, "numId")] = _instance(element)
        self._follow_links()

    def level_of_style(self, numbering: str, style: str) -> int | None:
        """The level that a list gives to paragraphs of a style."""
        if instance := self._instances.get(numbering):
            for at, level in self._list(instance).levels.items():
                if style and level.style == style:
                    return at
        return None

    def label(self, numbering: str, at: int) -> str:
        """The label that is printed before the next paragraph of this list, BULLET for any bullet,
        "" for none."""
        instance = self._instances.get(numbering)
        if instance is None or not 0 <= at < _LEVELS:
            return ""
        level = self._level(instance, at)
        counts = self._counts.setdefault(instance.abstract, [None] * _LEVELS)
        if not instance.is_begun:
            instance.is_begun = True
            for place in instance.starts:
                counts[place] = None
        current = counts[at]
        counts[at] = level.start if current is None else current + 1
        for deeper in range(at + 1, _LEVELS):
            after = self._level(instance, deeper).restarts_after
            if after is None or (after and at < after):
                counts[deeper] = None
        return self._printed(instance, at, counts)

    def _printed(self, instance: _Instance, at: int, counts: list[int | None]) -> str:
        level = self._level(instance, at)
        if level.form == "bullet":
            return BULLET
        if level.form == "none" and "%" not in level.text:
            return level.text.strip()

        def place(match: re.Match[str]) -> str:
            shown = int(match[1]) - 1
            other = self._level(instance, shown)
            count = counts[shown]
            if count is None:
                count = counts[shown] = other.start
            form = "decimal" if level.is_legal and shown != at else other.form
            return printed(count, form)

        return _PLACE.sub(place, level.text).strip()

    def _level(self, instance: _Instance, at: int) -> _Level:
        level = instance.levels.get(at) or self._list(instance).levels.get(at) or _Level()
        if at in instance.starts:
            return _Level(
                instance.starts[at], level.form, level.text, level.restarts_after, level.is_legal
            )
        return level

    def _list(self, instance: _Instance) -> _List:
        return self._lists.get(instance.abstract) or _List()

    def _follow_links(self) -> None:
        """A list that only names a style has its levels in the list that this style defines."""
        by_style = {one.linked[1:]: one for one in self._lists.values() if one.linked[:1] == "="}
        for name, one in self._lists.items():
            if one.linked[:1] == ">" and not one.levels:
                self._lists[name] = by_style.get(one.linked[1:], one)


def printed(count: int, form: str) -> str:
    """A number as a list of that form (ST_NumberFormat) prints it."""
    if form in {"lowerLetter", "upperLetter"}:
        # Word goes on with aa, bb, and not as HTML does with ab.
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""
        return letter[:20].upper() if form == "upperLetter" else letter[:20]
    if form in {"lowerRoman", "upperRoman"}:
        text = roman(min(max(count, 0), 3999))
        return text.upper() if form == "upperRoman" else text
    if form == "decimalZero":
        return f"{count:02}"
    return "" if form == "none" else str(count)


def _list(element: Element) -> _List:
    link, style = value(child(element, "numStyleLink")), value(child(element, "styleLink"))
    one = _List(linked=f">{link}" if link else f"={style}")
    for inner in element:
        if local(inner) == "lvl":
            one.levels[number(value(inner, "ilvl"))] = _level(inner)
    return one


def _level(element: Element) -> _Level:
    restart = child(element, "lvlRestart")
    return _Level(
        min(number(value(child(element, "start")), 1), _MOST),
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText"))[:60],
        number(value(restart)) if restart is not None else None,
        is_on(child(element, "isLgl")),
        value(child(element, "pStyle")),
    )


def _instance(element: Element) -> _Instance:
    instance = _Instance(value(child(element, "abstractNumId")))
    for inner in element:
        if local(inner) != "lvlOverride":
            continue
        at = number(value(inner, "ilvl"))
        if (start := child(inner, "startOverride")) is not None:
            instance.starts[at] = min(number(value(start), 1), _MOST)
        if (level := child(inner, "lvl")) is not None:
            instance.levels[at] = _level(level)
    return instance
