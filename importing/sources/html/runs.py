"""The runs of a paragraph, cut into its lines."""

from dataclasses import replace

from importing.document import Run


def lines_of(runs: list[Run]) -> list[list[Run]]:
    """The runs of each line, as breaks cut them."""
    lines: list[list[Run]] = [[]]
    for run in _apart(runs):
        first, *rest = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=text)] for text in rest)
    return lines


def _apart(runs: list[Run]) -> list[Run]:
    """With a space behind a name in capitals that a page's style alone sets off from the sentence
    ("<span>AN BÌNH</span>Sáng nay"): nobody writes two words so."""
    apart: list[Run] = []
    for run in runs:
        above = apart[-1].text if apart else ""
        if (
            above[-2:].isupper()
            and above[-2:].isalpha()
            and run.text[:1].isupper()
            and run.text[1:2].islower()
        ):
            apart.append(replace(run, text=" "))
        apart.append(run)
    return apart
