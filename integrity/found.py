"""What a check has found, and the rows that remember what was told already."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from integrity.models import Finding


@dataclass(frozen=True)
class Found:
    """`message` is a sentence without its stop; `version` makes it another one when what was found
    has changed."""

    message: str
    detail: str = ""
    url: str = ""
    version: str = ""

    @property
    def fingerprint(self) -> str:
        text = "\n".join([self.message, self.detail, self.url, self.version])
        return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def remember(found: Iterable[Found]) -> list[Finding]:
    """Those that nobody has looked at, the oldest first (4 queries and one for each new one). What
    came back after it was gone is told again."""
    by_fingerprint = {each.fingerprint: each for each in found}
    Finding.objects.exclude(fingerprint__in=by_fingerprint).update(is_there=False)
    there = Finding.objects.filter(fingerprint__in=by_fingerprint)
    there.filter(is_there=False).update(is_there=True, seen_at=None, seen_by=None)
    known = set(there.values_list("fingerprint", flat=True))
    Finding.objects.bulk_create(
        Finding(
            fingerprint=fingerprint,
            message=each.message[:300],
            detail=each.detail[:500],
            url=each.url[:500],
        )
        for fingerprint, each in by_fingerprint.items()
        if fingerprint not in known
    )
    return list(Finding.objects.filter(is_there=True, seen_at=None).order_by("pk"))
