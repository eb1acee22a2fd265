"""The desk's own pages, by address. They stand in the admin, before Django's own pages."""

from collections.abc import Callable
from functools import partial

from django.contrib import admin
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from newsroom.arranging import copying, front_page, moving
from newsroom.attachments import uploads as attachment_uploads
from newsroom.guide import pages as guide
from newsroom.importing_desk import pages as importing_desk
from newsroom.importing_desk import pasted_text, sent_files
from newsroom.importing_desk.review import review as import_review
from newsroom.pages import (
    drafts,
    editing_sessions,
    history,
    notifications,
    photo_uploads,
    preview,
    preview_links,
    proposals,
    steps,
    takedowns,
    withdrawal,
)
from newsroom.pages.view_on_site import view_on_site
from newsroom.photo_library import pages as photo_library
from newsroom.static_pages import urls as static_pages
from newsroom.word_download import word_file

# View, address below /quan-tri/articles/article/, and name after "admin:articles_article_".
PAGES: list[tuple[Callable[..., HttpResponseBase], str, str]] = [
    (steps.step, "<int:pk>/viec/<slug:name>/", "step"),
    (history.history, "<int:pk>/history/", "history"),
    (history.comparison, "<int:pk>/so-sanh/", "compare"),
    (history.rewind, "<int:pk>/ban/<int:number>/lay-lai/", "rewind"),
    (proposals.proposal, "<int:pk>/ban-sua/<int:proposal_pk>/", "proposal"),
    (withdrawal.notice, "<int:pk>/loi-bao/", "notice"),
    (preview_links.preview_links, "<int:pk>/lien-ket-xem-truoc/", "preview_links"),
    (preview_links.revoke, "<int:pk>/lien-ket-xem-truoc/<int:link_pk>/thu-hoi/", "revoke"),
    (preview.page, "<int:pk>/xem-truoc/", "preview"),
    (preview.print_view, "<int:pk>/xem-truoc/in/", "preview_print"),
    (preview.frame_view, "<int:pk>/xem-truoc/khung/", "preview_frame"),
    (word_file, "<int:pk>/tai-ve.docx", "word"),
    (require_POST(preview.page), "xem-truoc/", "preview_of_new"),
    (require_POST(preview.print_view), "xem-truoc/in/", "preview_print_of_new"),
    (require_POST(preview.frame_view), "xem-truoc/khung/", "preview_frame_of_new"),
    (drafts.keep, "add/giu-tam/", "keep_new"),
    (drafts.keep, "<int:pk>/giu-tam/", "keep"),
    (editing_sessions.note_session, "<int:pk>/dang-mo/", "presence"),
    (copying.copy, "<int:pk>/sao-chep/", "copy"),
    (importing_desk.import_word, "nhap-tu-word/", "import_word"),
    (sent_files.imported, "nhap-tu-word/<int:pk>/", "imported"),
    (sent_files.states, "nhap-tu-word/<int:pk>/tinh-trang/", "imported_states"),
    (import_review, "nhap-tu-word/tep/<int:pk>/xem-lai/", "review_word"),
    (front_page.front_page, "trang-chu/", "front_page"),
    (moving.move, "chuyen-muc-khac/", "move"),
    (moving.gather, "vao-chuyen-de/", "gather"),
    (drafts.states, "ban-chua-luu/", "drafts"),
    (drafts.drop, "ban-chua-luu/bo/", "drop_draft"),
    (drafts.draft, "ban-chua-luu/<uuid:key>/", "draft"),
]


def _page(view: Callable[..., HttpResponseBase], address: str, name: str) -> URLPattern:
    return path(address, admin.site.admin_view(view), name=name)


urlpatterns = [
    _page(guide.guide, "huong-dan/", "guide"),
    _page(guide.picture, "huong-dan/anh/<slug:name>.png", "guide_picture"),
    _page(takedowns.takedown, "da-go/<int:pk>/", "takedown"),
    _page(notifications.notifications, "thong-bao/", "notifications"),
    _page(view_on_site, "r/<path:content_type_id>/<path:object_id>/", "view_on_site"),
    _page(pasted_text.read, "doc-chu-dan/", "read_pasted"),
    _page(photo_uploads.receive, "articles/article/tai-anh/", "articles_photo_receive"),
    _page(attachment_uploads.receive, "articles/article/tai-tep/", "articles_attachment_receive"),
    *(_page(view, address, name) for view, address, name in static_pages.PAGES),
    _page(photo_library.photos, "articles/article/thu-vien-anh/", "articles_photo_library"),
    _page(
        photo_library.choose,
        "articles/article/thu-vien-anh/<int:pk>/chon/",
        "articles_photo_choose",
    ),
    _page(
        partial(photo_library.choose, of_page=True),
        "articles/article/thu-vien-anh/trang-tinh/<int:pk>/chon/",
        "portal_pagephoto_choose",
    ),
    *(
        _page(view, f"articles/article/{address}", f"articles_article_{name}")
        for view, address, name in PAGES
    ),
]
