"""Documents at the desk: sent, saved, refused; and never lost on the way."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article, Attachment
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from limits.files import MOST_ATTACHMENT_BYTES
from limits.rows import MOST_ATTACHMENTS
from newsroom.arranging.copying import copy_article
from newsroom.models import AttachmentUpload, Draft
from newsroom.preview_links import address_of, make_link
from newsroom.revisions import rewind
from pictures.media_store import media_store
from tests.newsroom.desk import (
    ADD,
    WRITTEN,
    address,
    form,
    opened,
    person,
    said,
    sent_again,
    signed_in,
)
from tests.newsroom.draft_forms import form_of, keep
from tests.support.attaching import attach, status_of, taken
from tests.support.documents import OLE, office, upload
from tests.support.factories import make_article
from tests.support.videos import mp4
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

RECEIVE = "/quan-tri/articles/article/tai-tep/"
DAY = datetime.timedelta(days=1)


def send(client: Client, content: bytes | None = None, name: str = "Phiếu đăng ký.docx") -> Any:
    return client.post(RECEIVE, {"file": upload(content, name)})


def rows(*attachments: dict[str, Any], stored: int = 0) -> dict[str, Any]:
    """The fields of a form's rows, as a browser sends them."""
    counts = {"TOTAL_FORMS": len(attachments), "INITIAL_FORMS": stored, "MIN_NUM_FORMS": 0}
    fields = {f"attachments-{name}": str(number) for name, number in counts.items()}
    for number, row in enumerate(attachments):
        columns: dict[str, Any] = {"order": number + 1, "name": "", "upload": "", "id": ""}
        columns |= row
        fields |= {f"attachments-{number}-{name}": value for name, value in columns.items()}
    return fields


def names(article: Article) -> list[str]:
    return list(article.attachments.values_list("name", flat=True))


def test_document_sent_ahead_waits_and_then_belongs_to_the_article(reporter: Client) -> None:
    answer = send(reporter).json()
    assert answer["name"] == "Phiếu đăng ký"
    assert answer["about"] == "docx, 1 KB"
    response = reporter.post(ADD, form(**rows({"upload": answer["file"]})))
    assert response.status_code == 302
    attachment = Attachment.objects.get()
    assert str(attachment) == "Phiếu đăng ký (docx, 1 KB)"
    with attachment.file.open() as file:
        assert file.read() == office()
    assert not AttachmentUpload.objects.exists()


def test_document_may_come_with_the_form(reporter: Client) -> None:
    row = {"name": "Biểu mẫu", "file": upload()}
    assert reporter.post(ADD, form(**rows(row))).status_code == 302
    assert names(Article.objects.get()) == ["Biểu mẫu"]


def test_row_without_a_document_says_so(reporter: Client) -> None:
    page = reporter.post(ADD, form(**rows({"name": "Biểu mẫu"})))
    assert "Hãy chọn tệp, hoặc bỏ dòng này." in said(page)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"MZ\x90\0", "Biểu mẫu.docx", "Đây là chương trình"),
        (office(parts={"word/vbaProject.bin": OLE}), "Đơn.docx", "Tệp có macro"),
        (OLE + b"\0" * 600, "Đơn.doc", "kiểu cũ (.doc, .xls, .ppt)"),
        (b"<script>alert(1)</script>", "x.pdf", "Trang chỉ nhận tệp PDF, docx, xlsx, pptx"),
        (b"\0" * (MOST_ATTACHMENT_BYTES + 1), "to.pdf", "Tệp lớn hơn 20 MB"),
        (b"", "rong.pdf", ""),
    ],
)
def test_bad_document_is_refused_in_words_ahead_and_in_the_form(
    reporter: Client, content: bytes, name: str, reason: str
) -> None:
    answer = send(reporter, content, name)
    assert answer.status_code == 422
    assert reason in answer.json()["reason"]
    page = reporter.post(ADD, form(**rows({"file": SimpleUploadedFile(name, content)})))
    assert page.status_code == 200
    assert reason in said(page)
    assert not Attachment.objects.exists()
    assert media_store().folders() == set()


