"""A stored document as an HTTP response. Who may have it is asked before, by those who know."""

import hashlib
import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from attachments.kinds import CONTENT_TYPES
from attachments.names import content_disposition
from pictures.media_store import StorageUnavailable

# What AttachmentField writes; nothing else in the store is anyone's business.
STORED_NAME = re.compile(
    rf"attachments/[0-9]{{4}}/[0-9]{{2}}/[0-9a-f]{{16}}\.(?:{'|'.join(CONTENT_TYPES)})"
)
# A download that a browser opens all the same has no script, no form and no origin.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def is_stored_name(name: str) -> bool:
    """Whether the site may have given a document that name."""
    return STORED_NAME.fullmatch(name) is not None


def attachment_response(request: HttpRequest, name: str, file_name: str) -> HttpResponseBase:
    """The file of that name, as a download called `file_name`; 304 where the client has it: a
    stored name is random, and its content never changes. Http404 for a missing one;
    StorageUnavailable."""
    etag = f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'
    if answer := get_conditional_response(request, etag=etag):
        return answer
    try:
        file = default_storage.open(name)
    except StorageUnavailable:
        raise
    except OSError:
        raise Http404("Không có tệp này.") from None
    response = FileResponse(file, content_type=CONTENT_TYPES[name.rpartition(".")[2]])
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = content_disposition(file_name)
    response.headers["Content-Security-Policy"] = POLICY
    return response
