"""The domains that the site vouches for."""

from django.utils import timezone

from caching import tags
from caching.memo import Memo
from integrity.models import TrustedDomain

_trusted: Memo[frozenset[str]] = Memo(tags.EVERYTHING)


def trusted_domains() -> frozenset[str]:
    """In their one form; what is below them is trusted likewise. 1 query after a change of the
    list, which makes every page anew, else none."""
    return _trusted.get("all", timezone.now(), _read)


def _read() -> frozenset[str]:
    return frozenset(TrustedDomain.objects.values_list("domain", flat=True))
