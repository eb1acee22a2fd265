"""A file, or its text, read as the command reads it: to the article in it, without a database."""

import io
from pathlib import Path

from importing.assembling import assemble
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
