"""A file, or its text, read as the command reads it: to the article in it, without a database."""

import io
from pathlib import Path

from importing.assembling import assemble
from importing.document import Document, NotePiece, TablePiece, TextPiece
from importing.imported_page import ImportedPage
from importing.repairing import repair
from importing.sources import text as plain_text
from importing.sources.files import read_file
from importing.sources.html.page import read_clipboard
from importing.sources.word import reader
from tests.importing.word_files import packed


def parse_file(path: Path) -> ImportedPage:
    return assemble(repair(read_file(path)))


def parse_saved_page(text: str) -> ImportedPage:
    return assemble(repair(plain_text.read(text)))


def read_document(path: Path) -> ImportedPage:
    """A document of tests/importing/pages/: NAME.clip.html is what a clipboard holds,
    NAME.docx.xml the parts of a Word file."""
    if path.name.endswith(".clip.html"):
        return assemble(repair(read_clipboard(path.read_text())))
    if path.name.endswith(".docx.xml"):
        return assemble(repair(reader.read(io.BytesIO(packed(path.read_text())))))
    return parse_file(path)


def words_in(document: Document) -> list[str]:
    """All that a document's pieces show, in order."""
    texts = []
    for piece in document.pieces:
        if isinstance(piece, TextPiece):
            texts.append(piece.text)
        elif isinstance(piece, NotePiece):
            texts += ["".join(run.text for run in runs) for runs in piece.paragraphs]
        elif isinstance(piece, TablePiece):
            texts += [cell.text for row in piece.rows for cell in row]
    return "\n".join(texts).replace(".", " ").split()
