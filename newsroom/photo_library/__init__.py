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
from portal.models import PagePhoto
from richtext.placed_photo import PICTURED, PlacedPhoto
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


def photos_of_pages() -> QuerySet[PagePhoto]:
    """Those that have their picture: anybody may know of them, as their pages are public."""
    return PagePhoto.objects.filter(PICTURED)


def find(user: Any, query: str = "", months: Iterable[Month] = ()) -> list[PlacedPhoto]:
    """Each picture once, at most MOST_FOUND of articles and as many of static pages, the newest
    first, those of articles ahead (2 queries). Given words, those that have all of them in caption,
    credit or description, then those of the articles that the site's search finds, and of pages of
    such a title (5 queries). Given months, those that were sent in one of the first MOST_MONTHS.
    """
    photos = photos_known_to(user).select_related("article").order_by("-pk")
    of_pages = photos_of_pages().select_related("page").order_by("-pk")
    if sent := [Q(file__startswith=f"{FOLDER}/{month:%Y/%m}/") for month in months][:MOST_MONTHS]:
        in_months = reduce(operator.or_, sent)
        photos, of_pages = photos.filter(in_months), of_pages.filter(in_months)
    words = fold(query).split()
    if not words:
        return _each_picture_once([*photos[:MOST_FOUND], *of_pages[:MOST_FOUND]])
    about = search.find_pks(visible_to(user, Article.objects.all()), query, MOST_ARTICLES)
    matching = photos.filter(Q(article__in=about) | Q(credit__in=list(_credits_with(words))))
    found = [*matching[:MOST_FOUND], *_of_pages_with(words, of_pages[:MOST_FOUND])]
    return _each_picture_once(sorted(found, key=lambda photo: not _has_all(words, photo)))


def take(user: Any, pk: int, *, of_page: bool = False) -> tuple[PhotoUpload, PlacedPhoto] | None:
    """The photo's picture as if this person had just sent it, and the photo; None where they know
    of no such photo. The file is one, and stays as long as anybody has it (3 queries)."""
    with transaction.atomic():
        # Locked, so that it cannot go before this use of it is stored.
        photos: QuerySet[Any] = photos_of_pages() if of_page else photos_known_to(user)
        known = photos.select_for_update(of=("self",), no_key=True)
        if (photo := known.filter(pk=pk).first()) is None:
            return None
        size = {"width": photo.width, "height": photo.height}
        upload = PhotoUpload.objects.create(by=user, file=photo.file.name, **size)
    return upload, photo


def _of_pages_with(words: list[str], photos: Iterable[PagePhoto]) -> Iterator[PagePhoto]:
    return (each for each in photos if _has_all(words, each) or _holds(words, each.page.title))


def _each_picture_once(photos: Iterable[PlacedPhoto]) -> list[PlacedPhoto]:
    by_name: dict[str, PlacedPhoto] = {}
    for photo in photos:
        by_name.setdefault(str(photo.file.name), photo)
    return list(by_name.values())


def _credits_with(words: list[str]) -> Iterator[str]:
    """Every photographer's name that holds all words (1 query, over all photos)."""
    names = Photo.objects.exclude(credit="").order_by().values_list("credit", flat=True).distinct()
    return (name for name in names if _holds(words, name))


def _has_all(words: list[str], photo: PlacedPhoto) -> bool:
    return _holds(words, f"{photo.caption}\n{photo.credit}\n{photo.alt}")


def _holds(words: list[str], text: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)
