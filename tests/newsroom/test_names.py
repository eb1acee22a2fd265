"""People are called by their names, the family's first."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from chibo_site.roles import EDITOR, REPORTER
from newsroom import proposals
from newsroom.revisions import snapshot_of
from tests.newsroom.desk import address, opened, said, signed_in
from tests.support.factories import make_article, make_person
from vietnamese.names import full_name

pytestmark = pytest.mark.django_db

LISTING = "/quan-tri/articles/article/"
NAME = "Nguyễn Thị Lan"


@pytest.fixture
def lan() -> Client:
    client = signed_in("lan", REPORTER)
    User.objects.filter(username="lan").update(first_name="Lan", last_name="Nguyễn Thị")
    return client


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"first_name": "Lan", "last_name": "Nguyễn Thị"}, NAME),
        ({"first_name": NAME}, NAME),
        ({"last_name": "Nguyễn"}, "Nguyễn"),
        ({}, "pv"),
    ],
)
def test_family_name_comes_first_and_the_user_name_stands_in(
    names: dict[str, str], said: str
) -> None:
    assert full_name(User(username="pv", **names)) == said


def test_nobody_has_no_name() -> None:
    assert full_name(None) == ""


def test_head_of_the_desk_greets_by_name(lan: Client) -> None:
    assert f"Xin chào, <strong>{NAME}</strong>." in lan.get("/quan-tri/").content.decode()


def test_list_form_history_and_log_name_the_writer(lan: Client) -> None:
    article = make_article(status="draft", author=User.objects.get(username="lan"))
    lan.post(address(article), opened(lan, address(article)) | {"title": "Tựa mới"})
    editor = signed_in("bientap")
    assert f"Người viết: {NAME}" in said(editor.get(address(article)))
    for page in (LISTING, address(article, "history"), "/quan-tri/newsroom/auditentry/"):
        assert NAME in said(editor.get(page)), page


def test_accepted_edit_names_both_people(lan: Client) -> None:
    writer, article = User.objects.get(username="lan"), make_article()
    article.author = writer
    article.save()
    editor = make_person("bientap", EDITOR)
    editor.first_name, editor.last_name = "Minh", "Lê Văn"
    editor.save()
    proposal = proposals.propose(article, writer, snapshot_of(article) | {"title": "Tựa mới"})
    proposals.accept(proposal, editor, base_revision=0)
    page = said(signed_in("hue").get(address(article, "history")))
    assert "Bản sửa được Lê Văn Minh duyệt" in page
    assert f"Của {NAME}" in page


def test_editor_of_the_longest_name_accepts_an_edit(lan: Client) -> None:
    writer, editor = User.objects.get(username="lan"), make_person("bientap", EDITOR)
    article = make_article(author=writer)
    editor.first_name = editor.last_name = "ư" * 150
    editor.save()
    proposal = proposals.propose(article, writer, snapshot_of(article) | {"title": "Tựa mới"})
    proposals.accept(proposal, editor, base_revision=0)
    revision = article.revisions.all()[0]
    revision.full_clean()
    assert revision.why.startswith("Bản sửa được ưư")


def test_conflict_tells_a_colleague_s_name_and_one_s_own_other_window() -> None:
    article = make_article()
    minh, hue = signed_in("minh"), signed_in("hue")
    User.objects.filter(username="minh").update(first_name="Minh", last_name="Lê Văn")
    mine, hers = opened(minh, address(article)), opened(hue, address(article))
    minh.post(address(article), mine | {"title": "Tựa của Minh"})
    assert "Lê Văn Minh đã lưu bài này" in said(
        hue.post(address(article), hers | {"title": "Tựa của Huệ"})
    )
    page = said(minh.post(address(article), mine | {"title": "Tựa ở thẻ khác"}))
    assert "chính bạn đã lưu bài này ở cửa sổ khác" in page
    assert "người khác" not in page
