"""The trash: out of sight, brought back, or deleted for ever."""

import pytest
from django.test import Client

from articles.models import Article
from chibo_site.roles import ADMINISTRATOR
from newsroom.models import AuditEntry
from tests.newsroom.desk import address, said, signed_in
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db


def test_trash_is_a_list_of_its_own(editor: Client) -> None:
    article = make_article(title="Bài bỏ đi")
    editor.post(address(article, "viec/trash"))
    listing = "/quan-tri/articles/article/"
    assert ">Bài bỏ đi</a>" not in said(editor.get(listing))
    assert ">Bài bỏ đi</a>" in said(editor.get(listing + "?status__exact=trashed"))
    editor.post(address(article, "viec/restore"))
    assert Client().get(article.get_absolute_url()).status_code == 200


def test_only_what_is_in_the_trash_is_deleted_for_ever() -> None:
    administrator = signed_in("quantri", ADMINISTRATOR)
    article = make_article()
    listing = "/quan-tri/articles/article/"
    chosen = {"_selected_action": [article.pk], "action": "delete_selected", "post": "yes"}
    administrator.post(listing, chosen)
    assert Article.objects.exists()
    administrator.post(address(article, "viec/trash"))
    administrator.post(address(article, "delete"), {"post": "yes"})
    assert not Article.objects.exists()
    assert AuditEntry.objects.all()[0].action == "deleted"
