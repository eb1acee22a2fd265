"""The head of an article: its title, its stamp, and what stands above them."""

from dataclasses import dataclass
from datetime import datetime

from importing.boilerplate import is_breadcrumb, is_masthead
from importing.byline_lines import is_byline_line
from importing.decoding import ImportRefused
from importing.imported_page import ImportReport, quote
from importing.lines import Line, ends_open, is_prose, starts_lower, word_count
from importing.stamps import take_stamp

_TITLE_WORDS = 6
_LONGEST_TITLE_WORDS = 60


@dataclass(frozen=True)
class ArticleHead:
    """`rest` are the lines below the title, without the stamp."""

    title: str
    stamp: datetime | None
    rest: list[Line]


def split_head(lines: list[Line], report: ImportReport) -> ArticleHead:
    """Cut the head off the article's lines. Raises ImportRefused when no line can be the title."""
    stamp, stamp_at = take_stamp(lines, report)
    if stamp_at is None:
        report.add_decision("Không có dấu thời điểm cập nhật.")
    else:
        lines = lines[:stamp_at] + lines[stamp_at + 1 :]
    prose_at = next((i for i, line in enumerate(lines) if is_prose(line.text)), len(lines))
    if stamp_at is not None and (stamp_at == 1 or 0 < stamp_at <= prose_at):
        last = stamp_at - 1
    else:
        last = _title_index(lines, prose_at, report)
    first = _first_title_line(lines, last)
    title = " ".join(line.text for line in lines[first : last + 1])
    if word_count(title) > _LONGEST_TITLE_WORDS:
        raise ImportRefused("không tìm thấy tiêu đề bài viết.")
    if first < last:
        report.add_doubt(f"Nối {last - first + 1} dòng thành tiêu đề: {quote(title, 200)}.")
    _report_above(lines[:first], report)
    return ArticleHead(title, stamp, lines[last + 1 :])


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
    named = [i for i in candidates if not is_byline_line(lines[i].text)]
    candidates = named or candidates
    if not candidates:
        return _sentence_as_title(lines, report)
    nearest = candidates[-1]
    if nearest == prose_at - 1 and lines[prose_at].gap == 0:
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
        if is_breadcrumb(line.text) or is_masthead(line.text):
            report.add_decision(f"Bỏ dòng đầu trang: {quote(line.text)}.")
        else:
            report.add_doubt(f"Bỏ dòng phía trên tiêu đề: {quote(line.text)}.")
