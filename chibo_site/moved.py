"""Addresses that bore another name once: bookmarks and links in old mails still lead somewhere."""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse


def audit_log(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """The admin's log of all articles, filtered as it was."""
    query = request.META.get("QUERY_STRING", "").replace("deed__exact=", "action__exact=")
    address = reverse("admin:newsroom_auditentry_changelist")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
