"""The readable part of an address."""

import re

from vietnamese.fold import fold
from vietnamese.normal_forms import nfkc

_NOT_SLUG = re.compile("[^a-z0-9]+")
_NOTHING_LEFT = "bai"


def slugify(text: str, max_length: int = 80) -> str:
    """Return `text` as lower-case ASCII words joined by "-": "Đảng đoàn" gives "dang-doan".

    At most `max_length` characters (3 or more), cut between words unless the first word alone is
    longer. Never empty: a title of emoji or marks alone gives "bai". Idempotent. Uniqueness is not
    its business: addresses hang on the article's id.
    """
    # NFKC turns typographic forms (ﬁ, m², full width) into letters that survive.
    folded = fold(nfkc(text))
    slug = _NOT_SLUG.sub("-", folded).strip("-")
    if len(slug) > max_length:
        whole_words = slug[: max_length + 1].rpartition("-")[0]
        slug = whole_words or slug[:max_length]
    return slug or _NOTHING_LEFT
