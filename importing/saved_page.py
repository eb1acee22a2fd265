"""From a file, or its text, to the article in it; pure, no database."""

from pathlib import Path

from importing.assembling import assemble
from importing.imported_page import ImportedPage
from importing.repairing import repair
from importing.sources import text as plain_text
from importing.sources.files import read_file


def parse_file(path: Path) -> ImportedPage:
    """The article in the file at `path`. Raises ImportRefused with the reason in Vietnamese."""
    return assemble(repair(read_file(path)))


def parse_saved_page(text: str) -> ImportedPage:
    """The article in the text of a saved page, boilerplate dropped, every word of it kept.

    Raises ImportRefused when the page holds no running text or no title.
    """
    return assemble(repair(plain_text.read(text)))
