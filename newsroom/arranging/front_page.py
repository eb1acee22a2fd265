"""The page on which editors say what stands at the top of the home page, and until which day."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.front_page import SECONDARY_STORIES, top_stories
from articles.models import LAST_YEAR, Article, FrontStory
from fields.dates import TypedDayField
from limits import lengths
from newsroom import permissions
from newsroom.arranging.choices import (
    CHOICE,
    UNKNOWN,
    ChoiceInput,
    datalist,
    may_point_to,
    named,
    typed_pk,
)
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.pages.shortcuts import redirect_to, render_page
from vietnamese.dates import format_day

_PLACES = "Tin chính", "Tin thứ hai", "Tin thứ ba", "Tin thứ tư", "Tin thứ năm"
PLACES = _PLACES[: 1 + SECONDARY_STORIES]
NOT_PUBLISHED = "Bài này chưa đăng, cũng chưa hẹn giờ đăng: hãy đăng hoặc hẹn giờ trước."
TWICE = "Bài này đã đứng ở chỗ khác trong danh sách."
OVER = "Ngày này đã qua."
TOO_LATE = f"Năm nhiều nhất là {LAST_YEAR}."
NO_ARTICLE = "Hãy chọn bài cho chỗ này, hoặc để trống cả ngày."
ARRANGED_MEANWHILE = (
    "Trong lúc bạn xem, người khác đã sắp lại trang chủ. Chưa có gì đổi: điều bạn chọn vẫn ở dưới"
    " đây, bấm “Lưu” lần nữa thì nó thay cho bản của họ."
)
DONE = "Đã sắp lại trang chủ."


@dataclass(frozen=True)
class Pin:
    """An article's place; `until` is its last day there, None for no end."""

    place: int
    article: int
    until: datetime.date | None


class PlaceForm(forms.Form):
    """One place: the article, by its number or address, and the last day."""

    article = forms.CharField(required=False, max_length=lengths.TOKEN)
    until = TypedDayField(
        required=False,
        widget=forms.TextInput({"placeholder": "08-12-2026", "size": 12}),
    )

    def __init__(self, place: int, data: Any, **kwargs: Any) -> None:
        super().__init__(data, prefix=f"cho-{place}", **kwargs)
        self.place = place
        self.fields["article"].widget = ChoiceInput(f"{PLACES[place]}: bài")
        self.fields["until"].widget.attrs["aria-label"] = f"{PLACES[place]}: đến hết ngày"

    @property
    def name(self) -> str:
        return PLACES[self.place]

    def clean_article(self) -> int | None:
        return typed_pk(self.cleaned_data["article"])

    def clean_until(self) -> datetime.date | None:
        until: datetime.date | None = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise ValidationError(OVER)
        if until and until.year > LAST_YEAR:
            raise ValidationError(TOO_LATE)
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("until") and cleaned.get("article", 0) is None:
            self.add_error("article", NO_ARTICLE)
        return cleaned

    def pin(self) -> Pin | None:
        pk = self.cleaned_data["article"]
        return Pin(self.place, pk, self.cleaned_data["until"]) if pk else None


def front_page(request: HttpRequest) -> HttpResponse:
    """Shows what stands there and takes what is to stand there from now on (5 queries, 3 more for
    each place that changes). PermissionDenied for who may not publish."""
    if not permissions.is_editor(request.user):
        raise PermissionDenied
    forms_ = _sent(request) if request.method == "POST" else _opened(request)
    opened = request.POST.get("opened", "")
    if request.method == "POST" and _are_valid(forms_, request.user):
        pins = [pin for form in forms_ if (pin := form.pin())]
        if arrange(pins, request.user, opened):
            messages.success(request, DONE)
            return redirect_to("front_page")
        messages.error(request, ARRANGED_MEANWHILE)
        opened = fingerprint(_stored())
    shown = top_stories(timezone.now())
    context = {
        "title": "Sắp trang chủ",
        "places": [
            (form, shown[form.place] if form.place < len(shown) else None) for form in forms_
        ],
        "opened": opened if request.method == "POST" else fingerprint(_stored()),
        "datalist": datalist(),
    }
    return render_page(request, "front_page", context)


