"""A picture on its way to become a photo."""

import datetime
from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from newsroom.models.proposal import Proposal
from pictures.fields import PictureField
from pictures.renditions import all_files
from pictures.uses import is_used
from visitors.days import has_counted_for

# An editor may leave the form open over a weekend; after that nobody comes back to it.
WAITING_DAYS = 4
SIZE = ("file", "width", "height")
FOLDER = "photos"  # that of an article's photos, which get the files


class PhotoUploadQuerySet(models.QuerySet["PhotoUpload"]):
    def abandoned(self) -> Self:
        """Those whose form was never saved, and that no proposal holds, by a clock that can tell
        (1 query)."""
        if not has_counted_for(WAITING_DAYS):
            return self.none()
        since = timezone.now() - datetime.timedelta(days=WAITING_DAYS)
        return self.filter(created_at__lt=since, proposal=None)

    def sizes(self, names: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Width and height of those of these pictures that wait, by their names (1 query)."""
        rows = self.filter(file__in=set(names) - {""})
        return {name: (width, height) for name, width, height in rows.values_list(*SIZE)}

    def sweep(self) -> None:
        """Files and rows go, each by itself and locked, so that nobody takes it meanwhile."""
        for pk in self.values_list("pk", flat=True):
            with transaction.atomic():
                if upload := self.select_for_update().filter(pk=pk).first():
                    upload.discard()


class PhotoUpload(models.Model):
    """A picture that was sent ahead of its article's form, and waits for it to be saved; or for an
    editor, together with the proposal that holds it. Let go, it waits for its days once more."""

    file = PictureField("tệp ảnh", upload_to=FOLDER)
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

    def __str__(self) -> str:
        return str(self.file)

    def hand_over(self) -> None:
        """The files belong to a photo from now on; only the row goes (2 queries)."""
        PhotoUpload.objects.filter(pk=self.pk).update(file="")  # save() would drop the files
        self.file = ""
        self.delete()

    def discard(self) -> None:
        """The files go before the row: where this is cut short, the next sweep finishes it. Those
        that a photo has too stay."""
        name = str(self.file.name)
        if not is_used(FOLDER, name, besides=self):
            for stored in all_files(name):
                self.file.storage.delete(stored)
        self.delete()