def test_document_of_a_form_that_was_not_saved_is_still_chosen(reporter: Client) -> None:
    page = reporter.post(ADD, form(title="", **rows({"name": "", "file": upload()})))
    waiting = AttachmentUpload.objects.get()
    assert f'value="{waiting.file.name}"' in said(page)
    assert 'value="Phiếu đăng ký"' in said(page)
    assert f'href="{waiting.file.url}">docx, 1 KB</a>' in said(page)
    answer = reporter.post(ADD, form(**rows({"upload": waiting.file.name})))
    assert answer.status_code == 302
    assert names(Article.objects.get()) == ["Phiếu đăng ký"]


def test_photo_chosen_for_a_video_is_kept_and_comes_back_and_no_older_form_unsays_it(
    editor: Client,
) -> None:
    article = make_draft_of_editor()
    attach(article, content=mp4(), sent_as="Lễ.mp4")
    where = address(article)
    for number in ("2", "3"):
        fields = opened(editor, where) | {"attachments-0-poster": number, "_save": "1"}
        assert editor.post(where, fields).status_code == 302
    compared = said(editor.get(f"{address(article, 'so-sanh')}?tu=1&den=2"))
    assert "ảnh đứng thay: số" in compared
    older = {name: value for name, value in opened(editor, where).items() if "poster" not in name}
    assert editor.post(where, older | {"title": "Đổi tựa", "_save": "1"}).status_code == 302
    assert article.attachments.get().poster == 3
    copied, _ = copy_article(article, person("bientap"))
    assert copied.attachments.get().poster == 3
    assert rewind(article, article.revisions.get(number=1).snapshot) == []
    assert article.attachments.get().poster == 2


def test_row_beside_a_document_of_a_form_that_was_not_saved_says_what_was_typed(
    reporter: Client,
) -> None:
    row = {"file": upload(), "order": "7", "name": "Mẫu đăng ký"}
    page = reporter.post(ADD, form(title="", **rows(row))).content.decode()
    assert 'name="attachments-0-order" value="7"' in page
    assert 'name="attachments-0-name" value="Mẫu đăng ký"' in page


def test_words_that_were_kept_know_their_document(reporter: Client) -> None:
    """As where the session ended while somebody wrote."""
    name = send(reporter).json()["file"]
    fields = rows({"upload": name, "name": "Biểu mẫu"})
    kept = keep(reporter, None, form_of(reporter, None), 1, **form(**fields))
    assert kept.status_code == 200
    draft = Draft.objects.get()
    shown = said(reporter.get(f"/quan-tri/articles/article/ban-chua-luu/{draft.key}/"))
    assert "Biểu mẫu (docx, 1 KB)" in shown
    page = reporter.post(ADD, {"_use_draft": str(draft.key)})
    assert f'value="{name}"' in said(page)


def test_second_of_two_finds_its_document_in_the_conflict(editor: Client) -> None:
    article = make_draft_of_editor()
    mine = opened(editor, address(article))
    other = signed_in("khac", EDITOR)
    other.post(address(article), opened(other, address(article)) | {"title": "Tựa của người khác"})
    page = editor.post(address(article), mine | {"title": "Tựa của tôi"} | rows({"file": upload()}))
    assert page.status_code == 409
    assert "chỉ một người sửa được gộp lại, không phải chọn: tệp đính kèm." in said(page)
    answer = editor.post(address(article), sent_again(page, ""))
    assert answer.status_code == 302
    assert names(article) == ["Phiếu đăng ký"]


def make_draft_of_editor() -> Article:
    return make_article(status="draft", published_from=None, author=person("bientap"), **WRITTEN)


def test_form_of_an_older_version_leaves_documents_alone(editor: Client) -> None:
    article = make_draft_of_editor()
    attach(article)
    sent = opened(editor, address(article)) | {"title": "Tựa mới"}
    sent = {name: value for name, value in sent.items() if not name.startswith("attachments-")}
    assert editor.post(address(article), sent).status_code == 302
    assert Article.objects.get().title == "Tựa mới"
    assert names(article) == ["Phiếu đăng ký"]


