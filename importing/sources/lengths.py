"""How long a document may be: what is longer is no article, and takes long to read."""

from importing.document import Document, NotePiece, Piece, TablePiece, TextPiece
from importing.sources.refusals import ImportRefused

MOST_CHARACTERS = 600_000
MOST_PIECES = 20_000
_TOO_LONG = (
    "tệp có hơn 600.000 chữ cái hoặc 20.000 đoạn, quá dài cho một bài. Hãy tách ra thành nhiều tệp."
)


def check_text(text: str) -> None:
    """Raises ImportRefused for a plain text that is too long, before it is cut into lines."""
    if len(text) > MOST_CHARACTERS or text.count("\n") + text.count("\r") > 2 * MOST_PIECES:
        raise ImportRefused(_TOO_LONG)


def check_letters(count: int) -> None:
    """Raises ImportRefused for so many letters, wherever they are to stand."""
    if count > MOST_CHARACTERS:
        raise ImportRefused(_TOO_LONG)


def check_document(document: Document) -> Document:
    """The document. Raises ImportRefused where it is too long."""
    if len(document.pieces) > MOST_PIECES or sum(map(_letters, document.pieces)) > MOST_CHARACTERS:
        raise ImportRefused(_TOO_LONG)
    return document


def _letters(piece: Piece) -> int:
    if isinstance(piece, TextPiece):
        return sum(len(run.text) for run in piece.runs)
    if isinstance(piece, NotePiece):
        return sum(len(run.text) for runs in piece.paragraphs for run in runs)
    if isinstance(piece, TablePiece):
        return sum(len(cell.text) + 1 for row in piece.rows for cell in row)
    return 1
