"""What an article said before, and who did what with it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from articles.models import Article
from newsroom import permissions
from newsroom.attachments.changes import compare_attachments
from newsroom.audit_log import log_action
from newsroom.diff import compare
from newsroom.diff.photos import compare_photos
from newsroom.models import AuditEntry, Revision
from newsroom.pages.shortcuts import get_article, redirect_to, render_page
from newsroom.revisions import ensure_baseline, latest_number, record
from newsroom.revisions import rewind as rewind_article

MOST_SHOWN = 200
CHANGED_MEANWHILE = "Bài đã được sửa trong lúc bạn xem. Hãy so sánh lại."


class TwoRevisions(forms.Form):
    """Two numbers in the address, in any order."""

    tu = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    den = forms.IntegerField(min_value=0, max_value=2**31 - 1)


def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Revisions, proposals and the log, the newest first (5 queries)."""
    article = get_article(request, pk)
    revisions = article.revisions.select_related("by").defer("snapshot")[:MOST_SHOWN]
    context = {
        "title": f"Lịch sử bài “{article}”",
        "article": article,
        "revisions": list(revisions),
        "proposals": article.proposals.select_related("by").defer("snapshot")[:MOST_SHOWN],
        "entries": article.audit_log.select_related("by")[:MOST_SHOWN],
    }
    return render_page(request, "history", context)


def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Two revisions by the words that readers see; 404 where there is no such one (9 queries)."""
    article, form = get_article(request, pk), TwoRevisions(request.GET)
    if not form.is_valid():
        raise Http404
    old, new = (
        get_object_or_404(article.revisions.select_related("by"), number=number)
        for number in sorted(form.cleaned_data.values())
    )
    context = {
        "title": f"So sánh bản {old.number} và bản {new.number}",
        "article": article,
        "old": old,
        "new": new,
        "parts": compare(old.snapshot, new.snapshot),
        "pairs": compare_photos(article, old.snapshot, new.snapshot),
        "files": compare_attachments(article, old.snapshot, new.snapshot),
        "latest_number": latest_number(article),
        "may_write": permissions.may_write(request.user, article),
    }
    return render_page(request, "comparison", context)


@require_POST
def rewind(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The words of that revision, saved anew; those of now stay in the history (about 30 queries,
    10 more for each photo). PermissionDenied for who may not write, 404 without such a revision."""
    article = get_article(request, pk)
    with transaction.atomic():
        article = Article.objects.locked().get(pk=article.pk)
        if not permissions.may_write(request.user, article):
            raise PermissionDenied
        revision = get_object_or_404(article.revisions, number=number)
        if request.POST.get("began_from") != str(latest_number(article)):
            messages.error(request, CHANGED_MEANWHILE)
            return redirect_to("history", article.pk)
        _rewind(request, article, revision)
    return redirect_to("change", article.pk)


def _rewind(request: HttpRequest, article: Article, revision: Revision) -> None:
    ensure_baseline(article)
    missing = rewind_article(article, revision.snapshot)
    if record(article, request.user, f"Lấy lại bản {revision.number}"):
        log_action(article, request.user, AuditEntry.Action.REWOUND, str(revision))
    messages.success(request, f"Đã lấy lại bản {revision.number}.")
    for sentence in missing:
        messages.warning(request, sentence)
