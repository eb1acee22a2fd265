"""Why an article is a hit whose title and text do not show it: a document's name, a caption, who
wrote it or took its photos."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import IntegerField, QuerySet, Value

from articles.models import Attachment, Byline, Photo
from articles.prepared_queries import KEYS, PreparedQuery, batches
from vietnamese.searching import answered, excerpt

Fragments = list[tuple[str, bool]]
Row = tuple[Any, ...]  # kind, order, key, article's key, two texts, a number

ATTACHMENT, PHOTO, BYLINE = range(3)  # of equals the first is shown


class Shown(NamedTuple):
    """What is shown of an article, and all the text that its excerpt is of."""

    title: Fragments
    excerpt: Fragments
    text: str


class Text(NamedTuple):
    label: str
    text: str
    after: str = ""  # of which nothing is searched


def beside(shown: Mapping[int, Shown], query: str) -> dict[int, Fragments]:
    """Of articles, by their keys: the text beside that has most of what of the query neither title
    nor text has, as pages call it; no article that has no such text. 1 query for each 24 articles
    that do not show all of the query."""
    whole = answered(query, query)
    lacking = {}
    for pk, (title, passage, _) in shown.items():
        if lacks := whole - answered(_joined(title), query) - answered(_joined(passage), query):
            lacking[pk] = lacks
    best: dict[int, tuple[int, Text]] = {}
    for pk, text in _texts(list(lacking)):
        has = lacking[pk] & answered(text.text, query)
        if has and (has := has - answered(shown[pk].text, query)):
            best[pk] = max(best.get(pk, (0, text)), (len(has), text), key=lambda each: each[0])
    return {
        pk: [(text.label, False), *excerpt(text.text, query), (text.after, False)]
        for pk, (_, text) in best.items()
    }


def _joined(fragments: Fragments) -> str:
    return "".join(text for text, _ in fragments)


def _texts(pks: list[int]) -> Iterator[tuple[int, Text]]:
    for some in batches(pks):
        for kind, _, _, pk, *row in sorted(_stored.fetch(**some), key=lambda row: row[:3]):
            yield from ((pk, text) for text in _texts_of(kind, *row))


def _texts_of(kind: int, name: str, other: str, size: int) -> list[Text]:
    if kind == ATTACHMENT:
        document = Attachment(name=name, file=other, size=size)
        text, comma, size_text = str(document).rpartition(", ")
        return [Text("Tệp đính kèm: ", text, comma + size_text)]
    if kind == BYLINE:
        return [Text(Byline(role=other).label or "Tác giả: ", name)]
    return [Text("Chú thích ảnh: ", name), Text("Ảnh: ", other)]


def _rows(**keys: int) -> "QuerySet[Any, Row]":
    none = Value(0, IntegerField())
    parts: list[QuerySet[Any, Row]] = [
        model.objects.filter(article_id__in=list(keys.values()))
        .order_by()
        .values_list(Value(kind, IntegerField()), "order", "pk", "article_id", *texts, size)
        for kind, model, texts, size in (
            (ATTACHMENT, Attachment, ("name", "file"), "size"),
            (PHOTO, Photo, ("caption", "credit"), none),
            (BYLINE, Byline, ("name", "role"), none),
        )
    ]
    return parts[0].union(*parts[1:], all=True)


_stored = PreparedQuery(_rows, **KEYS)
