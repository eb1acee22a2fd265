"""A document that readers of an article may take home."""

from django.db import models

from attachments.attached_file import AttachedFile


class Attachment(AttachedFile):
    article = models.ForeignKey(
        "Article", models.CASCADE, verbose_name="bài", related_name="attachments"
    )

    class Meta(AttachedFile.Meta):
        constraints = [models.UniqueConstraint(fields=["file"], name="attachment_file_once")]
