"""What a page says of itself beside its text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from importing.document import Hint
from importing.sources.html.markup_tree import Element, class_words, text_of

_META = {
    "og:title": "title",
    "twitter:title": "title",
    "og:description": "lead",
    "description": "lead",
    "article:published_time": "date",
    "pubdate": "date",
    "datepublished": "date",
    "dc.date.issued": "date",
    "author": "author",
    "article:author": "author",
    "og:url": "address",
}
_ITEMPROPS = {"headline": "title", "datepublished": "date", "author": "author"}
_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|WebPage")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?(\S+?)\s*-->", re.IGNORECASE)
AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-]|article|news)(?:author|tac-?gia|byline|post-author)(?:[\s_-]|$)"
)
_TITLE_CLASS = re.compile(
    r"(?:article|post|entry|news|detail|content|tin|bai|chi-?tiet|ten)[a-z]*[-_]?(?:title|tieu-?de)"
    r"|(?:title|tieu-?de)[-_]?(?:article|post|entry|news|detail|tin|bai|chi-?tiet)"
)
_SITE_CLASS = re.compile(r"site-?(?:title|name)|logo|brand|banner")
_TOP_OF_SITE = re.compile(r"(?:https?://[^/]+)?/?(?:(?:index|default|trang-chu)[\w.-]*)?", re.I)
_MOST_JSON = 500_000
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_DATE = 60
_BESIDE = 15  # elements


def hints_of(root: Element, markup: str) -> list[Hint]:
    """All of them, the surest source of each first."""
    return [
        *_json_hints(root),
        *_element_hints(root),
        *_meta_hints(root),
        *_address_hints(root, markup),
        *_dates_beside_title(root),
        *_dates_of_page(root),
    ]


def _json_hints(root: Element) -> Iterator[Hint]:
    for article in _articles_of(root):
        yield from _hints_in(article)


def _dates_of_page(root: Element) -> Iterator[Hint]:
    """Where nothing says when the article was published, the page around it may."""
    for article in _articles_of(root):
        if _is_page(article) and isinstance(date := article.get("datePublished"), str):
            yield Hint("date", date, "JSON-LD")


def _articles_of(root: Element) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in script.get("type", "") or len(text) > _MOST_JSON:
            continue
        try:
            yield from list(_articles_in(json.loads(text, strict=False)))
        except (ValueError, RecursionError):
            continue


def _articles_in(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.get("@graph") or [])
            if _ARTICLE_TYPES.search(str(value.get("@type", ""))):
                yield value


def _hints_in(article: dict[str, Any]) -> Iterator[Hint]:
    names = {"headline": "title", "datePublished": "date", "description": "lead"}
    for name, said in names.items():
        if isinstance(value := article.get(name), str) and not _is_page(article):
            yield Hint(said, value, "JSON-LD")
    authors = article.get("author") or []
    for author in authors if isinstance(authors, list) else [authors]:
        who = author.get("name") if isinstance(author, dict) else author
        if isinstance(who, str):
            yield Hint("author", who, "JSON-LD")


def _is_page(article: dict[str, Any]) -> bool:
    return "WebPage" in str(article.get("@type"))


def _element_hints(root: Element) -> Iterator[Hint]:
    headings = [heading for heading in root.iter("h1") if text_of(heading)]
    for heading in headings[:3]:
        if not is_site_name(heading):
            yield Hint("title", text_of(heading), "h1")
    for element in root.xpath("//*[@class and not(self::h1 or self::body or self::html)]"):
        name = element.get("class").lower()
        if _TITLE_CLASS.search(name) and 2 < len(text_of(element).split()) < 60:
            yield Hint("title", text_of(element), "class")
            break
    for element in root.xpath("//*[@itemprop]"):
        field = _ITEMPROPS.get(element.get("itemprop", "").lower(), "")
        value = element.get("content") or element.get("datetime") or text_of(element)
        if field and value and len(value) < 400:
            yield Hint(field, value, "itemprop")
    for element in root.xpath("//time[@datetime]"):
        source = "time" if element.get("pubdate") is None else "time pubdate"
        yield Hint("date", element.get("datetime"), source)
    for element in root.xpath("//abbr[@title and contains(@class,'published')]"):
        yield Hint("date", element.get("title"), "class")
    for element in root.xpath("//*[contains(@class,'uthor') or contains(@class,'gia')]"):
        if AUTHOR_CLASS.search(class_words(element)) and 0 < len(text_of(element)) < 60:
            yield Hint("author", text_of(element), "class")


def _dates_beside_title(root: Element) -> Iterator[Hint]:
    """What holds a year and little else around a title, the nearest first: some pages print their
    date there, outside the part that holds the text."""
    elements = list(root.iter("*"))
    at = next((i for i, element in enumerate(elements) if element.tag == "h1"), None)
    if at is None:
        return
    near = range(max(0, at - _BESIDE), min(len(elements), at + _BESIDE))
    for i in sorted(near, key=lambda i: abs(i - at)):
        text = text_of(elements[i]) if len(elements[i]) == 0 else ""
        if len(text) < _LONGEST_DATE and _YEAR.search(text):
            yield Hint("date", text, "cạnh tiêu đề")


def is_site_name(heading: Element) -> bool:
    """Whether a heading names the site: by its class, or as the way to its front page."""
    if _SITE_CLASS.search(class_words(heading)):
        return True
    links = [link for link in heading.iter("a") if text_of(link) == text_of(heading)]
    return any(_TOP_OF_SITE.fullmatch(link.get("href") or "") for link in links if link.get("href"))


def _meta_hints(root: Element) -> Iterator[Hint]:
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in _META and meta.get("content"):
            yield Hint(_META[name], meta.get("content"), name)
    for title in list(root.iter("title"))[:1]:
        if text_of(title):
            yield Hint("title", text_of(title), "title")


def _address_hints(root: Element, markup: str) -> Iterator[Hint]:
    for body in root.iter("body"):
        if "print()" in (body.get("onload") or "").replace(" ", ""):
            yield Hint("print", "onload", "body")
    for link in root.xpath("//link[@rel='canonical' or @rel='Canonical'][@href]"):
        yield Hint("address", link.get("href"), "canonical")
    systems = [meta.get("content") or "" for meta in root.xpath("//meta[@name='generator']")]
    for base in root.iter("base") if any("Joomla" in system for system in systems) else ():
        yield Hint("address", base.get("href") or "", "base")  # which is the page's own there
    if found := _SAVED_FROM.search(markup[:2000]):
        yield Hint("address", found[1], "saved from")
