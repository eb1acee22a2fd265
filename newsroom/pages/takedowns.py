"""What is asked before a public page goes, and the page that takes it back."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.models import Article
from newsroom import takedowns
from newsroom.drafts.submitted_form import pairs_in
from newsroom.models import Takedown
from newsroom.pages.shortcuts import framed, render_page
from newsroom.takedowns import TakingBackRefused
from newsroom.workflow import Step
from vietnamese.numbers import group_digits

ASKED = "takes_down"  # the pages that the question named, as a digest
CONFIRMED = "_take_down"  # the button of the form that was asked about its dates
GONE = (
    "Bạn đọc không còn mở được {pages}. Nhầm thì <a href='{address}'>lấy lại</a> trong vòng một"
    " ngày."
)


def was_asked(request: HttpRequest, going: Iterable[Article]) -> bool:
    """Whether the person comes from the question that named these very pages, or none goes."""
    digest = _digest(going)
    return not digest or digest in request.POST.getlist(ASKED)


def ask_for_many(
    request: HttpRequest, step: Step, going: Sequence[Article], others: int
) -> HttpResponse:
    """The question before `step` is taken with what was ticked in the list: it names those that
    readers have now; so many `others` they do not have."""
    context = {
        "title": f"{step.label} {group_digits(len(going))} trang đang đăng?",
        "step": step,
        "pages": named(going),
        "others": others,
        "digest": _digest(going),
        "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "across": request.POST.get("select_across", "0"),
        "address": request.get_full_path(),
    }
    return render_page(request, "takedown_of_many", context)


def ask_for_dates(request: HttpRequest, article: Article, left_out: set[str]) -> HttpResponse:
    """The question before an article's form is saved with dates by which readers no longer get it.
    What was typed stands in the page, to be sent once more without the `left_out` fields."""
    context = {
        "title": "Ngày giờ này làm bài rời khỏi trang",
        "article": article,
        "pages": named([article]),
        "sent": pairs_in(request.POST, {"csrfmiddlewaretoken", CONFIRMED, *left_out}),
        "confirmed": CONFIRMED,
        "address": request.get_full_path(),
    }
    return render_page(request, "takedown_by_dates", context)


def offer(request: HttpRequest, takedown: Takedown | None) -> None:
    """Says what readers no longer get, with the way back (1 query); nothing where they get it."""
    if takedown is None or takedown.pk is None:
        return
    pages = list(takedown.pages.all()[:2])
    which = f"“{pages[0]}”" if len(pages) == 1 else f"{takedown.pages.count()} trang"
    address = reverse("admin:takedown", args=[takedown.pk])
    messages.warning(request, format_html(GONE, pages=which, address=address))


def takedown(request: HttpRequest, pk: int) -> HttpResponse:
    """What was taken away at once, and the button that takes it back (3 queries; more as
    takedowns.take_back()). PermissionDenied for who could not have taken it away."""
    found = get_object_or_404(Takedown.objects.select_related("by"), pk=pk)
    pages = list(found.pages.all())
    if not takedowns.may_take_back(request.user, pages):
        raise PermissionDenied
    if request.method == "POST":
        return _take_back(request, found)
    context = framed(request) | {
        "title": "Lấy lại trang vừa gỡ",
        "takedown": found,
        "pages": [(page.title, page.address) for page in pages],
        "is_open": found.is_open(timezone.now()),
    }
    return render(request, "newsroom/takedown.html", context)


def _take_back(request: HttpRequest, found: Takedown) -> HttpResponse:
    try:
        result = takedowns.take_back(found, request.user)
    except TakingBackRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if number := len(result.titles):
            which = f"“{result.titles[0]}”" if number == 1 else f"{number} trang"
            messages.success(request, f"Đã lấy lại {which}.")
        for remark in result.remarks:
            messages.warning(request, remark)
    return HttpResponseRedirect(reverse("admin:index"))


def named(going: Iterable[Article]) -> list[tuple[str, str]]:
    """Each title, with the address that readers know."""
    return [(str(article), article.get_absolute_url()) for article in going]


def _digest(going: Iterable[Any]) -> str:
    keys = sorted(article.pk for article in going)
    return hashlib.sha256(repr(keys).encode()).hexdigest()[:32] if keys else ""
