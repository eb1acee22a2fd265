"""The blocks of a text whose source shows what is a picture, a table or a heading."""

from itertools import takewhile

from importing.document import Kind, NotePiece, Piece, Run, TablePiece, TextPiece
from importing.imported_page import (
    Block,
    Heading,
    ImportReport,
    Paragraph,
    PhotoPlaceholder,
    Table,
    quote,
)
from importing.recognisers.lines import Line, ends_sentence, is_prose, is_short, joined
from importing.recognisers.own_styles import is_text_by_style
from importing.recognisers.photos import take_photos, waiting_photo
from importing.recognisers.shown_lists import is_item, list_blocks
from importing.recognisers.talk import is_talk

_TOP, _DEEPEST = 2, 4
_HEADING_WORDS = 25


def build_shown_blocks(lines: list[Line], report: ImportReport, waits: bool = True) -> list[Block]:
    """The blocks in order, with every word of `lines`. Where it `waits`, "[Ảnh 1: …]" is a photo
    that comes later, else a paragraph."""
    placed, choices = take_photos(lines, report)
    report.choices.extend(choices)
    levels = _levels([line for line in placed if isinstance(line, Line)])
    blocks: list[Block] = []
    at = 0
    while at < len(placed):
        part = placed[at]
        if isinstance(part, PhotoPlaceholder):
            blocks.append(part)
        elif isinstance(part.piece, TablePiece):
            blocks.append(Table(part.piece.rows))
        elif is_item(part) and not _is_starred_heading(placed, at):
            items = [line for line in takewhile(_is_item, placed[at:]) if isinstance(line, Line)]
            if _is_talk(items):
                blocks += [Paragraph(line.text, runs=line.runs) for line in items]
            else:
                blocks.extend(list_blocks(items))
            at += len(items) - 1
        elif waits and (waiting := waiting_photo(part.text)):
            report.add_doubt(f"Coi là chỗ của một ảnh, chờ ảnh: {quote(part.text)}.")
            blocks.append(waiting)
        elif part.text:
            end = at + 1
            while end < len(placed) and _is_same_paragraph(placed[end - 1], placed[end]):
                end += 1
            group = [line for line in placed[at:end] if isinstance(line, Line)]
            blocks.append(_paragraph(group, levels, report))
            at = end - 1
        at += 1
    return blocks


def note_blocks(pieces: list[Piece | None]) -> list[Block]:
    """The footnotes, below all else, each behind its label as printed."""
    blocks: list[Block] = []
    for piece in pieces:
        if not isinstance(piece, NotePiece):
            continue
        for number, runs in enumerate(piece.paragraphs):
            if piece.label and number == 0:
                runs = (Run(piece.label, sup=True), Run(" "), *runs)
            blocks.append(Paragraph(_flat(runs), runs=runs))
    return blocks


def _is_item(part: Line | PhotoPlaceholder) -> bool:
    return isinstance(part, Line) and is_item(part)


def _is_talk(lines: list[Line]) -> bool:
    """Whether typed dashes begin what people say; those of a list are the source's own."""
    return is_talk(lines) and not any(line.kind is Kind.ITEM for line in lines)


def _is_starred_heading(placed: list[Line | PhotoPlaceholder], at: int) -> bool:
    """Whether a bold line behind a star or dash stands alone: no list has one item of bold."""
    line = placed[at]
    if not isinstance(line, Line) or line.kind is Kind.ITEM or not line.is_bold:
        return False
    beside = placed[max(0, at - 1) : at] + placed[at + 1 : at + 2]
    return not any(isinstance(other, Line) and is_item(other) for other in beside)


def _is_same_paragraph(above: Line | PhotoPlaceholder, part: Line | PhotoPlaceholder) -> bool:
    """A line that its source broke off without beginning a paragraph, as in an address."""
    if not (isinstance(above, Line) and isinstance(part, Line) and part.text):
        return False
    if not part.evidence.goes_on or part.kind is not above.kind:
        return False
    return not is_prose(above.text) and not is_prose(part.text)


def _levels(lines: list[Line]) -> dict[int, int]:
    """The levels of headings that the source uses, each as the site has them: from h2 down."""
    used = sorted(
        {
            line.piece.level
            for line in lines
            if isinstance(line.piece, TextPiece) and line.kind is Kind.HEADING
        }
    )
    return {level: min(_TOP + i, _DEEPEST) for i, level in enumerate(used)}


def _paragraph(lines: list[Line], levels: dict[int, int], report: ImportReport) -> Block:
    line = joined(lines, "\n")
    if line.kind is Kind.HEADING and isinstance(line.piece, TextPiece):
        return Heading(line.text, levels.get(line.piece.level, _TOP), line.runs)
    if line.kind is Kind.PARAGRAPH and not is_text_by_style(line) and _reads_as_heading(line):
        report.add_doubt(f"Coi dòng chữ đậm là đầu mục: {quote(line.text)}.")
        return Heading(line.text, _TOP, line.runs)
    return Paragraph(line.text, runs=line.runs, is_quote=line.kind is Kind.QUOTE)


def _reads_as_heading(line: Line) -> bool:
    if any(run.link for run in line.runs):
        return False
    if not line.is_bold or line.evidence.align == "right" or line.evidence.cell:
        return False
    words = len(line.text.split())
    short = 2 <= words <= _HEADING_WORDS and is_short(line.text)
    return short and not ends_sentence(line.text)


def _flat(runs: tuple[Run, ...]) -> str:
    return " ".join("".join(run.text for run in runs).split())
