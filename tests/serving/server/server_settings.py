"""The settings of the server that these tests start: patience for an upload is short."""

from serving.server import limits
from tests.support.server_settings import *  # noqa: F403
from tests.support.server_settings import BASE_DIR  # noqa: F401

limits.SILENCE_SECONDS = 3
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
