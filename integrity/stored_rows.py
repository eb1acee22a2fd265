"""Stored rows that this program did not write as they are: changed, added or taken out past it."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import Truncator

from articles.models import Article
from integrity.domains import place_of
from integrity.found import Found
from integrity.models import OutgoingLink, RowDigest
from integrity.receivers import article_of, keep
from integrity.watched import WATCHED, Row, digest_of, links_of, source_of
from jobs.progress import Report
from portal.link_validation import validate_address
from portal.models import Page, PageAttachment, PagePhoto
from richtext.cleaning import clean
from richtext.domains import domain_of, readable
from richtext.removed_markup import removed_markup

BATCH = 200
MOST_OF_A_TABLE = 50
BASELINE = "*"  # the row of RowDigest that says: all of this table was looked at once

CHANGED = "{place} bị đổi không qua phần mềm"
ADDED = "{place} được thêm không qua phần mềm"
DELETED = "{name} bị xóa không qua phần mềm"
MORE = "Còn nhiều dòng khác ở bảng “{name}” bị đổi không qua phần mềm"


def check(progress: Report, *, accept: bool = False) -> Iterator[Found]:
    """What differs from what was saved. The first time, and with `accept`, what is there counts as
    saved. 2 queries for each BATCH of rows, some more for each that differs."""
    for number, model in enumerate(WATCHED):
        progress(number, len(WATCHED), f"Đang xem {model._meta.verbose_name_plural}")
        yield from _check_table(model, accept)


def _check_table(model: type[models.Model], accept: bool) -> Iterator[Found]:
    baseline = source_of(model, BASELINE)
    is_first = not RowDigest.objects.filter(source=baseline).exists()
    number = 0
    accepted: list[Row] = []
    for row, stored in _rows(model):
        if stored == digest_of(model, row):
            continue
        unclean = list(_unclean(model, row))
        yield from unclean
        if accept or (is_first and stored is None):
            if not unclean:  # else it is told until it is saved anew
                accepted.append(row)
            if len(accepted) == BATCH:
                keep(model, accepted)
                accepted = []
        elif (number := number + 1) <= MOST_OF_A_TABLE:
            yield _differing(model, row, is_new=stored is None)
    if accepted:
        keep(model, accepted)
    if number > MOST_OF_A_TABLE:
        yield Found(MORE.format(name=model._meta.verbose_name_plural), str(number))
    yield from _deleted(model, accept)
    if is_first:
        RowDigest.objects.create(source=baseline, digest="")


def _rows(model: type[models.Model]) -> Iterator[tuple[Row, str | None]]:
    """Each row with its digest, BATCH at a time: the table may be larger than the memory."""
    columns, last = WATCHED[model].columns, 0
    ordered = model._base_manager.order_by("pk")
    while batch := list(ordered.filter(pk__gt=last).values("pk", *columns)[:BATCH]):
        sources = [source_of(model, row["pk"]) for row in batch]
        digests = RowDigest.objects.filter(source__in=sources)
        stored = dict(digests.values_list("source", "digest"))
        for row, source in zip(batch, sources, strict=True):
            yield row, stored.get(source)
        last = batch[-1]["pk"]


def _differing(model: type[models.Model], row: Row, *, is_new: bool) -> Found:
    place, url = _place(model, row)
    new = _new_domains(model, row)
    detail = f"Dẫn đến {', '.join(new)}" if new else ""
    message = (ADDED if is_new else CHANGED).format(place=place)
    return Found(message, detail, url, version=digest_of(model, row))


def _new_domains(model: type[models.Model], row: Row) -> list[str]:
    """1 query."""
    source = source_of(model, row["pk"])
    there = OutgoingLink.objects.filter(source=source).values_list("address", flat=True)
    new = {domain_of(address) for address in links_of(model, row) - set(there)}
    return sorted(map(readable, new))


def _unclean(model: type[models.Model], row: Row) -> Iterator[Found]:
    """What no form of the site would have stored."""
    place, url = _place(model, row)
    for name in WATCHED[model].markup:
        if clean(row[name]) != row[name]:
            detail = ", ".join(removed_markup(row[name])) or "mã không ở dạng mà phần mềm ghi"
            message = f"{place} có mã không được phép"
            yield Found(message, detail, url, version=digest_of(model, row))
    for name in WATCHED[model].addresses:
        try:
            if row[name]:
                validate_address(row[name])
        except ValidationError:
            yield Found(f"{place} có địa chỉ không được phép", str(row[name])[:200], url)


def _deleted(model: type[models.Model], accept: bool) -> Iterator[Found]:
    """2 queries where nothing is gone."""
    label = source_of(model, "")
    digests = RowDigest.objects.filter(source__startswith=label)
    digests = digests.exclude(source=source_of(model, BASELINE))
    if digests.count() <= model._base_manager.count():
        return
    there = set(model._base_manager.values_list("pk", flat=True).iterator())
    gone = [
        source
        for source in digests.values_list("source", flat=True).iterator()
        if int(source.removeprefix(label)) not in there
    ]
    if accept:
        RowDigest.objects.filter(source__in=gone).delete()
        return
    for source in gone[:MOST_OF_A_TABLE]:
        pk = source.removeprefix(label)
        yield Found(DELETED.format(name=f"{_name(model)} số {pk}"), version=source)


def _place(model: type[models.Model], row: Row) -> tuple[str, str]:
    """What to call the row, and where it is edited."""
    article = article_of(model, row)
    called: Any = next(
        (row[name] for name in ("title", "name", "label", "domain", "caption") if row.get(name)),
        row["pk"],
    )
    text = f"{_name(model)} “{Truncator(called).chars(80)}”"
    if article is not None:
        is_there = Article.objects.filter(pk=article).exists()
        url = reverse("admin:articles_article_change", args=[article]) if is_there else ""
        return text, url
    if model in (PageAttachment, PagePhoto):
        return text, place_of(source_of(Page, row["page_id"]))[1]
    return text, place_of(source_of(model, row["pk"]))[1]


def _name(model: type[models.Model]) -> str:
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]
