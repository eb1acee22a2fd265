"""Pages of a site that are no article: its front page, the list of a category, a print copy."""

import re

from importing.document import Document, TextPiece
from importing.recognisers.lines import Line, is_prose, word_count
from importing.recognisers.stamps import is_stamp
from importing.sources.refusals import NoArticle

FRONT_PAGE, PRINT_COPY = "trang chủ hoặc danh sách tin", "bản để in"
_MORE = re.compile(
    r"(?:xem|đọc) (?:tiếp|thêm|chi tiết)\W*|chi tiết\W*|read more\W*|tiếp theo\W*", re.IGNORECASE
)
_WITH_DATE = re.compile(r".*\(?\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.{0,12}", re.DOTALL)
_PRINT_ADDRESS = re.compile(
    r"/print/|/in/|[?&](?:print|in|tmpl)=(?:1|true|component)|/in-bai|print\.aspx|/savefile/|"
    r"layout=print|inbaiviet|intin",
    re.IGNORECASE,
)
_LEAST_TEASERS = 3
_MOST_OF_THEM = 0.6


def check_is_article(lines: list[Line], document: Document) -> None:
    """Raises NoArticle, with what the page is instead."""
    if not document.is_page:
        return
    if any(_PRINT_ADDRESS.search(hint.value) for hint in document.values("address")) or (
        document.values("print")
    ):
        raise NoArticle(PRINT_COPY, "đây là bản để in của một bài, không phải trang của bài.")
    if _is_list(lines):
        raise NoArticle(
            FRONT_PAGE,
            "đây là trang chủ hoặc danh sách tin, không phải một bài. Hãy mở từng bài rồi lưu.",
        )


def _is_list(lines: list[Line]) -> bool:
    """Whether most running text is teasers: a title that leads elsewhere, or that a date or "xem
    tiếp" goes with, above one paragraph."""
    prose = [i for i, line in enumerate(lines) if is_prose(line.text)]
    teasers = sum(_is_teaser(lines, i) for i in prose)
    linked = sum(_is_linked_title(line) for line in lines)
    if not prose and linked >= _LEAST_TEASERS:
        return True
    if teasers >= _LEAST_TEASERS and teasers >= _MOST_OF_THEM * len(prose):
        return True
    return linked >= 8 and linked > 2 * len(prose)


def _is_teaser(lines: list[Line], at: int) -> bool:
    """Whether the paragraph stands alone between titles, one of which says that it is a teaser."""
    above = lines[max(0, at - 2) : at]
    below = lines[at + 1 : at + 3]
    if not above or is_prose(above[-1].text) or (below and is_prose(below[0].text)):
        return False
    if any(_is_linked_title(line) for line in above):
        return True
    around = [line.text for line in above + below[:1]]
    return any(
        is_stamp(text) or _MORE.fullmatch(text) or (len(text) < 200 and _WITH_DATE.fullmatch(text))
        for text in around
    )


def _is_linked_title(line: Line) -> bool:
    """Also with a date behind it."""
    if not isinstance(line.piece, TextPiece) or word_count(line.text) < 4:
        return False
    unlinked = "".join(run.text for run in line.piece.runs if not run.link).strip(" -–•()")
    linked = any(run.link and word_count(run.text) >= 4 for run in line.piece.runs)
    return linked and (not any(map(str.isalnum, unlinked)) or is_stamp(unlinked))
