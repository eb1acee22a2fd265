"""The preview at the desk: the reader's own page, of what is stored, waits, or is being typed."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from time_machine import TimeMachineFixture

from articles.models import Article, Byline, Photo
from chibo_site.roles import EDITOR, REPORTER
from newsroom.models import PhotoUpload
from newsroom.revisions import snapshot_of
from portal.models import Identity
from tests.newsroom.desk import form
from tests.support.factories import (
    make_article,
    make_byline,
    make_identity,
    make_person,
    make_photo,
)
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

TYPED_ADDRESS = "/quan-tri/articles/article/xem-truoc/"
PAGES = ["", "in/", "khung/"]


def signed_in(name: str = "bientap", role: str = EDITOR) -> Client:
    client = Client()
    client.force_login(make_person(name, role))
    return client


def address(article: Article, page: str = "") -> str:
    return f"/quan-tri/articles/article/{article.pk}/xem-truoc/{page}"


def picture() -> "ContentFile[bytes]":
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "green").save(out, "PNG")
    return ContentFile(out.getvalue(), name="anh.png")


def main_of(html: str) -> str:
    """What the page itself says, without what stands around it and above it."""
    article = html[html.index("<h1") : html.index("</article>")]
    return article.partition('<div class="tools">')[0]


@pytest.mark.parametrize("layout", Identity.Layout.values)
def test_preview_is_the_page_that_readers_get(layout: str) -> None:
    make_identity(layout=layout)
    others = [make_article(title=f"Tin khác {number}") for number in range(3)]
    article = make_article(title="Bài sẽ đăng", body="<p>[ảnh 1]</p><p>Nội dung.</p>")
    make_photo(article, credit="Minh Khôi")
    make_byline(article)
    before = signed_in().get(address(article)).content.decode()
    public = Client().get(article.get_absolute_url()).content.decode()
    assert main_of(before) == main_of(public)
    for said in ("Liên hiệp các Hội Khoa học và Kỹ thuật", 'class="tools"', "css/site.css"):
        assert said in before
    assert (others[0].title in before) == (others[0].title in public)


def test_draft_stands_among_the_other_news_of_its_category() -> None:
    make_identity(layout="tra-vinh")
    make_article(title="Tin cùng chuyên mục")
    html = signed_in().get(address(make_article(title="Bản thảo", status="draft"))).content.decode()
    assert "Tin cùng chuyên mục" in html.partition('id="tin-khac"')[2]


@pytest.mark.parametrize("page", PAGES)
def test_preview_is_kept_by_nobody_and_framed_by_this_site_alone(page: str) -> None:
    article = make_article(status="draft")
    headers = signed_in().get(address(article, page)).headers
    assert "no-store" in headers["Cache-Control"]
    assert "private" in headers["Cache-Control"]
    assert "noindex" in headers["X-Robots-Tag"]
    policy = headers["Content-Security-Policy"]
    assert "unsafe-" not in policy
    if page == "khung/":
        assert "frame-ancestors 'none'" in policy
        assert "frame-src 'self'" in policy
        assert headers["X-Frame-Options"] == "DENY"
    else:
        assert "frame-ancestors 'self'" in policy
        assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_preview_has_the_policy_of_public_pages_but_for_its_frame() -> None:
    article = make_article()
    policies = [
        client.get(where).headers["Content-Security-Policy"]
        for client, where in (
            (signed_in(), address(article)),
            (Client(), article.get_absolute_url()),
        )
    ]
    assert policies[0].replace("frame-ancestors 'self'", "frame-ancestors 'none'") == policies[1]


def test_preview_tells_other_sites_and_search_engines_nothing() -> None:
    html = signed_in().get(address(make_article(status="draft"))).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    for foreign in ('rel="canonical"', "og:title", "application/ld+json"):
        assert foreign not in html


def test_print_preview_is_the_sheet_with_the_address_to_come() -> None:
    article = make_article(status="draft", title="Bài sẽ in")
    html = signed_in().get(address(article, "in/")).content.decode()
    assert f"http://testserver{article.get_absolute_url()}" in html
    assert 'class="paper"' in html
    assert "Bản xem trước" in html


def test_waiting_edit_is_previewed_and_the_article_stays() -> None:
    author = make_person("phongvien", REPORTER)
    article = make_article(author=author, title="Tựa đang đăng")
    photo = make_photo(article, caption="Chú thích cũ")
    make_byline(article, name="Tên cũ")
    words = snapshot_of(article) | {"title": "Tựa chờ duyệt", "body": "<p>Chữ chờ duyệt.</p>"}
    words["photos"][0]["caption"] = "Chú thích chờ duyệt"
    words["bylines"][0]["name"] = "Tên chờ duyệt"
    proposal = article.proposals.create(snapshot=words, based_on=0, by=author)
    for page in ("", "in/"):
        where = f"{address(article, page)}?ban-sua={proposal.pk}"
        html = signed_in().get(where).content.decode()
        for said in ("Tựa", "Chữ", "Chú thích", "Tên"):
            assert f"{said} chờ duyệt" in html
        assert "Tựa đang đăng" not in html[html.index("<h1") : html.index("Tên chờ duyệt")]
    article.refresh_from_db()
    photo.refresh_from_db()
    assert (article.title, photo.caption) == ("Tựa đang đăng", "Chú thích cũ")


@pytest.mark.parametrize("number", ["0", "abc", "-1", "9" * 40, ""])
def test_edit_of_another_article_and_no_number_are_404(number: str) -> None:
    article = make_article()
    for page in PAGES:
        where = f"{address(article, page)}?ban-sua={number}"
        assert signed_in().get(where).status_code == 404


def typed(article: Article | None = None, **overrides: Any) -> dict[str, Any]:
    return form(
        title="Tựa đang gõ",
        body='<p>Chữ đang gõ.</p><script>alert(1)</script><p onclick="x">[ảnh 1]</p>',
        **overrides,
    )


ONE_PHOTO: dict[str, Any] = {
    "photos-TOTAL_FORMS": "1",
    "photos-0-order": "1",
    "photos-0-caption": "Ảnh đang thêm",
    "photos-0-alt": "Hội trường",
}
ONE_BYLINE: dict[str, Any] = {
    "bylines-TOTAL_FORMS": "1",
    "bylines-0-role": "both",
    "bylines-0-name": "Trần  Văn Vũ",
    "bylines-0-order": "1",
}


@pytest.mark.parametrize("is_new", [True, False])
def test_what_is_typed_is_shown_cleaned_and_nothing_is_stored(is_new: bool) -> None:
    article = None if is_new else make_article(title="Tựa đã lưu", body="<p>Chữ đã lưu.</p>")
    where = TYPED_ADDRESS if article is None else address(article)
    for page in ("", "in/"):
        answer = signed_in().post(where + page, typed(**ONE_PHOTO, **ONE_BYLINE))
        html = answer.content.decode()
        assert answer.status_code == 200
        for said in ("Tựa đang gõ", "Chữ đang gõ.", "Bài, ảnh: Trần Văn Vũ", "Chờ ảnh 1"):
            assert said in html
        assert "Chữ đã lưu." not in html
        assert "alert(1)" not in html
        assert "onclick" not in html
        assert "no-store" in answer.headers["Cache-Control"]
    assert Article.objects.count() == (0 if is_new else 1)
    assert not Photo.objects.exists()
    assert not Byline.objects.exists()
    assert not Article.objects.filter(title="Tựa đang gõ").exists()


def test_photo_that_was_sent_ahead_is_shown_before_it_is_saved(transactional_db: None) -> None:
    upload = PhotoUpload()
    upload.file.save("anh.png", picture())
    sent = typed(**ONE_PHOTO | {"photos-0-upload": upload.file.name})
    html = signed_in().post(TYPED_ADDRESS, sent).content.decode()
    assert str(upload.file.name).removesuffix(".webp") in html
    assert "Ảnh đang thêm" in html
    assert "Chờ ảnh" not in html
    assert PhotoUpload.objects.filter(pk=upload.pk).exists()
    assert not Photo.objects.exists()


def test_stored_photos_are_shown_with_what_is_typed_and_without_those_taken_out() -> None:
    article = make_article()
    kept = make_photo(article, caption="Chú thích cũ")
    gone = make_photo(article, caption="Ảnh bỏ đi", file="photos/2021/12/khac.webp")
    rows: dict[str, Any] = {
        "photos-TOTAL_FORMS": "2",
        "photos-INITIAL_FORMS": "2",
        **{
            f"photos-{place}-{name}": str(value)
            for place, photo in enumerate((kept, gone))
            for name, value in (("id", photo.pk), ("article", article.pk), ("order", photo.order))
        },
        "photos-0-caption": "Chú thích đang gõ",
        "photos-1-DELETE": "on",
    }
    html = signed_in().post(address(article), typed(**rows)).content.decode()
    assert "Chú thích đang gõ" in html
    assert "dai-hoi" in html
    assert "Ảnh bỏ đi" not in html
    assert "khac.webp" not in html
    kept.refresh_from_db()
    assert kept.caption == "Chú thích cũ"


def test_what_is_not_yet_right_is_named_and_the_rest_is_shown() -> None:
    sent = typed(category="", published_from_0="31-11-2026", published_from_1="00:00")
    html = signed_in().post(TYPED_ADDRESS, sent).content.decode()
    assert "Chữ đang gõ." in html
    assert "Còn chỗ chưa đúng nên chưa hiện ra được: chuyên mục, đăng từ." in html


def test_new_wording_bears_the_stamp_that_saving_will_give_it(
    time_machine: TimeMachineFixture,
) -> None:
    article = make_article(status="draft", published_from=None)
    by_hand: dict[str, Any] = {"updated_at_0": "08-12-2021", "updated_at_1": "02:50"}
    time_machine.move_to("2031-05-06T05:00:00Z", tick=False)
    client, new = signed_in(), "06-05-2031 12:00"
    fields = {name: value for name, value in typed().items() if not name.startswith("updated_at")}
    reporter = signed_in("phongvien", REPORTER)
    own = make_article(author=make_person("phongvien", REPORTER))
    assert new in reporter.post(address(own), fields).content.decode()
    assert new not in client.get(address(own)).content.decode()
    assert new not in client.post(address(article), typed(**by_hand)).content.decode()


def test_a_form_that_is_no_form_breaks_nothing() -> None:
    for where in (TYPED_ADDRESS, address(make_article())):
        assert signed_in().post(where, {"title": "x" * 5000}).status_code == 200


def test_frame_carries_what_was_typed_on_as_text() -> None:
    sent = typed() | {"lead": '"><script>alert(2)</script>'}
    html = signed_in().post(TYPED_ADDRESS + "khung/", sent).content.decode()
    assert 'name="lead" value="&quot;&gt;&lt;script&gt;alert(2)' in html
    assert "<script>alert" not in html
    assert f'formaction="{TYPED_ADDRESS}in/"' in html
    assert html.count("csrfmiddlewaretoken") == 2  # its own, and that of signing out


def test_reporter_previews_what_they_type_in_their_own_article_only() -> None:
    author = make_person("phongvien", REPORTER)
    own, other = make_article(author=author), make_article(author=make_person("khac", REPORTER))
    client = signed_in("phongvien", REPORTER)
    fields = {name: value for name, value in typed().items() if "published" not in name}
    for page in PAGES:
        assert client.post(address(own, page), fields).status_code == 200
        assert client.post(address(other, page), fields).status_code == 404
        assert client.post(TYPED_ADDRESS + page, fields).status_code == 200
    own.refresh_from_db()
    assert own.title != "Tựa đang gõ"


@pytest.mark.parametrize("page", PAGES)
def test_new_article_is_previewed_by_who_may_write_one(page: str) -> None:
    where = TYPED_ADDRESS + page
    assert Client().post(where, typed()).status_code == 302
    staff = Client()
    staff.force_login(User.objects.create_user("nhanvien", is_staff=True))
    assert staff.post(where, typed()).status_code == 403
    assert signed_in().get(where).status_code == 405


def test_posting_needs_the_form_s_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person())
    assert client.post(TYPED_ADDRESS, typed()).status_code == 403


def test_preview_is_no_visit() -> None:
    article = make_article()
    client = signed_in()
    for page in PAGES:
        client.get(address(article, page), headers={"user-agent": "Mozilla/5.0"})
    assert not DailyVisits.objects.exists()


def test_unpublished_article_leads_to_its_frame() -> None:
    article = make_article(status="draft")
    html = signed_in().get(f"/quan-tri/articles/article/{article.pk}/change/").content.decode()
    frame = reverse("admin:articles_article_preview_frame", args=[article.pk])
    assert f'href="{frame}"' in html
    assert f'formaction="{frame}" formtarget="_blank"' in html
