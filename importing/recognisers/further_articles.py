"""Whether a file holds more than one article: another line is set as the title is."""

from importing.document import Evidence, Kind
from importing.imported_page import ImportReport, quote
from importing.recognisers.byline_lines import is_byline_line
from importing.recognisers.lines import Line, is_prose, word_count
from importing.recognisers.titles import compared

_LEAST_WORDS = 4
_PROSE_WITHIN = 4  # lines below a title
_MOST_NAMED = 5


def report_further_articles(title: str, lines: list[Line], report: ImportReport) -> None:
    """A doubt that names the titles of further articles in `lines`, all of the document's."""
    at = next((i for i, line in enumerate(lines) if _begins(title, line)), None)
    if at is None:
        return
    known = lines[at]
    rest = lines[at + 1 :]
    found = [
        line
        for i, line in enumerate(rest)
        if i > 1 and _is_set_alike(line, known) and _begins_article(rest, i, known)
    ]
    if found:
        names = "; ".join(quote(line.text) for line in found[:_MOST_NAMED])
        report.add_doubt(
            f"Tệp này có thể chứa {len(found) + 1} bài, vì còn dòng được đặt như tiêu đề: {names}."
            " Hãy tách mỗi bài thành một tệp rồi nhập lại."
        )


def _begins(title: str, line: Line) -> bool:
    name = compared(line.text)
    return bool(name) and compared(title).startswith(name)


def _is_set_alike(line: Line, title: Line) -> bool:
    if is_prose(line.text) or word_count(line.text) < _LEAST_WORDS or is_byline_line(line.text):
        return False
    return _setting(line) == _setting(title)


def _setting(line: Line) -> tuple[Kind, bool, bool, bool, float]:
    evidence: Evidence = line.evidence
    return line.kind, line.is_bold, line.is_centred, line.text.isupper(), evidence.size


def _begins_article(lines: list[Line], at: int, title: Line) -> bool:
    """Whether running text follows, and above it an article ends: with a name, or with any text
    where nothing but titles is set so."""
    below = lines[at + 1 : at + 1 + _PROSE_WITHIN]
    if not any(is_prose(line.text) for line in below):
        return False
    above = lines[at - 1]
    is_signed = is_byline_line(above.text) or above.evidence.align == "right"
    stands_out = title.kind is Kind.TITLE or (title.text.isupper() and title.is_centred)
    return is_signed or (stands_out and is_prose(above.text))
