"""Nothing typed in a static page's form is lost: kept while it is typed, offered, and never saved
over what somebody else has saved meanwhile."""

import random
import uuid
from typing import Any

import pytest
from django.test import Client

from chibo_site.roles import EDITOR, REPORTER
from newsroom.models import Draft
from portal.models import Page
from tests.newsroom.desk import opened, said, send, signed_in, with_photo
from tests.newsroom.static_pages import ADD, MEANWHILE, where_of
from tests.portal.make import make_page

pytestmark = pytest.mark.django_db

DRAFTS = "/quan-tri/articles/article/ban-chua-luu/"


def typing(client: Client, where: str, **words: str) -> dict[str, Any]:
    """The open form with these words typed into it, under its key."""
    key = client.get(where).context["unsaved"]["key"]
    return opened(client, where) | {"draft_key": key, "draft_number": "1"} | words


def keep(client: Client, where: str, fields: dict[str, Any]) -> Any:
    return client.post(where.replace("change/", "giu-tam/").replace("add/", "add/giu-tam/"), fields)


def offers(client: Client, where: str) -> list[Draft]:
    drafts: list[Draft] = client.get(where).context["unsaved"]["drafts"]
    return drafts


def use(client: Client, where: str, draft: Draft) -> Any:
    return client.post(where, {"_use_draft": str(draft.key)})


def test_words_typed_are_kept_offered_taken_up_and_spent(administrator: Client) -> None:
    page = make_page(title="Điều lệ")
    where = where_of(page)
    fields = typing(administrator, where, body="<p>Chữ chưa lưu.</p>")
    assert keep(administrator, where, fields).json()["number"] == 1
    page.refresh_from_db()
    assert "Chữ chưa lưu." not in page.body
    [draft] = offers(administrator, where)
    assert "Chữ chưa lưu." in said(administrator.get(f"{DRAFTS}{draft.key}/"))
    taken_up = use(administrator, where, draft)
    assert "Đây là bản chưa lưu của bạn" in said(taken_up)
    assert "Chữ chưa lưu." in said(taken_up)
    page.refresh_from_db()
    assert "Chữ chưa lưu." not in page.body
    assert administrator.post(where, fields).status_code == 302
    page.refresh_from_db()
    assert "Chữ chưa lưu." in page.body
    assert offers(administrator, where) == []


def test_words_of_a_new_page_are_offered_where_it_is_written_and_nowhere_else(
    administrator: Client,
) -> None:
    fields = typing(administrator, ADD, title="Trang mới", body="<p>Chưa lưu.</p>")
    assert keep(administrator, ADD, fields).status_code == 200
    assert [draft.title for draft in offers(administrator, ADD)] == ["Trang mới"]
    article = administrator.get("/quan-tri/articles/article/add/")
    assert article.context["unsaved"]["drafts"] == []
    assert offers(administrator, where_of(make_page())) == []
    assert administrator.post(ADD, fields).status_code == 302
    assert offers(administrator, ADD) == []


def test_photos_and_their_words_are_kept_too(administrator: Client) -> None:
    name = send(administrator).json()["name"]
    where = where_of(make_page())
    fields = typing(administrator, where) | {"photos-TOTAL_FORMS": "1"}
    fields |= with_photo(1, upload=name, caption="Chưa lưu")
    keep(administrator, where, fields)
    [draft] = offers(administrator, where)
    assert "Chưa lưu" in said(administrator.get(f"{DRAFTS}{draft.key}/"))
    taken_up = said(use(administrator, where, draft))
    assert f'value="{name}"' in taken_up
    assert "Chưa lưu" in taken_up


def test_what_comes_late_overwrites_nothing(administrator: Client) -> None:
    where = where_of(make_page())
    fields = typing(administrator, where, body="<p>Chữ sau.</p>") | {"draft_number": "5"}
    keep(administrator, where, fields)
    late = keep(administrator, where, fields | {"draft_number": "4", "body": "<p>Chữ trước.</p>"})
    assert late.json()["number"] == 5
    assert "Chữ sau." in dict(offers(administrator, where)[0].fields)["body"]


def test_a_draft_is_dropped_and_leads_back_to_its_page(administrator: Client) -> None:
    where = where_of(make_page())
    keep(administrator, where, typing(administrator, where, body="<p>Bỏ đi.</p>"))
    [draft] = offers(administrator, where)
    dropped = administrator.post(f"{DRAFTS}bo/", {"draft": f"{draft.key}:{draft.number}"})
    assert dropped.headers["Location"] == where
    assert offers(administrator, where) == []


def test_second_to_save_sees_what_the_first_has_saved(
    administrator: Client, colleague: Client
) -> None:
    page = make_page(title="Điều lệ", body="<p>Chữ cũ.</p>")
    where = where_of(page)
    mine = typing(administrator, where, body="<p>Chữ của tôi.</p>")
    theirs = typing(colleague, where, body="<p>Chữ của họ.</p>")
    assert colleague.post(where, theirs).status_code == 302
    answer = administrator.post(where, mine)
    assert MEANWHILE in said(answer)
    assert "Hãy sửa" not in said(answer)
    shown = {kind: text for part in answer.context["differences"] for kind, text in part.runs}
    assert ("họ" in shown["removed"], "tôi" in shown["added"]) == (True, True)
    page.refresh_from_db()
    assert page.body == "<p>Chữ của họ.</p>"
    assert "Chữ của tôi." in answer.context["adminform"].form["body"].value()
    again = mine | {"began_from": answer.context["adminform"].form["began_from"].value()}
    assert administrator.post(where, again).status_code == 302
    page.refresh_from_db()
    assert page.body == "<p>Chữ của tôi.</p>"


