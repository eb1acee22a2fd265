"""A form as its scripts send it: kept while typing, sent with its draft's key and number."""

import re
import uuid
from typing import Any

from django.test import Client

from articles.models import Article
from tests.newsroom.desk import ADD, address, fields_of, said
from tests.support.responses import Response

Form = dict[str, str]
DROP = "/quan-tri/articles/article/ban-chua-luu/bo/"


def form_of(client: Client, article: Article | None) -> Form:
    """The fields of a form just opened, with those that tell its draft."""
    page = client.get(where_of(article))
    return fields_of(page) | hidden(page)


def hidden(page: Response) -> Form:
    html = page.content.decode()
    found = re.findall(r'<input type="hidden" name="(draft_\w+)" value="([^"]*)"', html)
    assert found
    return dict(found)


def where_of(article: Article | None) -> str:
    return address(article) if article else ADD


def keep(client: Client, article: Article | None, form: Form, number: int, **typed: str) -> Any:
    """The answer to an autosave of the form."""
    where = where_of(article).replace("/change/", "/")
    return client.post(f"{where}giu-tam/", form | typed | {"draft_number": str(number)})


def offered(client: Client, article: Article | None) -> list[str]:
    """The keys of the drafts that the form offers, the last typed first."""
    html = client.get(where_of(article)).content.decode()
    return re.findall(r'class="unsaved__draft" data-key="([^"]+)"', html)


def take_up(client: Client, article: Article | None, key: str) -> Response:
    return client.post(where_of(article), {"_use_draft": key})


def shown_draft(client: Client, key: str) -> str:
    page = client.get(f"/quan-tri/articles/article/ban-chua-luu/{key}/")
    assert page.status_code == 200
    return said(page)


def new_key() -> str:
    return str(uuid.uuid4())
