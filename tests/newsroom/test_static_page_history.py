"""What a static page said before: kept at each save, compared, taken back; and two people's changes
of one page merged."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from chibo_site.roles import EDITOR, REPORTER
from newsroom.models import PageRevision
from portal.models import Page
from tests.newsroom.desk import opened, said, send, signed_in, with_photo
from tests.newsroom.static_pages import ADD, MEANWHILE, where_of
from tests.portal.make import make_page

pytestmark = pytest.mark.django_db

MERGED = "Hai bản đã được gộp và lưu"


def save(client: Client, page: Page, **words: str) -> None:
    where = where_of(page)
    assert client.post(where, opened(client, where) | words).status_code == 302


def stored(page: Page) -> Page:
    return Page.objects.get(pk=page.pk)


def versions(page: Page) -> list[PageRevision]:
    """The newest first."""
    return list(PageRevision.objects.filter(page=page))


def compared(client: Client, page: Page, old: int, new: int) -> dict[str, list[tuple[str, str]]]:
    response = client.get(where_of(page, "so-sanh/"), {"tu": old, "den": new})
    assert response.status_code == 200
    return {part.label: part.runs for part in response.context["parts"]}


def test_each_save_is_a_version_and_the_first_is_what_was_there_before(
    administrator: Client, colleague: Client
) -> None:
    page = make_page(title="Điều lệ", body="<p>Chữ cũ.</p>")
    save(administrator, page, body="<p>Chữ mới.</p>")
    save(administrator, page)  # says nothing new
    save(colleague, page, title="Điều lệ Hội", slug="dieu-le-hoi")
    html = said(administrator.get(where_of(page, "history/")))
    for words in ("Bản có trước khi ghi lịch sử", "Sửa trang", "So sánh hai bản"):
        assert words in html
    assert [each.number for each in versions(page)] == [2, 1, 0]
    assert compared(administrator, page, 0, 1)["Nội dung"] == [
        ("same", "Chữ"),
        ("removed", "cũ."),
        ("added", "mới."),
    ]
    later = compared(administrator, page, 2, 0)
    assert ("added", "Hội") in later["Tựa"]
    assert later["Đường dẫn"] == [("removed", "dieu-le"), ("added", "dieu-le-hoi")]


def test_new_page_begins_with_a_version_of_its_own(administrator: Client) -> None:
    fields = opened(administrator, ADD) | {"title": "Liên hệ", "body": "<p>Số 1.</p>"}
    assert administrator.post(ADD, fields).status_code == 302
    page = Page.objects.get()
    assert [(each.number, each.why) for each in versions(page)] == [(0, "Viết trang")]
    assert "Viết trang" in said(administrator.get(where_of(page, "history/")))


def test_words_of_a_version_are_taken_back_and_nothing_is_lost_by_it(
    administrator: Client,
) -> None:
    page = make_page(title="Điều lệ", body="<p>Chữ cũ.</p>")
    save(administrator, page, title="Điều lệ mới", body="<p>Chữ mới.</p>")
    take_back = where_of(page, "ban/0/lay-lai/")
    assert administrator.get(take_back).status_code == 405
    answer = administrator.post(take_back, {"began_from": "1"}, follow=True)
    assert "Đã lấy lại bản 0." in said(answer)
    assert (stored(page).title, stored(page).body) == ("Điều lệ", "<p>Chữ cũ.</p>")
    assert [each.why for each in versions(page)][:2] == ["Lấy lại bản 0", "Sửa trang"]
    late = administrator.post(where_of(page, "ban/1/lay-lai/"), {"began_from": "1"}, follow=True)
    assert "Trang đã được sửa trong lúc bạn xem" in said(late)
    assert stored(page).title == "Điều lệ"


def test_captions_come_back_and_photos_that_are_gone_are_told(administrator: Client) -> None:
    page = make_page(body="<p>[ảnh 1]</p>")
    where = where_of(page)
    sent = opened(administrator, where) | {"photos-TOTAL_FORMS": "1"}
    sent |= with_photo(1, caption="Trụ sở", upload=send(administrator).json()["name"])
    assert administrator.post(where, sent).status_code == 302
    save(administrator, page, **{"photos-0-caption": "Trụ sở mới"})
    administrator.post(where_of(page, "ban/1/lay-lai/"), {"began_from": "2"})
    assert page.photos.get().caption == "Trụ sở"
    save(administrator, page, **{"photos-0-DELETE": "on"})
    answer = administrator.post(where_of(page, "ban/1/lay-lai/"), {"began_from": "4"}, follow=True)
    assert "Ảnh 1 không còn nữa." in said(answer)


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_nobody_else_reads_or_takes_back_versions(administrator: Client, role: str) -> None:
    page = make_page()
    save(administrator, page, body="<p>Mới.</p>")
    other = signed_in("nguoi-khac", role)
    assert other.get(where_of(page, "history/")).status_code == 403
    assert other.get(where_of(page, "so-sanh/"), {"tu": 0, "den": 1}).status_code == 403
    assert other.post(where_of(page, "ban/0/lay-lai/"), {"began_from": "1"}).status_code == 403
    assert Client().get(where_of(page, "history/")).status_code == 302


@pytest.mark.parametrize("query", ["", "?tu=0", "?tu=0&den=9", "?tu=-1&den=0", "?tu=x&den=1"])
def test_version_that_there_is_not_is_404(administrator: Client, query: str) -> None:
    page = make_page()
    save(administrator, page, body="<p>Mới.</p>")
    assert administrator.get(where_of(page, f"so-sanh/{query}")).status_code == 404


@pytest.mark.parametrize(
    "theirs",
    [{"slug": "dieu-le-moi"}, {"title": "Điều lệ năm 2026"}],
    ids=["address", "title"],
)
def test_changes_of_different_fields_are_merged(
    administrator: Client, colleague: Client, theirs: dict[str, str]
) -> None:
    page = make_page(title="Điều lệ")
    where = where_of(page)
    mine = opened(administrator, where) | {"body": "<p>Chữ của tôi.</p>"}
    save(colleague, page, **theirs)
    answer = administrator.post(where, mine, follow=True)
    assert MERGED in said(answer)
    assert stored(page).body == "<p>Chữ của tôi.</p>"
    assert {name: getattr(stored(page), name) for name in theirs} == theirs
    assert [each.number for each in versions(page)] == [2, 1, 0]


def test_captions_of_different_photos_are_merged(administrator: Client, colleague: Client) -> None:
    page = make_page(body="<p>[ảnh 1]</p><p>[ảnh 2]</p>")
    where = where_of(page)
    sent = opened(administrator, where) | {"photos-TOTAL_FORMS": "2"}
    for number in (1, 2):
        sent |= with_photo(number, upload=send(administrator).json()["name"])
    assert administrator.post(where, sent).status_code == 302
    mine = opened(administrator, where) | {"photos-0-caption": "Của tôi", "title": "Tựa của tôi"}
    save(colleague, page, **{"photos-1-caption": "Của họ"})
    assert MERGED in said(administrator.post(where, mine, follow=True))
    assert [photo.caption for photo in page.photos.all()] == ["Của tôi", "Của họ"]
    assert stored(page).title == "Tựa của tôi"


def test_only_what_both_have_changed_is_asked_and_the_rest_is_merged_then(
    administrator: Client, colleague: Client
) -> None:
    page = make_page(title="Điều lệ", body="<p>Chữ cũ.</p>")
    where = where_of(page)
    mine = opened(administrator, where) | {"body": "<p>Chữ của tôi.</p>"}
    save(colleague, page, title="Tựa của họ", body="<p>Chữ của họ.</p>")
    answer = administrator.post(where, mine)
    assert MEANWHILE in said(answer)
    assert "phần chỉ một người sửa thì được gộp lại (tựa)" in said(answer)
    assert [part.label for part in answer.context["differences"]] == ["Nội dung"]
    again = mine | {"began_from": answer.context["adminform"].form["began_from"].value()}
    save_again: Any = administrator.post(where, again, follow=True)
    assert MERGED in said(save_again)
    assert (stored(page).title, stored(page).body) == ("Tựa của họ", "<p>Chữ của tôi.</p>")


def test_what_is_saved_once_more_meanwhile_is_asked_once_more(
    administrator: Client, colleague: Client
) -> None:
    page = make_page(body="<p>Chữ cũ.</p>")
    where = where_of(page)
    mine = opened(administrator, where) | {"body": "<p>Chữ của tôi.</p>"}
    for words in ("một", "hai"):
        save(colleague, page, body=f"<p>Chữ của họ, {words}.</p>")
        answer = administrator.post(where, mine)
        assert MEANWHILE in said(answer)
        mine |= {"began_from": answer.context["adminform"].form["began_from"].value()}
    assert administrator.post(where, mine).status_code == 302
    assert stored(page).body == "<p>Chữ của tôi.</p>"


def test_form_of_a_page_without_versions_is_never_saved_over_other_words(
    administrator: Client,
) -> None:
    page = make_page(body="<p>Chữ cũ.</p>")
    where = where_of(page)
    mine = opened(administrator, where) | {"body": "<p>Chữ của tôi.</p>"}
    page.title = "Tựa của máy"
    page.save()  # by something that is no form
    assert MEANWHILE in said(administrator.post(where, mine))
    assert stored(page).body == "<p>Chữ cũ.</p>"


def test_saves_of_pages_are_counted_as_those_of_articles(
    administrator: Client, settings: Settings
) -> None:
    settings.SAVES_PER_MINUTE = 2
    page = make_page()
    where = where_of(page)
    save(administrator, page, body="<p>Một.</p>")
    save(administrator, page, body="<p>Hai.</p>")
    answer = administrator.post(where, opened(administrator, where) | {"body": "<p>Ba.</p>"})
    assert "Chưa lưu: bạn đã lưu hơn 2 lần trong một phút" in said(answer)
    assert "Ba." in answer.context["adminform"].form["body"].value()
    assert stored(page).body == "<p>Hai.</p>"
