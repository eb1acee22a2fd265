"""Plain spaces and normal forms, at the end of all repairs."""

import re
from dataclasses import replace

from importing.document import Document, Run, with_runs
from vietnamese.text import normalise

_SPACES = re.compile(r"[^\S\n]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_AROUND_BREAK = re.compile(r" ?\n ?")


def tidy(document: Document) -> None:
    """Bring each text into normal form with single spaces; pieces that hold no letter go."""
    pieces = []
    for piece in document.pieces:
        tidied = with_runs(piece, tidy_runs)
        if getattr(tidied, "runs", True):
            pieces.append(tidied)
    document.pieces = pieces
    document.hints = [
        replace(hint, value=value)
        for hint in document.hints
        if (value := " ".join(normalise(hint.value).split()))
    ]


def tidy_runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs alike are joined; no space begins, ends or doubles, wherever the runs were cut."""
    joined: list[Run] = []
    for run in runs:
        if joined and (marks := _MARKS.match(run.text)):
            joined[-1] = replace(joined[-1], text=joined[-1].text + marks[0])
            run = replace(run, text=run.text[marks.end() :])
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    tidied: list[Run] = []
    before = "\n"
    for run in joined:
        text = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", normalise(run.text)))
        if before.isspace():
            text = text.lstrip(" ") if not tidied or before == " " else text.lstrip()
        if not tidied:
            text = text.lstrip()
        if text.startswith("\n") and before == " ":
            tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(" "))
        if text:
            tidied.append(replace(run, text=text))
            before = text[-1]
    while tidied and not (last := tidied[-1].text.rstrip()):
        tidied.pop()
    if tidied:
        tidied[-1] = replace(tidied[-1], text=last)
    return tuple(tidied)
