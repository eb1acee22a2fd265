"""Which links to other sites each row has, since when and by whom."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from articles.models import Article
from integrity.models import LONGEST_ADDRESS, LONGEST_DOMAIN, LinkChange, OutgoingLink
from richtext.domains import domain_of

OLD = datetime.timedelta(days=7)
SHOWN_IN_A_CHANGE = 50


def update_links(source: str, addresses: set[str], article_pk: int | None) -> LinkChange | None:
    """The row's links from now on; what has changed, where an old public article had others (1
    query, 2 to 4 more where they differ)."""
    wanted = {address[:LONGEST_ADDRESS]: domain_of(address) for address in addresses}
    own = OutgoingLink.objects.filter(source=source)
    there = set(own.values_list("address", flat=True))
    added, removed = wanted.keys() - there, there - wanted.keys()
    if removed:
        own.filter(address__in=removed).delete()
    OutgoingLink.objects.bulk_create(
        OutgoingLink(
            article_id=article_pk,
            source=source,
            domain=wanted[address][:LONGEST_DOMAIN],
            address=address,
        )
        for address in sorted(added)
    )
    if article_pk is None or not (added or removed) or not is_old(article_pk):
        return None
    return LinkChange.objects.create(
        article_id=article_pk,
        added=sorted(added)[:SHOWN_IN_A_CHANGE],
        removed=sorted(removed)[:SHOWN_IN_A_CHANGE],
    )


def is_old(article_pk: int) -> bool:
    """Whether readers have known the article for more than a week (1 query)."""
    week_ago = timezone.now() - OLD
    old = Article.objects.published().filter(published_from__lt=week_ago, created_at__lt=week_ago)
    return old.filter(pk=article_pk).exists()


def note_author(by: Any, **of_what: Any) -> None:
    """Whoever a log names has brought what this transaction brought (1 query, 2 of an article)."""
    just_now = timezone.now() - datetime.timedelta(minutes=1)
    OutgoingLink.objects.filter(by=None, added_at__gte=just_now, **of_what).update(by=by)
    if "article" in of_what:
        LinkChange.objects.filter(by=None, at__gte=just_now, **of_what).update(by=by)


def known_domains(domains: set[str], article_pk: int | None) -> set[str]:
    """Those that a public row other than this article leads to already (1 query)."""
    others = OutgoingLink.objects.filter(domain__in=domains).exclude(article=article_pk)
    public = models.Q(article=None) | models.Q(article__status=Article.Status.PUBLISHED)
    return set(others.filter(public).values_list("domain", flat=True))
