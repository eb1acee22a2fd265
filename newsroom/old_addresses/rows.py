"""Each row becomes an old address of its article, or is refused in words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.models import Article, OldAddress
from articles.old_addresses.normal_form import split_address
from articles.old_addresses.writing import OldAddressRefused, doubts_about, note, short
from newsroom.old_addresses.sheet import SheetRow

NO_ADDRESS = "thiếu địa chỉ cũ."
NO_ARTICLE = "thiếu bài: hãy ghi địa chỉ của bài trên trang này, hoặc số của bài."
NO_SUCH_NUMBER = "không có bài số {number}."
NOT_AN_ARTICLE = "“{text}” không phải địa chỉ, số hay tựa của một bài trên trang này."
SEVERAL = "có {number} bài cùng tựa “{text}”; hãy ghi địa chỉ hoặc số của bài."
_ADDRESS = re.compile(r"/bai/(\d{1,18})(?:/|$)")
_NUMBER = re.compile(r"(?:bài\s+)?(?:số\s+)?#?(\d{1,18})", re.IGNORECASE)


@dataclass
class Filled:
    """What became of all rows; `refused` are those that stay to be mended, each with its reason."""

    added: list[OldAddress] = field(default_factory=list)
    already: int = 0
    refused: list[tuple[SheetRow, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def fill(rows: Iterable[SheetRow]) -> Filled:
    """Note each row that can be (at most 7 queries for each)."""
    filled = Filled()
    for row in rows:
        try:
            if not row.address:
                raise OldAddressRefused(NO_ADDRESS)
            noted, is_new = note(article_named(row.article), row.address)
        except OldAddressRefused as refusal:
            filled.refused.append((row, str(refusal)))
            continue
        if is_new:
            filled.added.append(noted)
            filled.doubts += doubts_about(noted)
        else:
            filled.already += 1
    return filled


def article_named(text: str) -> Article:
    """The article of this address, number or title (1 query). Raises OldAddressRefused."""
    if not text:
        raise OldAddressRefused(NO_ARTICLE)
    articles = Article.objects.only("title", "slug")
    found = _ADDRESS.match(split_address(text)[1]) or _NUMBER.fullmatch(text)
    if found:
        article = articles.filter(pk=int(found[1])).first()
        if article is None:
            raise OldAddressRefused(NO_SUCH_NUMBER.format(number=found[1]))
        return article
    namesakes = list(articles.filter(title=text)[:10])
    if len(namesakes) > 1:
        raise OldAddressRefused(SEVERAL.format(number=len(namesakes), text=short(text)))
    if not namesakes:
        raise OldAddressRefused(NOT_AN_ARTICLE.format(text=short(text)))
    return namesakes[0]
