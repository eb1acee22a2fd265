"""A stored document as an HTTP response. Who may have it is asked before, by those who know."""

import hashlib
import re
from http import HTTPStatus

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from attachments.byte_range import Span, UnsatisfiableError, asked_span
from attachments.kinds import CONTENT_TYPES, VIDEO
from attachments.names import content_disposition
from pictures.media_store import StorageUnavailable, media_store

# What AttachmentField writes; nothing else in the store is anyone's business.
STORED_NAME = re.compile(
    rf"attachments/[0-9]{{4}}/[0-9]{{2}}/[0-9a-f]{{16}}\.(?:{'|'.join(CONTENT_TYPES)})"
)
# A download that a browser opens all the same has no script, no form and no origin; a video that it
# opens by itself has itself to play.
POLICY = "default-src 'none'; {}frame-ancestors 'none'; sandbox"
ITSELF = "media-src 'self'; "


def is_stored_name(name: str) -> bool:
    """Whether the site may have given a document that name."""
    return STORED_NAME.fullmatch(name) is not None


def attachment_response(request: HttpRequest, name: str, file_name: str) -> HttpResponseBase:
    """The file of that name, or the part that is asked for, as a download called `file_name`; a
    video may be played in place. 304 where the client has it: a stored name is random, and its
    content never changes. Http404 for a missing one; StorageUnavailable."""
    etag = f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'
    if answer := get_conditional_response(request, etag=etag):
        return answer
    try:
        response = _whole_or_part(request, name, etag)
    except StorageUnavailable:
        raise
    except OSError:
        raise Http404("Không có tệp này.") from None
    kind = name.rpartition(".")[2]
    response.headers["Content-Type"] = CONTENT_TYPES[kind]
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    how = "inline" if kind == VIDEO else "attachment"
    response.headers["Content-Disposition"] = content_disposition(file_name, how)
    policy = POLICY.format(ITSELF if kind == VIDEO else "")
    response.headers["Content-Security-Policy"] = policy
    return response


def _whole_or_part(request: HttpRequest, name: str, etag: str) -> HttpResponseBase:
    """A part only of the very file that the client has begun (If-Range). OSError."""
    asked = request.headers.get("Range", "")
    if not asked or request.headers.get("If-Range", etag) != etag:
        return FileResponse(default_storage.open(name))
    size = default_storage.size(name)
    try:
        span = asked_span(asked, size)
    except UnsatisfiableError:
        headers = {"Content-Range": f"bytes */{size}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    return _part(name, span, size) if span else FileResponse(default_storage.open(name))


def _part(name: str, span: Span, size: int) -> FileResponse:
    """Less than was asked for where the store hands out less at once (RFC 9110, 15.3.7)."""
    store = media_store()
    end = min(span.end, span.start + store.longest_part)
    response = FileResponse(store.part(name, span.start, end), status=HTTPStatus.PARTIAL_CONTENT)
    response.headers["Content-Range"] = f"bytes {span.start}-{end - 1}/{size}"
    response.headers["Content-Length"] = str(end - span.start)
    return response
