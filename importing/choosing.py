"""What an editor says of the lines of a document, before the article is put together."""

from collections.abc import Mapping
from dataclasses import replace

from importing.document import Document, Hint, Kind, Piece, TextPiece
from importing.recognisers.lines import is_prose
from importing.recognisers.titles import CHOSEN

TITLE, CAPTION, DROP = "title", "caption", "drop"


def apply_choices(document: Document, choices: Mapping[int, str]) -> Document:
    """The repaired document, changed in place: `choices` are by the place of a piece in it. A title
    from further down comes above all running text; nothing else moves."""
    pieces: list[Piece] = []
    title: TextPiece | None = None
    for at, piece in enumerate(document.pieces):
        choice = choices.get(at, "")
        if choice == DROP:
            continue
        if isinstance(piece, TextPiece):
            if choice == CAPTION:
                piece = replace(piece, kind=Kind.CAPTION)
            elif choice == TITLE and title is None:
                piece = title = replace(piece, kind=Kind.TITLE, label="")
            elif piece.kind is Kind.TITLE and TITLE in choices.values():
                piece = replace(piece, kind=Kind.PARAGRAPH)
        pieces.append(piece)
    if title:
        document.hints.append(Hint("title", title.text, CHOSEN))
        above = pieces[: pieces.index(title)]
        if any(isinstance(piece, TextPiece) and is_prose(piece.text) for piece in above):
            pieces.remove(title)
            pieces.insert(0, title)
    document.pieces = pieces
    return document
