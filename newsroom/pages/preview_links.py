"""The preview links of an article: made, listed and revoked at the desk."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST

from articles.models import Article
from newsroom import permissions
from newsroom.admin.access import AccessMixin
from newsroom.models import Proposal
from newsroom.preview_links import DAYS, address_of, make_link, revoke
from pictures.qr import qr_svg

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


class PreviewLinksMixin(AccessMixin):
    """For ArticleAdmin."""

    def get_urls(self) -> list:
        own, name = self.admin_site.admin_view, "articles_article_{}".format
        return [
            path(
                "<int:pk>/lien-ket-xem-truoc/",
                own(self.preview_links_view),
                name=name("preview_links"),
            ),
            path(
                "<int:pk>/lien-ket-xem-truoc/<int:link_pk>/thu-hoi/",
                own(require_POST(self.revoke_view)),
                name=name("revoke"),
            ),
            *super().get_urls(),
        ]

    def preview_links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The links there are, and the one just made, which is shown this one time."""
        article = self.found(request, pk)
        waits = article.proposals.filter(state=Proposal.State.OPEN).exists()
        may_share = permissions.may_share(request.user, article)
        link, form = "", PreviewLinkForm(waits=waits, initial={"of_proposal": waits})
        if request.method == "POST":
            if not may_share:
                raise PermissionDenied
            form = PreviewLinkForm(request.POST, waits=waits)
            if form.is_valid():
                link = self._made(request, article, form.cleaned_data)
        return self._page(
            request,
            article,
            "preview_links",
            title="Liên kết xem trước",
            form=form,
            may_share=may_share,
            links=article.preview_links.select_related("by")[:MOST_SHOWN],
            link=link,
            qr=qr_svg(link) if link else "",
        )

    def _made(self, request: HttpRequest, article: Article, asked: dict[str, Any]) -> str:
        token = make_link(
            article, request.user, asked["days"], of_proposal=asked.get("of_proposal", False)
        )
        return request.build_absolute_uri(address_of(token))

    def revoke_view(self, request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
        """Whoever may see the article and write at all may take any of its links back."""
        article = self.found(request, pk)
        if not request.user.has_perm("articles.change_article"):
            raise PermissionDenied
        revoke(
            get_object_or_404(article.preview_links.select_related("by"), pk=link_pk), request.user
        )
        self.message_user(request, "Đã thu hồi liên kết xem trước.", messages.SUCCESS)
        return self._to(article, "preview_links")
