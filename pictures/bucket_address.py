"""S3_ENDPOINT, as people write it."""

import re

from django.core.exceptions import ImproperlyConfigured

ENDPOINT = re.compile(r"https?://([\w.-]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?/?", re.ASCII)
NOT_AN_ENDPOINT = (
    "S3_ENDPOINT phải là địa chỉ của máy chủ S3, không kèm bucket hay đường dẫn, không nhận"
    " {address!r}; hãy viết như S3_ENDPOINT=https://s3.example.vn"
)


def check_endpoint(address: str) -> None:
    """ImproperlyConfigured where S3_ENDPOINT is given and no address of a server."""
    if address and not ENDPOINT.fullmatch(address):
        raise ImproperlyConfigured(NOT_AN_ENDPOINT.format(address=address))
