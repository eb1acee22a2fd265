"""Several Word files, or a large one: stored for their person, read by the runner one after
another, and listed with what became of each."""

import datetime
import stat
from typing import IO

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from articles.models import Article
from chibo_site.roles import REPORTER
from importing.document import Document
from importing.models import ImportBatch
from importing.repairing import repair
from jobs.models import Job
from newsroom import importing_desk
from newsroom.importing_desk.jobs import sweep_word_imports
from newsroom.models import AuditEntry, WordImport, WordImportFile
from newsroom.quotas import uploaded_megabytes
from pictures.media_folder import MediaFolder
from pictures.media_store import StorageUnavailable
from tests.newsroom.sent_documents import (
    LEAD,
    PAGE,
    Killed,
    docx,
    killed,
    send,
    stored_files,
    title,
)
from tests.support.factories import make_category, make_person
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_person())
    return client


def test_several_files_become_as_many_drafts_and_what_is_refused_is_named(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = make_person("nguoi-viet", REPORTER)
    client.force_login(person)
    address = send(client, ("a.docx", docx(1)), ("b.docx", b"hong"), ("c.docx", docx(2)))
    text = client.get(address).content.decode()
    assert "Đã đọc 1 trong 3 tệp." in text and text.count("đang chờ đọc") == 2
    assert "“b.docx”: <strong>không nhận</strong>: bên trong không phải tệp Word" in text
    assert not Article.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs("word_import")
    text = client.get(address).content.decode()
    assert "Đã đọc xong 3 tệp." in text and title(1) in text and title(2) in text
    assert set(Article.objects.values_list("status", "author")) == {("draft", person.pk)}
    assert AuditEntry.objects.filter(note="Nhập từ Word").count() == 2
    assert not stored_files()
    assert uploaded_megabytes(person) == 0


def test_file_above_what_is_read_at_once_waits_for_the_runner_and_is_reviewed(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing_desk, "AT_ONCE_BYTES", 1000)
    address = send(editor, ("lon.docx", docx(1)), _review="1")
    run_jobs("word_import")
    assert "Xem lại “lon.docx”" in editor.get(address).content.decode()
    sent = WordImportFile.objects.get()
    assert title(1) in editor.get(f"{PAGE}tep/{sent.pk}/xem-lai/").content.decode()


def test_draft_of_a_large_file_is_left_to_the_runner_with_what_was_chosen(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing_desk, "AT_ONCE_BYTES", 1000)
    address = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)), _review="1")
    run_jobs("word_import")
    one, two = WordImportFile.objects.order_by("title")
    chosen = {"category": make_category().pk, "_make": "1", "line-1": "drop"}
    made = editor.post(f"{PAGE}tep/{one.pk}/xem-lai/", chosen, follow=True)
    assert made.redirect_chain[-1][0] == address
    text = made.content.decode()
    assert "Đang tạo bản thảo từ tệp “a.docx”" in text and "“a.docx”: đang chờ đọc" in text
    assert not Article.objects.exists()
    run_jobs("word_import")
    article = Article.objects.get()
    assert (article.title, article.lead.count(LEAD), article.body.count(LEAD)) == (title(1), 0, 0)
    text = editor.get(address).content.decode()
    assert "“b.docx”: đã đọc" in text, "that one still waits for its person"
    editor.post(address, {"category": make_category().pk, "_make": str(two.pk)})
    assert Article.objects.count() == 1
    run_jobs("word_import")
    assert Article.objects.count() == 2


def test_drafts_of_all_that_was_read_are_left_to_the_runner(editor: Client) -> None:
    address = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)), _review="1")
    run_jobs("word_import")
    editor.post(address, {"category": make_category().pk, "_make_all": "1"})
    assert not Article.objects.exists()
    run_jobs("word_import")
    assert Article.objects.count() == 2


def test_draft_needs_a_category(editor: Client) -> None:
    address = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)), _review="1")
    run_jobs("word_import")
    text = editor.post(address, {"_make_all": "1"}).content.decode()
    assert "Hãy chọn chuyên mục." in text
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "at", ["importing.storing.ready_photos", "newsroom.importing_desk.log_action", "end"]
)
def test_runner_that_was_killed_begins_the_file_anew_and_makes_no_second_draft(
    editor: Client, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    address = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)))
    with monkeypatch.context() as patched:
        patched.setattr("jobs.models.Job.succeed" if at == "end" else at, killed)
        with pytest.raises(Killed):
            run_jobs("word_import")
    assert Article.objects.count() == (at == "end")
    Job.objects.all().begin_anew()
    run_jobs("word_import")
    text = editor.get(address).content.decode()
    assert text.count("đã tạo bản thảo: ") == 2
    assert Article.objects.count() == AuditEntry.objects.count() == ImportBatch.objects.count() == 2


