"""What belongs to a static page beside its text: documents, and the addresses it had before."""

from django.db import models
from django.urls import reverse

from attachments.attached_file import AttachedFile


class PageAttachment(AttachedFile):
    """A document that readers of the page may take home."""

    page = models.ForeignKey(
        "portal.Page", models.CASCADE, verbose_name="trang", related_name="attachments"
    )

    class Meta(AttachedFile.Meta):
        constraints = [models.UniqueConstraint(fields=["file"], name="page_attachment_file_once")]


class FormerAddress(models.Model):
    """Where the page was before; the address leads to it as long as no other page has it."""

    slug = models.SlugField("đường dẫn cũ", max_length=100, unique=True)
    page = models.ForeignKey(
        "portal.Page", models.CASCADE, verbose_name="trang", related_name="former_addresses"
    )

    class Meta:
        verbose_name = "địa chỉ cũ"
        verbose_name_plural = "địa chỉ cũ"
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_absolute_url()

    def get_absolute_url(self) -> str:
        return reverse("portal:page", args=[self.slug])
