"""Which row has a picture made of its title, and under which name: everything follows from what
the picture shows, so that one of a former title is known by its name alone."""

import hashlib
from typing import Any

from django.core.files.storage import default_storage
from django.db import models

from pictures.fields import StoredFileField

FOLDER = "share"
LONGEST_KEY = 19  # digits; a BigAutoField holds no more
DESIGN = "1"  # changes with the look of share_card()

Look = tuple[str, str]  # the organisation's name, and the name of its emblem's file


def look_of(organisation: str, emblem: Any) -> Look:
    return organisation, str(emblem.name or "")


class SharePictureField(StoredFileField):
    """What the runner has made of the row's title; it goes with the row. Null is as good as "": a
    column without a default costs no rewriting of a large table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        own = {"upload_to": FOLDER, "max_length": 100, "null": True, "editable": False}
        super().__init__(*args, **kwargs | own)

    def needed_files(self, name: str, *, with_added: bool) -> list[str]:  # noqa: ARG002
        """None: what is lost is made anew."""
        return []

    def is_named(self, rows: models.QuerySet[Any], name: str) -> bool:
        """By the key, since the column has no index."""
        model, key = row_of(name) or ("", 0)
        is_of_model = rows.model._meta.model_name == model
        return is_of_model and rows.filter(pk=key, **{self.attname: name}).exists()

    def _delete_unused(self, name: str) -> None:
        """It has one row only."""
        self.storage.delete(name)


def share_name(row: models.Model, look: Look) -> str:
    """The name of the picture of that row, titled as it calls itself. It tells the row."""
    shown = "\0".join((DESIGN, str(row), *look)).encode()
    return f"{FOLDER}/{row._meta.model_name}/{row.pk}-{hashlib.sha256(shown).hexdigest()[:16]}.png"


def row_of(name: str) -> tuple[str, int] | None:
    """The model's name and the key that stand in the name of such a picture; None in another."""
    folder, _, rest = name.partition("/")
    model, _, file = rest.partition("/")
    key = file.partition("-")[0]
    is_one = folder == FOLDER and key.isdecimal() and len(key) < LONGEST_KEY
    return (model, int(key)) if is_one else None


def share_url(row: Any, look: Look) -> str:
    """The address of its picture; "" where there is none yet that shows what the row and the
    organisation are called now. No query."""
    name = row.share_picture.name
    return default_storage.url(name) if name and name == share_name(row, look) else ""
