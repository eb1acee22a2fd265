"""Static pages at the desk: seen before they are saved, by whom they concern."""

import pytest
from django.test import Client

from chibo_site.roles import EDITOR, REPORTER
from portal.models import Page
from tests.newsroom.desk import said, signed_in
from tests.newsroom.static_pages import where_of
from tests.portal.make import make_page
from tests.support.attaching import attach_to_page
from tests.support.documents import upload

pytestmark = pytest.mark.django_db

NEW = "/quan-tri/portal/page/xem-truoc/"
RECEIVE = "/quan-tri/articles/article/tai-tep/"
TYPED = {"title": "Điều lệ mới", "slug": "", "body": "<p>Chữ vừa gõ.</p><script>x()</script>"}
NO_ROWS = {f"attachments-{part}_FORMS": "0" for part in ("TOTAL", "INITIAL", "MIN_NUM")}


def test_preview_shows_what_was_typed_and_stores_nothing(administrator: Client) -> None:
    page = make_page(title="Điều lệ")
    where = where_of(page, "xem-truoc/")
    for address in (NEW, where):
        response = administrator.post(address, TYPED | NO_ROWS)
        shown = said(response)
        assert "<h1>Điều lệ mới</h1>" in shown
        assert "<p>Chữ vừa gõ.</p>" in shown
        assert "<script>x()" not in shown
        assert "Bản xem trước của bản đang viết, chưa lưu." in shown
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response.headers["Cache-Control"]
    assert [(each.title, each.slug) for each in Page.objects.all()] == [("Điều lệ", "dieu-le")]


def test_preview_shows_documents_that_were_just_sent(administrator: Client) -> None:
    name = administrator.post(RECEIVE, {"file": upload()}).json()["file"]
    row = {"attachments-0-upload": name, "attachments-0-name": "Mẫu", "attachments-0-order": "1"}
    sent = TYPED | NO_ROWS | row | {"attachments-TOTAL_FORMS": "1"}
    assert ">Mẫu (docx, 1 KB)</a>" in said(administrator.post(NEW, sent))


def test_preview_names_what_is_wrong(administrator: Client) -> None:
    shown = said(administrator.post(NEW, TYPED | NO_ROWS | {"title": ""}))
    assert "chưa hiện ra được: tựa" in shown


def test_nobody_else_previews_pages() -> None:
    page = make_page()
    where = where_of(page, "xem-truoc/")
    for client in (signed_in("phongvien", REPORTER), signed_in("bientap", EDITOR)):
        for address in (NEW, where):
            assert client.post(address, TYPED | NO_ROWS).status_code == 403
    assert Client().post(NEW, TYPED).status_code == 302


def test_form_offers_the_preview_and_the_documents(administrator: Client) -> None:
    page = make_page()
    attach_to_page(page, name="Sơ đồ tổ chức")
    form = said(administrator.get(where_of(page)))
    assert f'formaction="{where_of(page, "xem-truoc/")}"' in form
    assert 'value="Sơ đồ tổ chức"' in form
    assert ">docx, 1 KB</a>" in form
