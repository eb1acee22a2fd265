"""The page on which a form that would overwrite somebody else's words stands beside those."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Article
from newsroom.conflicts import decided, opened_at
from newsroom.conflicts.merging import in_words
from newsroom.diff import compare
from newsroom.drafts.submitted_form import pairs_in
from newsroom.models import Proposal
from newsroom.pages.shortcuts import list_position, render_page
from newsroom.revisions import latest_number, snapshot_of
from newsroom.saving import THEIRS, Conflict


def conflict_page(
    request: HttpRequest, article: Article, conflict: Conflict, dropped: set[str]
) -> HttpResponse:
    """409: both texts side by side. What was typed stands in the page, to be sent once more without
    the `dropped` fields (about 6 queries). What can be merged without a decision is not shown."""
    theirs = conflict.theirs
    anew: dict[str, Any] = {"began_from": latest_number(article)}
    if is_proposal := isinstance(theirs, Proposal):
        anew["goes_on_from"] = theirs.pk
    stored, mine, merge = theirs.snapshot if theirs else snapshot_of(article), conflict.mine, None
    if conflict.merge and conflict.merge.both:
        merge, names = conflict.merge, {*conflict.merge.both, "category_name"}
        opened, _ = opened_at(request.POST.get("began_from", ""))
        anew["began_from"] = decided(opened, anew["began_from"])
        mine = stored | {name: mine[name] for name in names}
    title = "Bài đã được lưu trong lúc bạn viết"
    context = {
        "title": "Có bản sửa khác đang chờ duyệt" if is_proposal else title,
        "article": article,
        "theirs": theirs,
        "is_proposal": is_proposal,
        "there": "bản đang chờ duyệt" if is_proposal else "bản đang có",
        "parts": [part for part in compare(stored, mine) if part.is_changed],
        "merged": in_words(merge.by_me | merge.by_them) if merge else "",
        "theirs_button": THEIRS if merge and merge.by_me else "",
        "sent": [
            *pairs_in(request.POST, {"csrfmiddlewaretoken", THEIRS, *dropped, *anew}),
            *anew.items(),
        ],
        "address": reverse("admin:articles_article_change", args=[article.pk])
        + list_position(request),
    }
    return render_page(request, "conflict", context, status=409)
