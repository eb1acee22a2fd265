"""What follows from a saved or deleted row: its digest, and its links."""

from typing import Any

from django.db import models, transaction

from articles.models import Article
from integrity.links import note_author, update_links
from integrity.models import OutgoingLink, RowDigest
from integrity.watched import WATCHED, Row, digest_of, links_of, rows_of, source_of

# Columns by which an article's digest or links may change.
DECISIVE = set(WATCHED[Article].columns)


def after_save(
    sender: type[models.Model],
    instance: models.Model,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """The row is read as it was stored: an instance may hold what was not (3 queries at most; those
    of update_links() more where it has links)."""
    if sender is Article and update_fields is not None and not update_fields & DECISIVE:
        return
    keep(sender, rows_of(sender, [instance.pk]))


def after_delete(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    source = source_of(sender, instance.pk)
    RowDigest.objects.filter(source=source).delete()
    OutgoingLink.objects.filter(source=source).delete()


def after_audit_entry(instance: Any, **_: Any) -> None:
    """Receiver of the post_save of the newsroom's log."""
    if instance.by_id is not None:
        note_author(instance.by_id, article=instance.article_id)


def after_log_entry(instance: Any, **_: Any) -> None:
    """Receiver of the post_save of the admin's own log: who has changed a banner or a page."""
    kind = instance.content_type
    if kind is not None:
        source = f"{kind.app_label}.{kind.model}:{instance.object_id}"
        note_author(instance.user_id, source=source)


@transaction.atomic
def keep(model: type[models.Model], rows: list[Row]) -> None:
    """What these rows say is as it ought to be (2 queries; those of update_links() for each that
    has links, or had)."""
    sources = {source_of(model, row["pk"]): row for row in rows}
    RowDigest.objects.bulk_create(
        [RowDigest(source=source, digest=digest_of(model, row)) for source, row in sources.items()],
        update_conflicts=True,
        update_fields=["digest"],
        unique_fields=["source"],
    )
    watched = WATCHED[model]
    if not (watched.markup or watched.addresses):
        return
    linking = OutgoingLink.objects.filter(source__in=list(sources))
    before = set(linking.values_list("source", flat=True))
    for source, row in sources.items():
        links = links_of(model, row)
        if links or source in before:
            update_links(source, links, article_of(model, row))


def article_of(model: type[models.Model], row: dict[str, Any]) -> int | None:
    pk: int | None = row["pk"] if model is Article else row.get("article_id")
    return pk
