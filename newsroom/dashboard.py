"""What waits for a person at the desk, for the first page they see.

Each kind of work is looked up by an index that holds little else, and no further than MOST: the
page costs the same, at most 13 queries, however large the archive is.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince

from articles.models import Article, InternalLink, Photo
from articles.models.photo import UNDESCRIBED
from articles.querysets import ArticleQuerySet
from newsroom.models import AuditEntry, Proposal
from newsroom.permissions import is_editor, may_enter, visible_to
from vietnamese.dates import format_stamp
from vietnamese.names import full_name

MOST = 100
SHOWN = 5
# A proposal that came back and was not written anew is let go after that.
RETURNED_DAYS = 30
Status = Article.Status


@dataclass(frozen=True)
class Item:
    """`button` is the word on one that posts to `post_url`, where a button does the work."""

    text: str
    url: str
    detail: str = ""
    button: str = ""
    post_url: str = ""


@dataclass(frozen=True)
class Task:
    """Work of one kind: how much there is (`number` ends in "+" where it was not counted to the
    end), the first few pieces, and the list of them all where there is one."""

    name: str
    number: str
    items: list[Item]
    all_url: str = ""


def tasks_of(user: Any) -> list[Task]:
    """Only kinds of which there is something. None for who has no business with articles."""
    if not may_enter(user):
        return []
    now = timezone.now()
    tasks: list[Task | None] = []
    if is_editor(user):
        tasks += [_waiting(now), _proposed(now)]
    if user.has_perm("articles.change_article"):
        tasks += _own(user, now)
    tasks += [
        _scheduled(user, now),
        _undescribed(user, now),
        _without_picture(user),
        _broken_links(user, now),
    ]
    return [task for task in tasks if task]


def task(name: str, items: list[Item], all_url: str = "", is_more: bool = False) -> Task | None:
    """None where there is nothing."""
    if not items:
        return None
    number = f"{min(len(items), MOST)}+" if is_more or len(items) > MOST else str(len(items))
    return Task(name, number, items[:SHOWN], all_url)


def _waiting(now: datetime.datetime) -> Task | None:
    """Two queries. Submitting renews no stamp of the article: the log knows when it was."""
    waiting = Article.objects.filter(status=Status.WAITING).order_by("updated_at", "pk")
    found = list(waiting.only("title", "updated_at")[: MOST + 1])
    entries = AuditEntry.objects.filter(
        article__in=found, action=AuditEntry.Action.SUBMITTED
    ).order_by()
    since = dict(entries.values_list("article").annotate(Max("at"))) if found else {}
    moments = {article: since.get(article.pk, article.updated_at) for article in found}
    items = [
        Item(article.title, _form(article.pk), _how_long(moments[article], now))
        for article in sorted(found, key=moments.__getitem__)
    ]
    return task("Bài chờ duyệt", items, _list("status__exact=waiting"))


def _proposed(now: datetime.datetime) -> Task | None:
    """One query."""
    waiting = Proposal.objects.filter(state=Proposal.State.OPEN).order_by("at", "pk")
    shown = waiting.select_related("article", "by").defer("snapshot", "article__body")
    items = [
        Item(each.article.title, _page("proposal", each.article_id, each.pk), detail)
        for each in shown[: MOST + 1]
        if (detail := f"của {full_name(each.by)}, {_how_long(each.at, now)}")
    ]
    return task("Bản sửa chờ duyệt", items, _list("ban-sua=cho"))


def _own(user: Any, now: datetime.datetime) -> list[Task | None]:
    """Three queries: drafts, those of them that were returned, proposals that were."""
    own = Article.objects.filter(author=user.pk, status=Status.DRAFT)
    drafts = list(own.order_by("-updated_at", "-pk").only("title", "updated_at")[: MOST + 1])
    reasons = _reasons(drafts)
    returned = [
        Item(draft.title, _form(draft.pk), reasons[draft.pk])
        for draft in drafts
        if draft.pk in reasons
    ]
    others = [
        Item(draft.title, _form(draft.pk), f"sửa {_stamp(draft.updated_at)}")
        for draft in drafts
        if draft.pk not in reasons
    ]
    all_url = "" if is_editor(user) else _list("status__exact=draft")
    return [
        task("Trả lại cho bạn", [*returned, *_declined(user, now)]),
        task("Bản thảo của bạn", others, all_url),
    ]


def _reasons(drafts: list[Article]) -> dict[int, str]:
    """Why each was returned, of those whose last step that was."""
    if not drafts:
        return {}
    entries = AuditEntry.objects.exclude(action__in=AuditEntry.NOT_STEPS).order_by()
    last = entries.filter(article__in=drafts).values("article").annotate(last=Max("pk"))
    returned = entries.filter(pk__in=last.values("last"), action=AuditEntry.Action.RETURNED)
    return dict(returned.values_list("article", "note"))


def _declined(user: Any, now: datetime.datetime) -> list[Item]:
    since = now - datetime.timedelta(days=RETURNED_DAYS)
    own = Proposal.objects.filter(by=user.pk, at__gte=since).exclude(article__status="trashed")
    shown = own.select_related("article").defer("snapshot", "article__body").order_by("-pk")
    newest: dict[int, Proposal] = {}
    for each in shown[:MOST]:
        newest.setdefault(each.article_id, each)
    return [
        Item(each.article.title, _page("proposal", each.article_id, each.pk), each.reason)
        for each in newest.values()
        if each.state == Proposal.State.DECLINED
    ]


def _scheduled(user: Any, now: datetime.datetime) -> Task | None:
    """One query; the few that are to come are looked through for one's own."""
    coming = Article.objects.scheduled(now)
    shown = coming.order_by("published_from", "pk").only("title", "author", "published_from")
    items = [
        Item(article.title, _form(article.pk), _stamp(article.published_from))
        for article in shown[: MOST + 1]
        if is_editor(user) or article.author_id == user.pk
    ]
    return task("Hẹn giờ đăng", items)


