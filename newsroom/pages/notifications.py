"""The page behind the bell."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from newsroom.models import Notification
from newsroom.pages.shortcuts import framed, require_desk

SHOWN = 100
MOST_COUNTED = 99


def notifications(request: HttpRequest) -> HttpResponse:
    """This person's, the newest first, with a button that calls them read: one by its number, or
    all that the page has shown (2 queries)."""
    require_desk(request)
    own = Notification.objects.of(request.user)
    if request.method == "POST":
        return _call_read(request)
    unread = set(own.unread().values_list("pk", flat=True)[:SHOWN])
    shown = list(own[:SHOWN])
    context = framed(request) | {
        "title": "Thông báo",
        "unread": [each for each in shown if each.pk in unread],
        "others": [each for each in shown if each.pk not in unread],
        "last": shown[0].pk if shown else 0,
    }
    return render(request, "newsroom/notifications.html", context)


def unread_number(person: object) -> str:
    """How many there are for the bell, counted to MOST_COUNTED; "" where there are none (1
    query)."""
    number = Notification.objects.of(person).unread()[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")


def _call_read(request: HttpRequest) -> HttpResponse:
    own = Notification.objects.filter(person=request.user.pk, read_at=None)
    one, last = request.POST.get("one", ""), request.POST.get("last", "")
    if one.isdecimal() and len(one) < 18:
        own = own.filter(pk=int(one))
    elif last.isdecimal() and len(last) < 18:
        own = own.filter(pk__lte=int(last))
    else:
        own = own.none()
    if own.update(read_at=timezone.now()) and not one:
        messages.success(request, "Đã đánh dấu xem hết.")
    return HttpResponseRedirect(reverse("admin:notifications"))
