"""What somebody has typed and not saved: kept beside the article or the static page, which does not
change by it.

Each opening of a form has a key, and counts what it sends: of one key the highest number is kept,
so that what comes late overwrites nothing. A draft that was taken up in another form, saved or
dropped is closed, and stays so for whatever comes with a number up to that one.
"""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from limits import lengths
from newsroom import quotas
from newsroom.models import Draft, PreviewLink
from newsroom.models.draft import DraftSequences, Fields, Written, columns_of
from newsroom.quotas import QuotaReached

MOST_OPEN = 20  # of one person and one article or static page
TOO_LONG = "bài quá dài để giữ tạm, hãy bấm Lưu"
TOO_MANY = "bài này đã có quá nhiều bản chưa lưu, hãy dùng hoặc bỏ bớt ở đầu trang"


class DraftRefused(Exception):
    """Nothing was kept; the message says why, in Vietnamese."""


def keep(
    by: Any,
    key: uuid.UUID,
    sequence: int,
    fields: Fields,
    *,
    written: Written = None,
    continued_from: DraftSequences | None = None,
    anew: bool = False,
) -> Draft:
    """The draft of that key as it stands now: with these words, or with later ones (3 queries,
    4 more for the first of a form, which also clears away what is over).

    `anew`: the words of a save that did not go through, newer than whatever was kept. DraftRefused
    where they are too long, or too many drafts wait already.
    """
    if sum(len(name) + len(value) for name, value in fields) > lengths.DRAFT:
        raise DraftRefused(TOO_LONG)
    given: dict[str, Any] = {
        "number": sequence,
        "fields": fields,
        "taken": {str(one): spent for one, spent in (continued_from or {}).items()},
        **columns_of(written),
    }
    with transaction.atomic():
        draft = _locked(by, key)
        if draft is None:
            Draft.objects.abandoned().delete()
            PreviewLink.objects.end_those_of_days_to_come()
            _check_number(by, written)
            drafts = Draft.objects.select_for_update()
            draft, is_new = drafts.get_or_create(by=by, key=key, defaults=given)
            if is_new:
                return draft
        if anew or sequence > draft.number:
            # Not one higher: the form may still be open, and calls its next words that.
            given["number"] = max(sequence, draft.number)
            _change(draft, is_closed=False, **given)
    return draft


def close(by: Any, sequences: DraftSequences) -> None:
    """The words of these drafts, as far as these numbers, stand elsewhere now, or are not wanted;
    what comes late is not taken for new (2 queries each)."""
    with transaction.atomic():
        for key, sequence in sequences.items():
            draft, is_new = Draft.objects.select_for_update().get_or_create(
                by=by, key=key, defaults={"number": sequence, "is_closed": True}
            )
            if not is_new and draft.number <= sequence:
                _change(draft, number=sequence, fields=[], taken={}, is_closed=True)


def waiting(by: Any, written: Written, but: DraftSequences | None = None) -> list[Draft]:
    """What this person may want to go on with, the last first; neither what a later draft began
    from, nor what is in `but` (1 query)."""
    found = list(Draft.objects.open_of(by, written))
    spent = dict(but or {})
    for draft in found:
        for key, sequence in draft.spent_drafts().items():
            if key != draft.key:
                spent[key] = max(sequence, spent.get(key, sequence))
    return [draft for draft in found if spent.get(draft.key, -1) < draft.number]


def _check_number(by: Any, written: Written) -> None:
    """DraftRefused where one more is too many (1 query)."""
    here = Count("pk", filter=Q(**columns_of(written)))
    found = Draft.objects.typed_by(by).still_open().aggregate(all=Count("pk"), here=here)
    if found["here"] >= MOST_OPEN:
        raise DraftRefused(TOO_MANY)
    try:
        quotas.check_drafts(found["all"])
    except QuotaReached as reached:
        raise DraftRefused(str(reached)) from reached


def _locked(by: Any, key: uuid.UUID) -> Draft | None:
    return Draft.objects.select_for_update().filter(by=by, key=key).first()


def _change(draft: Draft, **given: Any) -> None:
    for name, value in given.items():
        setattr(draft, name, value)
    draft.at = timezone.now()
    draft.save()
