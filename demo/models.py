"""Which rows the demo made, so that they, and only they, can be deleted."""

import hashlib

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

WRITTEN = (models.CharField, models.TextField)


class DemoItem(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = "nội dung mẫu"
        verbose_name_plural = "nội dung mẫu"
        constraints = [models.UniqueConstraint("content_type", "object_id", name="demo_item_once")]

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id}"

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has rewritten it since; what an editor wrote is never deleted."""
        return self.item is not None and self.fingerprint == fingerprint(self.item)


def fingerprint(item: models.Model) -> str:
    """A digest of all that a person can have written in this row and in the rows that are part
    of it, as an article's captions are (1 query for each kind of part)."""
    written = _written(item)
    for relation in item._meta.related_objects:
        if relation.one_to_many and relation.on_delete is models.CASCADE:
            for part in relation.related_model._default_manager.filter(
                **{relation.field.name: item}
            ).order_by("pk"):
                written += _written(part)
    return hashlib.sha256("\0".join(written).encode()).hexdigest()


def remember(item: models.Model) -> None:
    """Note that the demo made this row, as it stands now."""
    DemoItem.objects.create(item=item, fingerprint=fingerprint(item))


def _written(row: models.Model) -> list[str]:
    return [
        str(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if isinstance(field, WRITTEN)
    ]
