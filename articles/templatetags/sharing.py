"""{% share_links article %}: an article passed on, by addresses that any browser opens.

A function and no template: no two articles have the same.
"""

from urllib.parse import quote

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.models import Article
from caching.memoized import rendered
from richtext.escaping import format_escaped

register = template.Library()

# What needs a script comes hidden, and reader.js shows it.
LINKS = """<a class="tools__item" href="https://www.facebook.com/sharer/sharer.php?u={address}" rel="noopener nofollow">Chia sẻ qua Facebook</a>
    <a class="tools__item" href="mailto:?subject={title}&amp;body={address}">Gửi qua thư</a>
    <button class="tools__item tools__share" type="button" hidden>Chia sẻ…</button>
    <button class="tools__item tools__copy" type="button" aria-live="polite" data-done="Đã sao chép liên kết" hidden>Sao chép liên kết</button>
"""  # noqa: E501


@register.simple_tag(takes_context=True)
def share_links(context: template.Context, article: Article) -> SafeString:
    """No query. Of an article that has no address yet, the address of the site."""
    request: HttpRequest = context["request"]
    path = article.get_absolute_url() if article.pk else "/"
    return rendered(links_html, request.build_absolute_uri(path), article.title)


def links_html(address: str, title: str) -> SafeString:
    return format_escaped(LINKS, address=quote(address, safe=""), title=quote(title, safe=""))
