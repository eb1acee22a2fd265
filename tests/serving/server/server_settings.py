"""The settings of the server that these tests start: patience for an upload is short."""

from serving.server import body
from tests.visitors.server_settings import *  # noqa: F403
from tests.visitors.server_settings import BASE_DIR  # noqa: F401

body.SILENCE_SECONDS = 3
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
