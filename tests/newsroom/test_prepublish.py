"""The list on the way: an article with findings goes on once they have been looked at, not before.

An article without any goes on at once; tests/newsroom/test_desk.py is full of those.
"""

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from chibo_site.roles import EDITOR, REPORTER
from newsroom.workflow import STEPS
from tests.newsroom.desk import address, opened, said, signed_in
from tests.support.factories import make_article, make_person, make_photo

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/articles/article/"
FLAWED = {"lead": "", "body": "<p>Hội12 người dự.</p>"}
WAYS = {
    "submit": ("draft", "gửi duyệt", "waiting"),
    "approve": ("waiting", "duyệt", "approved"),
    "publish": ("approved", "đăng", "published"),
    "schedule": ("approved", "hẹn giờ đăng", "published"),
}
LATER = {"moment_0": "01-12-2199", "moment_1": "08:00"}


@pytest.fixture
def editor() -> Client:
    return signed_in("bientap")


def make_flawed(**fields: Any) -> Article:
    return make_article(**{"status": "draft", "published_from": None} | FLAWED | fields)


def seen_in(page: str) -> list[str]:
    return re.findall(r'name="seen" value="(\w+)"', page)


def status(article: Article) -> str:
    return Article.objects.get(pk=article.pk).status


@pytest.mark.parametrize("name", sorted(WAYS))
def test_findings_are_shown_before_the_step_and_passed_over_by_saying_so(
    editor: Client, name: str
) -> None:
    since, words, until = WAYS[name]
    article = make_flawed(status=since)
    fields = opened(editor, address(article)) | {f"_step_{name}": STEPS[name].label}
    response = editor.post(address(article), fields, follow=True)
    page = said(response)
    assert status(article) == since
    assert f"Có 2 điều nên xem trước khi {words}" in page
    assert "Bài chưa có sapo" in page and "Hội12 người dự." in page
    assert f'value="Vẫn {words}"' in page and "Quay lại sửa" in page
    [where] = response.redirect_chain[-1][:1]
    answer = {"began_from": "0", "seen": seen_in(page), **LATER}
    editor.post(where, answer, follow=True)
    assert status(article) == until
    assert article.audit_log.all()[0].note.endswith("Bỏ qua 2 điều nên xem.")


def test_reporter_sees_the_list_before_sending_on() -> None:
    reporter = signed_in("phongvien", REPORTER)
    article = make_flawed(author=make_person("phongvien", REPORTER))
    fields = opened(reporter, address(article)) | {"_step_submit": "Gửi duyệt"}
    response = reporter.post(address(article), fields, follow=True)
    assert "Có 2 điều nên xem trước khi gửi duyệt" in said(response)
    assert status(article) == "draft"


def test_step_without_findings_goes_at_once_and_the_log_says_nothing(editor: Client) -> None:
    article = make_article(status="approved")
    editor.post(address(article), opened(editor, address(article)) | {"_step_publish": "Đăng ngay"})
    assert status(article) == "published"
    assert article.audit_log.all()[0].note == ""


@pytest.mark.parametrize("name", ["trash", "return"])
def test_steps_that_lead_away_from_readers_are_not_held_up(editor: Client, name: str) -> None:
    article = make_flawed(status="waiting")
    page = said(editor.get(address(article, f"viec/{name}")))
    assert "nên xem" not in page
    editor.post(address(article, f"viec/{name}"), {"began_from": "0", "reason": "Thiếu nguồn."})
    assert status(article) in {"trashed", "draft"}


@pytest.mark.parametrize("seen", ["", "0000000000000000"])
def test_page_sent_without_having_been_seen_is_shown(editor: Client, seen: str) -> None:
    article = make_flawed(status="waiting")
    response = editor.post(address(article, "viec/approve"), {"began_from": "0", "seen": seen})
    assert "Có 2 điều nên xem trước khi duyệt" in said(response)
    assert status(article) == "waiting"


