"""What other sites read of an article: schema.org's NewsArticle as JSON-LD."""

import json
from collections.abc import Callable
from typing import cast

from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Byline
from pictures.fields import PictureFile

WRITERS = {Byline.Role.TEXT, Byline.Role.BOTH, ""}
# Inside a script element no text may end it or open a comment (HTML Standard, 4.12.1.3).
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def structured_data(article: Article, publisher: str, absolute: Callable[[str], str]) -> SafeString:
    """JSON for a script element of type application/ld+json.

    `absolute` makes a path a whole address. Authors are those who wrote; a source or a
    photographer is not one. Uses the prefetched bylines and cover.
    """
    address = absolute(article.get_absolute_url())
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published_from.isoformat() if article.published_from else None,
        "dateModified": article.stamp.isoformat(),
        "inLanguage": "vi",
        "mainEntityOfPage": address,
        "publisher": {"@type": "Organization", "name": publisher},
    }
    authors = [byline.name for byline in article.bylines.all() if byline.role in WRITERS]
    if authors:
        data["author"] = [{"@type": "Person", "name": name} for name in authors]
    if article.cover and article.cover.file:
        data["image"] = [absolute(cast(PictureFile, article.cover.file).plain_url)]
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))
