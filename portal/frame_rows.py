"""What the rows around every page have in common."""

from typing import Any

from django.db import models, transaction

from vietnamese.text import one_line


class SiteFrameModel(models.Model):
    """A row that shows on every page: lines in normal form, saved together with the snapshot."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Also renews the snapshot, in the same transaction (6 queries more)."""
        for field in self._meta.concrete_fields:
            if isinstance(field, models.CharField):
                setattr(self, field.attname, one_line(getattr(self, field.attname)))
        with transaction.atomic():
            super().save(*args, **kwargs)
