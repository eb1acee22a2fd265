"""An edit that waits, with its photos, as its writer and its editor handle it in a browser."""

import re
from typing import Any

from django.test import Client

from articles.models import Article
from newsroom.models import Proposal
from tests.newsroom.desk import address, said, send

GONE = "Tệp ảnh không còn giữ"
# Nothing in it that one should look at.
IN_ORDER = {"caption": "Lễ ra mắt", "credit": "Trần Văn Vũ", "alt": "Hội trường"}


def opened(client: Client, article: Article) -> dict[str, Any]:
    """What a browser would send of the form as it stands open."""
    page = client.get(address(article))
    assert page.status_code == 200
    bound = list(page.context["adminform"].form)
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    for formset in formsets:
        for form in (formset.management_form, *formset.forms):
            bound += list(form)
    fields: dict[str, Any] = {}
    for field in bound:
        is_unticked = field.html_name.endswith("-DELETE") and not field.value()
        if field.html_name.endswith("-file") or is_unticked:
            continue
        value, widget = field.value(), field.field.widget
        if hasattr(widget, "decompress"):
            parts = enumerate(widget.decompress(value))
            fields |= {f"{field.html_name}_{number}": part or "" for number, part in parts}
        elif isinstance(value, list):  # boxes to tick
            fields[field.html_name] = [str(getattr(each, "pk", each)) for each in value]
        else:
            fields[field.html_name] = "" if value is None else str(value)
    return fields


def with_new_photo(fields: dict[str, Any], name: str, **words: Any) -> dict[str, Any]:
    """The form with one row more, whose picture was sent ahead."""
    row = int(fields["photos-TOTAL_FORMS"])
    photo = {"order": row + 1, "upload": name, "focus_x": 20, "focus_y": 70} | IN_ORDER | words
    rows = {f"photos-{row}-{column}": value for column, value in photo.items()}
    return fields | rows | {"photos-TOTAL_FORMS": str(row + 1)}


def propose(client: Client, article: Article, fields: dict[str, Any]) -> Proposal:
    answer = client.post(address(article), fields)
    assert answer.status_code == 302, said(answer)
    proposal = article.proposals.all()[0]
    assert answer.headers["Location"] == where_of(proposal)
    return proposal


def propose_photo(client: Client, article: Article, **words: Any) -> tuple[Proposal, str]:
    name = send(client).json()["name"]
    return propose(client, article, with_new_photo(opened(client, article), name, **words)), name


def where_of(proposal: Proposal) -> str:
    return address(proposal.article, f"ban-sua/{proposal.pk}")


def accept(client: Client, proposal: Proposal) -> Any:
    """Press the button, and the one on the list of findings where there is one."""
    number = re.search(r'name="began_from" value="(\d+)"', said(client.get(where_of(proposal))))
    assert number
    fields = {"began_from": number[1], "accept": "1"}
    answer = client.post(where_of(proposal), fields)
    if answer.status_code == 200:
        seen = re.search(r'name="seen" value="(\w+)"', said(answer))
        assert seen
        answer = client.post(where_of(proposal), fields | {"seen": seen[1]})
    assert answer.status_code == 302
    return answer


def numbers(article: Article) -> list[tuple[int, str]]:
    return list(article.photos.values_list("order", "caption"))


def public_page(article: Article) -> str:
    return said(Client().get(article.get_absolute_url()))


def stem(name: str | None) -> str:
    assert name
    return name.rpartition("-")[0]
