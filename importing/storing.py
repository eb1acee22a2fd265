"""Writes a parsed page into the database, once."""

import datetime
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Byline, Category
from articles.querysets import ArticleQuerySet
from importing.body_html import body_html, captions
from importing.imported_page import ImportedPage
from importing.models import ImportBatch, ImportedArticle, fingerprint_of
from importing.old_links import note_old_addresses, old_addresses
from importing.photo_files import ReadyPhoto, ready_photos
from importing.sources.refusals import ImportRefused
from richtext.body_parts import PHOTO_MARK
from richtext.cleaning import clean
from vietnamese.dates import format_stamp
from vietnamese.text import one_line

DEFAULT_CATEGORY = {"name": "Tin tức", "slug": "tin-tuc"}

_LONGEST_ADDRESS = 2000
_TAG = re.compile(r"<[^>]*>")
_ROLES = {str(label): value for value, label in Byline.Role.choices}


@dataclass
class StoreResult:
    """`article` is the row; `is_new` is False when the page had been imported before."""

    article: Article
    is_new: bool
    decisions: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Origin:
    """The run that brings a page in, stored with its first article if it is not yet; its file, and
    the file's digest; where the copy of the old site stood that the file is from, and its name in
    that copy; who does it at the desk."""

    batch: ImportBatch
    source: str
    digest: str
    base: str = ""
    name: str = ""
    by: Any = None  # whose article it becomes
    known: ArticleQuerySet | None = None  # of which they may hear; None: of all


def store_page(
    page: ImportedPage,
    category: Category | None,
    publish: bool,
    origin: Origin | None = None,
    also: Callable[[StoreResult], object] | None = None,
) -> StoreResult:
    """Store `page` in `category` (None: the default one), as a draft unless `publish`. What `also`
    does for a new article is done in its transaction, and nothing is stored where that fails.

    A page whose title and text are already there, captions included, is not stored again. One
    transaction, once the pictures are ready; costs 1 query and 2 for each article of that title,
    then those of the new rows. Raises ImportRefused when the title is longer than an article's may
    be.
    """
    longest = Article._meta.get_field("title").max_length
    if longest is not None and len(page.title) > longest:
        raise ImportRefused(f"tiêu đề dài {len(page.title)} ký tự, nhiều nhất là {longest}.")
    known = Article.objects.all() if origin is None or origin.known is None else origin.known
    namesakes = list(known.filter(title=page.title).prefetch_related("photos"))
    text = _letters(page.lead, clean(body_html(page.blocks)), captions(page.blocks))
    for article in namesakes:
        photos = {photo.order: photo.caption for photo in article.photos.all()}
        if _letters(article.lead, article.body, photos) == text:
            return StoreResult(article, is_new=False, doubts=_note_addresses(article, page, origin))
    ready = ready_photos(page)
    with transaction.atomic():
        author = origin.by if origin else None
        result = _store_new(page, ready, category, publish, namesakes, author)
        if origin:
            _note_origin(result.article, page, origin)
        result.doubts += _note_addresses(result.article, page, origin)
        if also:
            also(result)
        return result


def default_category() -> tuple[Category, str]:
    """The only category when there is one, else "Tin tức", made when missing; and a sentence that
    says which (2 queries, 2 more to make it)."""
    categories = list(Category.objects.all()[:2])
    if len(categories) == 1:
        return categories[0], f"Chuyên mục: {categories[0].name}, chuyên mục duy nhất."
    category = Category.objects.filter(slug=DEFAULT_CATEGORY["slug"]).first()
    category = category or Category.objects.filter(name=DEFAULT_CATEGORY["name"]).first()
    if category:
        return category, f"Chuyên mục: {category.name}, vì không chọn chuyên mục nào."
    category = Category.objects.create(**DEFAULT_CATEGORY)
    return category, f"Chuyên mục: {category.name}, mới tạo vì không chọn chuyên mục nào."


def _store_new(
    page: ImportedPage,
    photos: list[ReadyPhoto],
    category: Category | None,
    publish: bool,
    namesakes: list[Article],
    author: Any,
) -> StoreResult:
    now = timezone.now()
    stamp = timezone.make_aware(page.stamp) if page.stamp else None
    if category is None:
        category, chosen = default_category()
    else:
        chosen = f"Chuyên mục: {category.name}."
    article = Article.objects.create(
        title=page.title,
        lead=page.lead,
        body=body_html(page.blocks),
        category=category,
        author=author,
        status=Article.Status.PUBLISHED if publish else Article.Status.DRAFT,
        published_from=stamp or (now if publish else None),
        updated_at=stamp or now,
    )
    for order, photo in enumerate(photos, start=1):
        photo.stored(article, order)
    for order, byline in enumerate(page.bylines, start=1):
        Byline.objects.create(
            article=article,
            role=_ROLES.get(byline.role, ""),
            name=byline.name,
            link=byline.link,
            order=order,
        )
    doubts = [photo.doubt for photo in photos if photo.doubt]
    result = StoreResult(article, is_new=True, decisions=[chosen], doubts=doubts)
    _explain_dates(result, stamp, now, publish)
    for other in namesakes:
        result.doubts.append(f"Đã có bài khác cùng tiêu đề: {other.get_absolute_url()}")
    return result


def _note_origin(article: Article, page: ImportedPage, origin: Origin) -> None:
    if origin.batch.pk is None:
        origin.batch.save()
    longest = ImportedArticle._meta.get_field("source").max_length
    ImportedArticle.objects.create(
        batch=origin.batch,
        article=article,
        source=one_line(origin.source.encode("utf-8", "replace").decode())[-(longest or 500) :],
        address=page.address if len(page.address) <= _LONGEST_ADDRESS else "",
        digest=origin.digest,
        fingerprint=fingerprint_of(Article.objects.get(pk=article.pk)),
    )


def _note_addresses(article: Article, page: ImportedPage, origin: Origin | None) -> list[str]:
    """Old links to the page lead to the article from now on; what is doubtful about that."""
    base, name = (origin.base, origin.name) if origin else ("", "")
    return note_old_addresses(article, old_addresses(page, base, name))


def _explain_dates(
    result: StoreResult, stamp: datetime.datetime | None, now: datetime.datetime, publish: bool
) -> None:
    if stamp is None and publish:
        moment = format_stamp(timezone.localtime(now))
        result.decisions.append(f"Đăng từ bây giờ, {moment}, vì trang không ghi thời điểm.")
    elif stamp and publish:
        result.decisions.append(f"Đăng từ {format_stamp(stamp)}, theo dấu cập nhật.")
        if stamp > now:
            result.doubts.append("Dấu cập nhật ở tương lai: đến giờ đó bài mới hiện.")


def _letters(lead: str, body: str, texts: dict[int, str] | list[str]) -> str:
    """All the article's letters without white space or tags, captions where their places are."""
    numbered = texts if isinstance(texts, dict) else dict(enumerate(texts, start=1))
    plain = PHOTO_MARK.sub(lambda place: numbered.get(int(place[1]), ""), _TAG.sub("", body))
    return "".join(f"{lead} {html.unescape(plain)}".split())
