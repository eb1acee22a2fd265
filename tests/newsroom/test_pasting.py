"""What is pasted at the desk is read by the server: who may ask, and what the editor is told."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from importing.sources.html import markup_tree
from tests.support.factories import make_person

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/doc-chu-dan/"
LETTER = (
    "<p class=MsoNormal align=center><b>CHI HỘI ẤP 1 HỌP BÀN VIỆC NẠO VÉT KÊNH</b></p>"
    "<p>Sáng nay, Chi hội ấp 1 họp bàn việc nạo vét kênh trước mùa mưa, có 40 hội viên.</p>"
    "<p>Cuộc họp của Chi hội thống nhất góp công và mượn máy của xã. Xong trước tháng 4.</p>"
    "<p>Ông Hai nói thế này rất hay và sẽ làm ngay trong tháng.</p>"
    "<p align=right><b>Bài, ảnh: Trần Văn Vũ</b></p>"
)


@pytest.fixture
def writer(client: Client) -> Client:
    client.force_login(make_person("nguoi-viet", REPORTER))
    return client


def read(client: Client, html: str) -> dict[str, Any]:
    response = client.post(ADDRESS, {"html": html})
    assert response.status_code == 200
    return dict(response.json())


@pytest.mark.parametrize("role", [REPORTER, EDITOR, ADMINISTRATOR])
def test_who_writes_here_is_answered(client: Client, role: str) -> None:
    client.force_login(make_person("ai-do", role))
    assert read(client, "<p>Một <b>hai</b></p>")["html"] == "<p>Một <strong>hai</strong></p>"


def test_who_writes_nothing_here_is_not_answered(client: Client) -> None:
    client.force_login(User.objects.create_user("khach", is_staff=True))
    assert client.post(ADDRESS, {"html": "<p>Một</p>"}).status_code == 403
    client.logout()
    assert client.post(ADDRESS, {"html": "<p>Một</p>"}).status_code == 302


def test_address_takes_only_what_a_form_of_this_site_has_sent(writer: Client) -> None:
    assert writer.get(ADDRESS).status_code == 405
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(User.objects.get())
    assert forged.post(ADDRESS, {"html": "<p>Một</p>"}).status_code == 403


def test_what_word_hides_stays_away_and_is_counted(writer: Client) -> None:
    answer = read(
        writer,
        "<p class=MsoNormal>Đạt <span class=msoDel><del>85</del></span><span class=msoIns><ins>92"
        "</ins></span> %<span style='display:none;mso-hide:all'>kín</span></p>",
    )
    assert answer["html"] == "<p>Đạt 92 %</p>"
    assert answer["removed"] == [
        "1 chỗ chữ đã xóa khi theo dõi thay đổi (Track Changes)",
        "1 chỗ chữ ẩn",
    ]
    assert answer["lost"] == []


def test_numbers_that_a_list_cannot_count_stay_as_words(writer: Client) -> None:
    item = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>Điều {}.<span>&nbsp; </span></span><![endif]>Việc {}.</p>"
    )
    answer = read(writer, item.format(1, "một") + item.format(2, "hai"))
    assert answer["html"] == "<p>Điều 1. Việc một.</p>\n<p>Điều 2. Việc hai.</p>"
    assert "«Điều 1.», «Điều 2.»" in answer["remarks"][0]


def test_old_letters_are_changed_and_each_change_is_told(writer: Client) -> None:
    answer = read(
        writer,
        "<p><span style='font-family:\".VnTime\"'>C«ng ty ®· häp</span></p>"
        "<p>Hạt <span style='font-family:Symbol'>m</span>m</p>",
    )
    assert answer["html"] == "<p>Công ty đã họp</p>\n<p>Hạt μm</p>"
    assert [(one["before"], one["after"]) for one in answer["repairs"]] == [
        ("C«ng ty ®· häp", "Công ty đã họp"),
        ("Hạt mm", "Hạt μm"),
    ]


def test_words_that_do_not_come_along_are_named(writer: Client) -> None:
    answer = read(writer, "<p>Một.</p><button>Gửi đơn</button><p>Hai.</p>")
    assert "Gửi đơn" not in answer["html"]
    assert answer["lost"] == ["«Gửi đơn»"]


def test_title_lead_and_name_are_offered_and_stay_in_the_text(writer: Client) -> None:
    answer = read(writer, LETTER)
    offers = [(one["field"], one["value"], one["role"]) for one in answer["offers"]]
    assert offers[:2] == [
        ("title", "CHI HỘI ẤP 1 HỌP BÀN VIỆC NẠO VÉT KÊNH", ""),
        ("title", "Chi hội ấp 1 họp bàn việc nạo vét kênh", ""),
    ]
    assert offers[2][0] == "lead" and offers[2][1].startswith("Sáng nay")
    assert offers[3:] == [("byline", "Trần Văn Vũ", "both")]
    for offer in answer["offers"]:
        assert all(line in answer["html"] for line in offer["lines"])


def test_part_of_a_text_is_offered_to_no_field(writer: Client) -> None:
    sentence = "Sáng nay, Chi hội ấp 1 họp bàn việc nạo vét kênh trước mùa mưa, có 40 hội viên."
    assert read(writer, f"<p>{sentence}</p>" * 5)["offers"] == []


def test_pictures_stand_where_they_stood_with_their_captions(writer: Client) -> None:
    answer = read(
        writer,
        "<p>Trên.</p><p><img src='anh:0' alt='Cống'></p>"
        "<p class=MsoCaption>Cống ngăn mặn. Ảnh: Lê An</p><p>[ảnh 1]</p><p><img src='anh:1'></p>",
    )
    assert answer["html"].splitlines() == [
        "<p>Trên.</p>",
        "<p>\ue0001\ue001</p>",
        "<p>[ảnh 1]</p>",
        "<p>\ue0002\ue001</p>",
    ]
    assert answer["photos"] == [
        {"handle": "anh:0", "caption": "Cống ngăn mặn.", "credit": "Lê An", "alt": "Cống"},
        {"handle": "anh:1", "caption": "", "credit": "", "alt": ""},
    ]
    assert answer["lost"] == []


def test_headings_keep_their_depth(writer: Client) -> None:
    assert read(writer, "<h3>Một</h3><p>Hai.</p><h4>Ba</h4>")["html"].startswith("<h3>Một</h3>")
    assert read(writer, "<h1>Một</h1><p>Hai.</p>")["html"].startswith("<h2>Một</h2>")


def test_nothing_and_too_much_are_answered_in_words(
    writer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "không tìm thấy chữ nào" in writer.post(ADDRESS, {}).json()["reason"]
    monkeypatch.setattr(markup_tree, "MOST_CHARACTERS", 10)
    response = writer.post(ADDRESS, {"html": "<p>Một hai ba</p>"})
    assert response.status_code == 422
    assert "quá lớn" in response.json()["reason"]


def test_pasting_without_end_has_to_wait(writer: Client, settings: Any) -> None:
    settings.SAVES_PER_MINUTE = 2
    answers = [writer.post(ADDRESS, {"html": "<p>Một</p>"}).status_code for _ in range(4)]
    assert 429 in answers
