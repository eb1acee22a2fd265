"""Whether a stored picture is still somebody's: rows may share one, and its files go with the
last of them."""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q


def is_used(folder: str, name: str, besides: models.Model | None = None) -> bool:
    """Whether a row names the picture in a field that stores its files in that folder (1 query for
    each such field, 2 for photos). Not counted: the row `besides`.

    Whoever adds a use of somebody's picture locks that row before, so that it cannot go, unseen,
    in between.
    """
    return any(
        # Named, as a column's index may be of pictures alone.
        _rows(model, besides).filter(~Q(**{column: ""}), **{column: name}).exists()
        for model, column in _columns(folder)
    )


@lru_cache
def _columns(folder: str) -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField) and field.upload_to == folder
    ]


def _rows(model: type[models.Model], besides: models.Model | None) -> models.QuerySet[Any]:
    rows = model._base_manager.all()
    return rows.exclude(pk=besides.pk) if isinstance(besides, model) else rows
