"""The desk's own pages for static pages, by address below /quan-tri/, and their names there."""

from collections.abc import Callable

from django.http.response import HttpResponseBase

from newsroom.static_pages import drafts, history
from newsroom.static_pages.preview import preview

PAGES: list[tuple[Callable[..., HttpResponseBase], str, str]] = [
    (drafts.keep, "portal/page/add/giu-tam/", "portal_page_keep_new"),
    (drafts.keep, "portal/page/<int:pk>/giu-tam/", "portal_page_keep"),
    (preview, "portal/page/xem-truoc/", "portal_page_preview_of_new"),
    (preview, "portal/page/<int:pk>/xem-truoc/", "portal_page_preview"),
    (history.history, "portal/page/<int:pk>/history/", "portal_page_history"),
    (history.comparison, "portal/page/<int:pk>/so-sanh/", "portal_page_compare"),
    (history.rewind, "portal/page/<int:pk>/ban/<int:number>/lay-lai/", "portal_page_rewind"),
]
