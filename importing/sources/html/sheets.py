"""What a page's own style sheets say of its elements: Google Docs and Word set nearly all by them.

Rules of one class, id or tag are read (`.c3`, `p.MsoTitle`, `#note`); what holds for paper or for a
narrow screen only, and what depends on where an element stands, is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from importing.sources.html.markup_tree import Element, text_lengths
from richtext.styles import declarations, is_never_seen

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])(-?[_a-z][\w-]*))?", re.IGNORECASE)
# How a text stands, and whether it is seen.
_READ = {
    *("display", "visibility", "mso-hide", "font-weight", "font-style", "font-family"),
    *(
        "list-style-type",
        "font-size",
        "text-align",
        "vertical-align",
        "text-decoration",
        "text-decoration-line",
    ),
}
# Google Docs prints the labels of its lists so: content:"" counter(lst-…,lower-latin) ") ".
_LABEL = re.compile(
    r'\.(lst-[\w-]+)\s*>\s*li:before\s*\{\s*content:\s*"([^"|]*)"\s*counter\([^,()]+,\s*([\w-]+)\)'
    r'\s*"([^"|]*)"\s*\}'
)
_HIDES = {"hidden", "hide", "d-none"}
_SHOWS_AGAIN = re.compile(r":|^d-(?:sm|md|lg|xl|xxl|print)-|^show$")  # on some screens
_MOST_RULES = 5_000
_MOST_CHARACTERS = 2_000_000

Style = dict[str, str]


@dataclass(slots=True)
class _Rules:
    """By tag, by class and id, and by both, the surer ones later; a later rule holds over an
    earlier one."""

    by_tag: dict[str, Style] = field(default_factory=dict)
    by_name: dict[str, Style] = field(default_factory=dict)
    by_both: dict[tuple[str, str], Style] = field(default_factory=dict)

    def add(self, tag: str, name: str, style: Style) -> None:
        if tag and name:
            self.by_both.setdefault((tag, name), {}).update(style)
        elif name:
            self.by_name.setdefault(name, {}).update(style)
        elif tag:
            self.by_tag.setdefault(tag, {}).update(style)

    def of(self, element: Element) -> Style:
        tag = element.tag
        found = dict(self.by_tag.get(tag, {}))
        names = [f".{name}" for name in (element.get("class") or "").split()]
        if identity := element.get("id"):
            names.append(f"#{identity}")
        for name in names:
            found |= self.by_name.get(name, {})
        for name in names:
            found |= self.by_both.get((tag, name), {})
        return found


def apply_sheets(root: Element) -> int:
    """Write what the sheets say into the elements' own styles, and take away what they hide: how
    many parts with any text that was. What holds most of a page's text is never taken for hidden:
    scripts show it."""
    _label_lists(root)
    rules = _rules(root)
    lengths = text_lengths(root)
    most = lengths[root] / 2
    hidden = {one for one in root.iter("*") if _is_hidden_by_name(one) and lengths[one] < most}
    for element in root.iter("*"):
        if not isinstance(element.tag, str) or not (style := rules.of(element)):
            continue
        style |= declarations(element.get("style") or "")
        is_hidden = is_never_seen(style) or style.get("visibility") == "hidden"
        if is_hidden and lengths[element] < most:
            hidden.add(element)
        else:
            style = {name: value for name, value in style.items() if name != "display"}
            element.set("style", ";".join(f"{name}:{value}" for name, value in style.items()))
    outermost = [one for one in hidden if hidden.isdisjoint(one.iterancestors())]
    count = sum(1 for element in outermost if lengths[element])
    for element in outermost:
        element.drop_tree()
    return count


def _is_hidden_by_name(element: Element) -> bool:
    """Whether the element has a class by which the usual frameworks, whose sheets were not saved
    into the page, hide it on every screen."""
    names = (element.get("class") or "").lower().split()
    return not _HIDES.isdisjoint(names) and not any(map(_SHOWS_AGAIN.search, names))


def _label_lists(root: Element) -> None:
    """Write into each list what a sheet prints around its numbers, as lists.type_of() reads it."""
    sheets = "".join((sheet.text or "")[:_MOST_CHARACTERS] for sheet in root.iter("style"))
    labels = {
        name: f"{form}|{before}|{after}" for name, before, form, after in _LABEL.findall(sheets)
    }
    for element in root.iter("ol") if labels else ():
        for name in (element.get("class") or "").split():
            if name in labels:
                element.set("type", labels[name])


def _rules(root: Element) -> _Rules:
    rules = _Rules()
    count = 0
    for sheet in root.iter("style"):
        media = (sheet.get("media") or "all").lower()
        if not {"all", "screen"} & set(re.findall(r"\w+", media)):
            continue
        for selectors, style in _read(sheet.text or ""):
            for selector in selectors.split(","):
                found = _SIMPLE.fullmatch(selector.strip())
                if found and found[0] and count < _MOST_RULES:
                    count += 1
                    name = f"{found[2]}{found[3]}" if found[3] else ""
                    rules.add((found[1] or "").lower(), name, style)
    return rules


def _read(sheet: str) -> Iterator[tuple[str, Style]]:
    """Selectors with their declarations, as far as they are read here; one pass."""
    sheet = _COMMENT.sub(" ", sheet[:_MOST_CHARACTERS])
    at = 0
    while (opened := sheet.find("{", at)) >= 0:
        selectors = sheet[at:opened].rpartition(";")[2].strip()
        if selectors.startswith("@"):
            at = _end_of(sheet, opened)
            continue
        closed = sheet.find("}", opened)
        if closed < 0:
            return
        said = declarations(sheet[opened + 1 : closed])
        style = {name: value for name, value in said.items() if name in _READ}
        if style:
            yield selectors, style
        at = closed + 1


def _end_of(sheet: str, opened: int) -> int:
    """Behind the block that begins at `opened`, with all blocks in it."""
    depth = 0
    for found in re.finditer(r"[{}]", sheet[opened:]):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return opened + found.end()
    return len(sheet)
