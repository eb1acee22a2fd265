"""An article as it is named in a field: by its number, or by any address of it.

The field offers the newest public ones by their titles, without a script: a `<datalist>`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.addresses import MAX_PK
from articles.internal_links import own_path
from articles.models import Article
from articles.querysets import ArticleQuerySet
from limits import lengths
from newsroom import permissions

OFFERED = 60
LIST = "bai-moi"
CHOICE = "{} – {}"
NOT_UNDERSTOOD = (
    "“{text}” chưa rõ là bài nào. Hãy chọn trong danh sách gợi ý, dán địa chỉ của bài, hoặc gõ số"
    " của bài."
)
UNKNOWN = "Không có bài số {pk}, hoặc bạn chưa được xem bài ấy."
# "34", "34 – Tựa" as the field shows it, "/bai/34/dai-hoi/", "…/articles/article/34/change/".
_NUMBER = re.compile(r"\s*([0-9]{1,18})\s*(?:–.*)?", re.DOTALL)
_PATH = re.compile(r"/(?:bai|(?:[\w-]+/)?articles/article)/([0-9]{1,18})(?:/.*)?")


def typed_pk(text: str) -> int | None:
    """The number of the article that the text names; None for a blank text. ValidationError where
    it names none."""
    text = text.strip()
    if not text:
        return None
    found = _NUMBER.fullmatch(text) or _PATH.fullmatch(own_path(text, "/") or text)
    if not found or int(found[1]) > MAX_PK:
        raise ValidationError(NOT_UNDERSTOOD.format(text=text[:100]))
    return int(found[1])


def may_point_to(user: Any) -> ArticleQuerySet:
    """The articles that this person may name: public ones, and those they may know of."""
    untrashed = Article.objects.exclude(status=Article.Status.TRASHED)
    return permissions.visible_to(user, untrashed) | untrashed.published()


def named(pks: Iterable[int], user: Any) -> dict[int, str]:
    """Each article as a field shows it; by its number alone where this person may not know its
    title (1 query)."""
    pks = list(pks)
    known = may_point_to(user).filter(pk__in=pks).values_list("pk", "title") if pks else ()
    titles = dict(known)
    return {pk: CHOICE.format(pk, titles[pk]) if pk in titles else str(pk) for pk in pks}


def refuse_unknown(pks: Iterable[int], user: Any, stored: Iterable[int] = ()) -> None:
    """ValidationError for the first that this person may not name; what is `stored` already may
    stay (1 query)."""
    asked = set(pks) - set(stored)
    known = set(may_point_to(user).filter(pk__in=asked).values_list("pk", flat=True))
    for pk in sorted(asked - known):
        raise ValidationError(UNKNOWN.format(pk=pk))


def datalist() -> SafeString:
    """What the fields of this module offer (1 query)."""
    newest = Article.objects.published(timezone.now()).newest_first().for_titles()[:OFFERED]
    options = (((CHOICE.format(article.pk, article.title)),) for article in newest)
    inner = format_html_join("", '<option value="{}">', options)
    return format_html('<datalist id="{}">{}</datalist>', LIST, inner)


class ChoiceInput(forms.TextInput):
    def __init__(self, label: str) -> None:
        super().__init__(
            {
                "list": LIST,
                "class": "vTextField",
                "aria-label": label,
                "autocomplete": "off",
                "maxlength": lengths.TOKEN,
            }
        )


class ChoicesInput(forms.MultiWidget):
    def __init__(self, label: str, most: int) -> None:
        super().__init__([ChoiceInput(f"{label} {number}") for number in range(1, most + 1)])

    def decompress(self, value: Sequence[str] | None) -> list[str]:
        shown = list(value or [])[: len(self.widgets)]
        return shown + [""] * (len(self.widgets) - len(shown))

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        inputs = super().render(*args, **kwargs)
        return format_html('<div class="article-choices">{}{}</div>', inputs, datalist())


class ArticleChoicesField(forms.MultiValueField):
    """Articles in an order: their numbers, each once."""

    def __init__(self, *, label: str, most: int, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False, max_length=lengths.TOKEN) for _ in range(most)]
        widget = ChoicesInput(label, most)
        super().__init__(
            fields, label=label, widget=widget, required=False, require_all_fields=False, **kwargs
        )

    def compress(self, data_list: list[str]) -> list[int]:
        return list(dict.fromkeys(pk for text in data_list if (pk := typed_pk(text)) is not None))
