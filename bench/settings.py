"""The site's own settings, with one fixed page; COUNTING=0 takes the visit counter out."""

from chibo_site import environment
from chibo_site.settings import *  # noqa: F403
from chibo_site.settings import MIDDLEWARE

ROOT_URLCONF = "bench.urls"
if not environment.flag("COUNTING", default=True):
    MIDDLEWARE.remove("visitors.middleware.VisitCounterMiddleware")