def _undescribed(user: Any, now: datetime.datetime) -> Task | None:
    photos = Photo.objects.filter(UNDESCRIBED)
    public = visible_to(user, Article.objects.published(now))
    is_listed = user.has_perm("articles.view_photo")
    all_url = f"{reverse('admin:articles_photo_changelist')}?thieu=mo-ta" if is_listed else ""
    return _photos("Ảnh trên trang chưa có mô tả", photos, public, all_url)


def _without_picture(user: Any) -> Task | None:
    not_trashed = Article.objects.exclude(status=Status.TRASHED)
    return _photos(
        "Khung còn chờ ảnh", Photo.objects.filter(file=""), visible_to(user, not_trashed)
    )


def _photos(name: str, photos: Any, articles: ArticleQuerySet, all_url: str = "") -> Task | None:
    """Two queries: the newest such photos, then which of their articles count."""
    found = list(photos.order_by("-pk").values_list("article", "order")[: MOST + 1])
    rows = [(article, f"ảnh {order}") for article, order in found]
    return _by_article(name, rows, articles, all_url)


def _broken_links(user: Any, now: datetime.datetime) -> Task | None:
    """Two queries, as for photos."""
    broken = InternalLink.objects.filter(good_until__lte=now).order_by("-good_until", "-pk")
    rows = list(broken.values_list("article", "path")[: MOST + 1])
    public = visible_to(user, Article.objects.published(now))
    return _by_article("Liên kết trong bài không còn mở được", rows, public)


def _by_article(
    name: str, rows: Iterable[tuple[int, str]], articles: ArticleQuerySet, all_url: str = ""
) -> Task | None:
    """One item for each article, with what was found in it; the number is of what was found."""
    found: dict[int, list[str]] = defaultdict(list)
    for pk, detail in rows:
        found[pk].append(detail)
    titles = dict(articles.filter(pk__in=list(found)).values_list("pk", "title")) if found else {}
    visible = {pk: details for pk, details in found.items() if pk in titles}
    if not visible:
        return None
    number = sum(map(len, visible.values()))
    is_more = sum(map(len, found.values())) > MOST
    items = [Item(titles[pk], _form(pk), _short(details)) for pk, details in visible.items()]
    return Task(name, f"{min(number, MOST)}+" if is_more else str(number), items[:SHOWN], all_url)


def _short(details: list[str]) -> str:
    more = f" và {len(details) - 3} chỗ nữa" if len(details) > 3 else ""
    return ", ".join(details[:3]) + more


def _how_long(since: datetime.datetime, now: datetime.datetime) -> str:
    return f"chờ {timesince(since, now, depth=1)}"


def _stamp(moment: datetime.datetime | None) -> str:
    return format_stamp(timezone.localtime(moment)) if moment else ""


def _form(pk: int) -> str:
    return _page("change", pk)


def _page(name: str, *keys: int) -> str:
    return reverse(f"admin:articles_article_{name}", args=keys)


def _list(query: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}?{query}"
