"""The picture files of an edit that waits: its proposal holds them until an editor has decided.

No file is written or taken away while an edit is decided, only rows change hands, in the one
transaction of the decision: whoever is stopped in the middle leaves everything as it was.
"""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Photo
from newsroom.models import PhotoUpload, Proposal
from newsroom.revisions import Snapshot, apply_fields

LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class PictureMissing(Exception):
    """A picture that the edit brings is no longer there, or belongs to another edit."""


def reserve(proposal: Proposal, before: Proposal | None) -> None:
    """The pictures that the edit brings stay as long as it waits; those that only `before` brought
    are released (5 queries). PictureMissing where one is not there to be held."""
    names = {photo["file"] for photo in proposal.snapshot["photos"]} - {""}
    names -= set(proposal.article.photos.values_list("file", flat=True))
    free = PhotoUpload.objects.filter(Q(proposal=None) | Q(proposal=before), file__in=names)
    # Of a picture from the library others may have one that waits, too: theirs is left to them.
    own_last = sorted(
        free.values_list("file", "pk", "by"), key=lambda row: row[2] == proposal.by_id
    )
    held = {name: pk for name, pk, _ in own_last}
    if held.keys() != names:
        raise PictureMissing
    PhotoUpload.objects.filter(pk__in=held.values()).update(proposal=proposal)
    if before:
        release(before)


def release(proposal: Proposal) -> None:
    """They wait some days more, for whoever writes the edit anew, and are swept then (1 query)."""
    proposal.uploads.update(proposal=None, created_at=timezone.now())


def apply(article: Article, proposal: Proposal, snapshot: Snapshot) -> list[str]:
    """Make the article's photos those of the snapshot; sentences about what could not be. To be
    called in a transaction, with the article locked (about 10 queries for each photo that changes).
    """
    waiting = {upload.file.name: upload for upload in proposal.uploads.select_for_update()}
    stored = {photo.pk: photo for photo in article.photos.all()}
    missing = []
    for pk in set(stored) - {photo["pk"] for photo in snapshot["photos"]}:
        _give_up(stored[pk])
        stored[pk].delete()
    for row in snapshot["photos"]:
        photo, name = stored.get(row["pk"]) or Photo(article=article), row["file"]
        apply_fields(photo, row)
        upload = waiting.pop(name, None)
        if upload:
            _give_up(photo)
            photo.file, photo.width, photo.height = name, upload.width, upload.height
            upload.hand_over()
        elif not name:
            _give_up(photo)
        elif name != photo.file.name and not _share(photo, name):
            missing.append(f"Tệp của ảnh {photo.order} không còn nữa.")
        photo.save()
    release(proposal)
    article.choose_cover()
    return missing


def _share(photo: Photo, name: str) -> bool:
    """One more use of a picture that a photo has; the edit claimed it when it was sent. Whether
    there is such a photo, which cannot go before this one is stored (1 query)."""
    having = Photo.objects.select_for_update(no_key=True).filter(file=name).first()
    if having is None:
        return False
    _give_up(photo)
    photo.file, photo.width, photo.height = name, having.width, having.height
    return True


def _give_up(photo: Photo) -> None:
    """The photo's files go once all is done; a row speaks for them until they are gone."""
    if not photo.file:
        return
    left = PhotoUpload.objects.create(file=photo.file.name)
    PhotoUpload.objects.filter(pk=left.pk).update(created_at=LONG_AGO)
    Photo.objects.filter(pk=photo.pk).update(file="")
    photo.file, photo.width, photo.height = "", 0, 0
    transaction.on_commit(PhotoUpload.objects.filter(pk=left.pk).sweep, robust=True)
