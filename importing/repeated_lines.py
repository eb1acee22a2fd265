"""What stands on three or more saved pages of one site is the site's, and no article's."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from importing.document import Document, Kind, Piece, TextPiece
from importing.imported_page import quote
from importing.recognisers.byline_lines import is_byline_line
from importing.recognisers.lines import is_prose
from importing.recognisers.titles import compared

_LEARNT_FROM = 60  # pages: what a site repeats is on these
_LEAST_PAGES = 3
_LEAST_SHARE = 0.2
_NEAR_THE_TITLE = 4  # pieces from the top of the column: what goes there is a doubt
_NAME = "dòng có trên nhiều trang của cùng trang web"


_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar)(?:[?#]|$)", re.IGNORECASE)


@dataclass
class RepeatedLines:
    """The texts of pages by their site, each counted once a page."""

    _texts: dict[str, Counter[str]] = field(default_factory=dict)
    _pages: Counter[str] = field(default_factory=Counter)

    def learn(self, documents: Iterable[Document]) -> None:
        """Look at the first saved pages; other documents do not count."""
        for document in documents:
            if not document.is_page:
                continue
            site = _site(document)
            self._pages[site] += 1
            texts = {_said(piece) for piece in document.pieces} - {""}
            self._texts.setdefault(site, Counter()).update(texts)
            if self._pages.total() >= _LEARNT_FROM:
                return

    def leave_out(self, document: Document) -> None:
        """Take the site's own lines away around the article, and links with their teasers. Titles,
        names, captions and running text stay, the last with a doubt: people write alike."""
        site = _site(document)
        least = max(_LEAST_PAGES, _LEAST_SHARE * self._pages[site])
        if not document.is_page or self._pages[site] < _LEAST_PAGES:
            return
        titles = {compared(hint.value) for hint in document.values("title")}
        pieces = document.pieces
        recurs = [
            self._texts[site][_said(piece)] >= least and not _is_authors(piece, titles)
            for piece in pieces
        ]
        gone = _places_to_drop(pieces, recurs)
        for i, piece in enumerate(pieces):
            if i in gone and i < _NEAR_THE_TITLE:
                _tell(document, "Bỏ dòng có trên nhiều trang của trang web này", piece)
            elif recurs[i] and i not in gone and is_prose(_text(piece)):
                _tell(document, "Đoạn này có trên nhiều trang của trang web", piece)
        if gone:
            document.pieces = [piece for i, piece in enumerate(pieces) if i not in gone]
            document.left_out[_NAME] += len(gone)


def _is_authors(piece: Piece, titles: set[str]) -> bool:
    text = _text(piece)
    is_caption = isinstance(piece, TextPiece) and piece.kind is Kind.CAPTION
    return is_caption or compared(text) in titles or is_byline_line(text)


def _places_to_drop(pieces: list[Piece], recurs: list[bool]) -> set[int]:
    """What recurs and is a link, or the teaser right below one; and what is no running text before
    and after all else."""
    own = [i for i, one in enumerate(recurs) if not one]
    if not own:
        return set()
    gone: set[int] = set()
    for i, piece in enumerate(pieces):
        if not recurs[i]:
            continue
        is_teaser = i - 1 in gone and _is_link(pieces[i - 1])
        at_edge = not own[0] < i < own[-1]
        if _is_link(piece) or is_teaser or (at_edge and not is_prose(_text(piece))):
            gone.add(i)
    return gone


def _is_link(piece: Piece) -> bool:
    return isinstance(piece, TextPiece) and piece.is_link


def _tell(document: Document, what: str, piece: Piece) -> None:
    document.remarks.append(f"{what}: {quote(_text(piece))}.")


def _site(document: Document) -> str:
    addresses = document.values("address")
    try:
        return urlsplit(addresses[0].value).netloc.lower() if addresses else ""
    except ValueError:
        return ""


def _said(piece: Piece) -> str:
    """Its text, and which document it leads to: "Tải về" leads each page's readers to another."""
    runs = piece.runs if isinstance(piece, TextPiece) else ()
    documents = [run.link for run in runs if _DOCUMENT.search(run.link)]
    return " ".join([_text(piece), *documents]) if _text(piece) else ""


def _text(piece: Piece) -> str:
    return " ".join(piece.text.split()) if isinstance(piece, TextPiece) else ""
