"""Plain text, as a browser saves it or a mail program copies it."""

import re

from importing.document import Document, Evidence, Run, TextPiece

_LINE_BREAK = re.compile("\r\n?|[\n\v\f\x85\u2028\u2029]")
# Nothing to be seen, and no empty paragraph either.
_UNSEEN = "\ufeff\u200b"


def read(text: str) -> Document:
    """A piece for each line that holds any word. Browsers save a paragraph's indent, and an empty
    paragraph where a picture stood, as U+00A0: both are evidence."""
    pieces = []
    gap, picture_gap = 0, False
    for raw in _LINE_BREAK.split(text):
        raw = raw.strip(_UNSEEN)
        if not raw.strip():
            gap += 1
            picture_gap = picture_gap or raw != ""
            continue
        evidence = Evidence(gap=gap, picture_gap=picture_gap, indented=raw[:1].isspace())
        pieces.append(TextPiece((Run(raw),), evidence=evidence))
        gap, picture_gap = 0, False
    return Document(list(pieces), shows_pictures=False, is_page=True)
