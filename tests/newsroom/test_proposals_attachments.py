"""Documents of an edit that waits: held, shown to the editor, taken over or given back."""

import datetime
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from articles.models import Article
from chibo_site.roles import REPORTER
from newsroom import proposals
from newsroom.models import AttachmentUpload, Proposal
from newsroom.revisions import snapshot_of
from tests.newsroom.desk import address, said, signed_in
from tests.newsroom.proposing import accept, opened, propose, where_of
from tests.support.attaching import attach, taken
from tests.support.documents import office, upload
from tests.support.factories import make_person
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

RECEIVE = "/quan-tri/articles/article/tai-tep/"
DAY = datetime.timedelta(days=1)


def with_document(fields: dict[str, Any], **row: Any) -> dict[str, Any]:
    number = int(fields["attachments-TOTAL_FORMS"])
    columns = {"order": number + 1, "name": "", "upload": "", "id": ""} | row
    fields = fields | {f"attachments-{number}-{name}": each for name, each in columns.items()}
    return fields | {"attachments-TOTAL_FORMS": str(number + 1)}


def propose_document(client: Client, article: Article) -> tuple[Proposal, str]:
    name = client.post(RECEIVE, {"file": upload()}).json()["file"]
    return propose(client, article, with_document(opened(client, article), upload=name)), name


def names(article: Article) -> list[str]:
    return list(article.attachments.values_list("name", flat=True))


def test_document_waits_for_the_editor_who_opens_it_and_accepts(
    reporter: Client, editor: Client, live: Article
) -> None:
    attach(live, name="Cũ")
    proposal, name = propose_document(reporter, live)
    assert names(live) == ["Cũ"]
    assert Client().get(f"/media/{name}").status_code == 404
    assert signed_in("khac", REPORTER).get(f"/media/{name}").status_code == 404
    page = said(editor.get(where_of(proposal)))
    assert f'Thêm tệp: <a href="/media/{name}">Phiếu đăng ký (docx, 1 KB)</a>' in page
    assert taken(editor.get(f"/media/{name}")) == office()
    preview = said(editor.get(f"{address(live, 'xem-truoc')}?ban-sua={proposal.pk}"))
    assert ">Phiếu đăng ký (docx, 1 KB)</a>" in preview
    accept(editor, proposal)
    assert names(live) == ["Cũ", "Phiếu đăng ký"]
    assert taken(Client().get(f"/media/{name}")) == office()
    assert not AttachmentUpload.objects.exists()


def test_document_that_came_in_the_form_itself_is_kept(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal = propose(reporter, live, with_document(opened(reporter, live), file=upload()))
    assert "Thêm tệp" in said(editor.get(where_of(proposal)))
    accept(editor, proposal)
    assert names(live) == ["Phiếu đăng ký"]


def test_writer_s_form_shows_what_was_proposed_and_sends_it_again(
    reporter: Client, editor: Client, live: Article
) -> None:
    _, name = propose_document(reporter, live)
    page = said(reporter.get(address(live)))
    assert f'value="{name}"' in page
    assert f'href="/media/{name}">docx, 1 KB</a>' in page
    fields = opened(reporter, live)
    assert fields["attachments-0-upload"] == name
    proposal = propose(reporter, live, fields | {"attachments-0-name": "Tên khác"})
    accept(editor, proposal)
    assert names(live) == ["Tên khác"]


def test_removal_and_new_name_are_proposed_too(
    reporter: Client, editor: Client, live: Article
) -> None:
    attach(live, name="Một")
    attach(live, name="Hai")
    fields = opened(reporter, live) | {
        "attachments-0-DELETE": "on",
        "attachments-1-name": "Hai mới",
    }
    proposal = propose(reporter, live, fields)
    assert names(live) == ["Một", "Hai"]
    assert "Bỏ tệp: <a" in said(editor.get(where_of(proposal)))
    accept(editor, proposal)
    assert names(live) == ["Hai mới"]


def test_what_the_editor_did_since_stays_done(
    reporter: Client, editor: Client, live: Article
) -> None:
    gone = attach(live, name="Bị bỏ")
    fields = opened(reporter, live) | {"lead": "Sapo sửa."}
    proposal = propose(reporter, live, fields)
    gone.delete()
    attach(live, name="Mới thêm")
    page = accept(editor, proposal)
    assert names(live) == ["Mới thêm"]
    told = said(editor.get(page.headers["Location"]))
    assert "Tệp đính kèm “Bị bỏ” không còn nữa." in told


def test_edit_of_an_older_version_leaves_documents_alone(live: Article) -> None:
    attach(live, name="Một")
    words = snapshot_of(live) | {"lead": "Sapo sửa."}
    del words["attachments"]
    writer = make_person("phongvien", REPORTER)
    proposal = proposals.propose(live, writer, words)
    proposals.accept(proposal, make_person("bientap"), 0)
    assert names(live) == ["Một"]


def test_refused_document_waits_some_days_and_then_goes(
    reporter: Client, editor: Client, live: Article, clock: Any
) -> None:
    proposal, name = propose_document(reporter, live)
    clock.shift(30 * DAY)
    DailyVisits.objects.get_or_create(day=timezone.localdate() - 3 * DAY)
    editor = signed_in("bientap")
    editor.post(RECEIVE, {"file": upload()})
    assert default_storage.exists(name)
    editor.post(where_of(proposal), {"decline": "1", "reason": "Sai mẫu."})
    clock.shift(5 * DAY)
    DailyVisits.objects.get_or_create(day=timezone.localdate() - 3 * DAY)
    editor = signed_in("bientap")
    editor.post(RECEIVE, {"file": upload()})
    assert not default_storage.exists(name)
    assert "tệp không còn giữ" in said(editor.get(where_of(proposal)))
