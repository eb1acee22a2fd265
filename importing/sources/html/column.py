"""Which part of a saved page is the article."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from importing.document import Hint, PicturePiece, Piece, TextPiece
from importing.page_labels import OTHER_ARTICLES
from importing.sources.html.markup_tree import Element, class_words, text_lengths, text_of
from importing.sources.html.metadata import AUTHOR_CLASS, is_site_name
from vietnamese.fold import fold
from vietnamese.text import one_line

# As words of a class or an id; "header" and the like may hold the title of an article.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu\w*|breadcrumbs?|sidebar|aside|footer|comments?|"
    r"comment-?list|respond|related\w*|lien-?quan|(?:box-?)?tin-?(?:khac|lien-?quan|moi)\w*|other-?news|"
    r"(?:ez-?|lwp)?toc|(?:ez-toc-)?table-of-contents|"
    r"others?|list-?news|news-?list|share\w*|social\w*|banner|quang-?cao|advert\w*|ads?|pagination|pager|tags?|keywords?|"
    r"rating|toolbar|login|search\w*|copyright|popup|modal|cookie\w*|binh-?luan|fb-comments|"
    r"author-?box|news-?other|jp-relatedposts|skip-?link|screen-reader-text|"
    r"visually-hidden|sr-only|element-invisible)"
    r"(?:$|[\s_-])"
)
_AROUND_TAGS = {"nav", "aside", "footer", "form"}
_BODY = (
    "//*[@itemprop='articleBody']",
    "//*[@id='news-bodyhtml' or @id='article-body' or @id='content-detail']",
    "//*[contains(@class,'entry-content') or contains(@class,'post-content')"
    " or contains(@class,'article-content') or contains(@class,'article-body')"
    " or contains(@class,'bodytext') or contains(@class,'detail-content')"
    " or contains(@class,'fck_detail') or contains(@class,'ms-rtestate-field')"
    " or contains(@class,'noi-dung') or contains(@class,'noidung')]",
    "//article",
    "//main | //*[@role='main']",
)
_MOST_BODIES = 30  # of one name
_LEAST_SHARE = 0.4  # of a page's running text, in what is called its body
_LEAST_WORDS = 8
_TITLE_WORDS = 4
_LONGEST_TEASER = 60  # words
_MOST_PARTS = 5
_PAGE_ADDRESS = re.compile(
    r"(?!#|mailto:|tel:|javascript:)(?!.*\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|gif)\b).+",
    re.IGNORECASE,
)
_MOST_OF_A_PAGE = 0.5
_FEW = 2  # paragraphs
_ABOVE = 14  # pieces between a title and the text below it
_HEAD = 5
_BELOW = 4
_PROSE_END = (".", "…", ":", ";", "!", "?", "”", '"')


def parts_around(root: Element, hints: list[Hint]) -> frozenset[Element]:
    """Menus, boxes and comments by their names, and the site's name where another heading is the
    page's title; never one that holds most of the page."""
    lengths = text_lengths(root)
    total = lengths[root] or 1
    found = set()
    for element in root.iter("*"):
        named = element.tag in _AROUND_TAGS or _AROUND.search(class_words(element))
        if not named or element.tag in {"body", "html", "main", "article", "h1"}:
            continue
        if not _AROUND.search(class_words(element)) and _is_of_text(element):
            continue
        if lengths[element] < total / 2 and next(element.iter("h1"), None) is None:
            found.add(element)
    names = [heading for heading in root.iter("h1") if is_site_name(heading)]
    titles = " ".join(fold(hint.value) for hint in hints if hint.field == "title")
    others = [text_of(one) for one in root.iter("h1", "h2") if one not in names]
    if any(len(text.split()) > 2 and fold(text) in titles for text in others) or (
        any(len(text.split()) >= _TITLE_WORDS for text in others)
    ):
        found.update(names)
    for element in root.iter("table", "div", "ul", "section", "blockquote"):
        if lengths[element] < total / 4 and (_is_box(element) or _is_teaser(element)):
            found.add(element)
    found.update(one for one in root.iter("article") if _is_teaser(one))
    return frozenset(found)


def _is_of_text(element: Element) -> bool:
    """Whether a footer or an aside belongs to the article all the same: above its text, where
    Drupal says who wrote it and when; below a quotation; a box of facts that leads nowhere."""
    parent, above = element.getparent(), element.getprevious()
    if parent is None or element.tag not in {"footer", "aside"}:
        return False
    if element.tag == "aside":
        is_amid_text = above is not None and above.tag in {"p", "blockquote", "figure", "ul", "ol"}
        return is_amid_text and next(element.iter("a"), None) is None
    is_first = above is None or above.tag in {"header", "h1", "h2"}
    return parent.tag == "blockquote" or (parent.tag == "article" and is_first)


def _is_box(element: Element) -> bool:
    """Whether a part of the page begins as a box of other news does, and leads there."""
    first = next(filter(None, map(one_line, element.itertext())), "")
    is_label = len(first) < 60 and OTHER_ARTICLES.fullmatch(first.rstrip(" :.…»"))
    return bool(is_label) and next(element.iter("a"), None) is not None


def _is_teaser(element: Element) -> bool:
    """Whether a part between paragraphs is the title of another article, which leads there, above a
    sentence or two of it."""
    is_named = element.attrib or element.tag in {"article", "section"}
    beside = (element.getprevious(), element.getnext())
    if not (is_named and any(map(_is_paragraph, beside))):
        return False
    title = next((link for link in element.iter("a") if text_of(link)), None)
    if title is None or not _PAGE_ADDRESS.fullmatch(title.get("href") or ""):
        return False
    text, said = text_of(element), text_of(title)
    words = len(text.split()) - len(said.split())
    stands_alone = title.tail is None or not title.tail.strip()
    return (
        len(said.split()) >= _TITLE_WORDS
        and text.startswith(said)
        and stands_alone
        and next(title.itersiblings("a", "span", "em", "strong", "br"), None) is None
        and _LEAST_WORDS <= words <= _LONGEST_TEASER
        and len(list(element.iter("p", "div", "td"))) <= _MOST_PARTS
    )


