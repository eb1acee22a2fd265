"""The preview at the desk: what is stored, an edit that waits, or a form as it stands, unsaved, in
a frame as wide as a phone, a desk or a sheet of paper."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.article_context import article_context
from articles.models import Article
from articles.onward_links import onward_links_with
from newsroom import permissions
from newsroom.drafts.submitted_form import number_of, pairs_in
from newsroom.models import Proposal
from newsroom.pages.shortcuts import get_article, render_page
from newsroom.preview_rendering import (
    Preview,
    View,
    article_page,
    context_with_proposal,
    print_page,
    unseen,
)
from newsroom.saving import WORDING_FIELDS

STORED = "Bản xem trước: chỉ người đăng nhập thấy trang này."
TYPED = "Bản xem trước của bản đang viết, chưa lưu."
OF_PROPOSAL = "ban-sua"

# Typed for any answer; the decorators above them want to know that it is a whole one.
own_frames = cast("Callable[[View], View]", csp_replace({"frame-ancestors": [SELF]}))
holds_frames = cast("Callable[[View], View]", csp_update({"frame-src": [SELF]}))


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


@framed
def page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The article's page as readers will see it (about 10 queries)."""
    return article_page(request, *_shown(request, pk))


@framed
def print_view(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    return print_page(request, *_shown(request, pk), "#")


@frame
def frame_view(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The frame with its buttons. What was posted stands in it, to be sent on to the pages."""
    is_typed = request.method == "POST"
    article = _writing(request, pk) if is_typed else _seen(request, pk)
    proposal = _proposal(request, article) if article else None
    context = {
        "title": f"Xem trước “{article}”" if article else "Xem trước bài mới",
        "article": article,
        "proposal": proposal,
        "page_url": _address("", article),
        "print_url": _address("_print", article),
        "is_typed": is_typed,
        "sent": pairs_in(request.POST, {"csrfmiddlewaretoken"}),
        "may_share": article is not None and permissions.may_share(request.user, article),
    }
    return render_page(request, "preview", context)


def _shown(request: HttpRequest, pk: int | None) -> tuple[dict[str, Any], Preview]:
    if request.method == "POST":
        return _typed(request, pk)
    article = _seen(request, pk)
    print_url = _address("_print", article)
    preview = Preview(STORED, is_framed=True)
    if proposal := _proposal(request, article):
        print_url += f"?{OF_PROPOSAL}={proposal.pk}"
        return context_with_proposal(article, proposal, print_url), preview
    return article_context(article, print_url=print_url), preview


def _typed(request: HttpRequest, pk: int | None) -> tuple[dict[str, Any], Preview]:
    """What the form says, as far as it can be understood; files come only with a save. It is read
    by the article's own form, and never stored."""
    article = _writing(request, pk)
    with transaction.atomic():
        form, rows, wrong = read_form(request, Article, article)
        transaction.set_rollback(True)
    typed, changed = form.instance, set(form.changed_data)
    if article and set(WORDING_FIELDS) & changed and "updated_at" not in changed:
        typed.updated_at = timezone.now()  # as the save will stamp it
    typed.tidy()
    photos, bylines, attachments = (
        rows.get(name, []) for name in ("photos", "bylines", "attachments")
    )
    context = article_context(typed, photos, bylines, "#", attachments)
    if "related" in form.fields:
        topics, related = map(form.cleaned_data.get, ("topics", "related"))
        context["onward_links"] = onward_links_with(topics or (), related or (), timezone.now())
    return context, Preview(says_of(wrong), is_framed=True)


def says_of(wrong: list[str]) -> str:
    """What stands above what was typed, where these places in it are wrong."""
    if not wrong:
        return TYPED
    places = ", ".join(dict.fromkeys(wrong))
    return f"{TYPED} Còn chỗ chưa đúng nên chưa hiện ra được: {places}."


def read_form(
    request: HttpRequest, model: type[Model], row: Any
) -> tuple[Any, dict[str, list[Any]], list[str]]:
    """The form of the model's row (None for a new one's) as it was posted, the rows of its formsets
    by their prefixes, and what in them is wrong, in words."""
    desk = admin.site.get_model_admin(model)
    form_class = desk.get_form(request, row, change=bool(row))
    form = form_class(request.POST, instance=row)
    wrong = [_label(form, name) for name in form.errors]
    rows: dict[str, list[Any]] = {}
    for formset_class, inline in desk.get_formsets_with_inlines(request, row):
        formset = formset_class(
            request.POST,
            instance=form.instance,
            prefix=formset_class.get_default_prefix(),
            queryset=inline.get_queryset(request),
        )
        wrong += [formset.model._meta.verbose_name] if any(formset.errors) else []
        rows[formset.prefix] = _rows(formset)
    return form, rows, wrong


def _seen(request: HttpRequest, pk: int | None) -> Article:
    """With an unknown number, and with none, 404."""
    return get_article(request, pk or 0)


def _writing(request: HttpRequest, pk: int | None) -> Article | None:
    """The article of which this person may send the form; None for a new one's."""
    article = get_article(request, pk) if pk else None
    if not permissions.may_edit(request.user, article):
        raise PermissionDenied
    return article


def _proposal(request: HttpRequest, article: Article | None) -> Proposal | None:
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
