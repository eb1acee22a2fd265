"""What other sites and search engines read of any page: its one address, Open Graph, Twitter's
card, and as JSON-LD (schema.org) who publishes it, where it stands and how it is searched."""

import json
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from articles.addresses import whole_address
from pictures.share_card import HEIGHT, WIDTH
from pictures.share_picture import Look, share_url
from pictures.stored import StoredPicture
from richtext.escaping import format_escaped

# Inside a script element no text may end it or open a comment (HTML Standard, 4.12.1.3).
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
LONGEST_DESCRIPTION = 200  # characters
SHARE_PICTURE = "img/share.png"  # as large as a made one
HOME = "Trang chủ"

# What Open Graph is told of any page; its type stands before it.
OPEN_GRAPH = """<meta property="og:title" content="{title}">
<meta property="og:description" content="{description}">
<meta property="og:url" content="{address}">
<meta property="og:site_name" content="{publisher}">
<meta property="og:locale" content="vi_VN">
"""
HEAD = f"""<link rel="canonical" href="{{address}}">
<meta name="description" content="{{description}}">
<meta property="og:type" content="website">
{OPEN_GRAPH}{{pictures}}{{crumbs}}"""
PICTURES = """<meta property="og:image" content="{picture}">
<meta property="og:image:width" content="{width}">
<meta property="og:image:height" content="{height}">
<meta property="og:image:alt" content="{alt}">
<meta name="twitter:card" content="summary_large_image">
<meta name="twitter:title" content="{title}">
<meta name="twitter:image" content="{picture}">
<meta name="twitter:image:alt" content="{alt}">
"""
SCRIPT = '<script type="application/ld+json">{}</script>\n'
SCHEMA: dict[str, object] = {"@context": "https://schema.org"}
HOSTS = 16  # that a site may be asked under


class SharedPicture(NamedTuple):
    """What stands for a page where a link to it is shown; its size in pixels."""

    address: str  # whole
    width: int
    height: int
    alt: str


class Publisher(NamedTuple):
    """Who publishes the site, by value: see caching.memoized."""

    root: str  # scheme and host, with the slash
    name: str
    picture: SharedPicture  # of pages that have none of their own
    logo: str  # the whole address of the emblem, or of one for every site
    look: Look
    phone: str = ""
    email: str = ""
    address: str = ""

    def address_of(self, path: str) -> str:
        """With scheme and host, where it has none yet."""
        return path if path.startswith(self.root) else f"{self.root}{path.removeprefix('/')}"


class Crumb(NamedTuple):
    name: str
    path: str


class PageMetadata(NamedTuple):
    address: str
    title: str
    description: str
    publisher: Publisher
    picture: SharedPicture
    crumbs: tuple[Crumb, ...] = ()  # behind the home page


def head_html(page: PageMetadata) -> SafeString:
    return format_escaped(
        HEAD,
        address=page.address,
        title=page.title,
        description=shortened(page.description),
        publisher=page.publisher.name,
        pictures=pictures_html(page.title, page.picture),
        crumbs=crumbs_html(page.publisher, page.crumbs) if page.crumbs else "",
    )


def shortened(text: str) -> str:
    """At most LONGEST_DESCRIPTION characters."""
    is_short = len(text) <= LONGEST_DESCRIPTION
    return text if is_short else f"{text[: LONGEST_DESCRIPTION - 1]}…"


def made_picture(row: Any, publisher: Publisher) -> SharedPicture | None:
    """The one made of the row's title; None until it is there. No query."""
    if not (url := share_url(row, publisher.look)):
        return None
    return SharedPicture(whole_address(publisher.root, url), WIDTH, HEIGHT, str(row))


def photo_picture(stored: StoredPicture, alt: str, root: str) -> SharedPicture:
    """A photo, in the widest form that everything can show."""
    address, width = stored.sources.plain[-1]
    height = round(stored.height * width / max(stored.width, 1))
    return SharedPicture(whole_address(root, address), width, height, alt)


def pictures_html(title: str, picture: SharedPicture) -> SafeString:
    return format_escaped(
        PICTURES,
        title=title,
        picture=picture.address,
        width=picture.width,
        height=picture.height,
        alt=picture.alt,
    )


def publisher_html(publisher: Publisher) -> SafeString:
    """Organization, and WebSite with its search: the same on each page."""
    key, search = f"{publisher.root}#organization", reverse("articles:search")
    site = {
        "@type": "WebSite",
        "@id": f"{publisher.root}#website",
        "url": publisher.root,
        "name": publisher.name,
        "inLanguage": "vi",
        "publisher": {"@id": key},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{publisher.address_of(search)}?q={{search_term}}",
            },
            "query-input": "required name=search_term",
        },
    }
    return script_html(SCHEMA | {"@graph": [organisation_data(publisher) | {"@id": key}, site]})


def crumbs_html(publisher: Publisher, crumbs: tuple[Crumb, ...]) -> SafeString:
    """The way from the home page to this one."""
    return script_html(SCHEMA | breadcrumbs(publisher, crumbs))


def breadcrumbs(publisher: Publisher, crumbs: tuple[Crumb, ...]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.name,
                "item": publisher.address_of(crumb.path),
            }
            for position, crumb in enumerate((Crumb(HOME, "/"), *crumbs), 1)
        ],
    }


def organisation_data(publisher: Publisher) -> dict[str, object]:
    found: dict[str, object] = {
        "@type": "Organization",
        "name": publisher.name,
        "url": publisher.root,
        "logo": publisher.logo,
    }
    known = {"telephone": publisher.phone, "email": publisher.email, "address": publisher.address}
    return found | {name: value for name, value in known.items() if value}


def script_html(data: dict[str, Any]) -> SafeString:
    """A script element that no text in the data can end."""
    json_text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return SafeString(SCRIPT.format(json_text))
