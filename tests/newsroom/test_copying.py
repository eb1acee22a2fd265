"""“Chép thành bài mới”: a draft that says what another article says, and has a life of its own."""

import uuid
from typing import Any

import pytest
from django.test import Client, TestCase

from articles.models import Article, FrontStory, Topic
from articles.onward_links import connect
from chibo_site.roles import REPORTER
from newsroom.models import AuditEntry, Revision
from tests.newsroom.desk import address, said, stored
from tests.support.attaching import attach, status_of
from tests.support.factories import make_article, make_byline, make_person

pytestmark = pytest.mark.django_db


def copy(client: Client, article: Article, key: str = "") -> Any:
    return client.post(address(article, "sao-chep"), {"key": key}, follow=True)


def newest() -> Article:
    return Article.objects.latest("pk")


def test_copy_has_text_category_bylines_and_photos(editor: Client, live: Article) -> None:
    make_byline(live, name="Trần Văn Vũ", link="https://example.vn/")
    response = copy(editor, live)
    assert "Đã chép thành bài mới" in said(response)
    made = newest()
    assert response.redirect_chain[-1][0] == address(made)
    assert made.title == f"{live.title} (bản sao)"
    assert (made.lead, made.body, made.category) == (live.lead, live.body, live.category)
    assert [(byline.role, byline.name, byline.link) for byline in made.bylines.all()] == [
        ("both", "Trần Văn Vũ", "https://example.vn/")
    ]
    [photo], [old] = made.photos.all(), live.photos.all()
    assert (photo.caption, photo.credit, photo.alt) == (old.caption, old.credit, old.alt)
    assert (photo.order, photo.width, photo.height) == (old.order, old.width, old.height)
    assert made.cover == photo
    assert all(stored(photo.file.name))


def test_copy_is_a_draft_of_who_made_it_without_dates_or_past(
    editor: Client, live: Article
) -> None:
    live.correction = "Đã sửa tên."
    live.save()
    connect(live, [Topic.objects.create(name="Đại hội")], [make_article().pk])
    live.save()
    FrontStory.objects.create(article=live, place=0)
    copy(editor, live)
    made = newest()
    assert made.status == "draft"
    assert made.author
    assert made.author.username == "bientap"
    assert (made.published_from, made.published_until, made.correction) == (None, None, "")
    assert not made.topics.exists()
    assert not made.related_entries.exists()
    assert FrontStory.objects.get().article == live
    assert [entry.action for entry in AuditEntry.objects.filter(article=made.pk)] == ["copied"]
    assert [revision.number for revision in Revision.objects.filter(article=made)] == [0]


def test_picture_stays_as_long_as_one_of_the_two_has_it(editor: Client, live: Article) -> None:
    copy(editor, live)
    made = newest()
    name = made.photos.get().file.name
    with TestCase.captureOnCommitCallbacks(execute=True):
        Article.objects.get(pk=live.pk).delete()
    assert all(stored(name))
    with TestCase.captureOnCommitCallbacks(execute=True):
        made.delete()
    assert not any(stored(name))


def test_pressed_twice_there_is_one_copy(editor: Client, live: Article) -> None:
    key = str(uuid.uuid4())
    first, second = copy(editor, live, key), copy(editor, live, key)
    assert first.redirect_chain == second.redirect_chain
    assert Article.objects.count() == 2


def test_form_offers_it_to_who_may_write_articles(editor: Client, live: Article) -> None:
    html = editor.get(address(live)).content.decode()
    assert f'action="{address(live, "sao-chep")}"' in html


@pytest.mark.parametrize("title", ["x" * 300, "Tựa " * 60 + "<script>"])
def test_longest_title_is_cut(editor: Client, title: str) -> None:
    article = make_article(title=title)
    copy(editor, article)
    assert newest().title.endswith("(bản sao)")
    assert len(newest().title) <= 300


def test_copy_of_a_withdrawn_article_tells_readers_nothing(editor: Client, client: Client) -> None:
    article = make_article(status="withdrawn", withdrawal_note="Sai số liệu.")
    copy(editor, article)
    assert client.get(newest().get_absolute_url()).status_code == 404
    assert newest().withdrawal_note == ""


def test_reporter_copies_own_articles_only(reporter: Client, live: Article) -> None:
    copy(reporter, live)
    made = newest()
    assert made.author == make_person("phongvien", REPORTER)
    foreign = make_article(title="Của người khác")
    assert copy(reporter, foreign).status_code == 404
    assert newest() == foreign


def test_it_is_not_made_by_a_mere_look(editor: Client, live: Article) -> None:
    assert editor.get(address(live, "sao-chep")).status_code == 405
    assert Article.objects.count() == 1


def test_copy_has_attachments_of_its_own_to_which_its_text_leads(
    editor: Client, live: Article, client: Client
) -> None:
    attached = attach(live)
    live.body += f'<p><a href="{attached.file.url}">Phiếu đăng ký</a></p>'
    live.save()
    copy(editor, live)
    made = newest()
    [copied] = made.attachments.all()
    assert (copied.name, copied.size, copied.order) == (
        attached.name,
        attached.size,
        attached.order,
    )
    assert f'href="{copied.file.url}"' in made.body
    assert attached.file.url not in made.body
    with TestCase.captureOnCommitCallbacks(execute=True):
        Article.objects.get(pk=live.pk).delete()
    made.status = Article.Status.PUBLISHED
    made.save()
    assert status_of(client, copied.file.url) == 200
    assert status_of(client, attached.file.url) == 404


def test_attachment_that_is_missing_on_the_disk_is_named(editor: Client, live: Article) -> None:
    attached = attach(live, name="Thể lệ")
    attached.file.storage.delete(str(attached.file.name))
    assert "Không chép được tệp đính kèm: Thể lệ." in said(copy(editor, live))
    assert not newest().attachments.exists()
