"""Preview links: made and revoked at the desk, opened by a guest, and silent about all else."""

import datetime
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article
from caching.backend import backend
from chibo_site.roles import EDITOR, REPORTER
from newsroom import proposals, workflow
from newsroom.models import PhotoUpload, PreviewLink
from newsroom.preview_links import DAYS, make_link, revoke
from newsroom.revisions import snapshot_of
from pictures.qr import qr_svg
from tests.support.factories import (
    make_article,
    make_byline,
    make_identity,
    make_person,
    make_photo,
)
from visitors.eligibility import is_public

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
BAR = "Bản xem trước, chưa đăng"


@pytest.fixture
def editor() -> User:
    return make_person("bientap", EDITOR)


@pytest.fixture
def draft() -> Article:
    article = make_article(status="draft", title="Bài chờ chủ tịch xem", body="<p>[ảnh 1]</p>")
    make_photo(article)
    make_byline(article)
    return article


def desk(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def links_page(article: Article) -> str:
    return f"/quan-tri/articles/article/{article.pk}/lien-ket-xem-truoc/"


def opened(token: str, page: str = "") -> Any:
    return Client().get(f"/xem-truoc/{token}/{page}")


def test_link_is_made_at_the_desk_shown_once_and_opened_without_an_account(
    editor: User, draft: Article
) -> None:
    client = desk(editor)
    html = client.post(links_page(draft), {"days": "3"}).content.decode()
    address = re.search(r'readonly value="http://testserver(/xem-truoc/[^"]+)"', html)
    assert address
    assert "<svg" in html
    page = Client().get(address[1])
    text = page.content.decode()
    assert page.status_code == 200
    for said in ("Bài chờ chủ tịch xem", "dai-hoi", "Bài, ảnh: Trần Văn Vũ", BAR):
        assert said in text
    assert address[1] not in client.get(links_page(draft)).content.decode()


def test_code_of_a_link_is_not_remembered(editor: User, draft: Article) -> None:
    before = qr_svg.cache_info().misses
    assert "<svg" in desk(editor).post(links_page(draft), {"days": "3"}).content.decode()
    assert qr_svg.cache_info().misses == before


def test_bar_says_until_when(
    editor: User, draft: Article, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T03:00:00Z", tick=False)
    token = make_link(draft, editor, days=7)
    for page in ("", "in/"):
        said = opened(token, page).content.decode()
        assert f"{BAR}. Liên kết này hết hạn lúc 22-06-2026 10:00." in said


@pytest.mark.parametrize("days", DAYS)
def test_link_ends_on_its_day(
    days: int, editor: User, draft: Article, time_machine: TimeMachineFixture
) -> None:
    now = timezone.now()
    token = make_link(draft, editor, days)
    time_machine.move_to(now + days * DAY - DAY / 24)
    assert opened(token).status_code == 200
    time_machine.move_to(now + days * DAY + DAY / 24)
    assert opened(token).status_code == 404


def test_every_reason_to_show_nothing_has_the_same_answer(
    editor: User, draft: Article, time_machine: TimeMachineFixture
) -> None:
    make_identity()
    now = timezone.now()
    time_machine.move_to(now - 2 * DAY)
    expired = make_link(draft, editor, days=1)
    time_machine.move_to(now)
    revoked = make_link(draft, editor, days=3)
    revoke(draft.preview_links.all()[0], editor)
    trashed_article = make_article(status="trashed", trashed_from="draft", title="Bài bỏ đi")
    trashed = make_link(trashed_article, editor, days=3)
    tokens = [expired, revoked, trashed, "sai", "x" * 500, "%00", "đúng"]
    pages = {("unknown", ""): Client().get("/bai/999999/khong-co/")}
    for token in tokens:
        for page in ("", "in/"):
            pages[token, page] = opened(token, page)
    assert {answer.status_code for answer in pages.values()} == {404}
    assert len({answer.content for answer in pages.values()}) == 1
    headers = [{**answer.headers} for answer in pages.values()]
    assert all(each == headers[0] for each in headers)


def test_link_works_again_when_the_article_leaves_the_trash(editor: User, draft: Article) -> None:
    token = make_link(draft, editor, days=3)
    workflow.apply_step("trash", draft, editor)
    assert opened(token).status_code == 404
    workflow.apply_step("restore", draft, editor)
    assert opened(token).status_code == 200


@pytest.mark.parametrize("page", ["", "in/"])
def test_page_is_kept_by_nobody_and_names_itself_to_nobody(
    page: str, editor: User, draft: Article
) -> None:
    answer = opened(make_link(draft, editor, days=3), page)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-" not in policy
    assert not answer.cookies
    html = answer.content.decode()
    assert 'name="robots" content="noindex"' in html
    assert 'rel="canonical"' not in html


def test_preview_is_no_visit() -> None:
    assert not is_public("/xem-truoc/abc/")
    assert not is_public("/xem-truoc/abc/in/")


def test_figure_that_waits_for_its_photo_is_the_desk_s_business(editor: User) -> None:
    article = make_article(status="draft", body="<p>[ảnh 1]</p>")
    make_photo(article, file="")
    assert "Chờ ảnh" not in opened(make_link(article, editor, days=3)).content.decode()


def test_link_shows_what_is_stored_when_it_is_opened(editor: User, draft: Article) -> None:
    token = make_link(draft, editor, days=3)
    draft.title = "Tựa sửa sau khi gửi liên kết"
    draft.save()
    assert "Tựa sửa sau khi gửi liên kết" in opened(token).content.decode()


def test_link_for_an_edit_shows_it_while_it_waits_and_others_never(editor: User) -> None:
    reporter = make_person("phongvien", REPORTER)
    article = make_article(title="Tựa đang đăng", author=reporter)
    mine = snapshot_of(article) | {"title": "Tựa chờ duyệt"}
    proposal = proposals.propose(article, reporter, mine)
    html = desk(editor).get(links_page(article)).content.decode()
    assert "Cho xem bản sửa đang chờ duyệt" in html
    token = make_link(article, editor, days=3, of_proposal=True)
    plain = make_link(article, editor, days=3)
    first, other = opened(token).content.decode(), opened(plain).content.decode()
    assert "Tựa chờ duyệt" in first
    assert BAR in first
    assert "Tựa chờ duyệt" not in other
    assert "Bài này đã đăng." in other
    assert BAR not in other
    proposals.decline(proposal, editor, "Chưa được.")
    assert "Tựa chờ duyệt" not in opened(token).content.decode()


def test_list_tells_who_when_until_when_and_when_last_opened(
    editor: User, draft: Article, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T03:00:00Z", tick=False)
    token = make_link(draft, editor, days=1)
    html = desk(editor).get(links_page(draft)).content.decode()
    for said in ("bientap", "15-06-2026 10:00", "16-06-2026 10:00", "chưa mở", "Đang dùng được"):
        assert said in html
    time_machine.move_to("2026-06-15T05:00:00Z", tick=False)
    opened(token)
    assert "15-06-2026 12:00" in desk(editor).get(links_page(draft)).content.decode()
    time_machine.move_to("2026-06-16T05:00:00Z", tick=False)
    assert "Đã hết hạn" in desk(editor).get(links_page(draft)).content.decode()


def test_opening_is_noted_once_a_minute_and_by_no_mere_look_at_the_headers(
    editor: User, draft: Article, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T03:00:00Z", tick=False)
    token = make_link(draft, editor, days=1)
    Client().head(f"/xem-truoc/{token}/")
    assert draft.preview_links.get().opened_at is None
    moments = []
    for seconds in (0, 30, 90):
        time_machine.move_to(f"2026-06-15T03:0{seconds // 60}:{seconds % 60:02}Z", tick=False)
        opened(token)
        opened_at = draft.preview_links.get().opened_at
        assert opened_at
        moments.append(opened_at)
    assert moments[0] == moments[1] < moments[2]


def test_only_a_digest_of_the_token_is_stored(editor: User, draft: Article) -> None:
    token = make_link(draft, editor, days=3)
    assert len(token) == 32
    stored = PreviewLink.objects.values().get()
    assert token not in str(stored)
    assert make_link(draft, editor, days=3) != token


def test_making_and_revoking_stand_in_the_log(editor: User, draft: Article) -> None:
    client = desk(editor)
    client.post(links_page(draft), {"days": "3"})
    link = draft.preview_links.get()
    for _ in range(2):
        client.post(f"{links_page(draft)}{link.pk}/thu-hoi/")
    lines = list(draft.audit_log.order_by("pk").values_list("action", "by__username"))
    assert lines == [("linked", "bientap"), ("unlinked", "bientap")]
    assert "Đã thu hồi" in client.get(links_page(draft)).content.decode()


def test_a_link_hides_no_reason_for_returning_from_the_author(editor: User) -> None:
    reporter = make_person("phongvien", REPORTER)
    article = make_article(status="draft", author=reporter)
    workflow.apply_step("submit", article, reporter)
    workflow.apply_step("return", article, editor, note="Thiếu nguồn tin.")
    make_link(article, editor, days=3)
    form = desk(reporter).get(f"/quan-tri/articles/article/{article.pk}/change/")
    assert "Thiếu nguồn tin." in form.content.decode()


@pytest.mark.parametrize("days", ["2", "0", "-1", "", "3650", "abc"])
def test_no_other_term_can_be_had(days: str, editor: User, draft: Article) -> None:
    assert (
        "Hãy chọn số ngày." in desk(editor).post(links_page(draft), {"days": days}).content.decode()
    )
    assert not draft.preview_links.exists()


def test_reporter_shares_only_their_own_article_and_nobody_the_trash(editor: User) -> None:
    reporter = make_person("phongvien", REPORTER)
    own, other = (make_article(status="draft", author=each) for each in (reporter, editor))
    gone = make_article(status="trashed", trashed_from="draft", author=reporter)
    answers = [
        desk(reporter).post(links_page(each), {"days": "3"}).status_code
        for each in (own, other, gone)
    ]
    assert answers == [200, 404, 403]
    make_link(other, editor, days=3)
    foreign = other.preview_links.get()
    for article in (own, other):
        where = f"{links_page(article)}{foreign.pk}/thu-hoi/"
        assert desk(reporter).post(where).status_code == 404
    assert other.preview_links.get().revoked_at is None


def test_a_database_that_cannot_note_it_shows_the_page_all_the_same(
    editor: User, draft: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = make_link(draft, editor, days=3)

    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("django.db.models.QuerySet.update", fail)
    assert opened(token).status_code == 200


def test_who_holds_the_link_sees_its_pictures_and_nobody_else_does(
    editor: User, draft: Article
) -> None:
    name = "photos/2021/12/dai-hoi.webp"
    default_storage.save(name, ContentFile(b"anh"))
    token = make_link(draft, editor, days=3)
    for page in ("", "in/"):
        html = opened(token, page).content.decode()
        assert f"/xem-truoc/{token}/anh/{name}" in html
        assert f"/media/{name}" not in html
    answer = opened(token, f"anh/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert Client().get(f"/media/{name}").status_code == 404
    other = make_link(make_article(status="draft", title="Bài khác"), editor, days=3)
    for wrong in (other, "sai"):
        assert opened(wrong, f"anh/{name}").status_code == 404
    revoke(draft.preview_links.get(), editor)
    assert opened(token, f"anh/{name}").status_code == 404


def test_link_shows_the_pictures_of_public_articles_beside_its_own(
    editor: User, draft: Article
) -> None:
    name = "photos/2021/12/khac.webp"
    default_storage.save(name, ContentFile(b"anh"))
    photo = make_photo(make_article(title="Bài đang đăng"), file=name)
    token = make_link(draft, editor, days=3)
    assert opened(token, f"anh/{name}").status_code == 200
    Article.objects.filter(pk=photo.article_id).update(status="withdrawn")
    backend.clear()
    assert opened(token, f"anh/{name}").status_code == 404


def test_link_to_an_edit_shows_the_pictures_of_the_edit(editor: User) -> None:
    reporter = make_person("phongvien", REPORTER)
    article = make_article(author=reporter)
    edit = snapshot_of(article) | {"title": "Tựa chờ duyệt"}
    proposal = proposals.propose(article, reporter, edit)
    name = "photos/2021/12/cho-duyet.webp"
    default_storage.save(name, ContentFile(b"anh"))
    PhotoUpload.objects.create(file=name, proposal=proposal)
    of_edit = make_link(article, editor, days=3, of_proposal=True)
    assert opened(of_edit, f"anh/{name}").status_code == 200
    assert opened(make_link(article, editor, days=3), f"anh/{name}").status_code == 404


def test_pictures_of_a_link_are_no_opening_of_it(editor: User, draft: Article) -> None:
    default_storage.save("photos/2021/12/dai-hoi.webp", ContentFile(b"anh"))
    token = make_link(draft, editor, days=3)
    opened(token, "anh/photos/2021/12/dai-hoi.webp")
    assert draft.preview_links.get().opened_at is None
    for wrong in ("anh/secret_key", "anh/../secret_key", "anh/photos/%00.webp", "anh/"):
        assert opened(token, wrong).status_code == 404


@pytest.mark.parametrize("status", ["draft", "published"])
def test_link_is_dead_once_its_article_was_withdrawn(status: str, editor: User) -> None:
    article = make_article(status=status)
    make_photo(article)
    default_storage.save("photos/2021/12/dai-hoi.webp", ContentFile(b"anh"))
    token = make_link(article, editor, days=3)
    workflow.apply_step("publish", article, editor)
    assert opened(token).status_code == 200
    workflow.apply_step("withdraw", article, editor)
    for page in ("", "in/", "anh/photos/2021/12/dai-hoi.webp"):
        assert opened(token, page).status_code == 404
    assert "Đã đóng vì bài bị gỡ" in desk(editor).get(links_page(article)).content.decode()
    workflow.apply_step("trash", article, editor)
    workflow.apply_step("restore", article, editor)
    workflow.apply_step("publish", article, editor)
    assert opened(token).status_code == 404


def test_link_is_dead_however_its_article_came_to_be_withdrawn(
    editor: User, draft: Article
) -> None:
    token = make_link(draft, editor, days=3)
    Article.objects.filter(pk=draft.pk).update(status="withdrawn")
    assert opened(token).status_code == 404


def test_withdrawn_article_may_be_shown_by_a_new_link(editor: User) -> None:
    article = make_article()
    workflow.apply_step("withdraw", article, editor)
    token = make_link(article, editor, days=3)
    assert opened(token).status_code == 200
    assert "Đang dùng được" in desk(editor).get(links_page(article)).content.decode()


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_link_is_dead_once_its_maker_may_no_longer_enter(
    lost: str, editor: User, draft: Article
) -> None:
    maker = make_person("nghiviec", EDITOR)
    token = make_link(draft, maker, days=3)
    assert opened(token).status_code == 200
    setattr(maker, lost, False)
    maker.save()
    for page in ("", "in/", "anh/photos/2021/12/dai-hoi.webp"):
        assert opened(token, page).status_code == 404
    html = desk(editor).get(links_page(draft)).content.decode()
    assert "Đã đóng vì người tạo không còn vào trang quản trị" in html
