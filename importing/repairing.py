"""From a document as its source gave it to one in normal form, letters made right on the way."""

from importing.document import Document
from importing.repair.spacing import tidy


def repair(document: Document) -> Document:
    """The same document, changed in place."""
    tidy(document)
    return document
