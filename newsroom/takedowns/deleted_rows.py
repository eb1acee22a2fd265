"""Rows with a page of their own that were deleted, and how they come back under their numbers."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.contrib.auth import get_permission_codename
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, router, transaction

from newsroom.models import TakedownPage

FORMAT = "python"
Row = dict[str, Any]


class PlaceTaken(Exception):
    """Nothing came back; the message says why, in Vietnamese."""


def rows_of(deleted: Iterable[models.Model]) -> list[Row]:
    """These rows and all that goes with them, those first that others point to (a few queries
    each)."""
    rows: dict[tuple[str, Any], models.Model] = {}
    for row in deleted:
        rows[row._meta.label_lower, row.pk] = row
        collector = NestedObjects(using=router.db_for_write(type(row)))
        collector.collect([row])
        for model, found in collector.data.items():
            rows |= {(model._meta.label_lower, each.pk): each for each in found}
    return list(serializers.serialize(FORMAT, rows.values()))


def restore(page: TakedownPage, _by: Any, _now: datetime.datetime) -> str:
    """The rows as they were; nothing is said. PlaceTaken where their name, number or address
    belongs to another by now, or one of them is there."""
    try:
        with transaction.atomic():
            for deserialized in serializers.deserialize(FORMAT, page.rows):
                row = deserialized.object
                if type(row)._base_manager.filter(pk=row.pk).exists():
                    raise PlaceTaken(f"“{page.title}” đã có lại rồi.")
                row.validate_constraints()
                row.validate_unique()
                row.save(force_insert=True)
    except (IntegrityError, ValidationError) as error:
        raise PlaceTaken(
            f"“{page.title}” không lấy lại được: tên hoặc địa chỉ {page.address} nay thuộc về trang"
            " khác. Hãy đổi trang ấy trước."
        ) from error
    return ""


def delete_permission(label: str) -> str:
    """ "articles.delete_category" of "articles.category"."""
    options = apps.get_model(label)._meta
    return f"{options.app_label}.{get_permission_codename('delete', options)}"
