"""The settings of the server that tests start: the site's own, static files from their sources."""

from typing import Any, cast

from chibo_site.settings import *  # noqa: F403
from chibo_site.settings import STORAGES

cast(dict[str, Any], STORAGES["staticfiles"])["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
