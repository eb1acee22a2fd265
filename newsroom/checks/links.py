"""Links that lead nowhere: without an address, without words, or to a page of this site that is not
there. Other sites are not asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.conf import settings
from django.urls import Resolver404, resolve

from articles.internal_links import PAGES_OF_AN_ARTICLE, own_path
from articles.models import Article, Category, Topic
from newsroom.checks.files import absent_files
from newsroom.checks.finding import Finding
from richtext.outline import Outline

ADMIN = "admin"

# Pages that are no business of the articles: by URL name, the word in their address that says which
# page it is, and of some such words those that a reader finds a page at. The project tells them.
Answering = Callable[[set[str]], set[str]]
pages_elsewhere: dict[str, tuple[str, Answering]] = {}


def about_links(article: Article, text: Outline) -> Iterator[Finding]:
    """The findings about each link, in order (at most 7 queries, none without own links)."""
    base = article.get_absolute_url()
    paths = {link: unquote(own_path(link.href, base)) for link in text.links}
    sought = set(paths.values()) - {""}
    absent = _absent(sought) | absent_files(article, sought)
    for link in text.links:
        if not link.text.strip():
            yield Finding("Liên kết không có chữ", "Nội dung", link.href)
        elif link.href in {"", "#"}:
            yield Finding("Liên kết không có địa chỉ", "Nội dung", link.text)
        elif reason := absent.get(paths[link]):
            yield Finding(reason, "Nội dung", f"{link.text} ({link.href})")


def _absent(paths: set[str]) -> dict[str, str]:
    """Why the path does not answer to readers, for those that do not."""
    found = _classify(paths)
    absent = dict.fromkeys(found.unknown, "Liên kết dẫn đến trang không có")
    absent |= dict.fromkeys(found.admin, "Liên kết dẫn vào trang quản trị, bạn đọc không mở được")
    absent |= _absent_articles(found.articles)
    absent |= _absent_by_slug(Category, "chuyên mục", found.categories)
    absent |= _absent_by_slug(Topic, "chuyên đề", found.topics)
    for name, words in found.elsewhere.items():
        absent |= _absent_elsewhere(name, words)
    return absent


@dataclass
class _Paths:
    """Paths by what they lead to, with the word in each that says which one."""

    unknown: list[str] = field(default_factory=list)
    admin: list[str] = field(default_factory=list)
    articles: dict[str, int] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, dict[str, str]] = field(default_factory=dict)


def _classify(paths: set[str]) -> _Paths:
    """No query; paths that are not looked up are left out."""
    found = _Paths()
    for path in paths:
        try:
            match = resolve(path)
        except (Resolver404, ValueError):
            if not _is_file(path):
                found.unknown.append(path)
            continue
        if match.namespace == ADMIN:
            found.admin.append(path)
        elif match.view_name in PAGES_OF_AN_ARTICLE:
            found.articles[path] = match.kwargs["pk"]
        elif match.view_name in {"articles:category", "articles:category-feed"}:
            found.categories[path] = match.kwargs["slug"]
        elif match.view_name in {"articles:topic", "articles:topic-feed"}:
            found.topics[path] = match.kwargs["slug"]
        elif match.view_name in pages_elsewhere:
            word, _ = pages_elsewhere[match.view_name]
            found.elsewhere.setdefault(match.view_name, {})[path] = match.kwargs[word]
    return found


def _absent_articles(pks: dict[str, int]) -> dict[str, str]:
    """At most 1 query."""
    if not pks:
        return {}
    sought = [pk for pk in pks.values() if pk < 2**63]
    public = set(Article.objects.published().filter(pk__in=sought).values_list("pk", flat=True))
    return {
        path: "Liên kết dẫn đến bài bạn đọc chưa xem được"
        for path, pk in pks.items()
        if pk not in public
    }


def _absent_by_slug(
    model: type[Category] | type[Topic], name: str, slugs: dict[str, str]
) -> dict[str, str]:
    """At most 1 query."""
    if not slugs:
        return {}
    there = model._default_manager.filter(slug__in=set(slugs.values()))
    known = set(there.values_list("slug", flat=True))
    return {
        path: f"Liên kết dẫn đến {name} không có"
        for path, slug in slugs.items()
        if slug not in known
    }


def _absent_elsewhere(name: str, words: dict[str, str]) -> dict[str, str]:
    """As many queries as the project's answer costs."""
    _, answering = pages_elsewhere[name]
    answered = answering(set(words.values()))
    return {
        path: "Liên kết dẫn đến trang không có"
        for path, word in words.items()
        if word not in answered
    }


def _is_file(path: str) -> bool:
    """Served in front of the addresses; whether a file is there is not looked up."""
    return path.startswith((settings.MEDIA_URL, f"/{settings.STATIC_URL.lstrip('/')}"))
