"""The WSGI application that the server loads."""

import os
import sys
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")

# gunicorn ends with it, where on any other code it would start the worker again without end.
LOAD_FAILED = 3


def end_with(error: ImproperlyConfigured) -> NoReturn:
    """In one line, where nobody wants to read a traceback."""
    sys.stderr.write(f"Cấu hình chưa đúng: {error}\n")
    sys.exit(LOAD_FAILED)


try:
    django.setup(set_prefix=False)
except ImproperlyConfigured as error:
    end_with(error)

# ruff: noqa: E402 (they may be imported only once Django is set up)
from backups.interrupted import use_data_dir
from chibo_site.schema_version import end_on_newer
from serving.page_cache.backend import page_cache
from serving.page_cache.handler import PageHandler
from serving.private_files import close_data_dir
from visitors.aggregation import recover

try:
    close_data_dir()
except ImproperlyConfigured as error:
    end_with(error)
use_data_dir()
end_on_newer()
recover()

cache = page_cache()
application = WSGIHandler() if cache is None else PageHandler(cache)

# All the code is read now and once, before the workers come: they share its memory, no first reader
# waits for it, and what an upgrade puts on the disk is not mixed with what is running.
get_resolver().url_patterns  # noqa: B018 (reading it imports every view)
