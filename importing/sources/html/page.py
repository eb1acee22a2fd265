"""A saved page, and what a clipboard holds."""

from collections import Counter

from lxml import etree

from importing.document import Document, Kind, NotePiece, PicturePiece, Piece, TextPiece
from importing.sources.html.column import column_of, parts_around
from importing.sources.html.file_addresses import base_of, file_hints
from importing.sources.html.layout import BLOCKS, UNSEEN
from importing.sources.html.lists import is_printed_label
from importing.sources.html.markup_tree import Element, parse, parse_shown
from importing.sources.html.metadata import hints_of
from importing.sources.html.reading_order import ReadingOrder
from importing.sources.html.sheets import apply_sheets
from importing.sources.refusals import ImportRefused
from richtext.hidden import HIDDEN

_LEAST_TEASERS = 3
_TITLE_WORDS = 4


def read_page(markup: str) -> Document:
    """The article's column of a whole page, with what the page says of itself. Raises
    ImportRefused."""
    whole = parse(markup)
    _check_is_no_frame(whole)
    hints = hints_of(whole, markup) + file_hints(whole)
    address = next((hint.value for hint in hints if hint.field == "address"), "")
    root, left_out = _shown(markup)
    around = parts_around(root, hints)
    order = ReadingOrder(base_of(whole) or address, around, parts_apart=True)
    order.read(root)
    column = column_of(order.pieces, order.owners, root, hints)
    pieces = order.pieces[column.start : column.end]
    if not any(hint.source == "JSON-LD" for hint in hints) and _is_of_teasers(order.pieces):
        pieces = order.pieces
    if pieces is not order.pieces:
        below = order.pieces[column.end :]
        pieces += [piece for piece in below if isinstance(piece, NotePiece)]
    shows = any(map(_is_set, pieces[1:]))
    document = Document(pieces, hints, shows, is_page=True, left_out=left_out)
    if around:
        document.left_out["khung quanh bài (menu, tin khác, bình luận)"] = len(around)
    outside = len(order.pieces) - len(pieces)
    if outside:
        document.left_out["dòng ngoài cột bài"] = outside
    return document


def _check_is_no_frame(root: Element) -> None:
    names = [name for frame in root.iter("frame") if (name := frame.get("src"))]
    if names:
        raise ImportRefused(
            f"trang này chỉ là khung của các trang khác ({', '.join(names)[:200]}), không có chữ"
            " của bài. Hãy mở riêng trang có bài rồi lưu trang ấy."
        )


def _is_set(piece: Piece) -> bool:
    """Whether the page sets a piece apart: one that sets nothing is no more than its text, whose
    pictures may be lost."""
    if not isinstance(piece, TextPiece):
        return isinstance(piece, PicturePiece)
    return piece.kind is not Kind.PARAGRAPH or piece.is_bold or piece.is_italic


def _is_of_teasers(pieces: list[Piece]) -> bool:
    """Whether most texts stand below a title that leads elsewhere: then no part of the page is the
    article, and whoever looks at all of it can say so."""
    texts = [piece for piece in pieces if isinstance(piece, TextPiece)]
    long = [i for i, piece in enumerate(texts) if not piece.is_link and len(piece.text) > 60]
    teasers = [i for i in long if any(_is_title_link(above) for above in texts[max(0, i - 2) : i])]
    return len(teasers) >= _LEAST_TEASERS and len(teasers) > len(long) / 2


def _is_title_link(piece: TextPiece) -> bool:
    return piece.is_link and len(piece.text.split()) >= _TITLE_WORDS


def read_clipboard(markup: str) -> Document:
    """All that was copied, as Word, LibreOffice, Google Docs or a page put it there."""
    root, left_out = _shown(markup)
    order = ReadingOrder()
    order.read(root)
    return Document(order.pieces, left_out=left_out)


def clipboard_lines(markup: str) -> list[str]:
    """All text that is seen in what was copied, a line for each block, whatever becomes of it; but
    not what Word prints before the items of its lists."""
    root, _ = _shown(markup)
    lines = [""]
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start":
            if element.tag in UNSEEN or is_printed_label(element):
                walk.skip_subtree()
                continue
            text = element.text
        else:
            text = element.tail if element is not root else ""
        if element.tag in BLOCKS or element.tag == "br":
            lines.append("")
        lines[-1] += text or ""
    return [line for line in lines if line.strip()]


def _shown(markup: str) -> tuple[Element, Counter[str]]:
    """The tree of what is seen, set as its style sheets say."""
    root, left_out = parse_shown(markup)
    if hidden := apply_sheets(root):
        left_out[HIDDEN] += hidden
    return root, left_out
