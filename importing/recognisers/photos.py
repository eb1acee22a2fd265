"""Which lines beside a picture are its caption, where the source shows its pictures."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from importing.document import Kind, PicturePiece, TextPiece
from importing.imported_page import Candidate, Choice, ImportReport, PhotoPlaceholder, quote
from importing.recognisers.captions import describes_event
from importing.recognisers.credits import has_credit, split_credit
from importing.recognisers.lines import Line, ends_sentence, is_prose, joined, word_count
from importing.recognisers.own_styles import is_text_by_style
from importing.recognisers.titles import compared

_SURE = 3
_MOST_WORDS = 70
_SHORT_WORDS = 30
_NAMED = re.compile(
    r"[\[(<{]\s*(?:(?:chèn|đặt|để) )?(?:ảnh|hình)\s*(?:số\s*)?\d*\s*(?:(?:ở|vào|tại) đây)?"
    r"\s*(?:[:.–-]\s*(?P<named>[^\[\]]+?))?\s*[\])>}]\.?"
    r"|[\[(<{]\s*(?:(?:chèn )?(?:ảnh|hình|file)\s*:?\s*)?(?P<file>[\w .()-]{1,80}\."
    r"(?:jpe?g|png|heic|webp))\s*[\])>}]\s*[:–-]?\s*(?P<below>.{0,300})"
    r"|(?:chú thích(?: cho)? ảnh|ghi chú ảnh|chú thích hình)\s*\d*\s*[:.]\s*(?P<said>.+)",
    re.IGNORECASE,
)
_WITH_NUMBER = re.compile(r"(?:ảnh|hình)\s*(?:số\s*)?\d{1,2}\s*[:.–-]\s*\S", re.IGNORECASE)
_NEVER = {Kind.HEADING, Kind.ITEM, Kind.QUOTE}


@dataclass(frozen=True)
class BodyStyle:
    """How most paragraphs of this document stand."""

    align: str
    size: float
    indented: bool
    italic: bool


def body_style(lines: list[Line]) -> BodyStyle:
    """Of the running text: what stands right below a picture may be a sentence too."""
    below = {id(line) for above, line in pairwise(lines) if isinstance(above.piece, PicturePiece)}
    prose = [line for line in lines if is_prose(line.text)] or [line for line in lines if line.text]
    prose = [line for line in prose if id(line) not in below] or prose
    half = len(prose) / 2
    sizes = sorted(line.evidence.size for line in prose)
    return BodyStyle(
        "center" if sum(line.is_centred for line in prose) > half else "",
        sizes[len(sizes) // 2] if sizes else 0,
        sum(line.indented for line in prose) > half,
        sum(_is_italic(line) for line in prose) > half,
    )


def take_photos(
    lines: list[Line], report: ImportReport
) -> tuple[list[Line | PhotoPlaceholder], list[Choice]]:
    """The lines, each run of pictures with its captions as photos in its place."""
    style = body_style(lines)
    taken: list[Line | PhotoPlaceholder] = []
    choices: list[Choice] = []
    at = 0
    while at < len(lines):
        if not isinstance(lines[at].piece, PicturePiece):
            taken.append(lines[at])
            at += 1
            continue
        end = at
        while end < len(lines) and _goes_with_pictures(lines, end):
            end += 1
        pictures = [line for line in lines[at:end] if isinstance(line.piece, PicturePiece)]
        between = [line for line in lines[at:end] if line.text]
        captions, end = _captions(lines, end, pictures, between, style, report, choices)
        if not captions and taken and isinstance(above := taken[-1], Line) and _is_above(above):
            captions = [taken.pop()]  # type: ignore[list-item]
        taken.extend(_photos(pictures, captions))
        at = end
    return taken, choices


def _goes_with_pictures(lines: list[Line], at: int) -> bool:
    """A further picture, or a caption in the cell of the one above it, before the next."""
    if isinstance(lines[at].piece, PicturePiece):
        return True
    above = lines[at - 1].piece
    if isinstance(above, PicturePiece) and above.evidence.cell != lines[at].evidence.cell:
        return False
    below = lines[at + 1].piece if at + 1 < len(lines) else None
    return (
        lines[at].text != ""
        and isinstance(below, PicturePiece)
        and bool(lines[at].evidence.cell)
        and word_count(lines[at].text) <= _SHORT_WORDS
    )


def _captions(
    lines: list[Line],
    at: int,
    pictures: list[Line],
    between: list[Line],
    style: BodyStyle,
    report: ImportReport,
    choices: list[Choice],
) -> tuple[list[Line], int]:
    """The captions, and where the text goes on."""
    captions = list(between)
    while at < len(lines) and lines[at].text:
        line = lines[at]
        candidate = _candidate(line, pictures, style, is_further=bool(captions))
        if candidate.score < _SURE:
            if candidate.score > 1:
                report.add_doubt(
                    f"Giữ làm đoạn văn, nhưng có thể là chú thích ảnh: {quote(line.text)}."
                )
                choices.append(Choice("caption", None, (candidate,)))
            break
        if captions and not _is_further(captions, line, len(pictures)):
            break
        captions.append(line)
        choices.append(Choice("caption", candidate))
        at += 1
    return captions, at


def _is_further(captions: list[Line], line: Line, pictures: int) -> bool:
    """Whether a second caption line belongs to the same pictures."""
    if len(captions) < pictures or line.evidence.goes_on or line.kind is Kind.CAPTION:
        return True
    return has_credit(line.text) and not split_credit(line.text).caption


def _candidate(line: Line, pictures: list[Line], style: BodyStyle, is_further: bool) -> Candidate:
    text, words = line.text, word_count(line.text)
    evidence = line.evidence
    alts = {compared(line.piece.alt) for line in pictures if isinstance(line.piece, PicturePiece)}
    in_cell = evidence.cell != 0 and any(
        isinstance(picture.piece, PicturePiece) and picture.piece.evidence.cell
        for picture in pictures
    )
    signs = [
        (9, line.kind is Kind.CAPTION, "kiểu chú thích"),
        (6, evidence.in_text_box, "trong khung chữ cạnh ảnh"),
        (4, in_cell, "trong ô bảng dưới ảnh"),
        (4, has_credit(text), "có tên người chụp"),
        (6, waiting_photo(text) is not None, "tự gọi là chú thích"),
        (4, bool(compared(text)) and compared(text) in alts, "trùng mô tả ảnh"),
        (2, _is_italic(line) and not style.italic, "chữ nghiêng"),
        (2, line.is_centred and style.align != "center", "ở giữa dòng"),
        (2, 0 < evidence.size < style.size, "chữ nhỏ hơn"),
        (1, evidence.goes_on, "ngay dưới ảnh"),
        (1, style.indented and not line.indented, "không thụt đầu dòng"),
        (1, describes_event(text), "tả một việc có người, có nơi"),
        (
            1 if line.is_bold else 2,
            words <= _SHORT_WORDS and not ends_sentence(text),
            "ngắn, không hết câu",
        ),
        (-3, line.is_bold and not line.is_centred, "chữ đậm như đầu mục"),
        (-2, words > 45, "dài"),
        (
            -9,
            words > _MOST_WORDS or line.kind in _NEVER or is_text_by_style(line),
            "không phải",
        ),
        (-2, is_further, "đã có chú thích"),
    ]
    held = [(weight, reason) for weight, holds, reason in signs if holds]
    score = sum(weight for weight, _ in held)
    return Candidate(text, score, tuple(reason for _, reason in held), (line.at,))


def _is_above(line: Line) -> bool:
    """Whether a line is the caption of the picture below it, by its style or its number."""
    is_numbered = _WITH_NUMBER.match(line.text) and word_count(line.text) <= _MOST_WORDS
    return line.kind is Kind.CAPTION or (bool(is_numbered) and line.kind not in _NEVER)


def _photos(pictures: list[Line], captions: list[Line]) -> list[PhotoPlaceholder]:
    """One caption for each picture where there are as many, else all of it under the last."""
    pieces = [line.piece for line in pictures if isinstance(line.piece, PicturePiece)]
    texts = [""] * len(pieces)
    if len(captions) == len(pieces):
        texts = [_text(line) for line in captions]
    elif captions:
        texts[-1] = "\n".join(map(_text, captions))
    return [_photo(piece, text) for piece, text in zip(pieces, texts, strict=True)]


def waiting_photo(text: str) -> PhotoPlaceholder | None:
    """The photo that a line names in place of a picture that is sent apart: "[Ảnh 1: …]"."""
    found = _NAMED.fullmatch(text)
    if found is None:
        return None
    said = found["named"] or found["said"] or found["below"] or ""
    caption, credit = split_credit(said.strip())
    return PhotoPlaceholder(caption, credit)


def _photo(piece: PicturePiece, text: str) -> PhotoPlaceholder:
    named = waiting_photo(text)
    caption, credit = (named.caption, named.credit) if named else split_credit(text)
    photo = PhotoPlaceholder(caption, credit, piece.alt, piece.handle, piece.name)
    if not caption and piece.alt and word_count(piece.alt) > 3 and "." not in piece.alt[-5:-2]:
        return replace(photo, alt=piece.alt)
    return photo


def _text(line: Line) -> str:
    return line.piece.text if isinstance(line.piece, TextPiece) else joined([line]).text


def _is_italic(line: Line) -> bool:
    return isinstance(line.piece, TextPiece) and line.piece.is_italic
