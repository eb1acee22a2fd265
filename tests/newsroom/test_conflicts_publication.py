"""A form that is saved after somebody else has published the article it was opened with."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.models import Article
from tests.newsroom.desk import WRITTEN, address, make_draft, opened, said, signed_in
from tests.support.factories import make_article, make_photo
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

# Waits to be published, and there is nothing in it that one should look at before.
IN_ORDER = WRITTEN | {
    "title": "Ba việc của chi bộ",
    "status": "waiting",
    "published_from": None,
}


def published_meanwhile(
    mine: Client, other: Client, article: Article, **changes: object
) -> Response:
    """The answer to a form that was open while somebody else published the article as it stood."""
    fields = opened(mine, address(article))
    other.post(address(article, "viec/publish"), {"began_from": fields["began_from"]})
    article.refresh_from_db()
    assert article.status == "published"
    return mine.post(address(article), fields | changes, follow=True)


def test_words_go_into_an_article_that_was_merely_published_meanwhile(editor: Client) -> None:
    article = make_article(**IN_ORDER)
    answer = published_meanwhile(
        editor, signed_in("dongnghiep"), article, title="Chi bộ bàn ba việc lớn"
    )
    assert "dongnghiep đã đổi trạng thái hoặc ngày giờ của bài, không đổi chữ nào" in said(answer)
    assert "nay ở trạng thái “Đang đăng”" in said(answer)
    published_from = article.published_from
    article.refresh_from_db()
    assert (article.status, article.published_from) == ("published", published_from)
    assert "Chi bộ bàn ba việc lớn" in said(Client().get(article.get_absolute_url()))


def test_writer_s_words_wait_where_the_article_was_published_meanwhile(
    editor: Client, reporter: Client
) -> None:
    article = make_draft(**IN_ORDER)
    answer = published_meanwhile(reporter, editor, article, title="Chi bộ bàn ba việc lớn")
    assert "Bài bạn đọc thấy vẫn như cũ" in said(answer)
    assert article.title in said(Client().get(article.get_absolute_url()))
    assert article.proposals.get().snapshot["title"] == "Chi bộ bàn ba việc lớn"
    assert Article.objects.get().title == article.title


def test_date_set_in_the_form_is_a_conflict_with_a_publication_meanwhile(editor: Client) -> None:
    article = make_article(**IN_ORDER)
    dated = {"published_from_0": "01-02-2020", "published_from_1": "08:00"}
    answer = published_meanwhile(editor, signed_in("dongnghiep"), article, **dated)
    assert answer.status_code == 409
    assert "Đăng từ – bản của bạn" in said(answer)
    published_from = article.published_from
    article.refresh_from_db()
    assert article.published_from == published_from


def test_words_saved_before_the_publication_meanwhile_are_a_conflict(editor: Client) -> None:
    article, other = make_article(**IN_ORDER), signed_in("dongnghiep")
    fields = opened(editor, address(article))
    other.post(address(article), opened(other, address(article)) | {"title": "Tựa của họ"})
    other.post(address(article, "viec/publish"), {"began_from": "1"})
    response = editor.post(address(article), fields | {"title": "Tựa của tôi"})
    assert response.status_code == 409
    assert Article.objects.get().title == "Tựa của họ"


def test_who_may_change_neither_photos_nor_bylines_saves_too(client: Client) -> None:
    trainee = User.objects.create_user("tapsu", is_staff=True)
    names = ["view_article", "change_article"]
    trainee.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(trainee)
    article = make_article(status="draft", published_from=None, author=trainee)
    make_photo(article, caption="Lễ kết nạp")
    fields = opened(client, address(article)) | {"title": "Tựa mới"}
    assert client.post(address(article), fields).status_code == 302
    assert Article.objects.get().title == "Tựa mới"
    assert article.photos.get().caption == "Lễ kết nạp"
