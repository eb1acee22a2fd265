"""Puts the article together from what the recognisers say of a document."""

import re

from importing.document import Document, NotePiece, TablePiece
from importing.imported_page import (
    Block,
    Heading,
    ImportedByline,
    ImportedPage,
    ImportReport,
    Paragraph,
    PhotoPlaceholder,
    quote,
)
from importing.recognisers.article_head import split_head
from importing.recognisers.blocks import build_blocks
from importing.recognisers.boilerplate import article_lines
from importing.recognisers.byline_lines import (
    each_once,
    hinted_bylines,
    is_byline_line,
    parse_byline_line,
    split_authors_above,
    split_bylines,
)
from importing.recognisers.caption_lists import place_captions, split_captions
from importing.recognisers.desk_labels import fields_apart, without_desk_labels
from importing.recognisers.further_articles import report_further_articles
from importing.recognisers.info_lines import split_info_lines, split_name_and_date
from importing.recognisers.lines import Line, is_prose, joined, lines_of, word_count
from importing.recognisers.messages import without_message_marks
from importing.recognisers.own_styles import split_styled
from importing.recognisers.page_kinds import check_is_article
from importing.recognisers.shown_blocks import build_shown_blocks, note_blocks
from importing.recognisers.signers import without_checkers
from importing.recognisers.stamps import hinted_stamp
from importing.recognisers.titles import opens_as_document
from importing.recognisers.verse import is_verse, stanzas
from importing.sources.refusals import ImportRefused
from vietnamese.places import is_province

_OPENS_A_DOCUMENT = re.compile(
    r"(?:(?:kính|thân) gửi|căn cứ|xét (?:đề nghị|tờ trình)|(?:kính )?thưa)\b", re.I
)
_IN_BRACKETS = re.compile(r"\([^()]{1,150}\)")
_LONGEST_LEAD_WORDS = 150
_LEAST_PHOTOS = 2  # of an article that tells by its photos
_MOST_BYLINES_ABOVE = 3
_MOST_REPAIRS_SAID = 5


def assemble(document: Document) -> ImportedPage:
    """The article in a repaired document.

    Raises ImportRefused when it holds no running text or no title, NoArticle for a page of another
    kind.
    """
    report = ImportReport()
    _report_source(document, report)
    lines = lines_of(document)
    texts = [line for line in lines if line.text]
    if not texts:
        if any(isinstance(line.piece, TablePiece) for line in lines):
            raise ImportRefused(
                "tệp này chỉ có bảng. Hãy thêm một dòng tựa phía trên bảng rồi đưa vào lần nữa."
            )
        reason = document.remarks[0] if document.remarks else ""
        raise ImportRefused(f"không tìm thấy chữ nào trong tệp này. {reason}".rstrip())
    if document.is_page and not document.shows_pictures and opens_as_document(texts):
        document.is_page = False  # an office's document typed as text: no site stands around it
    check_is_article(texts, document)
    texts = without_message_marks(texts, report)
    if document.is_page:
        texts = article_lines(split_info_lines(texts, document, report), report)
    else:
        texts = split_name_and_date(texts)
    texts = without_desk_labels(fields_apart(texts, report), report)
    head = split_head(texts, document, report)
    report.add_decision(f"Tiêu đề: {quote(head.title, 200)}.")
    if not document.is_page:
        report_further_articles(head.title, texts, report)
    above: list[ImportedByline] = []
    below_title = head.rest
    captions: list[str] = []
    if not (document.is_page and document.shows_pictures):
        below_title, captions = split_captions(head.rest)
    if not document.is_page and (styled := split_styled(below_title)):
        lead = styled.lead
        below = [name for line in styled.signed for name in parse_byline_line(line.text, report)]
        blocks = _blocks(document, lines, styled.rest, texts, report)
    else:
        below_title = without_checkers(_with_place(below_title), report)
        rest, above = _split_byline_above(below_title, report)
        rest, below = split_bylines(rest, report)
        if is_verse(rest) and len(texts) == len(lines):
            lead, blocks = "", [*stanzas(rest, report)]
        else:
            lead, blocks = _split_lead(_blocks(document, lines, rest, texts, report), report)
    if captions:
        blocks = place_captions(blocks, captions, report)
    if not (lead or blocks or head.above):
        raise ImportRefused("tệp này chỉ có một dòng tựa, chưa có bài.")
    blocks = [Paragraph(line.text, runs=line.runs) for line in head.above] + blocks
    bylines = each_once(above + below) or hinted_bylines(document, report)
    if not bylines:
        report.add_decision("Không thấy dòng ghi tác giả.")
    address = next((hint.value for hint in document.values("address")), "")
    stamp = hinted_stamp(head.stamp, document, report)
    return ImportedPage(
        head.title, lead, blocks, bylines, stamp, report, document=document, address=address
    )


