"""How letters are set within a paragraph of Markdown."""

import re
from dataclasses import replace
from html import unescape

from importing.document import Run

_DESTINATION = r"\(\s*<?([^\s()<>]{1,1000}(?:\([^\s()]{0,100}\)[^\s()]{0,200})?)>?"
_TITLE = r"(?:\s+[\"'“](?P<{name}>[^\"”\n]{{0,500}})[\"'”])?\s*\)"
_PICTURE = re.compile(r"!\[([^\[\]]{0,1000})\]" + _DESTINATION + _TITLE.format(name="title"))
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|`(?P<code>[^`\n]{1,500})`"
    r"|!\[(?P<alt>[^\[\]\n]{0,1000})\]\([^()\n]{1,1000}\)"
    r"|\[\^(?P<note>[\w-]{1,20})\]"
    r"|\[(?P<text>[^\[\]\n]{1,500})\]"
    + _DESTINATION
    + _TITLE.format(name="said")
    + r"|<(?P<address>(?:https?://|mailto:)[^<>\s]{1,1000})>"
    r"|<(?P<end>/?)(?P<tag>br|sub|sup|b|strong|i|em|u|s|del)\s*/?>"
    r"|(?P<mark>\*\*\*|\*\*|\*|___|__|_|~~)"
    r"|(?:(?<! ) {2,}|\\)\n(?P<hard>)|\n(?P<soft>)",
    re.IGNORECASE,
)
_SETS = {
    **{"*": ("italic",), "_": ("italic",), "**": ("bold",), "__": ("bold",), "~~": ("strike",)},
    **{"***": ("bold", "italic"), "___": ("bold", "italic")},
    **{"b": ("bold",), "strong": ("bold",), "i": ("italic",), "em": ("italic",), "u": ()},
    **{"s": ("strike",), "sub": ("sub",), "sup": ("sup",)},
}


def picture_in(text: str) -> tuple[str, str, str] | None:
    """Address, description and title of the picture that a paragraph is, None for any other."""
    found = _PICTURE.fullmatch(text)
    return (found[2], unescape(found[1]).strip(), found["title"] or "") if found else None


def runs_of(text: str) -> tuple[Run, ...]:
    """The letters of a paragraph without their marks; a mark that ends nowhere stays as typed."""
    runs: list[Run] = []
    setting = Run("")
    opened: dict[str, int] = {}  # the place of the run that a mark would be, were it none
    at = 0
    for token in _TOKEN.finditer(text):
        runs.append(replace(setting, text=unescape(text[at : token.start()])))
        at = token.end()
        if (mark := token["mark"]) is not None:
            setting = _mark(mark, text, token.start(), at, runs, setting, opened)
        elif token["tag"]:
            setting = _tag(token["tag"].lower(), bool(token["end"]), runs, setting)
        else:
            runs.append(_plain(token, setting))
    runs.append(replace(setting, text=unescape(text[at:])))
    for mark, place in opened.items():
        _never_opened(mark, place, runs)
    return tuple(run for run in runs if run.text)


def _plain(token: re.Match[str], setting: Run) -> Run:
    if token["escaped"] is not None:
        return replace(setting, text=token["escaped"])
    if token["note"] is not None:
        return Run(token["note"], sup=True, note=token["note"])
    if token["text"] is not None:
        address = next(filter(None, token.groups()[token.re.groupindex["text"] :]))
        inner = "".join(run.text for run in runs_of(token["text"]))
        return replace(setting, text=inner, link=address)
    if token["address"] is not None:
        return replace(
            setting, text=token["address"].removeprefix("mailto:"), link=token["address"]
        )
    if token["hard"] is not None:
        return replace(setting, text="\n")
    if token["soft"] is not None:
        return replace(setting, text=" ")
    return replace(setting, text=token["code"] if token["code"] is not None else token["alt"])


def _mark(
    mark: str,
    text: str,
    start: int,
    end: int,
    runs: list[Run],
    setting: Run,
    opened: dict[str, int],
) -> Run:
    before, after = text[start - 1 : start], text[end : end + 1]
    is_in_word = mark[0] == "_" and before.isalnum() and after.isalnum()
    if mark in opened and before.strip() and not is_in_word:
        del opened[mark]
        return _with(setting, _SETS[mark], False)
    if mark not in opened and after.strip() and not is_in_word:
        opened[mark] = len(runs)
        runs.append(replace(setting, text=""))
        return _with(setting, _SETS[mark], True)
    runs.append(replace(setting, text=mark))
    return setting


def _never_opened(mark: str, place: int, runs: list[Run]) -> None:
    runs[place] = replace(runs[place], text=mark)
    for i in range(place + 1, len(runs)):
        runs[i] = _with(runs[i], _SETS[mark], False)


def _tag(tag: str, is_end: bool, runs: list[Run], setting: Run) -> Run:
    if tag == "br":
        runs.append(replace(setting, text="\n"))
        return setting
    return _with(setting, _SETS.get(tag, ("strike",)), not is_end)


def _with(run: Run, names: tuple[str, ...], holds: bool) -> Run:
    return replace(run, **dict.fromkeys(names, holds))  # type: ignore[arg-type]
