"""What lists and pages show of an article and of its photos, by value: see caching.memoized."""

import datetime
from typing import NamedTuple, cast

from articles.addresses import article_address, category_address
from articles.models import Article, Photo
from articles.querysets import CardRow
from pictures.fields import PictureFile
from pictures.stored import StoredPicture
from richtext.placed_photo import focus_classes


class Title(NamedTuple):
    """A line of a list of titles."""

    address: str
    title: str
    published_from: datetime.datetime | None


class Card(NamedTuple):
    """An article in a list of cards."""

    address: str
    title: str
    lead: str
    published_from: datetime.datetime | None
    category: str
    category_address: str
    picture: StoredPicture | None
    focus: str


class PhotoFigure(NamedTuple):
    """A photo in the text, or the place of one that is still to come."""

    picture: StoredPicture | None
    order: int
    caption: str
    credit: str
    alt: str


def title_of(article: Article) -> Title:
    return Title(article.get_absolute_url(), article.title, article.published_from)


def card_of(article: Article) -> Card:
    """No query where the category and the cover are at hand, as `for_cards()` brings them."""
    cover = article.cover
    picture = picture_of(cover) if cover else None
    return Card(
        *title_of(article)[:2],
        article.lead,
        article.published_from,
        article.category.name,
        article.category.get_absolute_url(),
        picture,
        cover.focus if cover and picture else "",
    )


def card_of_row(row: CardRow) -> Card:
    """Of a row of `for_card_rows()`."""
    pk, slug, title, lead, published, category, category_slug, file, sized_file, *numbers = row
    width, height, *focus = numbers
    return Card(
        article_address("articles:article", pk, slug),
        title,
        lead,
        published,
        category,
        category_address(category_slug),
        StoredPicture(file, width, height, sized_file == file) if file else None,
        focus_classes(*focus) if file else "",
    )


def photo_figure(photo: Photo) -> PhotoFigure:
    return PhotoFigure(picture_of(photo), photo.order, photo.caption, photo.credit, photo.alt)


def picture_of(photo: Photo) -> StoredPicture | None:
    """None where the file is still to come."""
    return cast(PictureFile, photo.file).stored if photo.file else None
