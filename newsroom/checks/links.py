"""Links that lead nowhere: without an address, without words, or to a page of this site that is not
there. Other sites are not asked."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from django.conf import settings
from django.urls import Resolver404, resolve

from articles.internal_links import PAGES_OF_AN_ARTICLE, own_path
from articles.models import Article, Category
from newsroom.checks.finding import Finding
from richtext.outline import Outline

ADMIN = "admin"

# Pages that are no business of the articles: by URL name, the word in their address that says which
# page it is, and of some such words those that a reader finds a page at. The project tells them.
Answering = Callable[[set[str]], set[str]]
pages_elsewhere: dict[str, tuple[str, Answering]] = {}


def about_links(article: Article, text: Outline) -> Iterator[Finding]:
    """The findings about each link, in order (at most 3 queries, none without own links)."""
    base = article.get_absolute_url()
    paths = {link: unquote(own_path(link.href, base)) for link in text.links}
    absent = _absent(set(paths.values()) - {""})
    for link in text.links:
        if not link.text.strip():
            yield Finding("Liên kết không có chữ", "Nội dung", link.href)
        elif link.href in {"", "#"}:
            yield Finding("Liên kết không có địa chỉ", "Nội dung", link.text)
        elif reason := absent.get(paths[link]):
            yield Finding(reason, "Nội dung", f"{link.text} ({link.href})")


def _absent(paths: set[str]) -> dict[str, str]:
    """Why the path does not answer to readers, for those that do not."""
    absent: dict[str, str] = {}
    articles: dict[str, int] = {}
    categories: dict[str, str] = {}
    elsewhere: dict[str, dict[str, str]] = {}
    for path in paths:
        try:
            match = resolve(path)
        except (Resolver404, ValueError):
            if not _is_file(path):
                absent[path] = "Liên kết dẫn đến trang không có"
            continue
        if match.namespace == ADMIN:
            absent[path] = "Liên kết dẫn vào trang quản trị, bạn đọc không mở được"
        elif match.view_name in PAGES_OF_AN_ARTICLE:
            articles[path] = match.kwargs["pk"]
        elif match.view_name in {"articles:category", "articles:category-feed"}:
            categories[path] = match.kwargs["slug"]
        elif match.view_name in pages_elsewhere:
            word, _ = pages_elsewhere[match.view_name]
            elsewhere.setdefault(match.view_name, {})[path] = match.kwargs[word]
    if articles:
        sought = [pk for pk in articles.values() if pk < 2**63]
        public = set(Article.objects.published().filter(pk__in=sought).values_list("pk", flat=True))
        for path, pk in articles.items():
            if pk not in public:
                absent[path] = "Liên kết dẫn đến bài bạn đọc chưa xem được"
    if categories:
        there = Category.objects.filter(slug__in=set(categories.values()))
        slugs = set(there.values_list("slug", flat=True))
        for path, slug in categories.items():
            if slug not in slugs:
                absent[path] = "Liên kết dẫn đến chuyên mục không có"
    for name, sought_there in elsewhere.items():
        _, answering = pages_elsewhere[name]
        answered = answering(set(sought_there.values()))
        for path, which in sought_there.items():
            if which not in answered:
                absent[path] = "Liên kết dẫn đến trang không có"
    return absent


def _is_file(path: str) -> bool:
    """Served in front of the addresses; whether a file is there is not looked up."""
    return path.startswith((settings.MEDIA_URL, f"/{settings.STATIC_URL.lstrip('/')}"))
