"""Documents that articles and static pages have, with their files."""

from typing import Any

from django.test import Client

from articles.models import Article, Attachment
from portal.models import Page, PageAttachment
from tests.support.documents import upload


def attach(article: Article, **fields: Any) -> Attachment:
    """The article's next document, a real one."""
    name = fields.pop("sent_as", "Phiếu đăng ký.docx")
    order = article.attachments.count() + 1
    return Attachment.objects.create(
        article=article, file=upload(fields.pop("content", None), name), **{"order": order} | fields
    )


def attach_to_page(page: Page, **fields: Any) -> PageAttachment:
    order = page.attachments.count() + 1
    return PageAttachment.objects.create(page=page, file=upload(), **{"order": order} | fields)


def taken(response: Any) -> bytes:
    """What a client gets of a file. Read to its end it is closed, as by a server."""
    return b"".join(response) if response.streaming else response.content


def status_of(client: Client, address: str, **headers: str) -> int:
    response = client.get(address, headers=headers)
    taken(response)
    return response.status_code