def test_file_that_fails_three_times_is_named_and_the_others_go_on(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_at_the_first(document: Document) -> Document:
        if title(1) in str(document.pieces):
            raise RuntimeError("unforeseen")
        return repair(document)

    monkeypatch.setattr("newsroom.importing_desk.reading.repair", fails_at_the_first)
    address = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)))
    run_jobs("word_import")
    text = editor.get(address).content.decode()
    assert "“a.docx”: <strong>không đọc được</strong>: đã thử ba lần" in text
    assert "“b.docx”: đã tạo bản thảo" in text and "Đã đọc xong 2 tệp." in text
    assert Job.objects.get(state="set_aside").failures == 3


def test_several_files_of_which_none_can_be_read_are_refused_beside_the_field(
    editor: Client,
) -> None:
    text = send(editor, ("a.doc", b"x"), ("b.pdf", b"%PDF"))
    assert "“a.doc”: tệp .doc là kiểu Word cũ" in text and "“b.pdf”: tệp PDF" in text
    assert not WordImport.objects.exists()


def test_nobody_else_sees_an_import(editor: Client) -> None:
    address = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)), _review="1")
    run_jobs("word_import")
    assert editor.get(f"{address}tinh-trang/").status_code == 200
    sent = WordImportFile.objects.first()
    assert sent is not None
    User.objects.filter(pk=make_person("khac").pk).update(is_superuser=True)
    editor.force_login(User.objects.get(username="khac"))
    for other in (address, f"{address}tinh-trang/", f"{PAGE}tep/{sent.pk}/xem-lai/"):
        assert editor.get(other).status_code == 404
    assert editor.post(address, {"_drop": "1"}).status_code == 404
    assert editor.get(f"/media/{sent.file.name}").status_code == 404
    assert address not in editor.get(PAGE).content.decode()


def test_stored_file_is_for_the_site_s_account_alone(editor: Client) -> None:
    send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in stored_files()}
    assert modes == {0o600}


def test_import_that_is_given_up_leaves_nothing(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    address = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)), _review="1")
    assert len(stored_files()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        text = editor.post(address, {"_drop": "1"}, follow=True).content.decode()
    assert "Đã bỏ lượt nhập" in text
    run_jobs("word_import")
    assert not stored_files() and not Article.objects.exists()


def test_files_that_nobody_comes_back_to_go_after_four_days(
    editor: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr("newsroom.models.word_import.has_counted_for", lambda _: True)
    send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)), _review="1")
    for days, left in ((3, 2), (5, 0)):
        sent_at = timezone.now() - datetime.timedelta(days=days)
        WordImport.objects.update(created_at=sent_at)
        with django_capture_on_commit_callbacks(execute=True):
            sweep_word_imports.function(lambda *_: None)
        assert len(stored_files()) == left


def test_who_has_filled_their_room_for_files_is_told(editor: Client, settings: Settings) -> None:
    settings.UNUSED_UPLOADS_MB = 1
    WordImport.objects.create(by=make_person(), size=2 << 20)
    text = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)))
    assert "đã đủ 1 MB" in text
    assert WordImport.objects.count() == 1
    assert not stored_files()


def test_person_who_may_write_no_more_gets_no_draft(editor: Client) -> None:
    send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)))
    make_person().groups.clear()
    run_jobs("word_import")
    assert not Article.objects.exists()
    assert set(WordImportFile.objects.values_list("state", flat=True)) == {"refused"}


def test_file_that_is_lost_is_told_and_to_be_sent_again(editor: Client) -> None:
    address = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)))
    first = WordImportFile.objects.order_by("pk")[0]
    default_storage.delete(str(first.file.name))
    run_jobs("word_import")
    text = editor.get(address).content.decode()
    assert "“a.docx”: <strong>không nhận</strong>: tệp không còn ở máy chủ. Hãy gửi lại." in text
    assert Article.objects.count() == 1


def test_store_that_does_not_answer_is_told_and_nothing_stays(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = MediaFolder.save

    def save_the_first(store: MediaFolder, name: str, content: IO[bytes]) -> str:
        if stored_files():
            raise StorageUnavailable("Kho ảnh không trả lời.")
        return save(store, name, content)

    monkeypatch.setattr(MediaFolder, "save", save_the_first)
    text = send(editor, ("a.docx", docx(1)), ("b.docx", docx(2)))
    assert "Kho tệp chưa trả lời" in text
    assert not WordImport.objects.exists()
    assert not stored_files()
