"""The site's icons, made from the organisation's logo, and its web manifest."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pictures.icons import icon_file, is_drawable, square_icon
from portal.models import Identity
from portal.site_frame import SiteFrame

# Stands in for a logo that there is not yet, or that is missing on the disk.
EMBLEM = Path(settings.BASE_DIR) / "static" / "img" / "icon.png"
FAVICON_SIDE, TOUCH_SIDE = 48, 180  # pixels
SIDES = (192, 512)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """One query after a change of the site frame, as the others here."""
    return HttpResponse(icon_file(_icon(request, FAVICON_SIDE)), content_type="image/x-icon")


@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_icon(request, TOUCH_SIDE), content_type="image/png")


@require_safe
def icon(request: HttpRequest, side: int) -> HttpResponse:
    """One of SIDES, by its address."""
    return HttpResponse(_icon(request, side), content_type="image/png")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """W3C's web application manifest."""
    identity = SiteFrame(request.path).identity
    icons = [
        {
            "src": reverse(f"portal:icon-{side}"),
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": "any",
        }
        for side in SIDES
    ]
    content = {
        "name": identity.name_vi,
        "short_name": identity.short_name or identity.name_vi,
        "lang": "vi",
        "start_url": "/",
        "display": "browser",
        "background_color": "#fffdf8",
        "theme_color": "#a4161a",
        "icons": icons,
    }
    return JsonResponse(
        content,
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _icon(request: HttpRequest, side: int) -> bytes:
    return square_icon(emblem_of(SiteFrame(request.path).identity), side)


def emblem_of(identity: Identity) -> bytes:
    """The organisation's logo as it is stored, or what stands in for it."""
    if identity.logo:
        try:
            with identity.logo.storage.open(str(identity.logo.name)) as file:
                logo: bytes = file.read()
        except OSError:
            logo = b""  # missing on the disk; `manage.py doctor` names it
        if is_drawable(logo):
            return logo
    return EMBLEM.read_bytes()
