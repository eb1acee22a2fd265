"""How much unsaved work one person may have: told before it is reached; nothing is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from newsroom import quotas
from newsroom.models import Draft, PhotoUpload
from tests.newsroom.desk import ADD, address, form, make_draft, person, photo_upload, said, send
from tests.newsroom.draft_forms import form_of, keep, new_key

pytestmark = pytest.mark.django_db


def open_drafts(by: User, number: int) -> None:
    Draft.objects.bulk_create(
        Draft(by=by, key=new_key(), number=1, article=make_draft(title=f"Bài {each}"))
        for each in range(number)
    )


def waiting_pictures(by: User, megabytes: int) -> None:
    PhotoUpload.objects.create(by=by, stored_bytes=megabytes << 20)


@pytest.fixture
def few(settings: Any) -> None:
    settings.DRAFTS_PER_PERSON = 10
    settings.UNUSED_UPLOADS_MB = 10
    settings.SAVES_PER_MINUTE = 10


@pytest.mark.usefixtures("few")
def test_drafts_are_told_of_from_four_fifths_on_and_refused_at_the_quota(reporter: Client) -> None:
    open_drafts(person("phongvien"), 7)
    assert "bản chưa lưu, mỗi người" not in said(reporter.get(ADD))
    open_drafts(person("phongvien"), 1)
    assert "Bạn có 8 bản chưa lưu, mỗi người chỉ có nhiều nhất 10." in said(reporter.get(ADD))
    open_drafts(person("phongvien"), 2)
    answer = keep(reporter, None, form_of(reporter, None), 1, title="Bài nữa")
    assert answer.status_code == 422
    assert answer.json()["reason"] == "bạn đã có 10 bản chưa lưu, hãy lưu hoặc bỏ bớt"
    sent = form(title="", lead="Chữ vừa gõ")
    assert "Chữ vừa gõ" in said(reporter.post(ADD, sent))


@pytest.mark.usefixtures("few")
def test_draft_that_is_there_goes_on_at_the_quota(reporter: Client) -> None:
    typed = form_of(reporter, None)
    assert keep(reporter, None, typed, 1, title="Một").status_code == 200
    open_drafts(person("phongvien"), 9)
    assert keep(reporter, None, typed, 2, title="Hai").status_code == 200


@pytest.mark.usefixtures("few")
def test_pictures_are_told_of_from_four_fifths_on_and_refused_at_the_quota(
    reporter: Client,
) -> None:
    waiting_pictures(person("phongvien"), 7)
    assert send(reporter).json()["warning"] == ""
    waiting_pictures(person("phongvien"), 1)
    warning = "Ảnh và tệp bạn tải lên mà chưa lưu vào bài nào đã chiếm 8 MB"
    assert warning in send(reporter).json()["warning"]
    assert warning in said(reporter.get(ADD))
    waiting_pictures(person("phongvien"), 2)
    refused = send(reporter)
    assert refused.status_code == 422
    assert "đã đủ 10 MB" in refused.json()["reason"]
    page = reporter.post(ADD, form(title="", **photo_in_the_form()))
    assert "Chưa giữ được tệp vừa chọn" in said(page)


def photo_in_the_form() -> dict[str, Any]:
    row = {"order": "1", "caption": "Đại hội", "file": photo_upload()}
    return {"photos-TOTAL_FORMS": "1"} | {f"photos-0-{name}": each for name, each in row.items()}


@pytest.mark.usefixtures("few")
def test_colleague_s_work_and_what_articles_have_do_not_count(
    reporter: Client, editor: Client
) -> None:
    waiting_pictures(person("bientap"), 10)
    open_drafts(person("bientap"), 10)
    assert send(reporter).status_code == 201
    assert "mỗi người" not in said(reporter.get(ADD))
    assert send(editor).status_code == 422


def test_picture_counts_with_all_its_files(reporter: Client) -> None:
    send(reporter)
    upload = PhotoUpload.objects.get()
    assert upload.by == person("phongvien")
    assert upload.stored_bytes > upload.file.size > 0


@pytest.mark.usefixtures("few")
def test_saves_are_told_of_and_refused_within_a_minute(reporter: Client, clock: Any) -> None:
    clock.move_to("2026-11-29T08:00:00+07:00", tick=False)
    article = make_draft()
    for number in range(7):
        assert keep(reporter, None, form_of(reporter, None), number + 1).status_code == 200
    answer = keep(reporter, None, form_of(reporter, None), 8)
    assert "Bạn đã lưu 8 lần trong phút này" in answer.json()["warning"]
    page = reporter.post(
        address(article), form_of(reporter, article) | {"lead": "Lần chín"}, follow=True
    )
    assert "Bạn đã lưu 9 lần trong phút này" in said(page)
    keep(reporter, None, form_of(reporter, None), 9)
    assert keep(reporter, None, form_of(reporter, None), 10).status_code == 429
    page = reporter.post(address(article), form_of(reporter, article) | {"lead": "Lần mười hai"})
    assert "Chưa lưu: bạn đã lưu hơn 10 lần trong một phút." in said(page)
    assert "Lần mười hai" in said(page)
    assert "Hãy sửa những chỗ chưa đúng" not in said(page)
    assert Article.objects.get(pk=article.pk).lead == "Lần chín"
    clock.move_to("2026-11-29T08:01:00+07:00", tick=False)
    page = reporter.post(address(article), form_of(reporter, article) | {"lead": "Phút sau"})
    assert page.status_code == 302


@pytest.mark.usefixtures("few")
def test_administrator_has_the_same_quota(client: Client) -> None:
    by = User.objects.create_superuser("quan-tri")
    client.force_login(by)
    waiting_pictures(by, 10)
    assert send(client).status_code == 422


def test_each_quota_costs_one_query(reporter: Client, django_assert_num_queries: Any) -> None:
    by = person("phongvien")
    with django_assert_num_queries(1):
        quotas.count_save(by)
    with django_assert_num_queries(1):
        quotas.check_uploads(by)
    with django_assert_num_queries(2):
        quotas.warnings(by)