def test_name_and_order_change_and_the_file_never(editor: Client) -> None:
    article = make_draft_of_editor()
    attachment = attach(article)
    sent = opened(editor, address(article))
    sent |= {
        "attachments-0-name": "Biểu\u202e mẫu",
        "attachments-0-order": "3",
        "attachments-0-file": upload(office("xlsx"), "khac.xlsx"),
    }
    assert editor.post(address(article), sent).status_code == 302
    after = Attachment.objects.get()
    assert (after.name, after.order, after.file.name) == ("Biểu mẫu", 3, attachment.file.name)


def test_article_is_saved_though_its_document_is_missing_on_disk(editor: Client) -> None:
    article = make_article()
    document = attach(article, name="Phiếu")
    default_storage.delete(str(document.file))
    fields = opened(editor, address(article)) | {"title": "Tựa mới", "_save": "1"}
    assert editor.post(address(article), fields).status_code == 302
    assert Article.objects.get().title == "Tựa mới"
    assert article.attachments.get().name == "Phiếu"


def test_removed_document_takes_its_file_along(
    editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    article = make_draft_of_editor()
    file = str(attach(article).file)
    sent = opened(editor, address(article)) | {"attachments-0-DELETE": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(address(article), sent).status_code == 302
    assert not article.attachments.exists()
    assert not default_storage.exists(file)


def test_history_says_what_came_and_went_and_old_names_come_back(editor: Client) -> None:
    article = make_draft_of_editor()
    attach(article, name="Biểu mẫu")
    editor.post(address(article), opened(editor, address(article)) | {"lead": "Sapo mới."})
    sent = opened(editor, address(article)) | {"attachments-0-name": "Mẫu khác"}
    editor.post(address(article), sent)
    editor.post(address(article), opened(editor, address(article)) | added(send(editor), 1))
    assert [len(each.snapshot["attachments"]) for each in article.revisions.all()] == [2, 1, 1, 1]
    page = said(editor.get(f"{address(article, 'so-sanh')}?tu=1&den=3"))
    assert "Thêm tệp: <a href=" in page
    assert "<del>Biểu" in page or "Biểu mẫu" in page
    number = article.revisions.count() - 1
    editor.post(address(article, "ban/1/lay-lai"), {"began_from": str(number)})
    assert names(article) == ["Biểu mẫu", "Phiếu đăng ký"]


def added(answer: Any, row: int) -> dict[str, Any]:
    columns = {"order": row + 1, "name": "", "upload": answer.json()["file"], "id": ""}
    fields = {f"attachments-{row}-{name}": value for name, value in columns.items()}
    return fields | {"attachments-TOTAL_FORMS": str(row + 1)}


def test_preview_shows_the_document_before_it_is_saved(reporter: Client) -> None:
    name = send(reporter).json()["file"]
    fields = form(**rows({"upload": name, "name": "Biểu mẫu"}))
    page = reporter.post("/quan-tri/articles/article/xem-truoc/", fields)
    assert ">Biểu mẫu (docx, 1 KB)</a>" in said(page)


def test_video_sent_ahead_plays_in_the_preview_where_the_text_names_it(reporter: Client) -> None:
    answer = send(reporter, mp4(), "Lễ phát động.mp4").json()
    assert (answer["name"], answer["about"]) == ("Lễ phát động", "mp4, 19 KB")
    assert answer["is_video"]
    link = f'<p>Trước.</p><p><a href="{answer["address"]}">Lễ ra quân</a></p><p>Sau.</p>'
    fields = form(body=link, **rows({"upload": answer["file"], "name": answer["name"]}))
    shown = said(reporter.post("/quan-tri/articles/article/xem-truoc/", fields))
    assert shown.count("<video ") == 1
    assert shown.index("Trước.") < shown.index(f' src="{answer["address"]}"') < shown.index("Sau.")
    assert status_of(reporter, answer["address"], range="bytes=0-9") == 206
    assert status_of(Client(), answer["address"], range="bytes=0-9") == 404
    assert AttachmentUpload.objects.get().size == len(mp4())


def test_who_holds_a_preview_link_gets_its_documents_and_no_others(editor: Client) -> None:
    article = make_draft_of_editor()
    attach(article)
    other = attach(make_article(status="draft", published_from=None, title="Bài khác"))
    link = address_of(make_link(article, person("bientap"), days=1))
    page = Client().get(link).content.decode()
    [own] = [part.split('"')[0] for part in page.split('href="') if "attachments/" in part]
    response = Client().get(own)
    assert taken(response) == office()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert Client().get(own.replace(own.split("/anh/")[1], str(other.file))).status_code == 404
    assert Client().get(f"/media/{article.attachments.get().file}").status_code == 404


def test_upload_is_for_who_sent_it_alone(reporter: Client) -> None:
    url = send(reporter).json()["address"]
    response = reporter.get(url)
    assert taken(response) == office()
    assert response.headers["Cache-Control"] == "private, no-store"
    for client in (Client(), signed_in("khac", REPORTER), signed_in("bientap")):
        assert status_of(client, url) == 404


def test_who_may_not_attach_is_refused() -> None:
    for client in (Client(), signed_in("ketoan", REPORTER)):
        if "_auth_user_id" in client.session:
            User.objects.get(username="ketoan").groups.clear()
        assert send(client).status_code in (302, 403)
    assert not AttachmentUpload.objects.exists()


def test_keeper_of_pages_alone_may_attach() -> None:
    keeper = User.objects.create_user("quanly", is_staff=True)
    keeper.user_permissions.set(Permission.objects.filter(codename="add_pageattachment"))
    client = Client()
    client.force_login(keeper)
    assert send(client).status_code == 201


def test_upload_that_nobody_saved_goes_after_its_days(reporter: Client, clock: Any) -> None:
    name = send(reporter).json()["file"]
    clock.shift(5 * DAY)
    DailyVisits.objects.get_or_create(day=timezone.localdate() - 3 * DAY)
    reporter = signed_in("phongvien", REPORTER)
    send(reporter)
    assert not default_storage.exists(name)


def test_documents_count_in_the_quota(reporter: Client, settings: Any) -> None:
    settings.UNUSED_UPLOADS_MB = 10
    AttachmentUpload.objects.create(by=person("phongvien"), size=9 << 20)
    assert "Ảnh và tệp bạn tải lên" in send(reporter).json()["warning"]
    AttachmentUpload.objects.create(by=person("phongvien"), size=2 << 20)
    answer = send(reporter)
    assert answer.status_code == 422
    assert "đã đủ 10 MB" in answer.json()["reason"]


def test_too_many_are_told_in_words(reporter: Client) -> None:
    many = rows(*({"name": f"Tệp {number}"} for number in range(MOST_ATTACHMENTS + 1)))
    page = said(reporter.post(ADD, form(**many)))
    assert f"Nhiều nhất {MOST_ATTACHMENTS} tệp đính kèm trong một lần lưu." in page


def test_editor_who_withdraws_is_told_what_becomes_of_documents(editor: Client) -> None:
    article = make_article()
    attach(article)
    page = editor.post(address(article, "viec/withdraw"), {"note": "Sai"}, follow=True)
    assert "tệp đính kèm cũng vậy" in said(page)


def test_static_page_has_documents_and_keeps_what_was_sent_with_an_error() -> None:
    client = signed_in("quantri", ADMINISTRATOR)
    where = "/quan-tri/portal/page/add/"
    fields = {"title": "", "slug": "", "body": "<p>Chữ.</p>"}
    page = client.post(where, fields | rows({"file": upload()}))
    waiting = AttachmentUpload.objects.get()
    assert f'value="{waiting.file.name}"' in said(page)
    sent = fields | {"title": "Điều lệ"} | rows({"upload": waiting.file.name})
    assert client.post(where, sent).status_code == 302
    shown = Client().get("/trang/dieu-le/").content.decode()
    assert ">Phiếu đăng ký (docx, 1 KB)</a>" in shown
    assert not AttachmentUpload.objects.exists()
