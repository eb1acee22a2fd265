"""Stored pictures, served by the site itself where no web server stands in front of it.

A stored name is random and its content never changes, so a browser may keep it for ever.
"""

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

TYPES = {"webp": "image/webp", "png": "image/png", "jpg": "image/jpeg"}
# What PictureField writes; nothing else in the store is anyone's business.
STORED_NAME = re.compile(r"(?:[a-z]+/)+(?:[0-9]{4}/[0-9]{2}/)?[0-9a-z_-]+\.(?:webp|png|jpg)")


@require_safe
def stored_file(request: HttpRequest, name: str) -> HttpResponse:
    """The file of that name; 404 for a missing one and for any name the site never gave."""
    if not STORED_NAME.fullmatch(name):
        raise Http404("Không có tệp này.")
    try:
        with default_storage.open(name) as file:
            content = file.read()  # some hundred kB: PictureField bounds what it stores
    except OSError:
        raise Http404("Không có tệp này.") from None
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
