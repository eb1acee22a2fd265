"""The preview at the desk: what is stored, an edit that waits, or a form as it stands, unsaved, in
a frame as wide as a phone, a desk or a sheet of paper."""

from functools import wraps
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from articles.article_context import article_context
from articles.models import Article
from newsroom import permissions
from newsroom.admin.access import AccessMixin
from newsroom.models import Proposal
from newsroom.preview import Preview, View, article_page, print_page, unseen, words_with
from newsroom.submitted_form import number_of, pairs_in

TEXTS = {"title", "lead", "body"}
STORED = "Bản xem trước: chỉ người đăng nhập thấy trang này."
TYPED = "Bản xem trước của bản đang viết, chưa lưu."
OF_PROPOSAL = "ban-sua"


# Typed for any answer; the decorators above them want to know that it is a whole one.
own_frames: Any = csp_replace({"frame-ancestors": [SELF]})
holds_frames: Any = csp_update({"frame-src": [SELF]})


def framed(view: View) -> View:
    """For a page that this site's own frames may hold, under the public pages' policy."""

    @wraps(view)
    @unseen
    @xframe_options_sameorigin
    @own_frames
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(*args, **kwargs)

    return answer


def frame(view: View) -> View:
    return unseen(holds_frames(view))


class PreviewMixin(AccessMixin):
    """For ArticleAdmin. What is posted is read by the article's own form, and never stored."""

    def get_urls(self) -> list:
        own, name = self.admin_site.admin_view, "articles_article_preview{}".format
        pages = [
            ("", framed(self.preview_view), ""),
            ("in/", framed(self.preview_print_view), "_print"),
            ("khung/", frame(self.preview_frame_view), "_frame"),
        ]
        return [
            *(path(f"<int:pk>/xem-truoc/{end}", own(view), name=name(e)) for end, view, e in pages),
            *(
                path(f"xem-truoc/{end}", own(require_POST(view)), name=name(f"{e}_of_new"))
                for end, view, e in pages
            ),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The article's page as readers will see it (about 10 queries)."""
        return article_page(request, *self._shown(request, pk))

    def preview_print_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return print_page(request, *self._shown(request, pk), "#")

    def preview_frame_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The frame with its buttons. What was posted stands in it, to be sent on to the pages."""
        is_typed = request.method == "POST"
        article = self._writing(request, pk) if is_typed else self._seen(request, pk)
        proposal = self._proposal(request, article) if article else None
        context = self.admin_site.each_context(request) | {
            "title": f"Xem trước “{article}”" if article else "Xem trước bài mới",
            "opts": self.opts,
            "article": article,
            "proposal": proposal,
            "page_url": _address("", article),
            "print_url": _address("_print", article),
            "is_typed": is_typed,
            "sent": pairs_in(request.POST, {"csrfmiddlewaretoken"}),
            "may_share": article is not None and permissions.may_share(request.user, article),
        }
        return render(request, "admin/articles/article/preview.html", context)

    def _shown(self, request: HttpRequest, pk: int | None) -> tuple[dict[str, Any], Preview]:
        if request.method == "POST":
            return self._typed(request, pk)
        article = self._seen(request, pk)
        print_url = _address("_print", article)
        preview = Preview(STORED, is_framed=True)
        if proposal := self._proposal(request, article):
            print_url += f"?{OF_PROPOSAL}={proposal.pk}"
            return words_with(article, proposal, print_url), preview
        return article_context(article, print_url=print_url), preview

    def _typed(self, request: HttpRequest, pk: int | None) -> tuple[dict[str, Any], Preview]:
        """What the form says, as far as it can be understood; files come only with a save."""
        article = self._writing(request, pk)
        with transaction.atomic():
            form = self.get_form(request, article, change=bool(article))(
                request.POST, instance=article
            )
            wrong = [_label(form, name) for name in form.errors]
            typed = form.instance
            rows: dict[str, list[Any]] = {}
            for formset_class, inline in self.get_formsets_with_inlines(request, article):
                formset = formset_class(
                    request.POST,
                    instance=typed,
                    prefix=formset_class.get_default_prefix(),
                    queryset=inline.get_queryset(request),
                )
                wrong += [formset.model._meta.verbose_name] if any(formset.errors) else []
                rows[formset.prefix] = _rows(formset)
            transaction.set_rollback(True)
        changed = set(form.changed_data)
        if article and TEXTS & changed and "updated_at" not in changed:
            typed.updated_at = timezone.now()  # as the save will stamp it
        typed.tidy()
        says = TYPED
        if wrong:
            says += f" Còn chỗ chưa đúng nên chưa hiện ra được: {', '.join(dict.fromkeys(wrong))}."
        words = article_context(typed, rows.get("photos", []), rows.get("bylines", []), "#")
        return words, Preview(says, is_framed=True)

    def _seen(self, request: HttpRequest, pk: int | None) -> Article:
        """With an unknown number, and with none, 404."""
        return self.found(request, pk or 0)

    def _writing(self, request: HttpRequest, pk: int | None) -> Article | None:
        """The article of which this person may send the form; None for a new one's."""
        article = self.found(request, pk) if pk else None
        may_change = article is not None and self.has_change_permission(request, article)
        if not may_change and not (article is None and self.has_add_permission(request)):
            raise PermissionDenied
        return article

    def _proposal(self, request: HttpRequest, article: Article | None) -> Proposal | None:
        """The edit that the address names; 404 for one of another article."""
        number = request.GET.get(OF_PROPOSAL)
        if number is None or article is None:
            return None
        return get_object_or_404(article.proposals, pk=number_of(number))


def _address(page: str, article: Article | None) -> str:
    name = f"admin:articles_article_preview{page}"
    return reverse(name, args=[article.pk]) if article else reverse(f"{name}_of_new")


def _label(form: Any, name: str) -> str:
    return str(form.fields[name].label).lower() if name in form.fields else "ngày giờ"


def _rows(formset: Any) -> list[Any]:
    """The rows of a formset whose errors were asked for: as they would be stored and in their
    order, whether or not each of them could be."""
    rows = []
    for form in formset.forms:
        is_deleted = getattr(form, "cleaned_data", {}).get("DELETE")
        if (form.instance.pk or form.has_changed()) and not is_deleted:
            form.instance.order = form.instance.order or 0  # blank where it was not a number
            form.instance.tidy()
            rows.append(form.instance)
    return sorted(rows, key=lambda row: row.order)
