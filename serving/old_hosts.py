"""Names that the site had before: every address under them answers 301 to the same one today."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.utils.encoding import escape_uri_path

from clients.host_names import is_domain

GetResponse = Callable[[HttpRequest], HttpResponse]

# A browser would otherwise keep a 301 for good, and go round in circles if the old name came back.
CACHE_SECONDS = 3600
SAFE_IN_QUERY = "/%[]=:;$&()+,!?*@'~"  # stands there unescaped (RFC 3986, 3.4), "%" as it came


class OldHosts:
    """OLD_HOSTS, with `www.` and without, and the same of the present names; `home` is where they
    lead: the first domain in ALLOWED_HOSTS. Settings refuse those that would lead nowhere.
    """

    def __init__(self) -> None:
        allowed = [name.lower() for name in settings.ALLOWED_HOSTS]
        old = [name.lower() for name in settings.OLD_HOSTS]
        present = [name for name in allowed if is_domain(name)]
        same = {name for name in with_www(present) if not validate_host(name, allowed)}
        self._names = (with_www(old) - set(allowed)) | same
        scheme = "https" if settings.HTTPS else "http"
        self.home = f"{scheme}://{present[0]}" if present else ""

    def has(self, environ: Mapping[str, Any]) -> bool:
        """Whether the request is for one of them. No query."""
        name, _port = split_domain_port(environ.get("HTTP_HOST", ""))
        return name in self._names


class OldHostMiddleware:
    """Answers for them ahead of all that could refuse, count or cache; others are not its concern.
    No query."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._old_hosts = OldHosts()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._old_hosts.has(request.META):
            return self.get_response(request)
        # Django's own redirect refuses what is longer than 2,048 characters.
        return HttpResponse(
            status=301,
            headers={
                "Location": self._old_hosts.home + address_of(request),
                "Cache-Control": f"max-age={CACHE_SECONDS}",
            },
        )


def with_www(names: Iterable[str]) -> set[str]:
    return {form for name in names for form in (name, f"www.{name}", name.removeprefix("www."))}


def address_of(request: HttpRequest) -> str:
    """Path and query, escaped. The path begins with a slash, whatever was sent: nothing in it can
    become part of the name before it."""
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")  # PEP 3333
    path: str = escape_uri_path(request.path)
    return f"{path}?{quote(query, SAFE_IN_QUERY)}" if query else path
