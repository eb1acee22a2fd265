"""An edit that waits for an editor: what it would change, and the decision."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from articles.models import Article
from limits import lengths
from limits.texts import BoundedCharField
from newsroom import permissions, proposals
from newsroom.attachments.changes import compare_attachments
from newsroom.checks.prepublish import Checklist, checklist_of_proposal
from newsroom.conflicts import BEFORE_ALL
from newsroom.diff import compare
from newsroom.diff.photos import compare_photos
from newsroom.drafts.submitted_form import number_of
from newsroom.models import Proposal
from newsroom.pages.shortcuts import get_article, redirect_to, render_page
from newsroom.proposals import ProposalRefused
from newsroom.proposals.merging import merged_snapshot
from newsroom.revisions import latest_number, snapshot_of
from vietnamese.names import full_name


class DeclineForm(forms.Form):
    reason = BoundedCharField(
        most=lengths.REASON,
        label="Lý do trả lại",
        rows=3,
        required=False,  # a blank one is refused where it is decided
        widget=AdminTextareaWidget(attrs={"rows": 3, "required": True}),
    )


def proposal(request: HttpRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """What the edit would change in the article of now; editors accept or return it here
    (12 queries; to decide, those of the decision). PermissionDenied for who may not approve."""
    article = get_article(request, pk)
    edit = get_object_or_404(article.proposals.select_related("by"), pk=proposal_pk)
    declines = request.method == "POST" and "accept" not in request.POST
    form = DeclineForm(request.POST if declines else None)
    if request.method == "POST" and (answer := _decide(request, article, edit, form)):
        return answer
    number, live = latest_number(article), snapshot_of(article)
    merged = merged_snapshot(edit, live)
    is_open = edit.state == Proposal.State.OPEN
    context = {
        "title": f"Bản sửa của {full_name(edit.by)}",
        "article": article,
        "proposal": edit,
        "parts": compare(live, merged),
        "pairs": compare_photos(article, live, merged),
        "files": compare_attachments(article, live, merged),
        "latest_number": number,
        "is_older": is_open and number != edit.based_on,
        "form": form,
        "may_decide": is_open and permissions.may_approve(request.user),
    }
    return render_page(request, "proposal", context)


def _decide(
    request: HttpRequest, article: Article, edit: Proposal, form: DeclineForm
) -> HttpResponse | None:
    """None where the page is to be shown again, with what is wrong in the reason."""
    if not permissions.may_approve(request.user):
        raise PermissionDenied
    try:
        if "accept" in request.POST:
            return _accept(request, article, edit)
        if not form.is_valid():
            return None
        proposals.decline(edit, request.user, form.cleaned_data["reason"])
    except ProposalRefused as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(request.get_full_path())
    messages.success(request, "Đã trả lại bản sửa cho người viết.")
    return redirect_to("change", article.pk)


def _accept(request: HttpRequest, article: Article, edit: Proposal) -> HttpResponse:
    began = number_of(request.POST.get("began_from", ""))
    base_revision = BEFORE_ALL if began is None else began
    checklist = checklist_of_proposal(article, edit)
    if edit.state == Proposal.State.OPEN and not checklist.was_seen(request):
        return _checklist_page(request, article, checklist, base_revision)
    missing = proposals.accept(edit, request.user, base_revision, len(checklist.found))
    messages.success(request, "Đã duyệt bản sửa: bài bạn đọc thấy nay là bản này.")
    for sentence in missing:
        messages.warning(request, sentence)
    return redirect_to("change", article.pk)


def _checklist_page(
    request: HttpRequest, article: Article, checklist: Checklist, base_revision: int
) -> HttpResponse:
    """The list on the way, which sends the editor's “accept” on once it was seen."""
    context = {
        "title": "Duyệt bản sửa",
        "article": article,
        "checklist": checklist,
        "base_revision": base_revision,
    }
    return render_page(request, "proposal_checklist", context)
