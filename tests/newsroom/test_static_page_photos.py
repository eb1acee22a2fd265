"""Photos of static pages: placed and captioned as in an article, for whom they concern."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Photo
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from newsroom.models import PhotoUpload
from pictures.renditions import rendition_name
from portal.models import Page, PagePhoto
from tests.newsroom.desk import (
    answer_everywhere,
    fields_of,
    opened,
    photo_upload,
    said,
    send,
    signed_in,
    staff_who_may,
    stored,
    with_photo,
)
from tests.newsroom.static_pages import ADD, where_of
from tests.support.attaching import status_of
from tests.support.factories import make_article, make_photo

pytestmark = pytest.mark.django_db

LIBRARY = "/quan-tri/articles/article/thu-vien-anh/"
TWO = "<p>Đoạn đầu.</p><p>[ảnh 1]</p><p>[ảnh 2]</p><p>Đoạn cuối.</p>"


def page_with_two(administrator: Client) -> Page:
    """A page with two photos beside each other, sent ahead of its form."""
    first, second = (send(administrator).json()["name"] for _ in range(2))
    fields = (
        opened(administrator, ADD)
        | {"title": "Cơ cấu tổ chức", "body": TWO, "photos-TOTAL_FORMS": "2"}
        | with_photo(1, upload=first, caption="Hội trường\nnăm 2020", credit="Lê Hạnh", alt="Nhà")
        | with_photo(2, upload=second, caption="Sân trước")
    )
    assert administrator.post(ADD, fields).status_code == 302
    return Page.objects.get()


def test_readers_see_photos_with_their_words_where_they_stand(administrator: Client) -> None:
    page = page_with_two(administrator)
    shown = said(Client().get(page.get_absolute_url()))
    places = ("<p>Đoạn đầu.</p>", '<div class="gallery">', "<p>Đoạn cuối.</p>")
    begin, gallery, end = map(shown.index, places)
    assert begin < gallery < end
    assert "Hội trường <br>năm 2020" in " ".join(shown.split())
    assert "Ảnh: Lê Hạnh" in shown
    assert 'alt="Nhà"' in shown
    assert "[ảnh" not in shown
    assert not PhotoUpload.objects.exists()


def test_description_of_a_page_names_no_place_of_a_photo(administrator: Client) -> None:
    page = page_with_two(administrator)
    assert page.description == "Đoạn đầu. Đoạn cuối."


def test_photo_that_no_place_waits_for_is_shown_all_the_same(administrator: Client) -> None:
    page = page_with_two(administrator)
    fields = opened(administrator, where_of(page)) | {"body": "<p>Chỉ một đoạn.</p>"}
    assert administrator.post(where_of(page), fields).status_code == 302
    assert said(Client().get(page.get_absolute_url())).count("<figure") == 2


def test_new_words_of_a_photo_are_seen_at_once(administrator: Client) -> None:
    page = page_with_two(administrator)
    assert "Sân trước" in said(Client().get(page.get_absolute_url()))
    fields = opened(administrator, where_of(page)) | {"photos-1-caption": "Sân sau"}
    administrator.post(where_of(page), fields)
    shown = said(Client().get(page.get_absolute_url()))
    assert "Sân sau" in shown
    assert "Sân trước" not in shown


def test_preview_shows_photos_that_were_just_sent(administrator: Client) -> None:
    name = send(administrator).json()["name"]
    fields = opened(administrator, ADD) | {"title": "Mới", "body": TWO, "photos-TOTAL_FORMS": "1"}
    fields |= with_photo(1, upload=name, caption="Còn trong khung")
    answer = administrator.post("/quan-tri/portal/page/xem-truoc/", fields)
    assert "Còn trong khung" in said(answer)
    assert name.removesuffix(".webp").rsplit("-", 1)[0] in said(answer)
    assert not PagePhoto.objects.exists()


def test_form_that_comes_back_has_kept_its_photo(administrator: Client) -> None:
    fields = opened(administrator, ADD) | {"title": "", "photos-TOTAL_FORMS": "1"}
    fields |= with_photo(1, file=photo_upload(), caption="Ảnh mới")
    back = administrator.post(ADD, fields)
    kept = back.context["inline_admin_formsets"][0].formset.forms[0]["upload"].value()
    assert f'value="{kept}"' in said(back)
    again = fields_of(back) | {"title": "Có tựa", "photos-TOTAL_FORMS": "1"}
    again |= with_photo(1, upload=kept, caption="Ảnh mới")
    assert administrator.post(ADD, again).status_code == 302
    photo = PagePhoto.objects.get()
    assert (photo.caption, photo.width) == ("Ảnh mới", 900)


def test_strangers_have_the_photo_as_long_as_the_page_does(
    administrator: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    waiting = send(administrator).json()
    assert status_of(Client(), f"/media/{waiting['name']}") == 404
    page = page_with_two(administrator)
    photo = page.photos.get(order=1)
    address = photo.file.url
    assert status_of(Client(), address) == 200
    assert status_of(Client(), f"/media/{rendition_name(str(photo.file), 480, 'webp')}") == 200
    fields = opened(administrator, where_of(page)) | {"photos-0-DELETE": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        assert administrator.post(where_of(page), fields).status_code == 302
    assert status_of(Client(), address) == 404
    assert stored(photo.file.name).count(True) == 0


def test_photo_of_the_library_is_used_in_a_page_and_outlasts_the_article(
    administrator: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    name = send(administrator).json()["name"]
    article = make_article()
    photo = make_photo(article, file=name, width=1000, height=600)
    PhotoUpload.objects.get().hand_over()
    taken = administrator.post(f"{LIBRARY}{photo.pk}/chon/").json()
    fields = opened(administrator, ADD) | {"title": "Mới", "photos-TOTAL_FORMS": "1"}
    fields |= with_photo(1, upload=taken["name"], caption="Dùng lại")
    assert administrator.post(ADD, fields).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        article.delete()
    assert status_of(Client(), PagePhoto.objects.get().file.url) == 200


def test_whoever_replaces_a_photo_shared_with_an_article_is_asked_where(
    administrator: Client,
) -> None:
    page = page_with_two(administrator)
    shared = page.photos.get(order=1)
    make_photo(make_article(title="Bài chung ảnh"), file=str(shared.file), width=1000, height=600)
    fields = opened(administrator, where_of(page)) | {"photos-0-file": photo_upload()}
    asked = administrator.post(where_of(page), fields)
    assert "Ảnh này còn ở 1 nơi khác" in said(asked)
    assert ">Bài chung ảnh</a>" in asked.content.decode()
    assert "hay thay ở mọi nơi dùng ảnh này" in said(asked)
    fields |= {"photos-0-file": photo_upload(), "photos-0-replace_in": "moi-bai"}
    asked = administrator.post(where_of(page), fields)
    assert "1 nơi khác cũng sẽ đổi sang ảnh mới" in said(asked)
    fields |= {"photos-0-file": photo_upload(), "photos-0-replace_in": answer_everywhere(asked)}
    assert administrator.post(where_of(page), fields).status_code == 302
    new = page.photos.get(order=1).file
    assert new != shared.file
    assert Photo.objects.get().file == new


def test_replacing_everywhere_reaches_pages_from_an_article(administrator: Client) -> None:
    page = page_with_two(administrator)
    shared = page.photos.get(order=1)
    article = make_article(title="Bài chung ảnh")
    make_photo(article, file=str(shared.file), width=1000, height=600)
    where = f"/quan-tri/articles/article/{article.pk}/change/"
    sent = {"photos-0-file": photo_upload(), "photos-0-replace_in": "moi-bai", "_save": "1"}
    asked = administrator.post(where, opened(administrator, where) | sent)
    assert ">Cơ cấu tổ chức</a>" in asked.content.decode()
    sent |= {"photos-0-file": photo_upload(), "photos-0-replace_in": answer_everywhere(asked)}
    assert administrator.post(where, opened(administrator, where) | sent).status_code == 302
    assert page.photos.get(order=1).file == article.photos.get().file != shared.file
    assert page.photos.get(order=1).caption == "Hội trường\nnăm 2020"


def test_what_is_no_picture_is_refused_beside_its_field(administrator: Client) -> None:
    fields = opened(administrator, ADD) | {"title": "Mới", "photos-TOTAL_FORMS": "1"}
    program = SimpleUploadedFile("anh.jpg", io.BytesIO(b"MZ" + b"\0" * 500).getvalue())
    answer = administrator.post(ADD, fields | with_photo(1, file=program, caption="Chữ còn"))
    assert answer.status_code == 200
    assert "errorlist" in said(answer)
    assert "Chữ còn" in said(answer)


def test_who_writes_pages_alone_sends_photos_ahead() -> None:
    rights = ("add_page", "change_page", "view_page", "add_pagephoto", "change_pagephoto")
    assert send(staff_who_may(*rights)).status_code == 201


def test_nobody_else_opens_the_form_with_its_photos(administrator: Client) -> None:
    page = page_with_two(administrator)
    for role in (REPORTER, EDITOR):
        other = signed_in("nguoi-khac", role)
        assert other.get(where_of(page)).status_code == 403
        assert other.post(where_of(page), {"photos-0-DELETE": "on"}).status_code == 403
    assert page.photos.count() == 2


def test_roles_that_write_pages_may_do_so_with_their_photos(administrator: Client) -> None:
    group = Permission.objects.filter(group__name=ADMINISTRATOR, codename__endswith="_pagephoto")
    assert group.count() == 4


def test_form_takes_many_photos_and_those_of_the_library(administrator: Client) -> None:
    form = said(administrator.get(ADD))
    assert 'class="drop"' in form
    assert 'class="strip"' in form
    assert f'data-library="{LIBRARY}"' in form
