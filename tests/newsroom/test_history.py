"""What an article said before: named, compared, brought back."""

import pytest
from django.test import Client

from articles.models import Article
from tests.newsroom.desk import address, opened, said
from tests.support.factories import make_article, make_byline, make_photo

pytestmark = pytest.mark.django_db


def test_unchanged_save_makes_no_revision(editor: Client) -> None:
    article = make_article()
    make_photo(article)
    editor.post(address(article), opened(editor, address(article)))
    assert [each.number for each in article.revisions.all()] == [0]


def test_history_names_who_saved_and_compares_words_not_html(editor: Client) -> None:
    article = make_article(body="<p>Đại hội <b>thông qua</b> nghị quyết.</p>")
    fields = opened(editor, address(article))
    editor.post(address(article), fields | {"body": "<p>Đại hội thông qua <i>báo cáo</i>.</p>"})
    page = said(editor.get(address(article, "history")))
    assert "bientap" in page
    assert "Sửa bài" in page
    compared = said(editor.get(address(article, "so-sanh") + "?tu=0&den=1"))
    assert "Bỏ: </span>nghị quyết." in compared
    assert "Thêm: </span>báo cáo." in compared
    assert "Đại hội thông qua" in compared
    assert "&lt;" not in compared


@pytest.mark.parametrize("query", ["", "?tu=0", "?tu=0&den=99", "?tu=a&den=0", "?tu=-1&den=0"])
def test_comparison_of_what_is_not_there_is_404(query: str, editor: Client) -> None:
    article = make_article()
    editor.post(address(article), opened(editor, address(article)) | {"title": "Mới"})
    assert editor.get(address(article, "so-sanh") + query).status_code == 404


def test_markup_in_a_text_is_shown_as_text_in_the_comparison(editor: Client) -> None:
    article = make_article()
    evil = "<script>alert(1)</script>"
    editor.post(address(article), opened(editor, address(article)) | {"title": evil})
    page = editor.get(address(article, "so-sanh") + "?tu=0&den=1").content.decode()
    assert evil not in page
    assert "&lt;script&gt;" in page


def test_old_revision_comes_back_as_a_new_save(editor: Client) -> None:
    article = make_article(title="Tựa đầu")
    photo, _ = make_photo(article, caption="Chú thích đầu"), make_byline(article)
    fields = opened(editor, address(article)) | {
        "title": "Tựa sau",
        "photos-0-caption": "Chú thích sau",
        "bylines-0-name": "Người khác",
    }
    editor.post(address(article), fields)
    editor.post(address(article, "ban/0/lay-lai"), {"began_from": "1"})
    article.refresh_from_db()
    photo.refresh_from_db()
    assert (article.title, photo.caption) == ("Tựa đầu", "Chú thích đầu")
    assert article.bylines.get().name == "Trần Văn Vũ"
    assert [each.number for each in article.revisions.all()] == [2, 1, 0]
    assert Client().get(article.get_absolute_url()).status_code == 200


def test_old_revision_does_not_come_back_over_an_unseen_save(editor: Client) -> None:
    article = make_article()
    for title in ("Một", "Hai"):
        editor.post(address(article), opened(editor, address(article)) | {"title": title})
    page = editor.post(address(article, "ban/0/lay-lai"), {"began_from": "1"}, follow=True)
    assert "đã được sửa trong lúc bạn xem" in said(page)
    assert Article.objects.get().title == "Hai"
