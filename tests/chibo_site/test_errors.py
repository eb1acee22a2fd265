"""What a reader sees when something is broken: Vietnamese, a way on, no trace of the program."""

import re
from collections.abc import Callable

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from chibo_site import errors
from logs.lines import LineFormatter
from serving.outages import outage
from tests.support.accounts import make_person
from tests.support.factories import make_article

FORMAT = "{level} {name}: {message}{request}"


def take_database_away(
    patch: pytest.MonkeyPatch, error: type[Exception] = OperationalError
) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise error("could not connect to server")

    patch.setattr("django.db.backends.utils.CursorWrapper.execute", gone)


@pytest.fixture
def stranger() -> Client:
    """A client that, like a browser, gets the error page instead of the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_failure_shows_a_number_that_is_also_in_the_log(
    stranger: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("bí mật của chương trình")

    monkeypatch.setattr("articles.views.front_page.top_stories", fail)
    caplog.handler.setFormatter(LineFormatter(FORMAT, style="{"))
    response = stranger.get("/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Trang đang gặp lỗi" in html
    assert "bí mật" not in html
    assert "Traceback" not in html
    number = re.search(r"<strong>([0-9a-f]{8})</strong>", html)
    assert number and caplog.text.startswith(
        f"LỖI django.request: Internal Server Error: / [yêu cầu {number[1]}]\nTraceback"
    )
    assert len(caplog.messages) == 1


@pytest.mark.django_db
def test_database_that_is_gone_answers_503_and_when_to_come_back(
    stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_article()
    take_database_away(monkeypatch)
    for address in ("/", article.get_absolute_url(), "/tim-kiem/?q=a", "/khong-co/"):
        response = stranger.get(address)
        assert response.status_code == 503, address
        assert response.headers["Retry-After"] == "30"
        assert "Trang tạm ngừng" in response.content.decode()
    assert stranger.get("/up").status_code == 200


@pytest.mark.django_db
def test_who_has_sent_something_is_told_that_it_is_safe_to_send_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    editor = Client(raise_request_exception=False)
    editor.force_login(make_person())
    take_database_away(monkeypatch)
    response = editor.post("/quan-tri/articles/article/add/", {"title": "Chi bộ họp"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "chữ vừa gõ vẫn còn ở đó" in response.content.decode()
    assert "bấm lưu lần nữa" in response.content.decode()


@pytest.mark.django_db
def test_editor_hears_it_too_and_the_log_has_one_line_until_it_is_over(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    editor = Client(raise_request_exception=False)
    editor.force_login(make_person())
    reader = Client(raise_request_exception=False)
    outage.succeeded()  # what other tests left
    caplog.clear()
    with monkeypatch.context() as patch:
        take_database_away(patch)
        for client, address in ((editor, "/quan-tri/"), (reader, "/"), (reader, "/khong-co/")) * 5:
            response = client.get(address)
            assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
            assert "Trang tạm ngừng" in response.content.decode()
    assert editor.get("/quan-tri/").status_code == 200
    assert reader.get("/").status_code == 200
    begun, ended = caplog.messages
    assert begun == "cơ sở dữ liệu không trả lời: OperationalError: could not connect to server"
    assert ended.startswith("cơ sở dữ liệu không trả lời: đã hết, sau ")


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_ready_says_that_the_database_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    take_database_away(monkeypatch, error)
    response = client.get("/ready")
    assert response.status_code == 503
    assert "Cơ sở dữ liệu không trả lời." in response.content.decode()


@pytest.mark.django_db
def test_ready_says_that_the_disk_is_full(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("serving.readiness.LEAST_FREE_BYTES", 1 << 62)
    response = client.get("/ready")
    assert response.status_code == 503
    assert "Ổ đĩa còn dưới 100 MB." in response.content.decode()


@pytest.mark.parametrize(
    ("page", "status", "said"),
    [
        (errors.bad_request, 400, "Địa chỉ không hợp lệ"),
        (errors.permission_denied, 403, "Không được phép"),
        (errors.csrf_failure, 403, "tải lại rồi gửi lần nữa"),
        (errors.server_error, 500, "Trang đang gặp lỗi"),
    ],
)
def test_bare_error_page_needs_no_database(
    page: Callable[[HttpRequest], HttpResponse], status: int, said: str
) -> None:
    response = page(RequestFactory().get("/"))
    html = response.content.decode()
    assert response.status_code == status
    assert said in html
    assert '<html lang="vi">' in html
    assert 'href="/"' in html
    assert "Cỡ chữ, tương phản" in html


@pytest.mark.django_db
def test_form_without_its_token_gets_the_vietnamese_page() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/quan-tri/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "chưa có gì thay đổi" in response.content.decode()
