"""The head of an article: its title, its stamp, and what stands above them."""

from dataclasses import dataclass
from datetime import datetime

from importing.document import Document
from importing.imported_page import ImportReport, quote
from importing.recognisers import titles
from importing.recognisers.boilerplate import is_breadcrumb, is_masthead
from importing.recognisers.byline_lines import is_byline_line
from importing.recognisers.lines import Line, ends_open, is_prose, starts_lower, word_count
from importing.recognisers.stamps import take_stamp
from importing.recognisers.verse import is_verse
from importing.sources.refusals import ImportRefused

_TITLE_WORDS = 6
_LEAST_WORDS = 4  # a shorter line above a date may name a section
_LONGEST_TITLE_WORDS = 60


@dataclass(frozen=True)
class ArticleHead:
    """`rest` are the lines below the title, without the stamp; `above` those above it that belong
    to the document, such as an office's letterhead."""

    title: str
    stamp: datetime | None
    rest: list[Line]
    above: list[Line]


def split_head(lines: list[Line], document: Document, report: ImportReport) -> ArticleHead:
    """Cut the head off the article's lines. Raises ImportRefused when no line can be the title."""
    stamp, stamps_at = take_stamp(lines, report)
    if stamp is None and not stamps_at:
        report.add_decision("Không có dấu thời điểm cập nhật.")
    before_stamp = (
        sum(index not in stamps_at for index in range(stamps_at[0])) if stamps_at else None
    )
    lines = [line for index, line in enumerate(lines) if index not in stamps_at]
    title = titles.choose(lines, document, report)
    if title is None:
        first, last = _title_in_text(lines, before_stamp, report)
        text = " ".join(line.text for line in lines[first : last + 1])
        titles.offer_small_letters(text, lines[last + 1 :], report)
        if first < last:
            report.add_doubt(f"Nối {last - first + 1} dòng thành tiêu đề: {quote(text, 200)}.")
    else:
        first, last, text = title.first, title.last, title.text
    if word_count(text) > _LONGEST_TITLE_WORDS:
        raise ImportRefused("không tìm thấy tiêu đề bài viết.")
    above, rest = lines[: max(first, 0)], lines[last + 1 :]
    rest = _without_repetition(text, rest, report)
    if document.is_page:
        _report_above([line for line in above if not _is_same(line.text, text)], report)
        above = []
    else:
        head, rest = _split_letterhead(rest)
        above = [*above, *head]
    if above:
        report.add_doubt(f"Giữ {len(above)} dòng phía trên tiêu đề ở đầu bài.")
    return ArticleHead(text, stamp, rest, above)


def _split_letterhead(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The cells of a letterhead that come below the title, where that stands in one of them; then
    the lines of the text, without a rule of signs above it."""
    at = 0
    while at < len(lines) and lines[at].evidence.cell and titles.is_letterhead(lines[at].text):
        at += 1
    end = at
    while end < len(lines) and not any(map(str.isalnum, lines[end].text)):
        end += 1
    return lines[:at], lines[end:]


def _title_in_text(
    lines: list[Line], stamp_at: int | None, report: ImportReport
) -> tuple[int, int]:
    """The first and the last line of the title, from the shape of the text alone."""
    prose_at = next((i for i, line in enumerate(lines) if is_prose(line.text)), len(lines))
    below = [i for i in range(stamp_at or 0, prose_at) if _is_title_like(lines[i].text)]
    if stamp_at and word_count(lines[stamp_at - 1].text) < _LEAST_WORDS and below:
        last = below[0]
        report.add_doubt(f"Chọn tiêu đề dưới dòng ngày tháng: {quote(lines[last].text)}.")
    elif stamp_at is not None and (stamp_at == 1 or 0 < stamp_at <= prose_at):
        last = stamp_at - 1
    else:
        last = _title_index(lines, prose_at, report)
    return _first_title_line(lines, last), last


def _is_title_like(text: str) -> bool:
    return word_count(text) >= _TITLE_WORDS and not is_byline_line(text)


def _without_repetition(title: str, rest: list[Line], report: ImportReport) -> list[Line]:
    """The lines without the title, where a page prints it once more right above the text."""
    for i, line in enumerate(rest[:3]):
        if _is_same(line.text, title):
            report.add_doubt("Bỏ tiêu đề in lại lần thứ hai.")
            return rest[:i] + rest[i + 1 :]
        if is_prose(line.text):
            break
    return rest


def _is_same(text: str, title: str) -> bool:
    return titles.compared(text) == titles.compared(title)


def _title_index(lines: list[Line], prose_at: int, report: ImportReport) -> int:
    """Which line, above the first running text, ends the title.

    It is the line right on top of the text; else the first one long enough for a title, so that
    a caption between title and text is not taken for it; else the nearest.
    """
    candidates = [
        i
        for i in range(prose_at)
        if not (is_breadcrumb(lines[i].text) or is_masthead(lines[i].text))
    ]
    if candidates and is_verse(lines):
        return candidates[0]
    named = [i for i in candidates if not is_byline_line(lines[i].text)]
    candidates = named or candidates
    if not candidates:
        return _sentence_as_title(lines, report)
    nearest = candidates[-1]
    is_right_above = nearest == prose_at - 1 and prose_at < len(lines)
    if is_right_above and lines[prose_at].gap == 0:
        return nearest
    long_enough = [i for i in candidates if word_count(lines[i].text) >= _TITLE_WORDS]
    chosen = long_enough[0] if long_enough else nearest
    while chosen + 1 in candidates and _continues(lines[chosen], lines[chosen + 1]):
        chosen += 1
    if len(candidates) > 1:
        report.add_doubt(
            f"Chọn tiêu đề trong {len(candidates)} dòng đầu: {quote(lines[chosen].text)}."
        )
    return chosen


def _sentence_as_title(lines: list[Line], report: ImportReport) -> int:
    """A first line that reads as a sentence, when running text follows it."""
    for i, line in enumerate(lines[:-1]):
        if is_breadcrumb(line.text) or is_masthead(line.text):
            continue
        if word_count(line.text) <= _LONGEST_TITLE_WORDS and is_prose(lines[i + 1].text):
            report.add_doubt(f"Tiêu đề có dấu câu như một câu văn: {quote(line.text)}.")
            return i
        break
    raise ImportRefused("không tìm thấy tiêu đề bài viết.")


def _first_title_line(lines: list[Line], last: int) -> int:
    first = last
    while first > 0 and _continues(lines[first - 1], lines[first]):
        first -= 1
    return first


def _continues(above: Line, line: Line) -> bool:
    if is_breadcrumb(above.text) or is_masthead(above.text) or is_prose(above.text):
        return False
    if starts_lower(line.text):
        return line.gap <= 1
    capitals = above.text.isupper() and line.text.isupper() and word_count(above.text) >= 4
    return line.gap == 0 and (ends_open(above.text) or capitals)


def _report_above(above: list[Line], report: ImportReport) -> None:
    for line in above:
        report.add_doubt(f"Bỏ dòng phía trên tiêu đề: {quote(line.text)}.")
