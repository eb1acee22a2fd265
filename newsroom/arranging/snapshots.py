"""Topics and related articles in a snapshot of an article: named there only where it has any, so
that an older snapshot, which knows of neither, says the same as a new one of an article without."""

from collections.abc import Iterable, Sequence
from typing import Any

from articles.models import Article, Topic
from articles.onward_links import connect, related_to, topics_of

KEYS = ("topics", "related")

Snapshot = dict[str, Any]


def onward_links_of(article: Article) -> Snapshot:
    """Those stored (2 queries, none where there are none)."""
    return onward_links_in(topics_of(article), related_to(article))


def onward_links_in(topics: Iterable[Topic], related: Sequence[int]) -> Snapshot:
    named = sorted(({"pk": topic.pk, "name": topic.name} for topic in topics), key=_pk)
    found = {"topics": named, "related": list(related)}
    return {key: value for key, value in found.items() if value}


def with_onward_links(snapshot: Snapshot, others: Snapshot) -> Snapshot:
    """The snapshot with the topics and related articles of the other one alone."""
    own = {key: value for key, value in snapshot.items() if key not in KEYS}
    return own | {key: others[key] for key in KEYS if key in others}


def without_names(snapshot: Snapshot) -> Snapshot:
    """For a comparison: a topic may have got another name since."""
    if "topics" not in snapshot:
        return snapshot
    return snapshot | {"topics": [topic["pk"] for topic in snapshot["topics"]]}


def apply_onward_links(article: Article, snapshot: Snapshot) -> list[str]:
    """Sentences about what is no more (2 queries, and those of connect()). A snapshot without any
    may be older than topics are: then those of now stay."""
    if not set(KEYS) & set(snapshot):
        return []
    topics, related = snapshot.get("topics", []), snapshot.get("related", [])
    there = Topic.objects.in_bulk([topic["pk"] for topic in topics])
    known = set(Article.objects.filter(pk__in=related).values_list("pk", flat=True))
    connect(article, there.values(), [pk for pk in related if pk in known])
    gone = [f"Chuyên đề “{topic['name']}”" for topic in topics if topic["pk"] not in there]
    gone += [f"Bài liên quan số {pk}" for pk in related if pk not in known]
    return [f"{what} không còn nữa." for what in gone]


def _pk(topic: dict[str, Any]) -> int:
    pk: int = topic["pk"]
    return pk
