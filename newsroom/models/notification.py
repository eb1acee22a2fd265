"""What somebody at the desk is told of: one of their articles, or one that waits for them."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from newsroom.models.audit_entry import AuditEntry
from newsroom.models.proposal import Proposal

Action = AuditEntry.Action
# Of each action that somebody is told of: what the article is, in words after its name.
WORDS = {
    Action.SUBMITTED: "chờ bạn duyệt",
    Action.PROPOSED: "có bản sửa chờ bạn duyệt",
    Action.RETURNED: "được trả lại",
    Action.DECLINED: "có bản sửa được trả lại",
    Action.PUBLISHED: "đã được đăng",
    Action.SCHEDULED: "đã được hẹn giờ đăng",
    Action.ACCEPTED: "có bản sửa đã được duyệt",
}
FOR_EDITORS = (Action.SUBMITTED, Action.PROPOSED)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, person: Any) -> Self:
        """With what a list shows of each, the newest first; none of an article that is gone."""
        shown = self.filter(person=person.pk).select_related("entry__article", "entry__by")
        return shown.defer("entry__article__body", "entry__article__lead").order_by("-pk")

    def unread(self) -> Self:
        """Those that nobody has called read, and of what waited what still does."""
        waiting = Q(entry__action=Action.SUBMITTED, entry__article__status="waiting")
        open_proposals = Proposal.objects.filter(
            article=OuterRef("entry__article"), state=Proposal.State.OPEN
        )
        proposed = Q(Exists(open_proposals), entry__action=Action.PROPOSED)
        results = ~Q(entry__action__in=FOR_EDITORS) & Q(entry__article__status__gt="")
        return self.filter(waiting | proposed | results, read_at=None)


class Notification(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey(AuditEntry, models.CASCADE, related_name="+")
    read_at = models.DateTimeField("xem lúc", null=True)
    mailed_at = models.DateTimeField("gửi thư lúc", null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "entry"], name="notification_once")
        ]
        indexes = [
            models.Index("person", "id", name="notification_unread", condition=Q(read_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.entry.title} {self.words}"

    @property
    def words(self) -> str:
        """What has become of the article, to stand after its name."""
        return WORDS[Action(self.entry.action)]

    @property
    def at(self) -> datetime.datetime:
        return self.entry.at
