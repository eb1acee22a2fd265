"""Photos in the newsroom: sent ahead of the form, taken by it, and found again."""

import datetime
import io
import re
from typing import Any, cast

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from time_machine import TimeMachineFixture

from articles.models import Article, Photo
from newsroom.models import PhotoUpload
from pictures.fields import PictureFile
from tests.newsroom.desk import (
    ADD,
    RECEIVE,
    form,
    photo_upload,
    send,
    signed_in,
    staff_who_may,
    stored,
)
from tests.support.factories import make_article, make_photo
from tests.support.responses import Response
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("bientap"))
    return client


def photo_row(number: int, response: Response, **overrides: Any) -> dict[str, Any]:
    """The fields of a photo that was sent ahead."""
    fields = {"order": number + 1, "upload": response.json()["name"], "focus_x": 20} | overrides
    return {f"photos-{number}-{name}": value for name, value in fields.items()}


def test_photo_sent_ahead_is_stored_under_the_server_s_name(editor: Client) -> None:
    response = send(editor)
    assert response.status_code == 201
    name = response.json()["name"]
    assert name.startswith("photos/")
    assert name.endswith("-1000.webp")
    assert "php" not in name
    assert set(stored(name)) == {True}
    assert editor.get(response.json()["thumbnail"]).headers["Content-Type"] == "image/webp"
    assert Client().get(response.json()["thumbnail"]).status_code == 404
    assert not Photo.objects.exists()


def test_jpeg_beside_it_is_served_as_one(editor: Client) -> None:
    name = send(editor).json()["name"]
    response = editor.get("/media/" + name.replace("-1000.webp", "-960.jpg"))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def pixel_bomb() -> bytes:
    """A sound PNG of 177 megapixels in 21 kB."""
    out = io.BytesIO()
    Image.new("1", (16_000, 11_063)).save(out, "PNG", optimize=True)
    assert out.tell() < 30_000
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!doctype html><script>alert(1)</script>", "không phải ảnh"),
        (b"<?php system($_GET['x']); ?>", "không phải ảnh"),
        (b"MZ\x90\x00\x03\x00", "không phải ảnh"),
        (b"GIF89a/*\x00\x00*/=alert(1);", "hỏng hoặc chưa tải hết"),
        (pixel_bomb(), "vượt quá 60 triệu"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không phải ảnh"),
        (b"%PDF-1.7 <html>", "không phải ảnh"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "hỏng hoặc chưa tải hết"),
        (b"", "rỗng"),
    ],
    ids=[
        *("html", "php", "exe", "gif that is a script", "pixel bomb"),
        *("svg", "pdf", "half a header", "empty"),
    ],
)
def test_refused_photo_says_why_and_leaves_nothing(
    editor: Client, content: bytes, said: str
) -> None:
    response = send(editor, content)
    assert response.status_code == 422
    assert said in response.json()["reason"]
    assert not PhotoUpload.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["anh.jpg.php", "a" * 300 + ".jpg", "../../x.jpg", "a\r\nX-Y: 1.jpg", "a\u0301nh.html", ".jpg"],
    ids=["php", "300 letters", "another folder", "a line break", "decomposed html", "no name"],
)
def test_sender_s_name_of_a_file_is_not_the_server_s(editor: Client, name: str) -> None:
    response = send(editor, name=name)
    assert response.status_code == 201
    assert re.fullmatch(r"photos/\d{4}/\d\d/[0-9a-f]{16}_2-1000\.webp", response.json()["name"])


def test_upload_without_a_file_is_refused(editor: Client) -> None:
    assert editor.post(RECEIVE).status_code == 422


def test_only_those_who_may_add_photos_send_them() -> None:
    assert send(Client()).status_code == 302
    assert send(staff_who_may("view_photo", "view_article")).status_code == 403
    assert not PhotoUpload.objects.exists()


def test_reporter_who_may_add_photos_sends_them() -> None:
    assert send(staff_who_may("add_photo")).status_code == 201


def test_upload_from_another_site_is_refused() -> None:
    assert send(staff_who_may("add_photo", enforce_csrf_checks=True)).status_code == 403
    assert not PhotoUpload.objects.exists()


def test_looking_at_the_address_sends_nothing(editor: Client) -> None:
    assert editor.get(RECEIVE).status_code == 405


