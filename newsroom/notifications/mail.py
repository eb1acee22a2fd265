"""Notifications by mail: the number of an article and where it is, never its title or its text;
a person gets one in an hour at most."""

import datetime
import smtplib
from collections import defaultdict

from django.contrib.auth.models import User
from django.db.models import Max
from django.urls import reverse

from alerts.mail import address_of, send
from newsroom.models import Notification
from vietnamese.names import full_name

PAUSE = datetime.timedelta(hours=1)
MOST_IN_A_MAIL = 20
SUBJECT = "Có {number} việc ở trang quản trị"
TEXT = "Chào {name},\n\n{lines}\n\nTất cả thông báo: {all}"


class NotSent(Exception):
    """Some mails were not; the message says why, in Vietnamese. They go with the next try."""


def send_due(now: datetime.datetime) -> datetime.datetime | None:
    """A mail to each person for whom there is something new and whose last one is an hour old;
    when the next of the others may go. Each is marked before it is sent: a crash loses a mail
    rather than repeat it (2 queries, 2 for each mail). NotSent where a mail server refuses."""
    new = _new()
    last = _last_mails(list(new))
    later = [last[person.pk] + PAUSE for person in new if last[person.pk] > now - PAUSE]
    refused = []
    for person, notifications in new.items():
        if last[person.pk] > now - PAUSE:
            continue
        mailed = Notification.objects.filter(pk__in=[each.pk for each in notifications])
        mailed.update(mailed_at=now)
        try:
            send([person.email], *_mail(person, notifications))
        except smtplib.SMTPRecipientsRefused:
            refused.append(person)  # their address is wrong, and stays so
        except (OSError, smtplib.SMTPException, ValueError) as error:
            mailed.update(mailed_at=None)
            raise NotSent(f"Máy chủ thư không nhận: {type(error).__name__}.") from error
    if refused:
        names = ", ".join(person.get_username() for person in refused)
        raise NotSent(f"Máy chủ thư không nhận địa chỉ thư của: {names}.")
    return min(later, default=None)


def _new() -> dict[User, list[Notification]]:
    """What nobody was told of, by person, the newest last; nobody without an address."""
    rows = Notification.objects.unread().filter(
        mailed_at=None, person__is_active=True, person__is_staff=True
    )
    rows = rows.exclude(person__email="").select_related("person", "entry").order_by("pk")
    found: dict[User, list[Notification]] = defaultdict(list)
    for row in rows:
        found[row.person].append(row)
    return found


def _last_mails(people: list[User]) -> dict[int, datetime.datetime]:
    """When each was written to last; the beginning of time for who never was."""
    never = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    rows = Notification.objects.filter(person__in=people).values_list("person")
    return {person: last or never for person, last in rows.annotate(Max("mailed_at"))}


def _mail(person: User, notifications: list[Notification]) -> tuple[str, str]:
    lines = []
    for each in notifications[-MOST_IN_A_MAIL:]:
        pk = each.entry.article_id
        where = address_of(reverse("admin:articles_article_change", args=[pk]))
        lines.append(f"- Bài số {pk} {each.words}:\n  {where}")
    if more := len(notifications) - len(lines):
        lines.append(f"- và {more} việc nữa.")
    every = address_of(reverse("admin:notifications"))
    text = TEXT.format(name=full_name(person), lines="\n".join(lines), all=every)
    return SUBJECT.format(number=len(notifications)), text
