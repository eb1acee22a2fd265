"""Settings: the environment comes in here, and nowhere else. `.env.example` explains each name.

Three ways to run:
- nothing set: local. The key is made once and kept in DATA_DIR; only this machine is served.
- DEBUG=1: local, with Django's technical error pages.
- DEBUG=0, or ALLOWED_HOSTS naming a public host: production. SECRET_KEY must be given, and
  cookies and redirects are for HTTPS (HTTPS=0 where an office network has no certificate).
"""

import datetime
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from csp.constants import NONE, SELF

from alerts.smtp import mail_address, mail_server
from caching.redis_address import redis_address
from chibo_site import __version__, configuration, environment
from limits.rows import MOST_FIELDS, MOST_FILES
from pictures.bucket_address import check_endpoint

VERSION = __version__
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("DATA_DIR", str(BASE_DIR / "var"))).expanduser().absolute()
os.umask(0o077)  # what this process and its children write is nobody else's to read
configuration.make_data_dir(DATA_DIR)

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEBUG = environment.flag("DEBUG", default=False)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or LOCAL_HOSTS
OLD_HOSTS = environment.words("OLD_HOSTS")
IS_PUBLIC = not set(ALLOWED_HOSTS) <= set(LOCAL_HOSTS)
configuration.check_hosts(ALLOWED_HOSTS, OLD_HOSTS, are_public=IS_PUBLIC, debug=DEBUG)
PRODUCTION = not DEBUG and (bool(environment.text("DEBUG")) or IS_PUBLIC)
HTTPS = environment.flag("HTTPS", default=PRODUCTION)
HSTS = environment.some_of("HSTS", ["includeSubDomains", "preload"])


def secret_key() -> str:
    """SECRET_KEY of the environment; outside production a key of this machine's own.

    Raises ImproperlyConfigured in production without one, or with one that can be guessed.
    """
    key = environment.text("SECRET_KEY")
    if PRODUCTION:
        configuration.check_key(key)
    if key:
        return key
    file = DATA_DIR / "secret_key"
    if not file.exists():
        # Whole or not at all, and the first of two processes wins.
        with tempfile.NamedTemporaryFile("w", dir=DATA_DIR) as draft, suppress(FileExistsError):
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            os.link(draft.name, file)
    return file.read_text()


with configuration.data_dir_in_words(DATA_DIR):
    SECRET_KEY = secret_key()
configuration.check_https(environment.words("ALLOWED_HOSTS"), https=HTTPS)

INSTALLED_APPS = [
    "articles",
    "portal",
    "visitors",
    "newsroom",
    "jobs",
    "backups",
    "importing",
    "integrity",
    "health",
    "chibo_site",
    "demo",
    "chibo_site.admin_config.AdminSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "ckeditor",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "accounts",  # after auth and otp, whose places in the admin it takes
]

MIDDLEWARE = [
    "logs.request_number.RequestNumberMiddleware",
    "serving.old_hosts.OldHostMiddleware",
    "chibo_site.middleware.HeadMiddleware",
    "serving.readiness.ReadinessMiddleware",
    "clients.middleware.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "serving.content_security.ContentSecurityMiddleware",
    "chibo_site.middleware.ResponseHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "serving.compression.CompressionMiddleware",
    "serving.outages.OutageMiddleware",
    "visitors.middleware.VisitCounterMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "serving.mistyped.MistypedAddressMiddleware",  # before a slash is added: one hop
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",  # asks nothing before a view asks who the user is
    "accounts.middleware.StaffSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "chibo_site.urls"
# Never cached, counted or indexed; the only place that takes uploads.
ADMIN_PATH = "/quan-tri/"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # templates/admin/widgets
WSGI_APPLICATION = "chibo_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site_frame",
            ],
            "libraries": {
                "cached": "caching.cached",
                "memoized": "caching.memoized",
                "pictures": "pictures.tags",
            },
        },
    },
]

