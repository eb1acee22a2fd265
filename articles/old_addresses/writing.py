"""An old address is noted with its article, or refused in words."""

from urllib.parse import unquote

from django.db import transaction
from django.db.models import Q
from django.urls import Resolver404, resolve

from articles.models import Article, OldAddress, UnansweredAddress
from articles.old_addresses.normal_form import (
    LONGEST,
    NormalAddress,
    names_page,
    normal_address,
    split_address,
)
from vietnamese.text import one_line

NO_PAGE = "“{address}” không phải địa chỉ của một trang. Hãy viết như /tin-tuc/ten-bai-12.html."
TOO_LONG = f"Địa chỉ dài hơn {LONGEST} ký tự."
OWN = "“{address}” là địa chỉ trên trang này, không thể là địa chỉ cũ: nó sẽ dẫn vòng quanh."
SHARED = "Địa chỉ cũ {address} cũng là của bài khác: “{title}”."
STILL_ASKED = 80  # characters of an address in a sentence


class OldAddressRefused(Exception):
    """The message is a Vietnamese sentence."""


def check(address: str) -> NormalAddress:
    """The address in normal form; OldAddressRefused for what can be no article's. No query."""
    if len(address) > LONGEST:
        raise OldAddressRefused(TOO_LONG)
    shown = short(address)
    try:
        normal = normal_address(address)
    except ValueError as error:
        raise OldAddressRefused(NO_PAGE.format(address=shown)) from error
    if is_own(address):
        raise OldAddressRefused(OWN.format(address=shown))
    return normal


def note(article: Article, address: str) -> tuple[OldAddress, bool]:
    """The row, and whether it is new; nobody asks for that address in vain from now on (at most
    4 queries). Raises OldAddressRefused."""
    normal = check(address)
    with transaction.atomic():
        row, is_new = OldAddress.objects.get_or_create(
            exact=normal.exact,
            host=normal.host,
            article=article,
            defaults={"loose": normal.loose, "address": one_line(address)},
        )
        UnansweredAddress.objects.filter(exact=normal.exact).delete()
    return row, is_new


def others_at(row: OldAddress) -> list[Article]:
    """Other articles that are said to have stood at the very same address (1 query)."""
    rows = OldAddress.objects.filter(exact=row.exact).exclude(article=row.article_id)
    if row.host:
        rows = rows.filter(Q(host=row.host) | Q(host=""))
    return [other.article for other in rows.select_related("article")]


def doubts_about(row: OldAddress) -> list[str]:
    """Sentences that name those (1 query)."""
    return [
        SHARED.format(address=short(row.address), title=other.title) for other in others_at(row)
    ]


def is_own(address: str) -> bool:
    """Whether a page of this site would answer there. A file's address is any site's, and so is a
    front page whose query names another page."""
    _, path, query = split_address(address)
    path = unquote(path).strip("/")
    if not path and names_page(query):
        return False
    for form in {f"/{path}", f"/{path}/" if path else "/"}:
        try:
            return resolve(form).view_name != "media"
        except Resolver404:
            continue
    return False


def short(address: str) -> str:
    """For a sentence."""
    line = one_line(address[: 4 * STILL_ASKED])
    return line if len(line) <= STILL_ASKED else f"{line[:STILL_ASKED]}…"
