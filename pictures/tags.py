"""{% picture card.picture "picture" sizes="100vw" alt="…" %}: a stored picture as HTML.

A tag and no included template, because an archive's page has twelve of them. It escapes what it
is given by html.escape(), as Django does, whose format_html() takes three times as long.
"""

from html import escape

from django import template
from django.utils.safestring import SafeString

from pictures.stored import Source, Sources, StoredPicture

register = template.Library()

HTML = (
    '<picture><source type="image/webp" srcset="{webp}" sizes="{sizes}"><img class="{names}"'
    ' src="{plain_url}" srcset="{plain}" sizes="{sizes}" width="{width}" height="{height}"'
    ' alt="{alt}" {loading}></picture>\n'
)
EAGER, LAZY = 'fetchpriority="high"', 'loading="lazy"'


@register.simple_tag
def picture(
    stored: StoredPicture,
    css_class: str,
    *,
    sizes: str,
    alt: str,
    focus: str = "",
    eager: object = False,
) -> SafeString:
    """WebP in all widths, JPEG for browsers without it. `focus` is a class that says around which
    point the picture is cut; an `eager` one is fetched before the others. No query."""
    return picture_html(stored, stored.sources, css_class, sizes, alt, focus, eager)


def picture_html(
    stored: StoredPicture,
    sources: Sources,
    css_class: str,
    sizes: str,
    alt: str,
    focus: str = "",
    eager: object = False,
) -> SafeString:
    """Likewise, for whoever needs its `sources` too."""
    return SafeString(
        HTML.format(
            webp=escape(srcset(sources.webp)),
            plain=escape(srcset(sources.plain)),
            plain_url=escape(sources.plain[-1].url),
            sizes=escape(sizes),
            names=escape(f"{css_class} {focus}" if focus else css_class),
            width=stored.width,
            height=stored.height,
            alt=escape(alt),
            loading=EAGER if eager else LAZY,
        )
    )


def srcset(sources: list[Source]) -> str:
    return ", ".join([f"{url} {width}w" for url, width in sources])