def _report_source(document: Document, report: ImportReport) -> None:
    for repair in document.repairs[:_MOST_REPAIRS_SAID]:
        report.add_doubt(f"{repair.reason}: {quote(repair.before)} thành {quote(repair.after)}.")
    if len(document.repairs) > _MOST_REPAIRS_SAID:
        report.add_doubt(f"Tất cả {len(document.repairs)} chỗ đã đổi chữ như vậy.")
    if document.left_out:
        parts = ", ".join(f"{count} {name}" for name, count in document.left_out.items())
        report.add_decision(f"Không đưa vào bài: {parts}.")
    for remark in document.remarks:
        report.add_doubt(remark)


def _blocks(
    document: Document,
    lines: list[Line],
    rest: list[Line],
    texts: list[Line],
    report: ImportReport,
) -> list[Block]:
    """The blocks of `rest`, with what is no text at its place among them."""
    notes = note_blocks([line.piece for line in lines if isinstance(line.piece, NotePiece)])
    others = [line for line in lines if not line.text and not isinstance(line.piece, NotePiece)]
    first, last = (texts[0].at, texts[-1].at) if document.is_page else (0, len(lines))
    others = [line for line in others if first - 2 <= line.at <= last + 2]
    if document.shows_pictures or others:
        placed = sorted([*rest, *others], key=lambda line: line.at)
        return build_shown_blocks(placed, report) + notes
    return build_blocks(rest, report) + notes


def _with_place(lines: list[Line]) -> list[Line]:
    """As many paragraphs, the name of a province on a line above the text as its first words."""
    if len(lines) > 1 and is_province(lines[0].text) and is_prose(lines[1].text):
        return [joined(lines[:2]), *lines[2:]]
    return lines


def _split_byline_above(
    lines: list[Line], report: ImportReport
) -> tuple[list[Line], list[ImportedByline]]:
    """Take off names that stand between title and text, and the lines there that say "Tác giả:"."""
    lines, labelled = split_authors_above(lines)
    said = [byline for line in labelled for byline in parse_byline_line(line.text, report)]
    count = 0
    while count < min(_MOST_BYLINES_ABOVE, len(lines) - 1) and is_byline_line(lines[count].text):
        count += 1
    if not count or not (is_prose(lines[count].text) or is_verse(lines[count:])):
        return lines, said
    named = [byline for line in lines[:count] for byline in parse_byline_line(line.text, report)]
    return lines[count:], said + named


def _split_lead(blocks: list[Block], report: ImportReport) -> tuple[str, list[Block]]:
    """The first paragraph as the lead; "" when the text has one paragraph only, or a long one."""
    at = next((i for i, block in enumerate(blocks) if not isinstance(block, PhotoPlaceholder)), 0)
    others = [
        block
        for i, block in enumerate(blocks)
        if i != at and not isinstance(block, PhotoPlaceholder)
    ]
    first = blocks[at] if blocks else None
    if isinstance(first, Heading) and is_prose(first.text):
        report.add_doubt(f"Coi đầu mục đầu bài là sapo vì là câu văn: {quote(first.text)}.")
        first = Paragraph(first.text, runs=first.runs)
    if isinstance(first, Paragraph) and _IN_BRACKETS.fullmatch(first.text):
        report.add_doubt(f"Không tách sapo: dòng đầu chỉ là lời ghi chú {quote(first.text)}.")
        return "", blocks
    if isinstance(first, Paragraph) and _OPENS_A_DOCUMENT.match(first.text):
        report.add_doubt("Không có sapo: đây là văn bản, mở đầu bằng nơi nhận hoặc căn cứ.")
        return "", blocks
    if not isinstance(first, Paragraph):
        report.add_doubt("Không có sapo: bài không mở đầu bằng đoạn văn.")
        return "", blocks
    is_photo_report = len(blocks) > _LEAST_PHOTOS
    if not (others or is_photo_report) or word_count(first.text) > _LONGEST_LEAD_WORDS:
        reason = "đoạn đầu quá dài" if others or is_photo_report else "bài chỉ có một đoạn"
        report.add_doubt(f"Không tách sapo: {reason}.")
        return "", blocks
    if any(run.note or run.address or run.sub or run.sup or run.strike for run in first.runs):
        report.add_doubt("Không tách sapo: đoạn đầu có liên kết, chú thích cuối trang hoặc chỉ số.")
        return "", blocks
    report.add_decision(f"Sapo: {quote(first.text)}")
    if at > 0:
        report.add_doubt("Chú thích ảnh đứng trước sapo nay đứng sau sapo.")
    return first.text, blocks[:at] + blocks[at + 1 :]
