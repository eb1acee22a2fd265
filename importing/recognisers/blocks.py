"""From the lines of an article's text to its paragraphs, headings, lists and places of photos."""

import re
from dataclasses import replace
from statistics import median_low

from importing.imported_page import (
    Block,
    BulletList,
    Heading,
    ImportReport,
    Paragraph,
    PhotoPlaceholder,
    quote,
)
from importing.recognisers.byline_lines import signature_begins
from importing.recognisers.captions import (
    Classification,
    PageStyle,
    classify,
    describes_event,
    is_second_line,
    starts_like_task,
)
from importing.recognisers.credits import has_credit, split_credit
from importing.recognisers.lines import (
    Line,
    ends_sentence,
    is_bullet,
    is_numbered,
    is_prose,
    is_short,
    joined,
    starts_lower,
    without_bullet,
    word_count,
)
from importing.recognisers.photos import waiting_photo
from importing.recognisers.talk import is_talk

_LEAD_WITHOUT_STOP_WORDS = 15
_CAPTION_SENTENCE_WORDS = 35
_RUN_IN_WORDS = 18
_RUN_IN_PARAGRAPH_WORDS = 50
_RUN_IN = re.compile(r"([^.!?…]{4,150}\.)\s+[“\"(]?[^\W_a-z]")
_NO_HEADING = re.compile(
    r"\W*(?:xem|đọc) thêm\s*:|\W*(?:tin|bài) liên quan\s*:|(?:kính|thân) gửi\b", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\([^()]+\)")
_VERB_OR_FIGURE = re.compile(r"\b(?:đã|đang|sẽ|được|có|là|luôn|bị)\b|\d")


def build_blocks(lines: list[Line], report: ImportReport) -> list[Block]:
    """The blocks of the text below the title, in order, with every word of `lines`."""
    lines = _mend_broken_paragraphs(lines)
    style = _page_style(lines)
    blocks: list[Block] = []
    at = 0
    signature = signature_begins(lines)
    while at < signature:
        size = _run_length(lines, at, style)
        following = lines[at + size] if at + size < len(lines) else None
        blocks.extend(_blocks_of(lines[at : at + size], at, style, following, report))
        at += size
    blocks += [_paragraph(line) for line in lines[at:]]
    return _with_run_in_headings(blocks, report)


def _mend_broken_paragraphs(lines: list[Line]) -> list[Line]:
    """Join lines that stand right below one another and go on in mid-sentence. Two short ones
    are left alone: they may be a caption on two lines."""
    mended: list[Line] = []
    group: list[Line] = []
    for line in [*lines, None]:
        if group and line and _continues_above(group[-1], line):
            group.append(line)
            continue
        if len(group) > 2 or any(not is_short(part.text) for part in group):
            group = [joined(group)]
        mended.extend(group)
        group = [line] if line else []
    return mended


def _continues_above(above: Line, line: Line) -> bool:
    return (
        line.gap == 0
        and starts_lower(line.text)
        and not (ends_sentence(above.text) or is_bullet(line.text) or is_numbered(line.text))
    )


def _page_style(lines: list[Line]) -> PageStyle:
    prose = [line for line in lines[1:] if is_prose(line.text) and not is_bullet(line.text)]
    if not prose:
        return PageStyle(indents=False, gap=median_low([line.gap for line in lines] or [0]))
    indented = sum(line.indented for line in prose)
    return PageStyle(
        indents=indented > 0.6 * len(prose), gap=median_low(line.gap for line in prose)
    )


def _run_length(lines: list[Line], at: int, style: PageStyle) -> int:
    """How many lines from `at` on make one unit: a list, a caption on two lines, a verse."""
    end = at + 1
    if is_bullet(lines[at].text):
        while end < len(lines) and is_bullet(lines[end].text):
            end += 1
    elif is_short(lines[at].text):
        while end < len(lines) and _is_stacked(lines[end], style):
            end += 1
        if end - at > 2:
            return end - at
        end = at + 1
        while (
            end < len(lines)
            and is_short(lines[end].text)
            and not is_bullet(lines[end].text)
            and is_second_line(lines[end - 1], lines[end], style)
        ):
            end += 1
    return end - at


def _is_stacked(line: Line, style: PageStyle) -> bool:
    return (
        line.gap == 0
        and style.gap > 0
        and is_short(line.text)
        and not starts_lower(line.text)
        and not is_bullet(line.text)
    )


def _blocks_of(
    run: list[Line], at: int, style: PageStyle, following: Line | None, report: ImportReport
) -> list[Block]:
    first = run[0]
    if is_bullet(first.text) and is_talk(run):
        return [_paragraph(line) for line in run]
    if is_bullet(first.text):
        return [BulletList(tuple(without_bullet(line.text) for line in run))]
    if at == 0 and _is_lead_without_stop(run, following):
        report.add_doubt(f"Coi là sapo dù không có dấu chấm cuối câu: {quote(first.text)}.")
        return [_paragraph(first)]
    if at == 0 and _IN_BRACKETS.fullmatch(first.text) and not has_credit(first.text):
        return [_paragraph(line) for line in run]  # who speaks, and to whom
    if waiting := waiting_photo(first.text):
        report.add_doubt(f"Coi là chỗ của một ảnh, chờ ảnh: {quote(first.text)}.")
        return [waiting, *(_paragraph(line) for line in run[1:])]
    if _is_never_heading(first.text) or _is_last_remark(run, following):
        return [_paragraph(line) for line in run]
    if not is_short(first.text):
        return [_sentence(first, at, style, report)]
    stacked = len(run) > 2 and all(_is_stacked(line, style) for line in run[1:])
    numbered = is_numbered(first.text) and following and is_numbered(following.text)
    if stacked and at > 0 and all(describes_event(line.text) for line in run):
        report.add_doubt(f"Coi {len(run)} dòng là chú thích của từng ấy ảnh: {quote(first.text)}.")
        return [_photo(line.text) for line in run]
    if stacked or numbered:
        report.add_doubt(f"Giữ từng dòng ngắn làm một đoạn, từ {quote(first.text)}.")
        return [_paragraph(line) for line in run]
    classification = classify(run, style, following)
    block = _caption_or_heading(run, classification)
    _report_classification(block, classification, report)
    return [block]


def _is_never_heading(text: str) -> bool:
    """An item below another ("+ Tiểu học"), the words by which a post is found, or the way to
    another article, whom a letter is for."""
    return text.startswith(("+ ", "#", ">", "»")) or bool(_NO_HEADING.match(text))


def _is_last_remark(run: list[Line], following: Line | None) -> bool:
    """People end a chat with a word to each other as often as with a picture's caption, which only
    a credit tells."""
    return following is None and run[0].is_said and not any(has_credit(line.text) for line in run)


def _is_lead_without_stop(run: list[Line], following: Line | None) -> bool:
    return (
        len(run) == 1
        and run[0].gap == 0
        and following is not None
        and is_short(run[0].text)
        and word_count(run[0].text) >= _LEAD_WITHOUT_STOP_WORDS
    )


def _sentence(line: Line, at: int, style: PageStyle, report: ImportReport) -> Block:
    """A paragraph, or the caption that was written as a sentence."""
    if at > 0 and has_credit(line.text) and word_count(line.text) <= _CAPTION_SENTENCE_WORDS:
        report.add_decision(f"Chú thích ảnh, chờ ảnh: {quote(line.text, 120)} (có chữ «Ảnh:»).")
        return _photo(line.text)
    may_be_caption = (
        at > 0
        and word_count(line.text) <= _CAPTION_SENTENCE_WORDS
        and is_short(line.text.rstrip("."))
        and not line.text.endswith(("./.", ".."))
        and describes_event(line.text)
    )
    if may_be_caption and style.indents and not line.indented:
        report.add_doubt(
            f"Coi là chú thích ảnh vì không thụt đầu dòng, dù có dấu chấm: {quote(line.text)}."
        )
        return _photo(line.text)
    if may_be_caption and line.picture_gap and line.gap > max(style.gap, 1) + 1:
        report.add_doubt(f"Giữ làm đoạn văn, nhưng có thể là chú thích ảnh: {quote(line.text)}.")
    return _paragraph(line)


def _paragraph(line: Line) -> Paragraph:
    return Paragraph(line.text, runs=line.runs)


def _caption_or_heading(
    run: list[Line], classification: Classification
) -> Heading | PhotoPlaceholder:
    if not classification.is_caption:
        return Heading(" ".join(line.text for line in run), runs=joined(run).runs)
    below = " ".join(line.text for line in run[1:])
    return _photo(f"{run[0].text}\n{below}" if below else run[0].text)


def _photo(text: str) -> PhotoPlaceholder:
    caption, credit = split_credit(text)
    return PhotoPlaceholder(caption, credit)


def _report_classification(
    block: Heading | PhotoPlaceholder, classification: Classification, report: ImportReport
) -> None:
    if isinstance(block, PhotoPlaceholder):
        sentence = f"Chú thích ảnh, chờ ảnh: {quote(block.caption, 120)}"
    else:
        sentence = f"Đầu mục: {quote(block.text, 120)}"
    reasons = ", ".join(classification.reasons) or "không có dấu hiệu nào rõ"
    if classification.sure:
        report.add_decision(f"{sentence} ({reasons}).")
    else:
        report.add_doubt(f"{sentence} ({reasons}).")


def _with_run_in_headings(blocks: list[Block], report: ImportReport) -> list[Block]:
    """Mark short verbless first sentences ("Công tác đoàn thể. …") when the article has at least
    two of them; a single one may be a plain sentence."""
    openings = {}
    for i, block in enumerate(blocks):
        if i and isinstance(block, Paragraph) and (opening := _run_in(block.text)):
            openings[i] = opening
    if len(openings) < 2:
        return blocks
    names = "; ".join(quote(opening, 40) for opening in openings.values())
    report.add_doubt(f"In đậm {len(openings)} đầu mục ở đầu đoạn: {names}.")
    return [
        replace(block, run_in=openings[i])
        if i in openings and isinstance(block, Paragraph)
        else block
        for i, block in enumerate(blocks)
    ]


def _run_in(text: str) -> str:
    opening = _RUN_IN.match(text)
    if opening is None or word_count(text) < _RUN_IN_PARAGRAPH_WORDS:
        return ""
    sentence = opening[1]
    verbless = starts_like_task(sentence) and not _VERB_OR_FIGURE.search(sentence)
    return sentence if verbless and word_count(sentence) <= _RUN_IN_WORDS else ""
