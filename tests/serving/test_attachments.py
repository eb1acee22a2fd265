"""What readers see of documents, and who gets them."""

import datetime
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from chibo_site.roles import REPORTER
from newsroom import workflow
from pictures.media_store import media_store
from tests.portal.make import make_page
from tests.support.attaching import attach, attach_to_page, status_of, taken
from tests.support.documents import office, pdf
from tests.support.factories import make_article, make_identity, make_person

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOT_PUBLIC: dict[str, dict[str, Any]] = {
    "draft": {"status": "draft", "published_from": None},
    "waiting": {"status": "waiting", "published_from": None},
    "scheduled": {"published_from": timezone.now() + DAY * 365 * 20},
    "expired": {"published_until": timezone.now() - DAY / 2},
    "withdrawn": {"status": "withdrawn"},
    "in the trash": {"status": "trashed", "trashed_from": "published"},
}


def signed_in(name: str, role: str = "") -> Client:
    client = Client()
    client.force_login(make_person(name, role) if role else make_person(name))
    return client


@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
def test_article_and_page_list_their_documents_with_kind_and_size(layout: str) -> None:
    make_identity(layout=layout)
    article, page = make_article(), make_page()
    attach(article, name="Biểu mẫu đăng ký", size=86_016)
    attach_to_page(page, name="Điều lệ <b>")
    shown = Client().get(article.get_absolute_url()).content.decode()
    assert '<h2 class="attachments__title" id="tep-dinh-kem">Tệp đính kèm</h2>' in shown
    assert ">Biểu mẫu đăng ký (docx, 1 KB)</a>" in shown
    shown = Client().get(page.get_absolute_url()).content.decode()
    assert ">Điều lệ &lt;b&gt; (docx, 1 KB)</a>" in shown


def test_print_view_names_them_and_links_to_none() -> None:
    article = make_article()
    attachment = attach(article)
    shown = Client().get(article.get_print_url()).content.decode()
    assert "<li>Phiếu đăng ký (docx, 1 KB)</li>" in shown
    assert attachment.file.url not in shown


def test_page_without_documents_has_nothing_of_it() -> None:
    for address in (make_article().get_absolute_url(), make_page().get_absolute_url()):
        assert "tep-dinh-kem" not in Client().get(address).content.decode()


def test_they_stand_in_their_order() -> None:
    article = make_article()
    for name, order in (("Ba", 3), ("Một", 1), ("Hai", 2)):
        attach(article, name=name, order=order)
    shown = Client().get(article.get_absolute_url()).content.decode()
    assert shown.index(">Một (") < shown.index(">Hai (") < shown.index(">Ba (")


@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            office("xlsx"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (pdf(), "application/pdf"),
    ],
)
def test_it_is_a_download_that_cannot_run(layout: str, content: bytes, content_type: str) -> None:
    make_identity(layout=layout)
    attachment = attach(make_article(), content=content, name="Biểu mẫu: đăng ký")
    response = Client().get(attachment.file.url)
    assert taken(response) == content
    headers = response.headers
    assert headers["Content-Type"] == content_type
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == (
        f"attachment; filename=\"bieu-mau-dang-ky.{attachment.kind}\"; filename*=UTF-8''"
        f"Bi%E1%BB%83u%20m%E1%BA%ABu-%20%C4%91%C4%83ng%20k%C3%BD.{attachment.kind}"
    )
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "public, max-age=86400"
    assert headers["Content-Length"] == str(len(content))
    assert "Content-Encoding" not in headers
    assert not response.cookies


def test_it_is_not_packed_once_more() -> None:
    attachment = attach(make_article())
    response = Client().get(attachment.file.url, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert taken(response) == office()


def test_browser_that_has_it_is_told_so_as_long_as_it_is_public() -> None:
    article = make_article()
    address = attach(article).file.url
    response = Client().get(address)
    assert taken(response) == office()
    etag = {"if-none-match": response.headers["ETag"]}
    assert status_of(Client(), address, **etag) == 304
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert status_of(Client(), address, **etag) == 404


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_closed_is_closed_to_readers_and_foreign_reporters(state: str) -> None:
    author = make_person("phongvien", REPORTER)
    address = attach(make_article(author=author, **NOT_PUBLIC[state])).file.url
    for client in (Client(), signed_in("khac", REPORTER)):
        assert client.get(address).status_code == 404
    nowhere = Client().get("/media/attachments/2026/11/0123456789abcdef.docx")
    assert Client().get(address).content == nowhere.content
    for client in (signed_in("phongvien", REPORTER), signed_in("bientap")):
        response = client.get(address)
        assert taken(response) == office()
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("step", ["withdraw", "trash"])
def test_it_goes_with_its_article_and_comes_back_with_it(
    step: str, django_capture_on_commit_callbacks: Any
) -> None:
    article, editor = make_article(), make_person("bientap")
    address = attach(article).file.url
    back = {"withdraw": "publish", "trash": "restore"}[step]
    for action, status in ((step, 404), (back, 200)):
        with django_capture_on_commit_callbacks(execute=True):
            workflow.apply_step(action, article, editor)
        assert status_of(Client(), address) == status


def test_clock_alone_brings_it_and_takes_it(time_machine: Any) -> None:
    now = timezone.now()
    article = make_article(published_from=now + DAY, published_until=now + 3 * DAY)
    address = attach(article).file.url
    for days, status in ((0, 404), (2, 200), (4, 404)):
        time_machine.move_to(now + days * DAY)
        assert status_of(Client(), address) == status


def test_document_of_a_static_page_goes_with_it(django_capture_on_commit_callbacks: Any) -> None:
    page = make_page()
    attachment = attach_to_page(page)
    assert status_of(Client(), attachment.file.url) == 200
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert status_of(Client(), attachment.file.url) == 404
    assert not default_storage.exists(str(attachment.file))


@pytest.mark.parametrize(
    "name",
    [
        "attachments/2026/11/../../../secret_key",
        "attachments/2026/11/0123456789abcdef.docm",
        "attachments/2026/11/0123456789abcdef.html",
        "attachments/2026/11/bieu-mau.pdf",
        "attachments/",
    ],
)
def test_name_that_the_site_never_gave_is_404(name: str) -> None:
    assert Client().get(f"/media/{name}").status_code == 404


def test_file_that_is_missing_is_404_and_its_page_stands() -> None:
    article = make_article()
    attachment = attach(article)
    default_storage.delete(str(attachment.file))
    assert status_of(Client(), attachment.file.url) == 404
    assert Client().get(article.get_absolute_url()).status_code == 200


def test_public_document_costs_one_query_and_then_none(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_identity()
        address = attach(make_article()).file.url
    status_of(Client(), address)
    with CaptureQueriesContext(connection) as asked:
        status_of(Client(), address)
    assert len(asked) == 0


def test_server_names_the_file_and_backups_carry_it_away(tmp_path: Any) -> None:
    attachment = attach(make_article(), sent_as="../../Biểu mẫu.php.docx")
    assert attachment.name == "Biểu mẫu.php"
    assert str(attachment.file).startswith("attachments/2")
    assert "php" not in str(attachment.file)
    media_store().lay_out(tmp_path)
    assert (tmp_path / str(attachment.file)).read_bytes() == office()
