"""The generations of this site: of this host, or of all hosts where settings name another store."""

import logging
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from freshness.generations import Generations, SharedGenerations

logger = logging.getLogger("freshness")


@cache
def generations() -> Generations | None:
    """None, said once, where they cannot be had: then nothing is kept."""
    try:
        return import_string(settings.GENERATIONS)()
    except OSError as error:
        logger.error("nothing is kept: %s: %s", type(error).__name__, error)
        return None


def of_this_host() -> Generations:
    """Raises OSError where DATA_DIR cannot be written."""
    return SharedGenerations(settings.DATA_DIR / "cache" / "generations")
