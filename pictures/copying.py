"""A stored picture once more, under a name of its own: a picture's files go with the row that names
them, so that no two rows may name the same."""

import secrets
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from pictures.renditions import all_files, stem_of


def copy_files(master: str) -> str:
    """The name of the new master: all of its files are there, or none. FileNotFoundError where the
    picture has lost one; OSError and StorageUnavailable as the store raises them."""
    old = stem_of(master)
    folder = PurePosixPath(master).parts[0]
    new = f"{folder}/{timezone.localdate():%Y/%m}/{secrets.token_hex(8)}"
    names = {name: new + name.removeprefix(old) for name in all_files(master)}
    try:
        for name, copy in names.items():
            with default_storage.open(name) as file:
                default_storage.save(copy, ContentFile(file.read()))
    except Exception:  # a full disk, where half a picture would only take room
        for copy in names.values():
            default_storage.delete(copy)
        raise
    return names[master]
