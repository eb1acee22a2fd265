"""Parses the saved text of one article page; pure, no database."""

from pathlib import Path

from importing.article_head import split_head
from importing.blocks import build_blocks
from importing.boilerplate import article_lines
from importing.byline_lines import is_byline_line, parse_byline_line, split_bylines
from importing.decoding import read_page
from importing.imported_page import (
    Block,
    ImportedByline,
    ImportedPage,
    ImportReport,
    Paragraph,
    PhotoPlaceholder,
    quote,
)
from importing.lines import Line, is_prose, split_lines, word_count

_LONGEST_LEAD_WORDS = 150


def parse_file(path: Path) -> ImportedPage:
    """The article in the file at `path`. Raises ImportRefused with the reason in Vietnamese."""
    return parse_saved_page(read_page(path))


def parse_saved_page(text: str) -> ImportedPage:
    """The article in the text of a saved page, boilerplate dropped, every word of it kept.

    Raises ImportRefused when the page holds no running text or no title.
    """
    report = ImportReport()
    head = split_head(article_lines(split_lines(text), report), report)
    report.add_decision(f"Tiêu đề: {quote(head.title, 200)}.")
    lines, above = _split_byline_above(head.rest, report)
    lines, below = split_bylines(lines, report)
    lead, blocks = _split_lead(build_blocks(lines, report), report)
    if not (above or below):
        report.add_decision("Không thấy dòng ghi tác giả.")
    return ImportedPage(head.title, lead, blocks, above + below, head.stamp, report)


def _split_byline_above(
    lines: list[Line], report: ImportReport
) -> tuple[list[Line], list[ImportedByline]]:
    """Take off a name that stands between title and text."""
    if len(lines) > 1 and is_byline_line(lines[0].text) and is_prose(lines[1].text):
        return lines[1:], parse_byline_line(lines[0].text, report)
    return lines, []


def _split_lead(blocks: list[Block], report: ImportReport) -> tuple[str, list[Block]]:
    """The first paragraph as the lead; "" when the text has one paragraph only, or a long one."""
    at = next((i for i, block in enumerate(blocks) if not isinstance(block, PhotoPlaceholder)), 0)
    others = [
        block
        for i, block in enumerate(blocks)
        if i != at and not isinstance(block, PhotoPlaceholder)
    ]
    first = blocks[at] if blocks else None
    if not isinstance(first, Paragraph):
        report.add_doubt("Không có sapo: bài không mở đầu bằng đoạn văn.")
        return "", blocks
    if not others or word_count(first.text) > _LONGEST_LEAD_WORDS:
        reason = "đoạn đầu quá dài" if others else "bài chỉ có một đoạn"
        report.add_doubt(f"Không tách sapo: {reason}.")
        return "", blocks
    report.add_decision(f"Sapo: {quote(first.text)}")
    if at > 0:
        report.add_doubt("Chú thích ảnh đứng trước sapo nay đứng sau sapo.")
    return first.text, blocks[:at] + blocks[at + 1 :]
