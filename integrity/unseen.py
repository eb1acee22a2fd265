"""What looks like tampering and nobody has looked at yet, for the administrator's first page."""

from typing import Any, NamedTuple

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from integrity.models import Finding, LinkChange
from richtext.domains import domain_of, readable
from vietnamese.dates import format_stamp
from vietnamese.names import full_name


class Unseen(NamedTuple):
    """In words; `seen_url` takes the word that it was seen."""

    text: str
    url: str
    detail: str
    seen_url: str


def any_finding(kind: str) -> "QuerySet[Any, Any]":
    """A row with that word where there are any, for a UNION; any_link() likewise."""
    return _findings().values_list(Value(kind))


def any_link(kind: str) -> "QuerySet[Any, Any]":
    return _changes().values_list(Value(kind))


def findings(most: int) -> list[Unseen]:
    """Of the self-check, the newest first (1 query)."""
    return [
        Unseen(
            each.message,
            each.url or reverse("admin:integrity_finding_changelist"),
            each.detail,
            reverse("admin:integrity_finding_seen", args=[each.pk]),
        )
        for each in _findings().order_by("-pk")[:most]
    ]


def links(most: int) -> list[Unseen]:
    """Changed in old articles, the newest first (1 query)."""
    changes = _changes().select_related("article", "by").defer("article__body")
    return [
        Unseen(
            each.article.title,
            reverse("admin:articles_article_history", args=[each.article_id]),
            _what(each),
            reverse("admin:integrity_change_seen", args=[each.pk]),
        )
        for each in changes.order_by("-pk")[:most]
    ]


def _findings() -> "QuerySet[Finding]":
    return Finding.objects.filter(seen_at=None, is_there=True)


def _changes() -> "QuerySet[LinkChange]":
    return LinkChange.objects.filter(seen_at=None)


def _what(change: LinkChange) -> str:
    who = full_name(change.by) if change.by else "không rõ ai"
    parts = [f"{who}, {format_stamp(timezone.localtime(change.at))}"]
    for word, addresses in (("thêm", change.added), ("bớt", change.removed)):
        if addresses:
            domains = dict.fromkeys(readable(domain_of(each)) or each for each in addresses)
            parts.append(f"{word} {', '.join(domains)}")
    return "; ".join(parts)
