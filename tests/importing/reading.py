"""A file, or its text, read as the command reads it: to the article in it, without a database."""

from pathlib import Path

from importing.assembling import assemble
from importing.imported_page import ImportedPage
from importing.repairing import repair
from importing.sources import text as plain_text
from importing.sources.files import read_file


def parse_file(path: Path) -> ImportedPage:
    return assemble(repair(read_file(path)))


def parse_saved_page(text: str) -> ImportedPage:
    return assemble(repair(plain_text.read(text)))
