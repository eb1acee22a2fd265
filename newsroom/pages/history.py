"""What an article said before, who did what with it, and edits that wait for an editor."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST

from articles.models import Article
from newsroom import permissions, proposals
from newsroom.admin.access import AccessMixin
from newsroom.audit_log import log_action
from newsroom.diff import compare
from newsroom.models import AuditEntry, Proposal, Revision
from newsroom.photo_diff import compare_photos
from newsroom.prepublish import Checklist, checklist_of_proposal
from newsroom.proposal_preview import merged_snapshot
from newsroom.proposals import ProposalRefused
from newsroom.revisions import ensure_baseline, latest_number, record, restore, snapshot_of
from vietnamese.names import full_name

MOST_SHOWN = 200
CHANGED_MEANWHILE = "Bài đã được sửa trong lúc bạn xem. Hãy so sánh lại."


class TwoRevisions(forms.Form):
    """Two numbers in the address, in any order."""

    tu = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    den = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class HistoryMixin(AccessMixin):
    """For ArticleAdmin."""

    def get_urls(self) -> list:
        own, name = self.admin_site.admin_view, "articles_article_{}".format
        return [
            path("<int:pk>/so-sanh/", own(self.compare_view), name=name("compare")),
            path(
                "<int:pk>/ban/<int:number>/lay-lai/",
                own(require_POST(self.rewind_view)),
                name=name("rewind"),
            ),
            path(
                "<int:pk>/ban-sua/<int:proposal_pk>/",
                own(self.proposal_view),
                name=name("proposal"),
            ),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Revisions, proposals and the log, the newest first (about 6 queries)."""
        article = self.found(request, object_id)
        revisions = article.revisions.select_related("by").defer("snapshot")[:MOST_SHOWN]
        return self._page(
            request,
            article,
            "history",
            title=f"Lịch sử bài “{article}”",
            revisions=list(revisions),
            proposals=article.proposals.select_related("by").defer("snapshot")[:MOST_SHOWN],
            lines=article.audit_log.select_related("by")[:MOST_SHOWN],
        )

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two revisions by the words that readers see; 404 where there is no such number."""
        article, form = self.found(request, pk), TwoRevisions(request.GET)
        if not form.is_valid():
            raise Http404
        numbers = sorted(form.cleaned_data.values())
        old, new = (
            get_object_or_404(article.revisions.select_related("by"), number=number)
            for number in numbers
        )
        return self._page(
            request,
            article,
            "compare",
            title=f"So sánh bản {old.number} và bản {new.number}",
            old=old,
            new=new,
            parts=compare(old.snapshot, new.snapshot),
            pairs=compare_photos(article, old.snapshot, new.snapshot),
            number=latest_number(article),
            may_write=permissions.may_write(request.user, article),
        )

    def rewind_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """The words of that revision, saved anew; those of now stay in the history."""
        article = self.found(request, pk)
        with transaction.atomic():
            article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
            if not permissions.may_write(request.user, article):
                raise PermissionDenied
            revision = get_object_or_404(article.revisions, number=number)
            if request.POST.get("began_from") != str(latest_number(article)):
                self.message_user(request, CHANGED_MEANWHILE, messages.ERROR)
                return self._to(article, "history")
            self._rewind(request, article, revision)
        return self._to(article, "change")

    def _rewind(self, request: HttpRequest, article: Article, revision: Revision) -> None:
        ensure_baseline(article)
        missing = restore(article, revision.snapshot)
        if record(article, request.user, f"Lấy lại bản {revision.number}"):
            log_action(article, request.user, AuditEntry.Action.REWOUND, str(revision))
        self.message_user(request, f"Đã lấy lại bản {revision.number}.", messages.SUCCESS)
        for sentence in missing:
            self.message_user(request, sentence, messages.WARNING)

    def proposal_view(self, request: HttpRequest, pk: int, proposal_pk: int) -> HttpResponse:
        """What the edit would change in the article of now; editors accept or return it here."""
        article = self.found(request, pk)
        proposal = get_object_or_404(article.proposals.select_related("by"), pk=proposal_pk)
        if request.method == "POST":
            return self._decide(request, article, proposal)
        number, live = latest_number(article), snapshot_of(article)
        edited = merged_snapshot(proposal, live)
        is_open = proposal.state == Proposal.State.OPEN
        return self._page(
            request,
            article,
            "proposal",
            title=f"Bản sửa của {full_name(proposal.by)}",
            proposal=proposal,
            parts=compare(live, edited),
            pairs=compare_photos(article, live, edited),
            number=number,
            is_older=is_open and number != proposal.based_on,
            may_decide=is_open and permissions.is_editor(request.user),
        )

    def _decide(self, request: HttpRequest, article: Article, proposal: Proposal) -> HttpResponse:
        if not permissions.is_editor(request.user):
            raise PermissionDenied
        began = request.POST.get("began_from", "")
        try:
            if "accept" in request.POST:
                base_revision = int(began) if began.isdecimal() else -1
                checklist = checklist_of_proposal(article, proposal)
                if proposal.state == Proposal.State.OPEN and not checklist.was_seen(request):
                    return self._look_page(request, article, checklist, began)
                missing = proposals.accept(
                    proposal, request.user, base_revision, len(checklist.found)
                )
                said = "Đã duyệt bản sửa: bài bạn đọc thấy nay là bản này."
            else:
                missing = []
                proposals.decline(proposal, request.user, request.POST.get("reason", ""))
                said = "Đã trả lại bản sửa cho người viết."
        except ProposalRefused as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        self.message_user(request, said, messages.SUCCESS)
        for sentence in missing:
            self.message_user(request, sentence, messages.WARNING)
        return self._to(article, "change")

    def _look_page(
        self, request: HttpRequest, article: Article, checklist: Checklist, began: str
    ) -> HttpResponse:
        """The list on the way, which sends the editor's “accept” on once it was seen."""
        return self._page(
            request,
            article,
            "accept",
            title="Duyệt bản sửa",
            checklist=checklist,
            began_from=began,
        )
