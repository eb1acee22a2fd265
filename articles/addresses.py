"""Addresses that lists are full of: a page links to dozens, and reverse() costs 50 µs each."""

from functools import cache, lru_cache
from urllib.parse import urljoin

from django.urls import reverse

# No address of the site holds any of them by itself.
SOME_PK, SOME_SLUG = "1234567890", "mot-tua-bai"
SOME_YEAR, SOME_MONTH, SOME_DAY = "2468", "97", "98"
MAX_PK = (1 << 63) - 1  # of a BigAutoField; an address may hold any number


def article_address(view: str, pk: int, slug: str) -> str:
    """What reverse(view, args=[pk, slug]) says; `slug` as slugify() makes it."""
    return form_of(view, SOME_PK, SOME_SLUG).format(pk, slug)


def whole_address(root: str, address: str) -> str:
    """What urljoin() says of an address of the site, or of a host that keeps its pictures; `root`
    is scheme and host, with the slash."""
    is_path = address.startswith("/") and not address.startswith("//")
    return f"{root}{address[1:]}" if is_path else urljoin(root, address)


@lru_cache(maxsize=256)
def category_address(slug: str) -> str:
    return reverse("articles:category", args=[slug])


@lru_cache(maxsize=256)
def topic_address(slug: str) -> str:
    return reverse("articles:topic", args=[slug])


@cache
def article_prefix() -> str:
    """What the address of every article begins with: "/bai/"."""
    return form_of("articles:article", SOME_PK, SOME_SLUG).partition("{}")[0]


@cache
def print_suffix() -> str:
    """What the address of a print view has after the slug: "/in/"."""
    return form_of("articles:print", SOME_PK, SOME_SLUG).rpartition("{}")[2]


@cache
def form_of(view: str, *examples: str) -> str:
    """ "/bai/{}/{}/" for "articles:article" and examples of a key and a slug."""
    form = reverse(view, args=examples)
    for example in examples:
        form = form.replace(example, "{}")
    return form
