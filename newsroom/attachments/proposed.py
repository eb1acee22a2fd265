"""The documents of an edit that waits: held until an editor has decided, then rows that change
hands; no file is written or moved."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Attachment
from newsroom.attachments.rows import Row, missing_file, rows_in, write
from newsroom.models import AttachmentUpload, Proposal


class AttachmentMissing(Exception):
    """A document that the edit brings is no longer there, or belongs to another edit."""


def merged(proposal: Proposal, before: dict[str, Any], live: dict[str, Any]) -> list[Row]:
    """What the article would have once the edit is accepted: what has come since stays, what an
    editor has taken out since does not come back. `before` and `live` are snapshots: the one that
    the edit was written from, and the one of now."""
    now = {row["pk"]: row for row in rows_in(live)}
    if "attachments" not in proposal.snapshot:  # of an older version, which knew none
        return list(now.values())
    by_file = {row["file"]: pk for pk, row in now.items()}
    mine = [
        row | {"pk": row["pk"] or by_file.get(row["file"])} for row in rows_in(proposal.snapshot)
    ]
    known = {row["pk"] for row in [*mine, *rows_in(before)]}
    rows = [
        *(row for pk, row in now.items() if pk not in known),
        *(row for row in mine if row["pk"] is None or row["pk"] in now),
    ]
    return sorted(rows, key=lambda row: row["order"])


def missing(proposal: Proposal, snapshot: dict[str, Any]) -> list[str]:
    """Sentences about documents that an editor has taken out since."""
    there = {row["pk"] for row in rows_in(snapshot)} | {None}
    return [missing_file(row) for row in rows_in(proposal.snapshot) if row["pk"] not in there]


def attachments_in(article: Article, snapshot: dict[str, Any]) -> list[Attachment]:
    """Those of the snapshot, not to be saved (1 query)."""
    stored = {attachment.pk: attachment for attachment in article.attachments.all()}
    found = []
    for row in rows_in(snapshot):
        attachment = stored.get(row["pk"])
        attachment = attachment or Attachment(article=article, file=row["file"], size=row["size"])
        write(attachment, row)
        found.append(attachment)
    return found


def reserve(proposal: Proposal, before: Proposal | None) -> None:
    """The documents that the edit brings stay as long as it waits; those that only `before` brought
    are released (4 queries). AttachmentMissing where one is not there to be held."""
    names = {row["file"] for row in rows_in(proposal.snapshot)} - {""}
    names -= set(proposal.article.attachments.values_list("file", flat=True))
    free = Q(proposal=None) | Q(proposal=before)
    if AttachmentUpload.objects.filter(free, file__in=names).update(proposal=proposal) < len(names):
        raise AttachmentMissing
    if before:
        release(before)


def release(proposal: Proposal) -> None:
    """They wait some days more, for whoever writes the edit anew, and are swept then (1 query)."""
    proposal.attachment_uploads.update(proposal=None, created_at=timezone.now())


def apply(article: Article, proposal: Proposal, snapshot: dict[str, Any]) -> list[str]:
    """Make the article's documents those of the snapshot; sentences about what could not be. To be
    called in a transaction, with the article locked (about 6 queries for each that changes)."""
    waiting = {
        upload.file.name: upload for upload in proposal.attachment_uploads.select_for_update()
    }
    stored = {attachment.pk: attachment for attachment in article.attachments.all()}
    lost = []
    for pk in set(stored) - {row["pk"] for row in rows_in(snapshot)}:
        stored[pk].delete()
    for row in rows_in(snapshot):
        attachment, upload = stored.get(row["pk"]), waiting.pop(row["file"], None)
        if upload:
            attachment = Attachment(article=article, file=upload.file.name, size=upload.size)
            upload.hand_over()
        if attachment is None:
            lost.append(missing_file(row))
            continue
        write(attachment, row)
        attachment.save()
    release(proposal)
    return lost
