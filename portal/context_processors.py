"""What the templates of all pages know besides what their view gives them."""

from django.http import HttpRequest

from portal.site_frame import SiteFrame


def site_frame(request: HttpRequest) -> dict[str, SiteFrame]:
    """`site_frame`; costs nothing until a template asks."""
    return {"site_frame": SiteFrame(request.path)}
