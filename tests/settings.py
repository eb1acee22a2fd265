"""The site's settings as tests want them: nothing of this machine, nothing slow."""

import atexit
import os
import shutil
import tempfile
from typing import Any, cast

for name in ("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "HTTPS", "TRUSTED_PROXIES"):
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="chibo-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from chibo_site.settings import *  # noqa: E402, F403
from chibo_site.settings import DATA_DIR, DATABASES, STORAGES  # noqa: E402

database = cast(dict[str, Any], DATABASES["default"])
if database["ENGINE"].endswith("sqlite3"):
    # A file, as in life: connections of the live server's threads then lock like real ones.
    database["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

cast(dict[str, Any], STORAGES["staticfiles"])["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

PASSWORD_HASHERS = ["tests.support.hashers.NormalFormMD5Hasher"]
VISITS_TICKER = False
RUN_JOBS = False