def _is_paragraph(element: Element | None) -> bool:
    return element is not None and element.tag == "p"


@dataclass(frozen=True, slots=True)
class Column:
    """Pieces `start` up to, not including, `end`."""

    start: int
    end: int


def column_of(
    pieces: list[Piece], owners: list[Element], root: Element, hints: list[Hint]
) -> Column:
    """The article's own pieces, with its title above and its signature below; the whole page where
    nothing stands out."""
    if not pieces:
        return Column(0, 0)
    weights = [_weight(piece) for piece in pieces]
    body = _named_body(root, owners, weights)
    if body is None:
        body = _with_its_other_parts(_heaviest(owners, weights), owners, weights)
    inside = _inside(body, owners)
    if not inside:
        return Column(0, len(pieces))
    start, end = inside[0], inside[-1] + 1
    start = _from_title(pieces, start, hints)
    return Column(start, _to_signature(pieces, end))


def _weight(piece: Piece) -> int:
    """Words of running text; what is one link has none."""
    if not isinstance(piece, TextPiece) or piece.is_link:
        return 0
    words = len(piece.text.split())
    ends = piece.text.rstrip().endswith(_PROSE_END)
    return words if words >= _LEAST_WORDS and (ends or words > 30) else 0


def _named_body(root: Element, owners: list[Element], weights: list[int]) -> Element:
    total = sum(weights)
    for path in _BODY:
        for body in root.xpath(path)[:_MOST_BODIES]:
            within = sum(weights[i] for i in _inside(body, owners))
            if within and within >= _LEAST_SHARE * total:
                return body
    return None


def _inside(body: Element, owners: list[Element]) -> list[int]:
    own = set(body.iter())
    return [i for i, owner in enumerate(owners) if owner in own]


def _heaviest(owners: list[Element], weights: list[int]) -> Element:
    """The smallest element with nearly all of the running text around the heaviest one."""
    scores: Counter[Element] = Counter()
    for owner, weight in zip(owners, weights, strict=True):
        share, element = float(weight), owner
        while weight and element is not None and share >= 1:
            scores[element] += int(share * 100)
            share, element = share * 0.6, element.getparent()
    if not scores:
        return owners[0].getroottree().getroot() if owners else None
    return max(scores, key=lambda element: scores[element])


def _with_its_other_parts(body: Element, owners: list[Element], weights: list[int]) -> Element:
    """A part of one or two paragraphs is no article where more of the page's text stands beside it,
    as in pages that cut their text around advertisements: then what holds most of it all."""
    around = [body, *body.iterancestors()]
    levels = {element: level for level, element in enumerate(around)}
    words, paragraphs = [0] * len(around), [0] * len(around)
    for owner, weight in zip(owners, weights, strict=True):
        element = owner
        while weight and element is not None and element not in levels:
            element = element.getparent()
        if weight and element is not None:
            words[levels[element]] += weight
            paragraphs[levels[element]] += 1
    wanted = sum(words) * _MOST_OF_A_PAGE
    if paragraphs[0] > _FEW or words[0] >= wanted:
        return body
    return next(
        (
            element
            for element, inside in zip(around, accumulate(words), strict=True)
            if inside >= wanted
        ),
        body,
    )


def _from_title(pieces: list[Piece], start: int, hints: list[Hint]) -> int:
    titles = {fold(" ".join(hint.value.split())) for hint in hints if hint.field == "title"}
    for i in range(start, min(start + 3, len(pieces))):
        piece = pieces[i]
        if isinstance(piece, TextPiece) and _is_one_of(piece.text, titles):
            return start
    for i in range(start - 1, max(-1, start - _ABOVE), -1):
        piece = pieces[i]
        if isinstance(piece, TextPiece) and _is_one_of(piece.text, titles):
            return i
    return _from_above(pieces, start)


def _from_above(pieces: list[Piece], start: int) -> int:
    """Where no title is known: up over what leads nowhere, as menus do."""
    for i in range(start - 1, max(-1, start - _HEAD), -1):
        piece = pieces[i]
        if not isinstance(piece, TextPiece) or piece.is_link:
            return i + 1
    return max(0, start - _HEAD)


def _is_one_of(text: str, titles: set[str]) -> bool:
    """Whether the text is a title, or a page's title begins with it ("… - the site's name")."""
    text = fold(" ".join(text.split()))
    return len(text.split()) > 2 and any(
        title == text or (title.startswith(text) and not title[len(text)].isalnum())
        for title in titles
    )


def _to_signature(pieces: list[Piece], end: int) -> int:
    for i in range(end, min(end + _BELOW, len(pieces))):
        piece = pieces[i]
        if isinstance(piece, PicturePiece):
            break
        if isinstance(piece, TextPiece) and re.match(
            r"(?:tác giả|bài|ảnh|nguồn|theo|tin|bài, ảnh)(?: bài viết| tin| bài)?\s*:|\(?theo ",
            one_line(piece.text).lower(),
        ):
            end = i + 1
        elif isinstance(piece, TextPiece) and _signs(piece):
            end = i + 1
            break
    return end


def _signs(piece: TextPiece) -> bool:
    """Whether a line below the text stands as a name does: at the right, or by its class."""
    stands = piece.evidence.align == "right" or AUTHOR_CLASS.search(piece.evidence.style.lower())
    return bool(stands) and not piece.is_link and 2 <= len(piece.text.split()) <= 12
