"""The model field for a picture: what is uploaded is ingested, and the server names the file."""

import logging
import secrets
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_delete
from django.forms import FileField as UploadFormField
from django.utils import timezone

from pictures.ingest import Picture, PictureRefused, ingest
from pictures.lookup import has_file
from pictures.renditions import all_files, master_name, rendition_name, stored_files
from pictures.stored import StoredPicture
from pictures.uses import is_used

# The field of a row that says for which file the added widths have been made since: rows change
# their files.
ADDED_TO = "sized_file"

logger = logging.getLogger(__name__)


class PictureFile(FieldFile):
    """The file of a row: a stored master with its renditions beside it."""

    @property
    def stored(self) -> StoredPicture:
        """The picture by value. No query: added widths of which the row was not asked are not
        named."""
        row: Any = self.instance
        name = str(self.name)
        with_added = row.__dict__.get(ADDED_TO) == name
        return StoredPicture(name, row.width, row.height, with_added)

    @property
    def small_url(self) -> str:
        return self.stored.small_url

    @property
    def column_url(self) -> str:
        return self.stored.column_url

    @property
    def plain_url(self) -> str:
        return self.stored.plain_url

    def save(self, name: str, content: Any, save: bool = True) -> None:
        """Ingest and store all files, or none, and note the master's size on the instance.

        Raises PictureRefused where the content was not validated before.
        """
        picture = ingested(content)
        row: Any = self.instance
        row.width, row.height = picture.width, picture.height
        if hasattr(row, "stored_bytes"):
            row.stored_bytes = picture.stored_bytes
        self.name = self.field.generate_filename(self.instance, name)
        self._store(self.name, picture)
        setattr(self.instance, self.field.attname, self.name)
        self._committed = True
        if save:
            self.instance.save()

    def _store(self, master: str, picture: Picture) -> None:
        files = {master: picture.master}
        for (width, kind), rendition in picture.renditions.items():
            files[rendition_name(master, width, kind)] = rendition
        try:
            for name, content in files.items():
                self.storage.save(name, ContentFile(content))
        except Exception:  # a full disk, where half a picture would only take room
            for name in files:
                self.storage.delete(name)
            raise


def ingested(content: Any) -> Picture:
    """The picture in an uploaded file, worked out once for validating and storing it."""
    picture: Picture | None = getattr(content, "ingested", None)
    if picture is None:
        content.seek(0)
        picture = content.ingested = ingest(content.read())
    return picture


class ReadyUpload(ContentFile):  # type: ignore[type-arg]  # generic only in the stubs
    """An upload whose picture is worked out already, to be assigned to a PictureField."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(b"", name="picture.webp")
        self.ingested = picture


class PictureFormField(UploadFormField):
    """Refuses beside the field what is no sound picture."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload is not initial and hasattr(upload, "read"):
            try:
                ingested(upload)
            except PictureRefused as refused:
                raise ValidationError(str(refused)) from refused
        return upload


class StoredFile(FieldFile):
    """The file of a row, stored as it came."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        """All of it, or nothing."""
        self.name = self.field.generate_filename(self.instance, name)
        content.seek(0)
        try:
            self.storage.save(self.name, content)
        except Exception:  # a full disk, where half a file would only take room
            self.storage.delete(self.name)
            raise
        setattr(self.instance, self.field.attname, self.name)
        self._committed = True
        if save:
            self.instance.save()


class StoredFileField(models.FileField):
    """A file under a name that the server gave it; it goes with the last row that has it."""

    def files_of(self, name: str) -> list[str]:
        """The names of all files that belong to the one that a row names."""
        return [name]

    def needed_files(self, name: str, *, with_added: bool) -> list[str]:
        """Those of them that must be there."""
        return [name]

    def stored_names(self, rows: models.QuerySet[Any]) -> Iterator[tuple[str, bool]]:
        """What these rows name, and of each whether the added widths have been made (1 query)."""
        stored = rows.exclude(**{self.attname: ""}).exclude(**{self.attname: None})
        names = stored.order_by().values_list(self.attname, flat=True)
        return ((name, False) for name in names.iterator())

    def is_named(self, rows: models.QuerySet[Any], name: str) -> bool:
        """Whether one of these rows has the stored file (1 query)."""
        return rows.filter(**{self.attname: name}).exists()

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            post_delete.connect(self.forget_files, sender=cls)

    def forget_files(self, instance: models.Model, **signal: Any) -> None:
        """When a row is gone for good, so are its files, unless another row has them too."""
        file = getattr(instance, self.attname)
        if file:
            self._drop(file.name)

    def _drop(self, name: str) -> None:
        """Once nothing can bring the row back: whoever shares the files is then to be seen, too."""
        transaction.on_commit(partial(self._delete_unused, name), robust=True)

    def _delete_unused(self, name: str) -> None:
        if not is_used(str(self.upload_to), name):
            for stored in self.files_of(name):
                _delete(self.storage, stored)


class PictureField(StoredFileField):
    """A field for models that also have integer fields `width` and `height`, and perhaps
    `stored_bytes`, after this one."""

    attr_class = PictureFile

    def files_of(self, name: str) -> list[str]:
        return all_files(name)

    def needed_files(self, name: str, *, with_added: bool) -> list[str]:
        return all_files(name) if with_added else stored_files(name)

    def stored_names(self, rows: models.QuerySet[Any]) -> Iterator[tuple[str, bool]]:
        columns = [self.attname]
        if hasattr(rows.model, ADDED_TO):
            columns.append(ADDED_TO)
        stored = rows.exclude(**{self.attname: ""}).order_by().values_list(*columns)
        return ((name, name in added_to) for name, *added_to in stored.iterator())

    def is_named(self, rows: models.QuerySet[Any], name: str) -> bool:
        return has_file(rows, name, self.attname)

    def generate_filename(self, instance: models.Model, filename: str) -> str:
        """`<upload_to>/<year>/<month>/<random>-<width>.webp`: nothing of the sender's name."""
        folder = timezone.localdate().strftime("%Y/%m")
        row: Any = instance
        return master_name(f"{self.upload_to}/{folder}/{secrets.token_hex(8)}", row.width)

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Store a new upload, and drop the picture that it replaces (1 query)."""
        rows = type(instance)._base_manager.filter(pk=instance.pk)
        before = None if add else rows.values_list(self.attname, flat=True).first()
        file = super().pre_save(instance, add)
        if before and before != file.name:
            self._drop(before)
        return file

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PictureFormField, "max_length": None, **kwargs})


def _delete(storage: Storage, name: str) -> None:
    """The row is gone, and what could not be deleted with it is found by `manage.py doctor`."""
    try:
        storage.delete(name)
    except OSError as error:
        logger.warning("không xóa được tệp %s: %s", name, error)
