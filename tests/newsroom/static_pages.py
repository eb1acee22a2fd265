"""Where a static page is written, and what its form says of another person's save."""

from portal.models import Page

ADD = "/quan-tri/portal/page/add/"
MEANWHILE = "trang đã được lưu ở nơi khác trong lúc bạn viết"


def where_of(page: Page, rest: str = "change/") -> str:
    return f"/quan-tri/portal/page/{page.pk}/{rest}"
