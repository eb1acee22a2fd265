"""A stored picture as an HTTP response. Who may have it is asked before, by those who know."""

import hashlib
import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from pictures.media_store import StorageUnavailable

TYPES = {"webp": "image/webp", "png": "image/png", "jpg": "image/jpeg"}
# What PictureField writes; nothing else in the store is anyone's business.
STORED_NAME = re.compile(r"(?:[a-z]+/)+(?:[0-9]{4}/[0-9]{2}/)?[0-9a-z_-]+\.(?:webp|png|jpg)")


def is_stored_name(name: str) -> bool:
    """Whether the site may have given a picture that name."""
    return STORED_NAME.fullmatch(name) is not None


def picture_response(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of that name, or 304 where the client has it: a stored name is random, and its
    content never changes. Http404 for a missing one; StorageUnavailable."""
    etag = f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'
    if answer := get_conditional_response(request, etag=etag):
        return answer
    try:
        with default_storage.open(name) as file:
            content = file.read()  # some hundred kB: PictureField bounds what it stores
    except StorageUnavailable:
        raise
    except OSError:
        raise Http404("Không có tệp này.") from None
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response.headers["ETag"] = etag
    return response
