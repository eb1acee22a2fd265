"""What is particular to the form of those whose edits wait for an editor: it goes on from what they
have proposed, and its pictures are sent ahead of the decision."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest

from articles.models import Article
from newsroom import permissions
from newsroom.models import Proposal
from newsroom.proposals.merging import merged_snapshot
from newsroom.quotas import QuotaReached
from newsroom.revisions import Snapshot, snapshot_of

if TYPE_CHECKING:
    from newsroom.admin.photo_form import PhotoForm

PhotoForms = dict[int, "PhotoForm"]  # by their photos' places in a snapshot


def proposal_shown(request: HttpRequest, article: Article | None) -> Proposal | None:
    """The edit that this person's form shows as it is opened, in place of what is stored; None
    where it shows that, or was sent (1 query)."""
    if request.method == "POST" or article is None or not article.pk:
        return None
    if not permissions.may_propose(request.user, article):
        return None
    return article.proposals.filter(state=Proposal.State.OPEN).first()


def snapshot_shown(proposal: Proposal | None) -> Snapshot | None:
    """What that form shows (4 queries)."""
    return merged_snapshot(proposal, snapshot_of(proposal.article)) if proposal else None


def unsaved_photo_forms(photos: "Iterable[PhotoForm]") -> PhotoForms:
    """Those of the photos' forms whose pictures came in them and are not stored yet, by their
    photos' places in a snapshot."""
    in_order = enumerate(sorted(photos, key=lambda form: form.instance.order))
    files = ((place, form, form.instance.file) for place, form in in_order)
    return {place: form for place, form, file in files if file and not file._committed}


def store_uploads(request: HttpRequest, photo_forms: PhotoForms, snapshot: Snapshot) -> Snapshot:
    """The snapshot with the pictures stored as if they had been sent ahead of the form, which names
    them from now on: a browser does not choose its files again (1 query each)."""
    photos, sent = list(snapshot["photos"]), request.POST.copy()
    for place, form in photo_forms.items():
        try:
            form.store_upload(request.user)
        except QuotaReached as reached:
            messages.error(request, f"Chưa giữ được ảnh vừa chọn: {reached}")
            break
        name = form.instance.file.name
        photos[place] = photos[place] | {"file": name}
        sent[form.add_prefix("upload")] = name
    request.POST = sent  # type: ignore[assignment]
    return snapshot | {"photos": photos}
