"""Texts without a sentence of prose: poems, songs, lists of names."""

from importing.document import Kind
from importing.imported_page import ImportReport, Paragraph
from importing.recognisers.lines import Line, is_bullet, is_prose, joined, word_count

_LEAST_WORDS = 30
_LEAST_LINES = 6


def is_verse(lines: list[Line]) -> bool:
    """Whether the lines are kept as they stand: many short ones, and no running text."""
    return (
        len(lines) >= _LEAST_LINES
        and sum(word_count(line.text) for line in lines) >= _LEAST_WORDS
        and not any(is_prose(line.text) or is_bullet(line.text) for line in lines)
        and all(line.kind is Kind.PARAGRAPH for line in lines[1:])  # the first may be the title
    )


def stanzas(lines: list[Line], report: ImportReport) -> list[Paragraph]:
    """A paragraph for each run of lines without an empty one between them, line under line."""
    if lines:
        report.add_doubt("Không có đoạn văn xuôi nào: coi là thơ, giữ từng dòng.")
    runs: list[list[Line]] = []
    for line in lines:
        if not runs or line.gap:
            runs.append([])
        runs[-1].append(line)
    whole = [joined(run, "\n") for run in runs]
    return [Paragraph(line.text, runs=line.runs) for line in whole]
