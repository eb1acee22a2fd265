"""The names that reporters type before the parts of an article: "Tít bài: …", "Sapo: …"."""

import re
from dataclasses import replace

from importing.document import Run
from importing.imported_page import ImportReport, quote
from importing.recognisers.lines import Line

_LABEL = re.compile(
    r"(?:tít|tựa|tên bài|tiêu đề|sa-?p[oô]|lời dẫn|dẫn nhập|chapeau|tóm tắt)"
    r"(?: bài| bài viết| chính| đề)?\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_NEAR_THE_TOP = 6


def without_desk_labels(lines: list[Line], report: ImportReport) -> list[Line]:
    """The lines, those near the top without such a name; which ones is told as a doubt."""
    found = []
    for line in lines[:_NEAR_THE_TOP]:
        if label := _LABEL.match(line.text):
            report.add_doubt(f"Bỏ chữ «{label[0].strip()}» trước dòng {quote(line.text)}.")
            line = replace(line, text=line.text[label.end() :], runs=_after(line, label.end()))
        found.append(line)
    return [*found, *lines[_NEAR_THE_TOP:]]


def _after(line: Line, letters: int) -> tuple[Run, ...]:
    """The runs without so many letters at their beginning."""
    runs = []
    for run in line.runs:
        taken = min(letters, len(run.text))
        letters -= taken
        if taken < len(run.text):
            runs.append(replace(run, text=run.text[taken:]))
    return tuple(runs)
