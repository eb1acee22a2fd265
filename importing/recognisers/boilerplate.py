"""Tells the article from what stood around it on the page.

A label counts only as a whole line: "Tin khác" inside a sentence is the author's.
"""

import re
from dataclasses import dataclass
from itertools import compress

from importing.imported_page import ImportReport, quote
from importing.page_labels import OTHER_ARTICLES
from importing.recognisers.buttons import is_dress, is_dress_below, is_lone_button
from importing.recognisers.byline_lines import is_byline_line
from importing.recognisers.lines import Line, is_prose, word_count
from importing.recognisers.reader_counts import (
    goes_with_reader_counts,
    places_of_slides,
)
from importing.recognisers.verse import is_verse
from importing.sources.refusals import ImportRefused

ARTICLE_HEAD = "nội dung bản tin"
_AFTER_ARTICLE = {
    "in nội dung",
    "in bài viết",
    "ý kiến bạn đọc",
    "ý kiến của bạn",
    "bình luận",
    "gửi bình luận",
    "gửi phản hồi",
    "in trang",
    "in bài",
    "về đầu trang",
    "quay lại",
    "gửi email",
    "gửi cho bạn bè",
    "select a date from the calendar",
    "tất cả cảm xúc",
}
_BOXES = {
    ARTICLE_HEAD,
    "tìm kiếm",
    "tuyên truyền",
    "thống kê truy cập",
    "liên kết website",
    "liên kết web",
    "lượt truy cập",
    "đăng nhập",
    "đăng xuất",
    "trang chủ",
}
_LABELS = _AFTER_ARTICLE | _BOXES
# The one box name that also serves as a section heading of a cell's report.
_LABELS_THAT_ARE_ALSO_HEADINGS = {"tuyên truyền"}
_OF_READERS = re.compile(r"(?:ý kiến|bình luận|phản hồi|nhận xét)(?: bạn đọc)? ?\(\d+\)?")
_FOOTER = re.compile(
    r".*\* ?chịu trách nhiệm (?:chính|biên tập|nội dung)\b.*"
    r"|(?:©|copyright\b|bản quyền (?:thuộc|©)).*",
    re.IGNORECASE,
)
# Figures and pagers, which count as boilerplate only beside a label: an article may hold the like.
_FIGURES = re.compile(
    r"[•*-]?\s*(?:đang online|đang truy cập|hôm nay|hôm qua|trong tuần|tuần này|trong tháng|"
    r"tháng này|trong năm|tất cả|tổng cộng|tổng số|lượt truy cập|(?:số )?lượt xem)"
    r"(?: truy cập)?\s*:\s*[\d.,]+"
    r"|(?:trang\s*:?\s*)?(?:[«<|‹]\s*)*1(?: [2-9]\d*)+(?: (?:\.\.\.|…|[»>|›]+|\d+))*",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(
    r"(?:trang chủ|trang nhất|home)(?:\s*[»›>/|].*|(?:\s+[^\s.!?;:]+){1,14})|\S.*\s[»›]\s.*",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d[\d.,]*")
_MASTHEAD = re.compile(
    r"liên hiệp các hội khoa học và kỹ thuật(?: (?:tỉnh )?(?:trà vinh|đồng nai))?"
    r"|(?:trang thông tin|cổng thông tin) điện tử.*|.*union of science and technology.*",
    re.IGNORECASE,
)
_PROSE_THAT_MATTERS_WORDS = 25
_LONGEST_FIGURES = 100
_MOST_NAMED = 20


@dataclass(frozen=True)
class _Segment:
    """Lines `start` up to, not including, `end`: a run without a label in it."""

    start: int
    end: int
    prose: int


def article_lines(lines: list[Line], report: ImportReport) -> list[Line]:
    """The lines that belong to the article, head and byline included; the rest is reported.

    Raises ImportRefused when no part of the page holds running text.
    """
    lines = _without_buttons(lines, report)
    labels = _labels(lines)
    segments = _segments(lines, labels)
    if any(segment.prose for segment in segments):
        main = _main_segment(segments, labels)
    else:
        main = _verse(lines, segments)
    start = _extend_upwards(main, segments, labels, report)
    end = main.end
    if not _is_finished(lines[main.start : main.end]):
        end = _extend_downwards(main, segments, labels, report)
    dropped = [(x.text, label) for x, label in zip(lines, labels, strict=True)]
    _report_dropped(dropped[:start] + dropped[end:], report)
    return _without_buttons(lines[start:end], report)


def is_breadcrumb(text: str) -> bool:
    """Whether the line is a path such as "Trang chủ » Tin tức"."""
    return bool(_BREADCRUMB.fullmatch(text))


def is_masthead(text: str) -> bool:
    """Whether the line is the organisation's name as a page's head prints it."""
    return bool(_MASTHEAD.fullmatch(text))


def _without_buttons(lines: list[Line], report: ImportReport) -> list[Line]:
    head = next((i for i, line in enumerate(lines) if is_prose(line.text)), 0)
    tail = next((i for i in reversed(range(len(lines))) if is_prose(lines[i].text)), len(lines))
    slides = places_of_slides([line.text for line in lines])
    is_dropped = [
        i in slides
        or is_dress(line.text)
        or (i < head and bool(_COUNT.fullmatch(line.text)))
        or (i > tail and is_dress_below(line.text))
        or (i < head and is_lone_button(line.text))
        for i, line in enumerate(lines)
    ]
    for steps in (range(tail + 1, len(lines)), reversed(range(tail + 1, len(lines)))):
        beside = False
        for i in steps:
            is_dropped[i] |= beside and goes_with_reader_counts(lines[i].text)
            beside = is_dropped[i]
    dropped = list(compress(lines, is_dropped))
    above = sum(is_dropped[:head])
    for part, tell in ((dropped[:above], report.add_doubt), (dropped[above:], report.add_decision)):
        names = [quote(line.text, 40) for line in part[:_MOST_NAMED]]
        more = f" và {len(part) - _MOST_NAMED} dòng nữa" if len(part) > _MOST_NAMED else ""
        if names:
            tell(f"Bỏ nút và con số của trang: {'; '.join(names)}{more}.")
    return [line for line, goes in zip(lines, is_dropped, strict=True) if not goes]


def _labels(lines: list[Line]) -> list[str]:
    """For each line the plain form of the boilerplate it is, "" for a line of text."""
    labels = [_label(line.text) for line in lines]
    figures = [
        len(line.text) <= _LONGEST_FIGURES and bool(_FIGURES.fullmatch(line.text)) for line in lines
    ]
    for steps in (range(len(lines)), reversed(range(len(lines)))):
        beside = False
        for i in steps:
            if figures[i] and beside:
                labels[i] = labels[i] or lines[i].text
            beside = bool(labels[i])
    return labels


def _label(text: str) -> str:
    label = text.strip("|»« ").rstrip(": .…").casefold()
    if _OF_READERS.fullmatch(label):
        return label
    if label in _LABELS or OTHER_ARTICLES.fullmatch(label):
        return label
    return label if _FOOTER.fullmatch(text) else ""


def _segments(lines: list[Line], labels: list[str]) -> list[_Segment]:
    segments = []
    start = 0
    for end in range(len(lines) + 1):
        if end < len(lines) and not labels[end]:
            continue
        if start < end:
            prose = sum(word_count(x.text) for x in lines[start:end] if is_prose(x.text))
            segments.append(_Segment(start, end, prose))
        start = end + 1
    return segments


def _main_segment(segments: list[_Segment], labels: list[str]) -> _Segment:
    """The segment with the article: what follows "Nội dung bản tin", else the longest one before
    the list of other news, which may carry teasers longer than the article."""
    with_prose = [segment for segment in segments if segment.prose]
    for segment in with_prose:
        if segment.start and labels[segment.start - 1] == ARTICLE_HEAD:
            return segment
    first = with_prose[0]
    others_from = next(
        (i for i in range(first.end, len(labels)) if _is_after_article(labels[i])), len(labels)
    )
    before = [segment for segment in with_prose if segment.start < others_from]
    return max(before, key=lambda segment: segment.prose)


def _verse(lines: list[Line], segments: list[_Segment]) -> _Segment:
    """The longest segment of a page without running text, where it is a poem."""
    longest = max(segments, key=lambda segment: segment.end - segment.start, default=None)
    if longest is None or not is_verse(lines[longest.start : longest.end]):
        raise ImportRefused("không tìm thấy bài viết nào trong trang này.")
    return longest


def _is_after_article(label: str) -> bool:
    return (
        label in _AFTER_ARTICLE
        or bool(_OF_READERS.fullmatch(label))
        or bool(OTHER_ARTICLES.fullmatch(label))
    )


def _extend_upwards(
    main: _Segment, segments: list[_Segment], labels: list[str], report: ImportReport
) -> int:
    """Where the article begins when a label above `main` was the author's heading."""
    start = main.start
    for segment in reversed(segments):
        label = labels[segment.end] if segment.end == start - 1 else ""
        if label in _LABELS_THAT_ARE_ALSO_HEADINGS and segment.prose >= _PROSE_THAT_MATTERS_WORDS:
            report.add_doubt(f"Giữ dòng {quote(label)} trong bài vì trước đó có đoạn văn.")
            start = segment.start
    return start


def _extend_downwards(
    main: _Segment, segments: list[_Segment], labels: list[str], report: ImportReport
) -> int:
    """Where the article ends when a label below `main` was the author's heading: running text
    follows, and the page prints the label again further down or knows it as a heading too."""
    end = main.end
    last_at = {label: i for i, label in enumerate(labels)}
    for segment in segments:
        label = labels[end] if segment.start == end + 1 else ""
        authors = label in _LABELS_THAT_ARE_ALSO_HEADINGS or last_at.get(label, 0) >= segment.end
        if label and authors and segment.prose >= _PROSE_THAT_MATTERS_WORDS:
            report.add_doubt(f"Giữ dòng {quote(label)} trong bài vì sau đó còn đoạn văn.")
            end = segment.end
    return end


def _is_finished(lines: list[Line]) -> bool:
    """Whether the text closes by itself: with the end mark "./." or with the author's name."""
    return any(x.text.endswith("./.") for x in lines[-4:]) or is_byline_line(lines[-1].text)


def _report_dropped(dropped: list[tuple[str, str]], report: ImportReport) -> None:
    names = [text for text, label in dropped if label]
    if names:
        report.add_decision("Bỏ khung trang: " + "; ".join(quote(name, 40) for name in names) + ".")
    others = [text for text, label in dropped if not label]
    if others:
        report.add_decision(
            f"Bỏ {len(others)} dòng ngoài bài: " + "; ".join(quote(x, 40) for x in others) + "."
        )
    for text in others:
        if is_prose(text) and word_count(text) >= _PROSE_THAT_MATTERS_WORDS:
            report.add_doubt(f"Đã bỏ một đoạn văn nằm ngoài bài: {quote(text)}.")
