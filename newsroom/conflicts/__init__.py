"""What has become of an article between the opening of a form and its being sent: the very same,
new dates alone, or other words."""

from collections.abc import Container
from typing import Any

from articles.models import Article
from newsroom.attachments.rows import rows_in
from newsroom.conflicts.merging import Merge, merge
from newsroom.drafts.submitted_form import number_of
from newsroom.revisions import Snapshot, same_content

DATES = ("published_from", "published_until")
BEFORE_ALL = -1  # the revisions of an article that was not there when its form was opened


def opened_at(began_from: str) -> tuple[int, int | None]:
    """From "3" or "3+5", as a form carries it: the number of the revision that it was opened at;
    and of the one that its writer has seen beside it in a conflict, and decided about."""
    opened, _, seen = began_from.partition("+")
    number = number_of(opened or "0")
    return BEFORE_ALL if number is None else number, number_of(seen)


def decided(opened: int, seen: int) -> str:
    """What opened_at() reads."""
    return f"{opened}+{seen}"


def merge_of(
    article: Article, mine: Snapshot, theirs: Snapshot, base_revision: int
) -> Merge | None:
    """What the form says, and what others have made of the article since; None where it says
    nothing of its own, or nobody knows any more what it began from (1 query)."""
    opened = article.revisions.filter(number=base_revision).first()
    if opened is None or same_content(mine, opened.snapshot):
        return None
    return merge(opened.snapshot, mine, theirs)


def is_duplicate(article: Article, mine: Snapshot, base_revision: int, by: Any) -> bool:
    """Whether nobody but this person has saved since `base_revision`, and what they send is there
    already: saved by the first click, or only dated by it, as where "publish" was pressed without a
    change (2 queries)."""
    opened = article.revisions.filter(number=base_revision).first()
    later = list(article.revisions.filter(number__gt=base_revision))
    if any(revision.by_id != by.pk for revision in later):
        return False
    if any(same_content(mine, revision.snapshot) for revision in later):
        return True
    is_untouched = opened is not None and same_content(mine, opened.snapshot)
    return is_untouched and bool(later) and same_content(mine, later[0].snapshot | _dates(mine))


def only_dates_changed(
    article: Article, mine: Snapshot, base_revision: int, sent: Container[str]
) -> bool:
    """Whether no word was changed since `base_revision`, only dates, as by publishing; and whether
    this form, which has `sent` these fields, has left the dates as it found them (2 queries)."""
    opened = article.revisions.filter(number=base_revision).first()
    if opened is None:
        return False
    later = article.revisions.filter(number__gt=base_revision)
    are_dates_left = all(mine[name] == opened.snapshot[name] for name in DATES if name in sent)
    return are_dates_left and all(
        _undated(revision.snapshot) == _undated(opened.snapshot) for revision in later
    )


def _undated(snapshot: Snapshot) -> Snapshot:
    return snapshot | {"attachments": rows_in(snapshot)} | dict.fromkeys(DATES)


def _dates(snapshot: Snapshot) -> Snapshot:
    return {name: snapshot[name] for name in DATES}
