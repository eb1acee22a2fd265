"""The photo library beside an article's form: what it finds for whom, and one photo used again."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from articles.models import Article, Photo
from chibo_site.roles import REPORTER
from newsroom.models import PhotoUpload
from portal.models import PagePhoto
from tests.newsroom.desk import ADD, form, make_draft, person, send, staff_who_may, stored
from tests.newsroom.proposing import accept, numbers, propose, with_new_photo
from tests.newsroom.proposing import opened as proposing_form
from tests.portal.make import make_page
from tests.support.factories import make_article, make_person, make_photo

pytestmark = pytest.mark.django_db

LIBRARY = "/quan-tri/articles/article/thu-vien-anh/"


def found(client: Client, **wanted: Any) -> list[str]:
    """Captions of what the library shows."""
    answer = client.get(LIBRARY, wanted)
    assert answer.status_code == 200
    return [photo["caption"] for photo in answer.json()["photos"]]


def chosen(client: Client, photo: Photo) -> Any:
    return client.post(f"{LIBRARY}{photo.pk}/chon/")


def photo_of(title: str, caption: str, **fields: Any) -> Photo:
    month = fields.pop("month", "2026/11")
    name = f"photos/{month}/{abs(hash(caption)):016x}-1000.webp"
    return make_photo(make_article(title=title), caption=caption, **{"file": name} | fields)


def photo_of_page(title: str, caption: str) -> PagePhoto:
    name = "photos/2024/05/00000000000000aa-1000.webp"
    words = {"caption": caption, "credit": "Lê Thị Hạnh"}
    size = {"width": 1000, "height": 600}
    return PagePhoto.objects.create(page=make_page(title=title), file=name, **words, **size)


@pytest.fixture
def photos() -> None:
    photo_of("Bến Bông được mùa", "Cánh đồng lúa", credit="Lê Thị Hạnh")
    photo_of("Hội nghị cán bộ", "Quang cảnh hội nghị", credit="Trần Văn Vũ", month="2021/12")
    photo_of("Trao giải sáng tạo", "Đại biểu trao giải", credit="Lê Thị Hạnh", month="2025/03")


@pytest.mark.usefixtures("photos")
@pytest.mark.parametrize(
    ("wanted", "captions"),
    [
        ({}, ["Đại biểu trao giải", "Quang cảnh hội nghị", "Cánh đồng lúa"]),
        ({"q": "quang canh"}, ["Quang cảnh hội nghị"]),
        ({"q": "LÊ THỊ HẠNH"}, ["Đại biểu trao giải", "Cánh đồng lúa"]),
        ({"q": "ben bong"}, ["Cánh đồng lúa"]),
        ({"thang": "12-2021"}, ["Quang cảnh hội nghị"]),
        ({"thang": "tháng 3 năm 2025"}, ["Đại biểu trao giải"]),
        ({"thang": "2021"}, ["Quang cảnh hội nghị"]),
        ({"q": "le thi hanh", "thang": "3/2025"}, ["Đại biểu trao giải"]),
        ({"q": "không ảnh nào có"}, []),
    ],
    ids=str,
)
def test_photos_are_found_by_caption_photographer_article_and_month(
    editor: Client, wanted: dict[str, str], captions: list[str]
) -> None:
    assert found(editor, **wanted) == captions


@pytest.mark.usefixtures("photos")
@pytest.mark.parametrize(
    ("wanted", "captions"),
    [
        ({}, ["Đại biểu trao giải", "Quang cảnh hội nghị", "Cánh đồng lúa", "Trụ sở"]),
        ({"q": "tru so"}, ["Trụ sở"]),
        ({"q": "lê thị hạnh"}, ["Đại biểu trao giải", "Cánh đồng lúa", "Trụ sở"]),
        ({"q": "giới thiệu"}, ["Trụ sở"]),
        ({"thang": "5-2024"}, ["Trụ sở"]),
        ({"q": "tru so", "thang": "6-2024"}, []),
    ],
    ids=str,
)
def test_photos_of_static_pages_are_found_too(
    editor: Client, wanted: dict[str, str], captions: list[str]
) -> None:
    photo_of_page("Giới thiệu", "Trụ sở")
    assert found(editor, **wanted) == captions


def test_photo_of_a_static_page_is_taken_into_an_article(editor: Client) -> None:
    photo = photo_of_page("Giới thiệu", "Trụ sở")
    [shown] = editor.get(LIBRARY).json()["photos"]
    assert (shown["article"], shown["day"]) == ("Giới thiệu", "Trang tĩnh")
    answer = editor.post(f"{LIBRARY}{shown['choose']}")
    assert answer.status_code == 201
    assert answer.json()["caption"] == "Trụ sở"
    upload = PhotoUpload.objects.get()
    assert (upload.file.name, upload.width) == (photo.file.name, 1000)
    gone = editor.post(f"{LIBRARY}trang-tinh/{photo.pk + 1}/chon/")
    assert gone.status_code == 404
    assert "không còn trong thư viện" in gone.json()["reason"]


def test_photo_that_says_it_itself_comes_before_one_of_an_article_that_does(
    editor: Client,
) -> None:
    photo_of("Bài cũ", "Hội trường tỉnh")
    photo_of("Họp ở hội trường tỉnh", "Các đại biểu")
    assert found(editor, q="hoi truong tinh") == ["Hội trường tỉnh", "Các đại biểu"]


def test_month_that_there_is_not_is_said(editor: Client) -> None:
    answer = editor.get(LIBRARY, {"thang": "13-2026"})
    assert answer.status_code == 422
    assert "Tháng chưa đúng" in answer.json()["reason"]


def test_reporter_sees_and_takes_no_photo_of_somebody_else_s_article(reporter: Client) -> None:
    make_photo(make_draft(title="Bài của mình"), caption="Ảnh của mình")
    foreign = make_photo(
        make_article(author=make_person("nguoikhac", REPORTER), status="draft"), caption="Ảnh lạ"
    )
    assert found(reporter) == ["Ảnh của mình"]
    answer = chosen(reporter, foreign)
    assert answer.status_code == 404
    assert "không còn trong thư viện" in answer.json()["reason"]
    assert not PhotoUpload.objects.exists()


def test_library_is_for_those_who_may_add_photos() -> None:
    assert Client().get(LIBRARY).status_code == 302
    assert staff_who_may("view_photo", "view_article").get(LIBRARY).status_code == 403


def test_many_photos_come_page_by_page_in_a_few_queries(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_article()
    for number in range(30):
        make_photo(article, caption=f"Ảnh {number}", file=f"photos/2026/11/{number:016x}-900.webp")
    with django_assert_max_num_queries(12):  # among them those for the session and the rights
        first = editor.get(LIBRARY, {"q": "dai hoi"}).json()
    assert (len(first["photos"]), first["total"], first["next"]) == (24, 30, 2)
    second = editor.get(LIBRARY, {"q": "dai hoi", "trang": "2"}).json()
    assert (len(second["photos"]), second["next"]) == (6, None)


def row(answer: Any, number: int = 0, **fields: str) -> dict[str, str]:
    photo = answer.json()
    values = {"order": "1", "caption": "", "credit": "", "alt": "", "upload": photo["name"]}
    values |= {"id": "", "focus_x": "50", "focus_y": "50"} | fields
    return {f"photos-{number}-{name}": value for name, value in values.items()}


def test_photo_used_again_has_its_own_words_and_shares_the_file_until_the_last_use_goes(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sent = send(editor)
    first = make_photo(
        make_article(title="Bài đầu"),
        file=sent.json()["name"],
        caption="Chú thích cũ",
        credit="Vũ",
        width=1000,
        height=600,
    )
    PhotoUpload.objects.get().hand_over()
    answer = chosen(editor, first)
    assert answer.status_code == 201
    assert (answer.json()["caption"], answer.json()["credit"]) == ("Chú thích cũ", "Vũ")
    again = row(answer, caption="Chú thích mới")
    editor.post(ADD, form(title="Bài sau", **{"photos-TOTAL_FORMS": "1"}, **again))
    second = Photo.objects.get(article__title="Bài sau")
    assert (second.caption, second.file.name) == ("Chú thích mới", first.file.name)
    assert (second.width, second.height) == (1000, 600)
    assert not PhotoUpload.objects.exists()
    assert found(editor) == ["Chú thích mới"]
    with django_capture_on_commit_callbacks(execute=True):
        Article.objects.get(title="Bài đầu").delete()
    assert all(stored(second.file.name))
    with django_capture_on_commit_callbacks(execute=True):
        second.delete()
    assert not any(stored(second.file.name))


def test_edit_that_waits_takes_nobody_else_s_choice_of_the_same_photo(
    reporter: Client, editor: Client, live: Article
) -> None:
    shared = live.photos.get()
    mine = make_photo(make_draft(), file=shared.file.name, width=1000, height=600)
    editors = chosen(editor, shared)
    own = make_article(author=person("phongvien"), body="<p>Chi bộ họp.</p>")
    name = chosen(reporter, mine).json()["name"]
    propose(reporter, own, with_new_photo(proposing_form(reporter, own), name))
    rows = {"photos-TOTAL_FORMS": "1"} | row(editors, caption="Của biên tập")
    assert editor.post(ADD, form(title="Bài sau", **rows)).status_code == 302
    assert Photo.objects.get(article__title="Bài sau").file.name == shared.file.name


def test_edit_may_use_a_photo_of_its_own_article_twice(
    reporter: Client, editor: Client, live: Article
) -> None:
    shared = live.photos.get()
    name = chosen(reporter, shared).json()["name"]
    fields = with_new_photo(proposing_form(reporter, live), name, caption="Lần thứ hai")
    accept(editor, propose(reporter, live, fields))
    assert numbers(live) == [(1, "Lễ ra mắt"), (2, "Lần thứ hai")]
    assert {photo.file.name for photo in live.photos.all()} == {name}
    assert all(stored(name))
