"""{% text_with_photos body_parts is_preview=1 %}: the text of an article, its photos with captions.

Functions and no templates: an article has many photos, and no other has the same.
"""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from articles.cards import PhotoFigure, photo_figure
from articles.models import Photo
from caching.memoized import rendered
from pictures.tags import picture_html
from richtext.body_parts import BodyPart
from richtext.escaping import escaped, format_escaped

register = template.Library()

GALLERY = '<div class="gallery">\n{}</div>'
FIGURE = '<figure class="figure{modifier}">\n{frame}{caption}</figure>\n'
FRAME = "  {}\n"
OPENED = '  <a class="figure__open" href="{}" aria-label="Xem ảnh lớn: {}">{}</a>\n'
FRAME_TO_COME = '  <p class="figure__frame">Chờ ảnh {}</p>\n'
CAPTION = '  <figcaption class="figure__caption">{lines}{credit}</figcaption>\n'
LINE_BREAK = SafeString(" <br>")
# A space alone, however wide, is none at the end of a line: a credit that wraps is not indented.
GAP = SafeString('<span class="figure__gap"> </span>')
CREDIT = '{gap}<span class="figure__credit">Ảnh: {credit}</span>'
SIZES = "(min-width: 48rem) 44rem, calc(100vw - 2rem)"
IN_GALLERY = (
    "(min-width: 48rem) 21.5rem, (min-width: 23rem) calc(50vw - 1.5rem), calc(100vw - 2rem)"
)
TALL, WAITING = SafeString(" figure--tall"), SafeString(" figure--waiting")
NOTHING = SafeString("")


@register.simple_tag
def text_with_photos(
    parts: Iterable[BodyPart[Photo]], *, eager: object = False, is_preview: object = False
) -> SafeString:
    """Where a photo itself is still to come, its caption, and in a preview its place too. `eager`:
    photos are fetched at once, as paper needs them; else they open large. No query."""
    flags = bool(eager), bool(is_preview)

    def figure(photo: Photo, in_gallery: bool = False) -> SafeString:
        return rendered(figure_html, photo_figure(photo), *flags, in_gallery)

    def shown(part: BodyPart[Photo]) -> str:
        if part.photo:
            return figure(part.photo)
        if part.gallery:
            return GALLERY.format("".join(figure(photo, in_gallery=True) for photo in part.gallery))
        return part.html

    return SafeString("\n".join(map(shown, parts)))


def figure_html(shown: PhotoFigure, eager: bool, is_preview: bool, in_gallery: bool) -> SafeString:
    stored = shown.picture
    if stored:
        modifier = TALL if stored.height > stored.width else NOTHING
        sizes = IN_GALLERY if in_gallery else SIZES
        sources = stored.sources
        image = picture_html(stored, sources, "picture", sizes, shown.alt, eager=eager)
        said = shown.alt or " ".join(shown.caption.split()) or f"ảnh {shown.order}"
        large = format_escaped(OPENED, sources.plain[-1].url, said, image)
        frame = format_escaped(FRAME, image) if eager else large
    elif shown.caption:
        modifier = WAITING
        frame = format_escaped(FRAME_TO_COME, shown.order) if is_preview else NOTHING
    else:
        return SafeString("\n")
    return format_escaped(FIGURE, modifier=modifier, frame=frame, caption=caption_html(shown))


def caption_html(shown: PhotoFigure) -> SafeString:
    if not (shown.caption or shown.credit):
        return NOTHING
    lines = SafeString(LINE_BREAK.join(map(escaped, shown.caption.splitlines())))
    gap = GAP if lines else NOTHING
    credit = format_escaped(CREDIT, gap=gap, credit=shown.credit) if shown.credit else NOTHING
    return format_escaped(CAPTION, lines=lines, credit=credit)
