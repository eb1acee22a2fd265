"""An entry of the audit log: added, and never changed or taken out."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

FOR_EVER = "Nhật ký chỉ được ghi thêm, không sửa và không xóa."


class AuditLogIsAppendOnly(TypeError):
    """Someone tried to change or delete an entry of the log."""


def _refuse(*args: Any, **kwargs: Any) -> NoReturn:
    raise AuditLogIsAppendOnly(FOR_EVER)


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    update = delete = bulk_update = _refuse
    update_or_create = _refuse


class AuditEntry(models.Model):
    class Action(models.TextChoices):
        WRITTEN = "written", "Viết bài mới"
        EDITED = "edited", "Sửa bài"
        SUBMITTED = "submitted", "Gửi duyệt"
        RETURNED = "returned", "Trả lại"
        APPROVED = "approved", "Duyệt"
        PUBLISHED = "published", "Đăng"
        SCHEDULED = "scheduled", "Hẹn giờ đăng"
        WITHDRAWN = "withdrawn", "Gỡ"
        TRASHED = "trashed", "Bỏ vào thùng rác"
        RESTORED = "restored", "Lấy lại từ thùng rác"
        DELETED = "deleted", "Xóa hẳn"
        REWOUND = "rewound", "Lấy lại bản cũ"
        PROPOSED = "proposed", "Gửi bản sửa chờ duyệt"
        ACCEPTED = "accepted", "Duyệt bản sửa"
        DECLINED = "declined", "Trả lại bản sửa"
        FORGED = "forged", "Bị từ chối: tự đặt trạng thái"
        TOLD = "told", "Sửa lời báo cho bạn đọc"
        LINKED = "linked", "Tạo liên kết xem trước"
        UNLINKED = "unlinked", "Thu hồi liên kết xem trước"
        MOVED = "moved", "Chuyển chuyên mục"
        GATHERED = "gathered", "Đưa vào chuyên đề"
        COPIED = "copied", "Chép từ bài khác"
        PINNED = "pinned", "Ghim ở trang chủ"
        UNPINNED = "unpinned", "Thôi ghim ở trang chủ"

    # No steps of the workflow: they leave the article's status as it is.
    NOT_STEPS = (
        *(Action.EDITED, Action.FORGED, Action.LINKED, Action.UNLINKED),
        *(Action.MOVED, Action.GATHERED, Action.COPIED, Action.PINNED, Action.UNPINNED),
    )

    # Without a constraint: an entry outlives its article.
    article = models.ForeignKey(
        "articles.Article",
        models.DO_NOTHING,
        verbose_name="bài",
        related_name="audit_log",
        db_constraint=False,
    )
    title = models.CharField("tựa lúc đó", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người làm",
        related_name="+",
        null=True,
    )
    action = models.CharField("việc", max_length=10, choices=Action, db_column="deed")
    note = models.TextField("ghi chú", blank=True)
    at = models.DateTimeField("lúc", default=timezone.now, editable=False)

    objects = AuditQuerySet.as_manager()

    class Meta:
        db_table = "articles_logline"
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        default_permissions = ("view",)
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; AuditLogIsAppendOnly where it stands already."""
        if not self._state.adding:
            raise AuditLogIsAppendOnly(FOR_EVER)
        super().save(*args, **kwargs | {"force_insert": True})

    delete = _refuse
