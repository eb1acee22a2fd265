"""A document on its way to be attached to an article or a static page."""

from django.conf import settings
from django.db import models

from attachments.attached_file import Described
from attachments.fields import AttachmentField
from attachments.names import LONGEST_NAME
from newsroom.models.proposal import Proposal
from newsroom.models.waiting_upload import WaitingUpload, WaitingUploadQuerySet


class AttachmentUpload(Described, WaitingUpload):
    file = AttachmentField("tệp", upload_to="attachments")
    name = models.CharField(max_length=LONGEST_NAME, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="người tải lên",
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    proposal = models.ForeignKey(
        Proposal,
        models.SET_NULL,
        verbose_name="gửi kèm bản sửa",
        related_name="attachment_uploads",
        null=True,
        blank=True,
        editable=False,
    )

    objects = WaitingUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm chờ lưu"
        verbose_name_plural = "tệp đính kèm chờ lưu"
        default_permissions = ()
        indexes = [models.Index(fields=["file"], name="attachment_upload_file")]
