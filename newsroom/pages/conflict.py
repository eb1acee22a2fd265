"""The page on which a form that would overwrite somebody else's words stands beside those."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Article
from newsroom.diff import compare
from newsroom.drafts.submitted_form import pairs_in
from newsroom.models import Proposal
from newsroom.pages.shortcuts import render_page
from newsroom.revisions import latest_number, snapshot_of
from newsroom.saving import Conflict


def conflict_page(
    request: HttpRequest, article: Article, conflict: Conflict, dropped: set[str]
) -> HttpResponse:
    """409: both texts side by side. What was typed stands in the page, to be sent once more without
    the `dropped` fields (about 6 queries)."""
    theirs = conflict.theirs
    anew = {"began_from": latest_number(article)}
    if is_proposal := isinstance(theirs, Proposal):
        anew["goes_on_from"] = theirs.pk
    stored = theirs.snapshot if theirs else snapshot_of(article)
    title = "Bài đã được lưu trong lúc bạn viết"
    context = {
        "title": "Có bản sửa khác đang chờ duyệt" if is_proposal else title,
        "article": article,
        "theirs": theirs,
        "is_proposal": is_proposal,
        "there": "bản đang chờ duyệt" if is_proposal else "bản đang có",
        "parts": [part for part in compare(stored, conflict.mine) if part.is_changed],
        "sent": [*pairs_in(request.POST, {"csrfmiddlewaretoken", *dropped, *anew}), *anew.items()],
        "address": reverse("admin:articles_article_change", args=[article.pk]),
    }
    return render_page(request, "conflict", context, status=409)
