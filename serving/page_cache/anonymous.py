"""Django without what knows a person, for pages that are the same for everyone."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

# Also what answers other addresses than those of pages. A middleware that is not named here has its
# part in such a page.
NOT_FOR_PAGES = {
    "serving.old_hosts.OldHostMiddleware",  # the page cache has asked it
    "serving.readiness.ReadinessMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.StaffSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
}


class AnonymousHandler(WSGIHandler):
    """Renders a page for nobody in particular: `request.session` and `request.user` are not even
    there. A tenth of an article's processor time less than with them."""

    def load_middleware(self, is_async: bool = False) -> None:
        """Once, before there are threads: Django reads the list from the settings alone."""
        everything = settings.MIDDLEWARE
        settings.MIDDLEWARE = [name for name in everything if name not in NOT_FOR_PAGES]
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = everything
