"""Draws the pictures, stores them, and makes the pages anew that show them."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model

from articles.models import Article
from caching import tags
from caching.backend import backend
from newsroom.share_pictures.wanted import MODELS, lacking, recent_rows, rows_of, unwanted
from pictures.media_store import media_store
from pictures.share_card import share_card
from pictures.share_picture import FOLDER, look_of, share_name
from portal.icons import emblem_of
from portal.models import Identity, Page

# Of one run: an archive with more articles without photos is done in some nights.
MOST_AT_ONCE = 5000
MAKING = "Đang làm ảnh chia sẻ"


def make_missing(progress: Callable[[int, int, str], None], *, of_all: bool) -> int:
    """Those that rows lack, MOST_AT_ONCE at most, newest first; of how many. `of_all`: not only of
    what may just have changed; then those that are wanted no more go, too. 1 query for each kind of
    row, some 0.2 s, 25 kB and 1 query for each picture. Raises OSError where nothing can be stored.
    """
    maker, made = Maker(), list[Any]()
    for model in MODELS:
        rows = rows_of(model).iterator() if of_all else recent_rows(model)
        lacks = lacking(rows, maker.look, stored_names(model))
        waiting = list(islice(lacks, MOST_AT_ONCE - len(made)))
        for number, row in enumerate(waiting):
            progress(number, len(waiting), MAKING)
            if maker.make(row):
                made.append(row)
    make_pages_anew(made)
    if of_all:
        for row in unwanted().iterator():
            forget(row)
    return len(made)


def stored_names(model: type[Model]) -> set[str]:
    folder = f"{FOLDER}/{model._meta.model_name}"
    return {f"{folder}/{file}" for file in media_store().files_in(folder)}


class Maker:
    """Knows the organisation as it was when the run began (1 query)."""

    def __init__(self) -> None:
        identity = Identity.objects.filter(pk=Identity.ONLY).first() or Identity()
        self.look = look_of(identity.name_vi, identity.logo)
        self._name, self._emblem = identity.name_vi, emblem_of(identity)

    def make(self, row: Any) -> bool:
        """In place of its former one; False where the row has gone meanwhile (1 query)."""
        former, name = row.share_picture.name, share_name(row, self.look)
        default_storage.delete(name)  # half of one, that a run has left which was ended
        default_storage.save(name, ContentFile(share_card(str(row), self._name, self._emblem)))
        if not type(row)._base_manager.filter(pk=row.pk).update(share_picture=name):
            default_storage.delete(name)
            return False
        if former and former != name:
            default_storage.delete(former)
        return True


def forget(row: Any) -> None:
    """1 query."""
    name = row.share_picture.name
    type(row)._base_manager.filter(pk=row.pk).update(share_picture=None)
    default_storage.delete(name)


def make_pages_anew(rows: list[Any]) -> None:
    """Those that show the pictures of these rows, from then on."""
    touched = set().union(*map(tags_of, rows))
    if touched and (versions := backend.version_store):
        versions.renew(touched)


def tags_of(row: Any) -> set[str]:
    match row:
        case Article():
            return {tags.article(row.pk)}
        case Page():
            return {tags.static_page(row.slug)}
        case Identity():
            return {tags.SITE_FRAME}
    return {tags.EVERYTHING}