def test_second_click_is_no_conflict(administrator: Client) -> None:
    where = where_of(make_page())
    fields = typing(administrator, where, body="<p>Chữ mới.</p>")
    assert administrator.post(where, fields).status_code == 302
    assert administrator.post(where, fields).status_code == 302


def test_new_page_that_is_sent_once_more_is_led_to_and_not_added(administrator: Client) -> None:
    """A second click, or the browser's way back to the form."""
    fields = typing(administrator, ADD, title="Trang mới", body="<p>Chữ mới.</p>")
    assert administrator.post(ADD, fields).status_code == 302
    [page] = Page.objects.filter(title="Trang mới")
    again = administrator.post(ADD, fields)
    assert "trang “Trang mới” với đúng những chữ này bạn đã lưu rồi" in said(again)
    assert f"href='{where_of(page)}'" in again.content.decode()
    assert "trang tĩnh khác ở đường dẫn này" not in said(again)
    other = administrator.post(ADD, fields | {"body": "<p>Chữ khác.</p>"})
    assert "Đã có trang tĩnh khác ở đường dẫn này. Hãy đặt đường dẫn khác." in said(other)
    assert "Chữ khác." in said(other)
    assert Page.objects.filter(title="Trang mới").count() == 1


def test_words_outlast_a_page_that_is_deleted_meanwhile(
    administrator: Client, colleague: Client
) -> None:
    page = make_page()
    where = where_of(page)
    kept = typing(administrator, where, title="Giữ rồi")
    keep(administrator, where, kept)
    sent = typing(administrator, where, title="Đang gửi")
    colleague.post(where_of(page, "delete/"), {"post": "yes"})
    assert keep(administrator, where, kept | {"draft_number": "2"}).status_code == 404
    answer = administrator.post(where, sent, follow=True)
    assert "Trang này đã bị xóa trong lúc bạn viết" in said(answer)
    assert {draft.title for draft in offers(administrator, ADD)} == {"Giữ rồi", "Đang gửi"}


def test_form_opened_by_somebody_else_is_not_saved_under_this_name(administrator: Client) -> None:
    where = where_of(make_page())
    fields = typing(administrator, where, body="<p>Của ai.</p>") | {"draft_by": "99999"}
    assert keep(administrator, where, fields).status_code == 409
    assert "Chưa lưu: chữ ở đây do người khác gõ" in said(administrator.post(where, fields))


def test_preview_of_an_outdated_form_says_nothing_of_it(
    administrator: Client, colleague: Client
) -> None:
    page = make_page()
    mine = typing(administrator, where_of(page), body="<p>Đang viết.</p>")
    colleague.post(where_of(page), typing(colleague, where_of(page), body="<p>Khác.</p>"))
    shown = said(administrator.post(where_of(page, "xem-truoc/"), mine))
    assert "Đang viết." in shown
    assert "chưa hiện ra được" not in shown


def test_nobody_else_keeps_or_sees_a_draft(administrator: Client, colleague: Client) -> None:
    where = where_of(make_page())
    fields = typing(administrator, where, body="<p>Của tôi.</p>")
    keep(administrator, where, fields)
    [draft] = offers(administrator, where)
    assert colleague.get(f"{DRAFTS}{draft.key}/").status_code == 404
    assert offers(colleague, where) == []
    for role in (REPORTER, EDITOR):
        other = signed_in("nguoi-khac", role)
        assert keep(other, where, fields).status_code == 403
        assert keep(other, ADD, fields).status_code == 403
    assert keep(Client(), where, fields).status_code == 302


@pytest.mark.parametrize("seed", range(12))
def test_no_word_is_ever_lost(administrator: Client, colleague: Client, seed: int) -> None:
    """Two people do as they like with a page; whatever was sent last from a form stands in the
    page, or its writer is offered it, or it comes back to them in the form."""
    chance, page = random.Random(seed), make_page(body="<p>đầu</p>")
    where = where_of(page)
    people = {"quantri": administrator, "nguoihai": colleague}
    forms = {name: typing(client, where) for name, client in people.items()}
    for step in range(12):
        name = chance.choice(list(people))
        client, word = people[name], f"chữ-{seed}-{step}-{uuid.uuid4().hex[:6]}"
        form = forms[name]
        form |= {"body": f"<p>{word}</p>", "draft_number": str(int(form["draft_number"]) + 1)}
        if chance.random() < 0.5:
            assert keep(client, where, form).status_code == 200
            found = str([draft.fields for draft in offers(client, where)])
        else:
            answer = client.post(where, form)
            page.refresh_from_db()
            found = page.body if answer.status_code == 302 else said(answer)
            drafts = str([draft.fields for draft in offers(client, where)])
            assert answer.status_code == 302 or word in drafts
            forms[name] = typing(client, where)
        assert word in found
