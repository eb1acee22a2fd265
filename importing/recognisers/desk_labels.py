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
_FIELD = re.compile(
    r"(?:(?P<title>(?:tít|tựa|tên bài|tiêu đề)(?: bài(?: viết)?| đề)?)"
    r"|(?P<lead>tóm tắt|sapo|lời dẫn)"
    r"|(?P<who>tác giả|người viết|bài(?:, ảnh)?|ảnh)|(?P<when>ngày(?: đăng| viết| tháng| gửi)?)"
    r"|(?P<sorts>chuyên mục|danh mục|thể loại|từ khóa|tags?|ảnh đại diện|trạng thái|mã bài)"
    r"|(?P<text>nội dung(?: (?:bài viết|chính))?))\s*:\s*(?P<said>.*)",
    re.IGNORECASE,
)
_LEAST_FIELDS = 3
_LONGEST_FORM = 10  # lines
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


def fields_apart(lines: list[Line], report: ImportReport) -> list[Line]:
    """The lines of a form that names its fields, "Tác giả: …", "Ngày đăng: …", "Nội dung: …", with
    who and when right below the title, and without what only sorts or names; any others as they
    are."""
    names = [_FIELD.fullmatch(line.text) for line in lines[:_LONGEST_FORM]]
    titled = next((i for i, said in enumerate(names) if said and said["title"]), None)
    if titled is None or sum(map(bool, names)) < _LEAST_FIELDS:
        return lines
    below: list[Line] = []
    others: list[Line] = []
    for i, line in enumerate(lines):
        said = names[i] if i < len(names) else None
        if said and (said["who"] or said["when"]):
            below.append(line)
        elif said and said["sorts"]:
            report.add_doubt(f"Bỏ dòng thông tin của trang: {quote(line.text)}.")
        elif said and said["text"]:
            if said["said"]:
                start = len(line.text) - len(said["said"])
                others.append(replace(line, text=said["said"], runs=_after(line, start)))
        else:
            others.append(line)
    at = others.index(lines[titled]) + 1
    return [*others[:at], *below, *others[at:]]


def _after(line: Line, letters: int) -> tuple[Run, ...]:
    """The runs without so many letters at their beginning."""
    runs = []
    for run in line.runs:
        taken = min(letters, len(run.text))
        letters -= taken
        if taken < len(run.text):
            runs.append(replace(run, text=run.text[taken:]))
    return tuple(runs)
