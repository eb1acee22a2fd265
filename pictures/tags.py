"""{% picture card.picture "picture" sizes="100vw" alt="…" %}: a stored picture as HTML.

A tag and no included template, because an archive's page has twelve of them.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pictures.stored import Source, StoredPicture

register = template.Library()

HTML = (
    '<picture><source type="image/webp" srcset="{webp}" sizes="{sizes}"><img class="{names}"'
    ' src="{plain_url}" srcset="{plain}" sizes="{sizes}" width="{width}" height="{height}"'
    ' alt="{alt}" {loading}></picture>\n'
)
EAGER, LAZY = SafeString('fetchpriority="high"'), SafeString('loading="lazy"')


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
    sources = stored.sources
    return format_html(
        HTML,
        webp=srcset(sources.webp),
        plain=srcset(sources.plain),
        plain_url=sources.plain[-1].url,
        sizes=sizes,
        names=f"{css_class} {focus}" if focus else css_class,
        width=stored.width,
        height=stored.height,
        alt=alt,
        loading=EAGER if eager else LAZY,
    )


def srcset(sources: list[Source]) -> str:
    return ", ".join([f"{url} {width}w" for url, width in sources])
