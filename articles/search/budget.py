"""How many questions a reader's query may put to a large archive."""

from collections.abc import Sequence
from typing import TypeVar

from django.utils import timezone

from articles.archive_counts import PublicArchive

# A question that finds little walks through all articles that have its words, common ones too: so
# many articles, in one question or in several, take up to 200 ms on a busy machine.
MOST_WALKED = 200_000

T = TypeVar("T")


def affordable(questions: Sequence[T]) -> list[T]:
    """The first of these questions, as many as may be asked of all public articles, but at least
    one (1 query after a change of any article, else none)."""
    articles = sum(PublicArchive(timezone.now()).by_month().values())
    return list(questions[: max(MOST_WALKED // max(articles, 1), 1)])