def arrange(pins: Sequence[Pin], by: Any, opened: str) -> bool:
    """Let these stand there and no others; False where somebody has changed it since `opened`, and
    nothing is done. An entry of the log for each article that comes, goes or moves."""
    with transaction.atomic():
        list(FrontStory.objects.select_for_update())
        before = {pin.article: pin for pin in _stored()}
        if fingerprint(before.values()) != opened:
            return False
        after = {pin.article: pin for pin in pins}
        changed = {pk for pk in {*before, *after} if before.get(pk) != after.get(pk)}
        if not changed:
            return True
        FrontStory.objects.all().delete()
        for pin in pins:
            FrontStory.objects.create(article_id=pin.article, place=pin.place, until=pin.until)
        for article in Article.objects.filter(pk__in=changed).order_by("pk"):
            _log(article, after.get(article.pk), by)
    return True


def fingerprint(pins: Iterable[Pin]) -> str:
    ordered = sorted(pins, key=lambda pin: pin.place)
    return " ".join(f"{pin.place}:{pin.article}:{pin.until or ''}" for pin in ordered)


def _log(article: Article, pin: Pin | None, by: Any) -> None:
    if pin is None:
        log_action(article, by, AuditEntry.Action.UNPINNED)
        return
    until = f", đến hết ngày {format_day(pin.until)}" if pin.until else ""
    log_action(article, by, AuditEntry.Action.PINNED, f"{PLACES[pin.place]}{until}")


def _stored() -> list[Pin]:
    """1 query."""
    rows = FrontStory.objects.values_list("place", "article_id", "until")
    return [Pin(*row) for row in rows]


def _sent(request: HttpRequest) -> list[PlaceForm]:
    return [PlaceForm(place, request.POST) for place in range(len(PLACES))]


def _opened(request: HttpRequest) -> list[PlaceForm]:
    """What is stored and not over; the article that `?bai=` names comes first, and moves the others
    down as far as there is room."""
    today = timezone.localdate()
    pins = [pin for pin in _stored() if pin.until is None or pin.until >= today]
    names = named([pin.article for pin in pins], request.user)
    places: list[dict[str, str]] = [{} for _ in PLACES]
    for pin in pins:
        until = format_day(pin.until) if pin.until else ""
        places[pin.place] = {"article": names[pin.article], "until": until}
    if (wanted := _wanted(request)) and wanted.pk not in names:
        free = places.index({}) if {} in places else len(places) - 1
        first = {"article": CHOICE.format(wanted.pk, wanted.title), "until": format_day(today)}
        places = [first, *places[:free], *places[free + 1 :]]
    return [PlaceForm(place, None, initial=initial) for place, initial in enumerate(places)]


def _wanted(request: HttpRequest) -> Article | None:
    try:
        pk = typed_pk(request.GET.get("bai", ""))
    except ValidationError:
        return None
    return may_point_to(request.user).filter(pk=pk).first() if pk else None


def _are_valid(places: Sequence[PlaceForm], by: Any) -> bool:
    """With the errors beside their fields (2 queries)."""
    if any([not form.is_valid() for form in places]):  # noqa: C419  # each is asked
        return False
    stored = {pin.article for pin in _stored()}
    asked = [(form, pk) for form in places if (pk := form.cleaned_data["article"])]
    known = dict(
        may_point_to(by).filter(pk__in=[pk for _, pk in asked]).values_list("pk", "status")
    )
    seen: set[int] = set()
    for form, pk in asked:
        if pk in seen:
            form.add_error("article", TWICE)
        elif pk not in known and pk not in stored:
            form.add_error("article", UNKNOWN.format(pk=pk))
        elif pk not in stored and known[pk] != Article.Status.PUBLISHED:
            form.add_error("article", NOT_PUBLISHED)
        seen.add(pk)
    return not any(form.errors for form in places)
