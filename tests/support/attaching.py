"""Documents that articles and static pages have, with their files."""

from typing import Any

from django.test import Client

from articles.models import Article, Attachment
from portal.models import Page, PageAttachment
from tests.support.documents import upload


def attach(article: Article, **fields: Any) -> Attachment:
    """The article's next document, a real one."""
    return Attachment.objects.create(article=article, **_sent(article, fields))


def attach_to_page(page: Page, **fields: Any) -> PageAttachment:
    return PageAttachment.objects.create(page=page, **_sent(page, fields))


def _sent(owner: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """What the row is made of, from its `content` and the name that it is `sent_as`."""
    name = fields.pop("sent_as", "Phiếu đăng ký.docx")
    file = upload(fields.pop("content", None), name)
    return {"file": file, "order": owner.attachments.count() + 1} | fields


def taken(response: Any) -> bytes:
    """What a client gets of a file. Read to its end it is closed, as by a server."""
    return b"".join(response) if response.streaming else response.content


def status_of(client: Client, address: str, **headers: str) -> int:
    response = client.get(address, headers=headers)
    taken(response)
    return response.status_code
