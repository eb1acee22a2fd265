"""What of the site's content is watched: the columns that readers get, and where links are."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.crypto import salted_hmac

from articles.models import Article, Attachment, Byline, Category, Photo, Topic
from integrity.models import TrustedDomain
from portal.models import Banner, Identity, MenuItem, Page, PageAttachment, PagePhoto, WebLink
from richtext.domains import domain_of, is_own
from richtext.outline import outline

SALT = "integrity.watched"


@dataclass(frozen=True)
class Watched:
    """`columns` go into the digest; of them `markup` holds HTML, and `addresses` links."""

    columns: tuple[str, ...]
    markup: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


PUBLICATION = ("status", "published_from", "published_until")
WATCHED: dict[type[models.Model], Watched] = {
    Article: Watched(("title", "lead", "body", "correction", *PUBLICATION), markup=("body",)),
    Photo: Watched(("article_id", "caption", "credit", "alt")),
    Byline: Watched(("article_id", "role", "name", "link"), addresses=("link",)),
    Attachment: Watched(("article_id", "file", "name")),
    Category: Watched(("name", "slug")),
    Topic: Watched(("name", "slug", "lead")),
    Page: Watched(("title", "slug", "body"), markup=("body",)),
    PageAttachment: Watched(("page_id", "file", "name")),
    PagePhoto: Watched(("page_id", "caption", "credit", "alt")),
    Banner: Watched(("title", "image", "alt", "url"), addresses=("url",)),
    WebLink: Watched(("name", "url"), addresses=("url",)),
    MenuItem: Watched(("label", "url"), addresses=("url",)),
    Identity: Watched(("name_vi", "address", "phone", "email", "responsible", "editors")),
    TrustedDomain: Watched(("domain",)),
}

Row = dict[str, Any]


def source_of(model: type[models.Model], pk: Any) -> str:
    return f"{model._meta.label_lower}:{pk}"


def rows_of(model: type[models.Model], pks: Iterable[Any]) -> list[Row]:
    """As the database has them, with `pk` (1 query)."""
    columns = WATCHED[model].columns
    return list(model._base_manager.filter(pk__in=pks).order_by("pk").values("pk", *columns))


def digest_of(model: type[models.Model], row: Row) -> str:
    """Keyed: who writes to the database alone cannot make one."""
    said = [model._meta.label_lower, row["pk"], *(row[name] for name in WATCHED[model].columns)]
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False)
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()


def links_of(model: type[models.Model], row: Row) -> set[str]:
    """The addresses on other sites that a row leads to."""
    watched = WATCHED[model]
    found = {str(row[name]) for name in watched.addresses}
    for name in watched.markup:
        if "<a " in row[name]:
            found |= {link.href for link in outline(row[name]).links}
    return {address for address in found if (domain := domain_of(address)) and not is_own(domain)}
