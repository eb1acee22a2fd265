"""What looks like tampering, for the administrator's first page."""

from django.urls import reverse
from django.utils import timezone

from integrity.models import Finding, LinkChange
from newsroom.dashboard import MOST, Item, Task, task
from richtext.domains import domain_of, readable
from vietnamese.dates import format_stamp
from vietnamese.names import full_name

SEEN = "Đã xem"


def found() -> Task | None:
    """What the self-check has found and nobody has looked at (1 query)."""
    unseen = Finding.objects.filter(seen_at=None, is_there=True).order_by("-pk")
    items = [
        Item(
            each.message,
            each.url or reverse("admin:integrity_finding_changelist"),
            each.detail,
            SEEN,
            reverse("admin:integrity_finding_seen", args=[each.pk]),
        )
        for each in unseen[: MOST + 1]
    ]
    return task("Tự kiểm tra thấy", items, reverse("admin:integrity_finding_changelist"))


def changed_links() -> Task | None:
    """1 query."""
    unseen = LinkChange.objects.filter(seen_at=None).select_related("article", "by")
    items = [
        Item(
            each.article.title,
            reverse("admin:articles_article_history", args=[each.article_id]),
            _what(each),
            SEEN,
            reverse("admin:integrity_change_seen", args=[each.pk]),
        )
        for each in unseen.defer("article__body").order_by("-pk")[: MOST + 1]
    ]
    domains = reverse("admin:integrity_outgoinglink_changelist")
    return task("Liên kết đổi trong bài cũ", items, domains)


def _what(change: LinkChange) -> str:
    who = full_name(change.by) if change.by else "không rõ ai"
    parts = [f"{who}, {format_stamp(timezone.localtime(change.at))}"]
    for word, addresses in (("thêm", change.added), ("bớt", change.removed)):
        if addresses:
            domains = dict.fromkeys(readable(domain_of(each)) or each for each in addresses)
            parts.append(f"{word} {', '.join(domains)}")
    return "; ".join(parts)
