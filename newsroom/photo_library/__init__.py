"""The photo library: all photos that somebody may know of, to be found and used once more."""

import datetime
import operator
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from articles import search
from articles.models import Article, Photo
from newsroom.models import PhotoUpload
from newsroom.permissions import visible_to
from richtext.placed_photo import PICTURED
from vietnamese.fold import fold

MOST_FOUND = 500
MOST_ARTICLES = 200  # whose photos are looked at for some words, the best first
MOST_MONTHS = 12
FOLDER = Photo._meta.get_field("file").upload_to

Month = datetime.date  # its first day


def photos_known_to(user: Any) -> QuerySet[Photo]:
    """Those that have their picture, of the articles that this person may know of."""
    known = visible_to(user, Article.objects.all())
    return Photo.objects.filter(PICTURED, article__in=known)


def find(user: Any, query: str = "", months: Iterable[Month] = ()) -> list[Photo]:
    """Each picture once, at most MOST_FOUND, the newest first (1 query). Given words, those that
    have all of them in caption, credit or description, then those of the articles that the site's
    search finds (4 queries). Given months, those that were sent in one of the first MOST_MONTHS.
    """
    photos = photos_known_to(user).select_related("article").order_by("-pk")
    if sent := [Q(file__startswith=f"{FOLDER}/{month:%Y/%m}/") for month in months][:MOST_MONTHS]:
        photos = photos.filter(reduce(operator.or_, sent))
    words = fold(query).split()
    if not words:
        return _each_picture_once(photos[:MOST_FOUND])
    about = search.find_pks(visible_to(user, Article.objects.all()), query, MOST_ARTICLES)
    matching = photos.filter(Q(article__in=about) | Q(credit__in=list(_credits_with(words))))
    found = sorted(matching[:MOST_FOUND], key=lambda photo: not _has_all(words, photo))
    return _each_picture_once(found)


def take(user: Any, pk: int) -> tuple[PhotoUpload, Photo] | None:
    """The photo's picture as if this person had just sent it, and the photo; None where they know
    of no such photo. The file is one, and stays as long as anybody has it (3 queries)."""
    with transaction.atomic():
        # Locked, so that it cannot go before this use of it is stored.
        known = photos_known_to(user).select_for_update(of=("self",), no_key=True)
        if (photo := known.filter(pk=pk).first()) is None:
            return None
        size = {"width": photo.width, "height": photo.height}
        upload = PhotoUpload.objects.create(by=user, file=photo.file.name, **size)
    return upload, photo


def _each_picture_once(photos: Iterable[Photo]) -> list[Photo]:
    by_name: dict[str, Photo] = {}
    for photo in photos:
        by_name.setdefault(str(photo.file.name), photo)
    return list(by_name.values())


def _credits_with(words: list[str]) -> Iterator[str]:
    """Every photographer's name that holds all words (1 query, over all photos)."""
    names = Photo.objects.exclude(credit="").order_by().values_list("credit", flat=True).distinct()
    return (name for name in names if _holds(words, name))


def _has_all(words: list[str], photo: Photo) -> bool:
    return _holds(words, f"{photo.caption}\n{photo.credit}\n{photo.alt}")


def _holds(words: list[str], text: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)
