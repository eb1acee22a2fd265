"""An article as it would be with an edit that waits: its words and its photos, none of it stored.

What came into the article since the edit was written stays: a proposal takes away only photos that
its writer knew, and moves the article to another category only where its writer did. The texts of
the article are the proposal's, whatever became of them meanwhile.
"""

from dataclasses import dataclass
from typing import Any

from articles.models import Article, Attachment, Byline, Category, Photo
from newsroom.arranging.snapshots import with_onward_links
from newsroom.attachments import proposed
from newsroom.models import PhotoUpload, Proposal
from newsroom.revisions import (
    SNAPSHOT_TEXT_FIELDS,
    Snapshot,
    apply_fields,
    missing_photo,
    snapshot_of,
)


@dataclass(frozen=True)
class ProposedArticle:
    """For showing and checking; not to be saved."""

    article: Article
    photos: list[Photo]
    bylines: list[Byline]
    attachments: list[Attachment]


def merged_snapshot(proposal: Proposal, live: Snapshot) -> Snapshot:
    """What the article would say once the edit is accepted; photos without a key are new ones
    (1 query)."""
    based_on = proposal.article.revisions.filter(number=proposal.based_on).first()
    before = {photo["pk"]: photo for photo in based_on.snapshot["photos"]} if based_on else {}
    now = {photo["pk"]: photo for photo in live["photos"]}
    mine = _known(proposal.snapshot["photos"], live)
    known = {photo["pk"] for photo in mine} | set(before)
    photos = [
        *(photo for photo in live["photos"] if photo["pk"] not in known),
        *(
            _with_its_file(photo, before.get(photo["pk"]), now.get(photo["pk"]))
            for photo in mine
            if photo["pk"] is None or photo["pk"] in now
        ),
    ]
    own: Snapshot = with_onward_links(proposal.snapshot, live)  # they are not proposed
    if based_on and own["category"] == based_on.snapshot["category"]:
        own |= {name: live[name] for name in ("category", "category_name")}
    return own | {
        "photos": sorted(photos, key=lambda photo: photo["order"]),
        "attachments": proposed.merged(proposal, based_on.snapshot if based_on else {}, live),
    }


def with_proposal(article: Article, proposal: Proposal) -> ProposedArticle:
    """The article with that edit (about 9 queries)."""
    snapshot = merged_snapshot(proposal, snapshot_of(article))
    shown = Article.objects.select_related("category", "cover").get(pk=article.pk)
    for name in SNAPSHOT_TEXT_FIELDS:
        setattr(shown, name, snapshot[name])
    if category := Category.objects.filter(pk=snapshot["category"]).first():
        shown.category = category
    shown.tidy()
    bylines = [Byline(**byline) for byline in snapshot["bylines"]]
    attachments = proposed.attachments_in(shown, snapshot)
    return ProposedArticle(shown, _photos(shown, snapshot), bylines, attachments)


def missing_photos(proposal: Proposal, snapshot: Snapshot) -> list[str]:
    """Sentences about photos that an editor has taken out since: the edit does not bring them back,
    as `snapshot`, made by merged_snapshot(), says."""
    there = {photo["pk"] for photo in snapshot["photos"]}
    photos = proposal.snapshot["photos"]
    return [missing_photo(photo["order"]) for photo in photos if photo["pk"] not in there | {None}]


def _known(photos: list[dict[str, Any]], live: Snapshot) -> list[dict[str, Any]]:
    """A new photo whose picture the article has got by now is that photo of the article, unless the
    edit has that one, too: then it is a second use of the picture."""
    had = {photo["pk"] for photo in photos}
    come = [other for other in live["photos"] if other["file"] and other["pk"] not in had]
    known = []
    for photo in photos:
        same = [] if photo["pk"] else [each for each in come if each["file"] == photo["file"]]
        if same:
            come.remove(same[0])
        known.append(photo | {"pk": same[0]["pk"]} if same else photo)
    return known


def _with_its_file(
    photo: dict[str, Any], before: dict[str, Any] | None, now: dict[str, Any] | None
) -> dict[str, Any]:
    """A picture that the edit left as it was is the one of now."""
    is_as_before = before is not None and photo["file"] == before["file"]
    return photo | {"file": now["file"]} if now and is_as_before else photo


def _photos(article: Article, snapshot: Snapshot) -> list[Photo]:
    """The snapshot's photos in its order, without pictures that are kept no longer (2 queries)."""
    stored = {photo.pk: photo for photo in article.photos.all()}
    sizes = PhotoUpload.objects.sizes(photo["file"] for photo in snapshot["photos"])
    photos = []
    for row in snapshot["photos"]:
        photo = stored.get(row["pk"]) or Photo(article=article)
        apply_fields(photo, row)
        if photo.file.name != row["file"]:
            photo.width, photo.height = sizes.get(row["file"], (0, 0))
            photo.file = row["file"] if row["file"] in sizes else ""
        photo.tidy()
        photos.append(photo)
    return photos
