"""Two people change one article: what each has changed alone is merged, and only what both have
changed is asked."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from newsroom.conflicts.merging import LABELS
from newsroom.revisions import snapshot_of
from tests.newsroom.desk import address, opened, photo_upload, said, sent_again, signed_in
from tests.newsroom.proposing import with_new_photo
from tests.support.factories import make_article, make_byline, make_category, make_photo
from tests.support.responses import Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> Client:
    return signed_in("dongnghiep")


def both_save(
    mine: Client, theirs: Client, article: Article, here: dict[str, Any], there: dict[str, Any]
) -> Response:
    """The answer to my form, which was opened before they saved theirs."""
    fields = opened(mine, address(article))
    sent = opened(theirs, address(article)) | there
    assert theirs.post(address(article), sent).status_code == 302
    return mine.post(address(article), fields | here, follow=True)


def test_every_part_of_an_article_is_compared() -> None:
    assert set(snapshot_of(make_article())) <= {*LABELS, "category_name"}


def test_title_of_one_and_lead_of_the_other_are_both_there(editor: Client, other: Client) -> None:
    article = make_article()
    page = both_save(editor, other, article, {"title": "Tựa của tôi"}, {"lead": "Sapo của họ."})
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Tựa của tôi", "Sapo của họ.")
    assert "dongnghiep đã sửa: sapo. Hai bản đã được gộp" in said(page)
    assert [revision.number for revision in article.revisions.all()] == [2, 1, 0]


def test_only_what_both_have_changed_is_asked(editor: Client, other: Client) -> None:
    article = make_article(lead="Sapo cũ.")
    conflict = both_save(
        editor,
        other,
        article,
        {"title": "Tựa của tôi", "body": "<p>Nội dung của tôi.</p>"},
        {"title": "Tựa của họ", "lead": "Sapo của họ."},
    )
    assert conflict.status_code == 409
    assert [part.label for part in conflict.context["parts"]] == ["Tựa"]
    assert "không phải chọn: sapo, nội dung." in said(conflict)
    assert editor.post(address(article), sent_again(conflict, "")).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Tựa của tôi", "Sapo của họ.")
    assert article.body == "<p>Nội dung của tôi.</p>"


def test_theirs_may_be_taken_where_both_have_and_the_rest_stays_mine(
    editor: Client, other: Client
) -> None:
    article = make_article()
    here = {"title": "Tựa của tôi", "lead": "Sapo của tôi."}
    conflict = both_save(editor, other, article, here, {"title": "Tựa của họ"})
    assert "Lấy bản đang có ở chỗ này, giữ phần khác của tôi" in said(conflict)
    editor.post(address(article), sent_again(conflict, "_theirs"))
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Tựa của họ", "Sapo của tôi.")


def test_editing_on_after_a_conflict_still_merges_the_rest(editor: Client, other: Client) -> None:
    article = make_article()
    there = {"title": "Tựa của họ", "lead": "Sapo của họ."}
    conflict = both_save(editor, other, article, {"title": "Tựa của tôi"}, there)
    further = editor.post(address(article), sent_again(conflict, "_edit_on"))
    assert further.context["adminform"].form["title"].value() == "Tựa của tôi"
    editor.post(address(article), sent_again(conflict, "") | {"title": "Tựa chung"})
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Tựa chung", "Sapo của họ.")


def test_merged_text_is_not_published_unseen(editor: Client, reporter: Client) -> None:
    article = make_article(status="waiting", published_from=None, author=writer(reporter))
    here = {"title": "Tựa của tôi", "_step_publish": "Đăng ngay"}
    page = both_save(editor, reporter, article, here, {"lead": "Chưa ai xem."})
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Tựa của tôi", "Chưa ai xem.")
    assert article.status == "waiting"
    assert "Hãy xem lại bài sau khi gộp" in said(page)


def writer(client: Client) -> Any:
    return client.get("/quan-tri/").context["user"]


def test_captions_of_different_photos_are_merged(editor: Client, other: Client) -> None:
    article = make_article()
    one, two = make_photo(article, caption="Một"), make_photo(article, caption="Hai")
    here, there = {"photos-0-caption": "Một, của tôi"}, {"photos-1-caption": "Hai, của họ"}
    both_save(editor, other, article, here, there)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.caption, two.caption) == ("Một, của tôi", "Hai, của họ")


def test_caption_and_credit_of_one_photo_are_merged(editor: Client, other: Client) -> None:
    article = make_article()
    photo = make_photo(article)
    both_save(editor, other, article, {"photos-0-credit": "Lê An"}, {"photos-0-caption": "Lễ"})
    photo.refresh_from_db()
    assert (photo.caption, photo.credit) == ("Lễ", "Lê An")


def test_same_caption_changed_by_both_is_asked(editor: Client, other: Client) -> None:
    article = make_article()
    photo = make_photo(article)
    here, there = {"photos-0-caption": "Của tôi"}, {"photos-0-caption": "Của họ"}
    conflict = both_save(editor, other, article, here | {"lead": "Sapo của tôi."}, there)
    assert conflict.status_code == 409
    assert [part.label for part in conflict.context["parts"]] == ["Ảnh"]
    editor.post(address(article), sent_again(conflict, ""))
    photo.refresh_from_db()
    article.refresh_from_db()
    assert (photo.caption, article.lead) == ("Của tôi", "Sapo của tôi.")


def test_photo_of_mine_and_lead_of_theirs_and_a_second_click(editor: Client, other: Client) -> None:
    article = make_article()
    fields = with_new_photo(opened(editor, address(article)), "", caption="Biểu quyết")
    sent = opened(other, address(article)) | {"lead": "Sapo của họ."}
    other.post(address(article), sent)
    for _ in range(2):
        answer = editor.post(address(article), fields | {"photos-0-file": photo_upload()})
        assert answer.status_code == 302
    assert article.photos.get().caption == "Biểu quyết"
    article.refresh_from_db()
    assert article.lead == "Sapo của họ."


def test_two_who_move_photos_at_once_are_asked(editor: Client, other: Client) -> None:
    article = make_article(body="<p>[ảnh 1]</p><p>[ảnh 2]</p>")
    make_photo(article, caption="Một")
    make_photo(article, caption="Hai")
    swapped = {"photos-0-order": "2", "photos-1-order": "1"}
    moved = {"photos-0-order": "3"}
    assert both_save(editor, other, article, moved, swapped).status_code == 409


def test_photo_placed_by_one_and_renumbered_by_the_other_is_asked(
    editor: Client, other: Client
) -> None:
    article = make_article(body="<p>Chữ.</p>")
    make_photo(article, caption="Một")
    here, there = {"body": "<p>Chữ.</p><p>[ảnh 1]</p>"}, {"photos-0-order": "2"}
    assert both_save(editor, other, article, here, there).status_code == 409


def test_bylines_of_one_and_category_of_the_other(editor: Client, other: Client) -> None:
    article = make_article()
    make_byline(article, name="Lê An")
    here = {"bylines-0-name": "Lê Bình"}
    there = {"category": str(make_category(name="Khác").pk)}
    both_save(editor, other, article, here, there)
    article.refresh_from_db()
    assert [byline.name for byline in article.bylines.all()] == ["Lê Bình"]
    assert article.category.name == "Khác"
    back = {"bylines-0-name": "Lê Cường"}
    both_save(editor, other, article, {"lead": "Mới."}, back)
    assert [byline.name for byline in article.bylines.all()] == ["Lê Cường"]
