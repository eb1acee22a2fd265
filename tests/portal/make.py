"""Plain functions that put rows around the pages, sensible unless a test says otherwise."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from portal.models import Banner, Identity, MenuItem, Page, WebLink
from portal.site_frame import SiteFrame


def make_identity(**overrides: Any) -> Identity:
    """The one row, in the layout "tra-vinh"."""
    fields = {"name_vi": "Liên hiệp các Hội Khoa học và Kỹ thuật"} | overrides
    identity, _ = Identity.objects.update_or_create(pk=1, defaults=fields)
    return identity


def make_banner(**overrides: Any) -> Banner:
    """A banner that always shows, without a picture."""
    return Banner.objects.create(**{"title": "Chào mừng Đại hội"} | overrides)


def make_link(**overrides: Any) -> WebLink:
    return WebLink.objects.create(
        **{"name": "Liên hiệp Hội Việt Nam", "url": "https://vusta.example/"} | overrides
    )


def make_menu_item(**overrides: Any) -> MenuItem:
    return MenuItem.objects.create(
        **{"label": "Tin tức", "url": "/chuyen-muc/tin-tuc/"} | overrides
    )


def make_page(**overrides: Any) -> Page:
    return Page.objects.create(
        **{"title": "Giới thiệu", "body": "<p>Đơn vị thành lập năm 2020.</p>"} | overrides
    )


def make_picture(width: int = 800, height: int = 400) -> "ContentFile[bytes]":
    """A picture as an editor uploads it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "PNG")
    return ContentFile(out.getvalue(), "ảnh của tôi.png")


def see(path: str = "/") -> SiteFrame:
    """What the next request for `path` finds around its page."""
    return SiteFrame(path)


def titles(banners: list[Banner]) -> list[str]:
    return [banner.title for banner in banners]
