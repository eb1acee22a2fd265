"""{% card article modifier="box" sizes="38vw" %}, {% card_list page sizes="38vw" %}: news as cards.

Functions and no templates: a list has twelve of them, and is asked for page by page.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.cards import Card, card_of, card_of_row
from articles.models import Article
from articles.querysets import CardRow
from caching.memoized import rendered
from pictures.tags import picture
from vietnamese.dates import format_day

register = template.Library()


@register.simple_tag
def card(
    article: Article,
    modifier: str,
    *,
    sizes: str,
    level: int = 2,
    with_lead: object = False,
    with_category: object = False,
    eager: object = False,
) -> SafeString:
    """`level` is that of its heading; `sizes` and `eager` are those of its picture. No query where
    the category and the cover are at hand, as `for_cards()` brings them."""
    shown = card_of(article)
    flags = bool(with_lead), bool(with_category), bool(eager)
    return rendered(card_html, shown, modifier, sizes, level, *flags)


@register.simple_tag
def card_list(rows: Iterable[CardRow], *, sizes: str, with_category: object = False) -> SafeString:
    """One below the other, with their leads: rows as `for_card_rows()` brings them. No query."""
    flags = True, bool(with_category), False
    cards = (rendered(card_html, card_of_row(row), "row", sizes, 2, *flags) for row in rows)
    return SafeString("\n".join(cards))


def card_html(
    card: Card,
    modifier: str,
    sizes: str,
    level: int,
    with_lead: bool,
    with_category: bool,
    eager: bool,
) -> SafeString:
    published = timezone.localtime(card.published_from)
    address = escape(card.address)
    image = card.picture and picture(
        card.picture, "picture", focus=card.focus, sizes=sizes, eager=eager, alt=""
    )
    shown = image and (
        f'<a class="card__picture" href="{address}" tabindex="-1" aria-hidden="true">{image}</a>'
    )
    lead = with_lead and card.lead and f'<p class="card__lead">{escape(card.lead)}</p>'
    category = with_category and (
        f' <a href="{escape(card.category_address)}">{escape(card.category)}</a>'
    )
    return SafeString(
        f"""<article class="card card--{escape(modifier)}">
  {shown or ""}
  <div class="card__text">
    <h{level} class="card__title"><a href="{address}">{escape(card.title)}</a></h{level}>
    {lead or ""}
    <p class="card__meta parts"><time datetime="{published.isoformat(timespec="seconds")}">\
{format_day(published)}</time>{category or ""}</p>
  </div>
</article>
"""
    )
