"""What is particular to the form of those whose edits wait for an editor: it goes on from what they
have proposed, and its files are sent ahead of the decision."""

from typing import TYPE_CHECKING, Any

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
    from newsroom.attachments.form import AttachmentForm

# By the list and the place in it that they have in a snapshot.
UploadForms = dict[tuple[str, int], "PhotoForm | AttachmentForm"]
LISTS = {"photos": "photo", "attachments": "attachment"}


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


def unsaved_upload_forms(rows: dict[str, list[Any]]) -> UploadForms:
    """Those of the forms of photos and attachments, given by their models' names, whose files came
    in them and are not stored yet."""
    return {
        (name, place): form
        for name, model in LISTS.items()
        for place, form in enumerate(sorted(rows.get(model, []), key=_order))
        if form.instance.file and not form.instance.file._committed
    }


def _order(form: Any) -> int:
    order: int = form.instance.order
    return order


def store_uploads(request: HttpRequest, upload_forms: UploadForms, snapshot: Snapshot) -> Snapshot:
    """The snapshot with the files stored as if they had been sent ahead of the form, which names
    them from now on: a browser does not choose its files again (1 query each)."""
    lists = {name: list(snapshot[name]) for name in LISTS}
    sent = request.POST.copy()
    for (name, place), form in upload_forms.items():
        try:
            form.store_upload(request.user)
        except QuotaReached as reached:
            messages.error(request, f"Chưa giữ được tệp vừa chọn: {reached}")
            break
        file = form.instance.file.name
        lists[name][place] |= {"file": file}
        sent[form.add_prefix("upload")] = file
    request.POST = sent  # type: ignore[assignment]
    return snapshot | lists
