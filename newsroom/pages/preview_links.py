"""The preview links of an article: made, listed and revoked at the desk."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from articles.models import Article
from newsroom import permissions
from newsroom.models import Proposal
from newsroom.pages.shortcuts import get_article, redirect_to, render_page
from newsroom.preview_links import DAYS, address_of, make_link
from newsroom.preview_links import revoke as revoke_link
from pictures.qr import secret_qr_svg

MOST_SHOWN = 50


class PreviewLinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label="Dùng được trong",
        choices=[(days, f"{days} ngày") for days in DAYS],
        coerce=int,
        initial=DAYS[1],
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn số ngày.", "invalid_choice": "Hãy chọn số ngày."},
    )
    of_proposal = forms.BooleanField(label="Cho xem bản sửa đang chờ duyệt", required=False)

    def __init__(self, *args: Any, waits: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not waits:
            del self.fields["of_proposal"]


def preview_links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links there are, and the one just made, which is shown this one time (4 queries, 3 more
    to make one). PermissionDenied for a link that this person may not make."""
    article = get_article(request, pk)
    waits = article.proposals.filter(state=Proposal.State.OPEN).exists()
    may_share = permissions.may_share(request.user, article)
    link, form = "", PreviewLinkForm(waits=waits, initial={"of_proposal": waits})
    if request.method == "POST":
        if not may_share:
            raise PermissionDenied
        form = PreviewLinkForm(request.POST, waits=waits)
        if form.is_valid():
            link = _make(request, article, form.cleaned_data)
    context = {
        "title": "Liên kết xem trước",
        "article": article,
        "form": form,
        "may_share": may_share,
        "links": article.preview_links.with_withdrawals().select_related("by")[:MOST_SHOWN],
        "link": link,
        "qr": secret_qr_svg(link) if link else "",
    }
    return render_page(request, "preview_links", context)


@require_POST
def revoke(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    """Whoever may see the article and write at all may take any of its links back
    (5 queries). PermissionDenied for others, 404 without such a link."""
    article = get_article(request, pk)
    if not permissions.may_revoke(request.user, article):
        raise PermissionDenied
    link = get_object_or_404(article.preview_links.select_related("by"), pk=link_pk)
    revoke_link(link, request.user)
    messages.success(request, "Đã thu hồi liên kết xem trước.")
    return redirect_to("preview_links", article.pk)


def _make(request: HttpRequest, article: Article, asked: dict[str, Any]) -> str:
    """The whole address of a new link (3 queries)."""
    token = make_link(
        article, request.user, asked["days"], of_proposal=asked.get("of_proposal", False)
    )
    return request.build_absolute_uri(address_of(token))
