"""Settings and addresses of the bare site that ours is compared with: Django without middleware,
whose one view returns the bytes of a file in the folder BARE_FILES. The server is the same."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from chibo_site.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "bench.bare"

FILES = {file.name: file.read_bytes() for file in Path(os.environ["BARE_FILES"]).iterdir()}


def same_bytes(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(FILES[name])


login = path("login/", same_bytes, {"name": "hello"}, name="login")  # the server asks where it is
urlpatterns = [
    path("<str:name>", same_bytes),
    path("quan-tri/", include(([login], "admin"))),
]