def test_what_has_turned_up_meanwhile_is_shown_again(editor: Client) -> None:
    article = make_flawed(status="waiting")
    seen = seen_in(said(editor.get(address(article, "viec/approve"))))
    make_photo(article)
    answer = {"began_from": "0", "seen": seen}
    page = said(editor.post(address(article, "viec/approve"), answer))
    assert "Có 3 điều nên xem trước khi duyệt" in page and "Còn thiếu người chụp" in page
    assert status(article) == "waiting"


def test_form_shows_the_list_of_what_is_stored_now(editor: Client) -> None:
    article = make_flawed()
    page = said(editor.get(address(article)))
    assert "Nên xem trước khi đăng: 2 điều" in page and "“Hội12" not in page
    fields = opened(editor, address(article)) | {
        "lead": "Sapo.",
        "body": "<p>Hội có 12 người.</p>",
        "_continue": "1",
    }
    page = said(editor.post(address(article), fields, follow=True))
    assert "không thấy điều gì trong bản đã lưu" in page


def test_bulk_publishing_leads_through_a_page_that_names_each_article(editor: Client) -> None:
    flawed = make_flawed(status="approved")
    other = make_article(title="Trạm đo mặn đã chạy", status="approved")
    chosen = {"action": "publish", "_selected_action": [flawed.pk, other.pk]}
    page = said(editor.post(LIST, chosen))
    assert "1 bài có điều nên xem trước khi đăng" in page
    assert flawed.title in page and "Hội12 người dự." in page
    assert "Trạm đo mặn đã chạy" not in page
    assert (status(flawed), status(other)) == ("approved", "approved")
    editor.post(LIST, chosen | {"seen": seen_in(page)})
    assert (status(flawed), status(other)) == ("published", "published")
    assert flawed.audit_log.all()[0].note == "Bỏ qua 2 điều nên xem."
    assert other.audit_log.all()[0].note == ""


def test_bulk_publishing_without_findings_goes_at_once(editor: Client) -> None:
    article = make_article(status="approved")
    editor.post(LIST, {"action": "publish", "_selected_action": [article.pk]})
    assert status(article) == "published"


def test_what_saving_leaves_out_is_named(editor: Client) -> None:
    article = make_article()
    body = (
        '<p>Chữ.</p><iframe src="https://example.vn/"></iframe><p><img src="data:image/png,x"></p>'
    )
    fields = opened(editor, address(article)) | {"body": body, "_continue": "1"}
    page = said(editor.post(address(article), fields, follow=True))
    assert "Khi lưu đã bỏ: 1 khung nhúng (iframe); 1 ảnh nằm trong chữ" in page
    assert Article.objects.get(pk=article.pk).body == "<p>Chữ.</p>"


def test_what_a_proposal_leaves_out_is_named() -> None:
    reporter = signed_in("phongvien", REPORTER)
    article = make_article(author=make_person("phongvien", REPORTER))
    fields = opened(reporter, address(article)) | {"body": "<p>Mới.</p><video></video>"}
    page = said(reporter.post(address(article), fields | {"_save": "1"}, follow=True))
    assert "Khi lưu đã bỏ: 1 đoạn phim." in page


def test_saving_without_a_loss_says_nothing_of_it(editor: Client) -> None:
    article = make_article()
    fields = opened(editor, address(article)) | {"body": "<h2>Đầu</h2><p>Chữ &amp; số.</p>"}
    page = said(editor.post(address(article), fields | {"_continue": "1"}, follow=True))
    assert "Có thể sửa tiếp" in page
    assert "Khi lưu đã bỏ" not in page


def test_list_of_a_colleague_s_article_is_not_there() -> None:
    stranger = signed_in("nguoila", REPORTER)
    article = make_flawed(author=make_person("phongvien", REPORTER))
    assert stranger.get(address(article, "viec/submit")).status_code == 404
    assert signed_in("sep", EDITOR).get(address(article, "viec/submit")).status_code == 200
