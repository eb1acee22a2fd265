"""The settings of the site that these tests start, with jobs of their own."""

from tests.support.server_settings import *  # noqa: F403
from tests.support.server_settings import INSTALLED_APPS

INSTALLED_APPS += ["tests.jobs.sample.apps.SampleConfig"]