DATABASES = {"default": environment.database("DATABASE_URL", str(DATA_DIR / "site.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
PORT = environment.number("PORT", 8000, least=1)
WEB_WORKERS = environment.number("WEB_WORKERS", 2, least=1, most=64)
# systemd's own, where it has started this process.
NOTIFY_SOCKET = environment.text("NOTIFY_SOCKET")
STORED_SOCKETS = environment.stored_sockets()
DRAFTS_PER_PERSON = environment.number("DRAFTS_PER_PERSON", 200, least=1)
UNUSED_UPLOADS_MB = environment.number("UNUSED_UPLOADS_MB", 300, least=1)
SAVES_PER_MINUTE = environment.number("SAVES_PER_MINUTE", 60, least=1)
STAFF_IDLE_HOURS = environment.number("STAFF_IDLE_HOURS", 8, least=1)
# A folder, or restic's word for a place elsewhere (sftp:…, s3:…); blank: a folder in DATA_DIR.
BACKUP_TO = environment.text("BACKUP_TO")
BACKUP_PASSWORD_FILE = environment.text("BACKUP_PASSWORD_FILE")
MANAGE_COMMAND = environment.text("MANAGE_COMMAND", ".venv/bin/python manage.py")
DEMO = environment.flag("DEMO", default=True)
REDIS_URL = redis_address(environment.text("REDIS_URL"))
# Named, and loaded where they are wanted: Redis' library takes longer to load than all of a page.
VERSION_STORE = "caching.backend.host_version_store"
PAGE_STORE = "serving.page_cache.backend.host_page_store"
if REDIS_URL:
    VERSION_STORE = "serving.page_cache.redis_store.version_store"
    PAGE_STORE = "serving.page_cache.redis_store.page_store"
PAGE_CACHE = environment.flag("PAGE_CACHE", default=not DEBUG)
PAGE_CACHE_MB = environment.number("PAGE_CACHE_MB", 64, least=1)

AUTHENTICATION_BACKENDS = [
    "accounts.throttle.ThrottleBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"accounts.passwords.{name}"} for name in ("LongEnough", "NotOneself", "NotCommon")
]
PASSWORD_HASHERS = ["accounts.hashers.NormalFormPBKDF2Hasher"]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds a link that an administrator made is good for

AXES_HANDLER = "accounts.throttle.ThrottleHandler"
AXES_LOCKOUT_CALLABLE = "accounts.throttle.locked_out"
AXES_USERNAME_CALLABLE = "accounts.throttle.username_of"
AXES_CLIENT_IP_CALLABLE = "accounts.throttle.hashed_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # together
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Quản trị trang thông tin"
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"  # the clock of vietnamese/clock.py, by the name that Django wants
FORMAT_MODULE_PATH = ["chibo_site.formats"]
LOCALE_PATHS = [BASE_DIR / "chibo_site" / "locale"]  # also what the admin's scripts say

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
S3 = environment.together(
    ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"], {"S3_REGION": "us-east-1"}
)
check_endpoint(S3.get("S3_ENDPOINT", ""))
STORAGES = {
    "default": {"BACKEND": f"pictures.{'bucket.Bucket' if S3 else 'media_folder.MediaFolder'}"},
    "staticfiles": {
        # Everybody's anyway: a web server in front of the site may read them itself.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "serving.static_files.SiteStaticStorage",
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # all text of a request
DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = MOST_FIELDS, MOST_FILES
FILE_UPLOAD_TEMP_DIR = DATA_DIR  # nothing is written elsewhere
UPLOADS_MB = environment.number("UPLOADS_MB", 400, least=100)  # of all who send just now
DISK_RESERVE_MB = environment.number("DISK_RESERVE_MB", 500)
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = STAFF_IDLE_HOURS * 3600  # renewed by work in the admin, and only there
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # only TRUSTED_PROXIES may send it
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = "includeSubDomains" in HSTS
    SECURE_HSTS_PRELOAD = "preload" in HSTS
CSRF_FAILURE_VIEW = "chibo_site.errors.csrf_failure"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"  # where `next` is empty, or leads out of the site
# Mail to the administrator: what failed while nobody looked.
SMTP_URL = environment.text("SMTP_URL")
ADMIN_MAIL = [mail_address("ADMIN_MAIL", each) for each in environment.words("ADMIN_MAIL")]
MAIL_FROM = mail_address("MAIL_FROM", environment.text("MAIL_FROM"))
_MAIL = mail_server(SMTP_URL)
EMAIL_BACKEND = _MAIL.backend
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.use_ssl, _MAIL.use_tls
EMAIL_TIMEOUT = 5  # seconds, for each step; the jobs wait meanwhile
# Names that nobody reads and that look like ours, each with ours; told by serve and doctor.
MISSPELT_VARIABLES = environment.misspelt()
VISITS_TICKER = True  # tests add up the visits themselves
RUN_JOBS = True  # likewise the jobs in the background

# The bundled CKEditor 4.22.1 is past its support. Its output never reaches a reader as it is:
# richtext.cleaning.clean() rebuilds every text from an allowlist. See docs/decisions.md.
# W005 and W021 want HSTS for all subdomains: other offices' sites may stand there without HTTPS.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001", "security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "logs.lines.LineFormatter",
            "format": "{asctime} {level} {name}: {message}{request}",
            "style": "{",
        }
    },
    "filters": {"not_said_yet": {"()": "logs.lines.NotSaidYet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR", "filters": ["not_said_yet"]},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "ERROR"},  # accounts says it in one line
    },
}