def test_photos_sent_ahead_become_photos_of_a_new_article(editor: Client) -> None:
    first, second = send(editor), send(editor)
    rows = {"photos-TOTAL_FORMS": "2"} | photo_row(0, first) | photo_row(1, second, caption="Hai")
    assert editor.post(ADD, form(**rows)).status_code == 302
    photos = list(Article.objects.get().photos.all())
    assert [photo.file.name for photo in photos] == [
        response.json()["name"] for response in (first, second)
    ]
    assert [(photo.width, photo.height) for photo in photos] == [(1000, 600)] * 2
    assert [(photo.order, photo.caption) for photo in photos] == [(1, ""), (2, "Hai")]
    assert [(photo.focus_x, photo.focus_y) for photo in photos] == [(20, 50)] * 2
    assert Article.objects.get().cover == photos[0]
    assert not PhotoUpload.objects.exists()


def test_files_stay_when_the_photo_takes_them_over(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    response = send(editor)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(ADD, form(**{"photos-TOTAL_FORMS": "1"}, **photo_row(0, response)))
    assert set(stored(Photo.objects.get().file.name)) == {True}


def test_mistake_elsewhere_keeps_the_photo_and_shows_it(editor: Client) -> None:
    response = send(editor)
    rows = {"photos-TOTAL_FORMS": "1"} | photo_row(0, response, caption="Chú thích đã gõ")
    html = editor.post(ADD, form(title="", **rows)).content.decode()
    assert f'value="{response.json()["name"]}"' in html
    assert f'<img src="{response.json()["thumbnail"]}"' in html
    assert "Chú thích đã gõ" in html
    assert PhotoUpload.objects.count() == 1


def test_refused_file_of_a_form_says_why_beside_it_and_the_others_are_kept(editor: Client) -> None:
    """Without scripts all files come with the form itself."""
    impostor = SimpleUploadedFile("hai.jpg", b"<html>", "image/jpeg")
    words = {"photos-TOTAL_FORMS": "2", "photos-0-order": "1", "photos-1-order": "2"}
    words |= {"photos-0-caption": "Ảnh đầu", "photos-1-caption": "Ảnh sau"}
    files = {"photos-0-file": photo_upload(), "photos-1-file": impostor}
    page = editor.post(ADD, form(**words, **files))
    [photos] = [
        inline.formset
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == "photos"
    ]
    assert [list(errors) for errors in photos.errors] == [[], ["file"]]
    assert "Tệp này không phải ảnh" in photos.errors[1]["file"][0]
    kept = PhotoUpload.objects.get()
    thumbnail = cast(PictureFile, kept.file).small_url
    assert f'<img src="{thumbnail}"' in page.content.decode()
    assert editor.get(thumbnail).status_code == 200
    again = {f"photos-{n}-upload": photos.forms[n]["upload"].value() or "" for n in range(2)}
    mended = {"photos-1-file": photo_upload("PNG")}
    assert editor.post(ADD, form(**words, **again, **mended)).status_code == 302
    shown = [(photo.caption, photo.width) for photo in Article.objects.get().photos.all()]
    assert shown == [("Ảnh đầu", 900), ("Ảnh sau", 900)]
    assert Article.objects.get().photos.all()[0].file.name == kept.file.name
    assert not PhotoUpload.objects.exists()


def test_other_picture_of_a_stored_photo_is_kept_with_a_form_that_comes_back(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    editor.post(ADD, form(**{"photos-TOTAL_FORMS": "1"}, **photo_row(0, send(editor))))
    photo = Photo.objects.get()
    before = photo.file.name
    where = f"/quan-tri/articles/article/{photo.article_id}/change/"
    row = {
        **{"photos-TOTAL_FORMS": "1", "photos-INITIAL_FORMS": "1", "photos-0-id": photo.pk},
        **{"photos-0-article": photo.article_id, "photos-0-order": "1", "began_from": "0"},
    }
    page = editor.post(where, form(title="", **row, **{"photos-0-file": photo_upload()}))
    photo.refresh_from_db()
    assert photo.file.name == before
    kept = PhotoUpload.objects.get().file.name
    assert f'value="{kept}"' in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(where, form(**row, **{"photos-0-upload": kept}))
    photo.refresh_from_db()
    assert (photo.file.name, photo.width) == (kept, 900)
    assert set(stored(before)) == {False}


@pytest.mark.parametrize("name", ["photos/2026/11/khong-co.webp", "../../etc/passwd", "x" * 500])
def test_name_that_nobody_sent_is_refused(editor: Client, name: str) -> None:
    rows = {"photos-TOTAL_FORMS": "1", "photos-0-order": "1", "photos-0-upload": name}
    html = editor.post(ADD, form(**rows)).content.decode()
    assert "không còn chờ" in html
    assert not Article.objects.exists()


def test_one_picture_does_not_become_two_photos(editor: Client) -> None:
    response = send(editor)
    rows = {"photos-TOTAL_FORMS": "1"} | photo_row(0, response)
    editor.post(ADD, form(**rows))
    assert "không còn chờ" in editor.post(ADD, form(**rows)).content.decode()
    assert Photo.objects.count() == 1


def test_photo_whose_form_was_never_saved_goes_with_its_files(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    forgotten, recent = (send(editor).json()["name"] for _ in range(2))
    long_ago = timezone.now() - datetime.timedelta(days=5)
    PhotoUpload.objects.filter(file=forgotten).update(created_at=long_ago)
    DailyVisits.objects.create(day=timezone.localdate() - datetime.timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        send(editor)
    assert set(stored(forgotten)) == {False}
    assert set(stored(recent)) == {True}


def test_clock_a_year_ahead_takes_no_photo_that_waits(
    editor: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    time_machine: TimeMachineFixture,
) -> None:
    waiting = send(editor).json()["name"]
    DailyVisits.objects.create(day=timezone.localdate())
    time_machine.move_to(timezone.now() + datetime.timedelta(days=365))
    with django_capture_on_commit_callbacks(execute=True):
        send(signed_in("bientap"))
    assert set(stored(waiting)) == {True}


def test_form_asks_for_what_is_missing_without_insisting(editor: Client) -> None:
    article = make_article()
    make_photo(article, caption="", alt="")
    html = editor.get(f"/quan-tri/articles/article/{article.pk}/change/").content.decode()
    for said in ("Còn thiếu chú thích", "Còn thiếu người chụp", "Còn thiếu mô tả ảnh"):
        assert f'placeholder="{said}"' in html


def test_form_and_list_say_where_a_photo_is_used(editor: Client) -> None:
    article = make_article(title="Đại hội", body="<p>Một.</p><p>[ảnh 2]</p>")
    cover, placed = make_photo(article), make_photo(article, caption="Biểu quyết")
    article.choose_cover()
    assert cover.uses() == ["ảnh đại diện", "bài không ghi [ảnh 1]: hiện ở đầu hoặc cuối bài"]
    assert placed.uses() == ["hiện ở [ảnh 2] trong bài"]
    change = f"/quan-tri/articles/article/{article.pk}/change/"
    for address in (change, "/quan-tri/articles/photo/"):
        html = editor.get(address).content.decode()
        assert "ảnh đại diện<br>bài không ghi [ảnh 1]" in html
        assert "hiện ở [ảnh 2] trong bài" in html
    assert f'<a href="{change}">Đại hội</a>' in html


def test_list_of_photos_costs_the_same_however_many_there_are(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        article = make_article()
        for _ in range(3):
            make_photo(article)
    with django_assert_max_num_queries(8):
        editor.get("/quan-tri/articles/photo/?q=hoi")


def test_photo_is_neither_added_changed_nor_deleted_from_the_list(editor: Client) -> None:
    photo = make_photo(make_article())
    for page in ("add", f"{photo.pk}/change", f"{photo.pk}/delete"):
        assert editor.post(f"/quan-tri/articles/photo/{page}/", {"post": "yes"}).status_code == 404
    chosen = {"_selected_action": [photo.pk], "action": "delete_selected", "post": "yes"}
    editor.post("/quan-tri/articles/photo/", chosen)
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_article_is_deleted_with_its_photos() -> None:
    article = make_article(status="trashed", trashed_from="draft")
    make_photo(article)
    client = staff_who_may("view_article", "publish_article", "delete_article", "delete_photo")
    client.post(f"/quan-tri/articles/article/{article.pk}/delete/", {"post": "yes"})
    assert not Article.objects.exists()


@pytest.mark.parametrize("focus", ["101", "-1", "giữa"])
def test_focus_outside_the_picture_is_refused(editor: Client, focus: str) -> None:
    rows = {"photos-TOTAL_FORMS": "1", "photos-0-order": "1", "photos-0-caption": "Chờ ảnh"}
    editor.post(ADD, form(**rows, **{"photos-0-focus_x": focus}))
    assert not Article.objects.exists()
