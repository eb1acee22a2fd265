"""The WSGI application that the server loads."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
django.setup(set_prefix=False)

# ruff: noqa: E402 (they may be imported only once Django is set up)
from backups.interrupted import use_data_dir
from chibo_site.schema_version import end_on_newer
from serving.page_cache.backend import page_cache
from serving.page_cache.handler import PageHandler
from serving.private_files import close_data_dir

close_data_dir()
use_data_dir()
end_on_newer()

cache = page_cache()
application = WSGIHandler() if cache is None else PageHandler(cache)

# All the code is read now and once, before the workers come: they share its memory, no first reader
# waits for it, and what an upgrade puts on the disk is not mixed with what is running.
get_resolver().url_patterns  # noqa: B018 (reading it imports every view)
