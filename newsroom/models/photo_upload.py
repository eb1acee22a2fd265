"""A picture on its way to become a photo."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from newsroom.models.proposal import Proposal
from newsroom.models.waiting_upload import WaitingUpload, WaitingUploadQuerySet
from pictures.fields import PictureField

SIZE = ("file", "width", "height")


class PhotoUploadQuerySet(WaitingUploadQuerySet):
    def sizes(self, names: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Width and height of those of these pictures that wait, by their names (1 query)."""
        rows = self.filter(file__in=set(names) - {""})
        return {name: (width, height) for name, width, height in rows.values_list(*SIZE)}


class PhotoUpload(WaitingUpload):
    file = PictureField("tệp ảnh", upload_to="photos")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    stored_bytes = models.PositiveBigIntegerField(editable=False, default=0)
    # None for those of older versions, which are gone in four days.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="người tải lên",
        related_name="+",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    proposal = models.ForeignKey(
        Proposal,
        models.SET_NULL,
        verbose_name="gửi kèm bản sửa",
        related_name="uploads",
        null=True,
        blank=True,
        editable=False,
    )

    objects = PhotoUploadQuerySet.as_manager()

    class Meta:
        db_table = "articles_photoupload"
        verbose_name = "ảnh chờ lưu"
        verbose_name_plural = "ảnh chờ lưu"
        default_permissions = ()
