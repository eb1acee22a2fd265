"""Two rows may have one picture, whose files go with the last of them."""

import datetime
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Photo
from newsroom.models import PhotoUpload
from pictures.renditions import all_files
from tests.browser.conftest import picture
from tests.support.factories import make_article, make_photo
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

Row = Photo | PhotoUpload


def first_photo() -> Photo:
    photo = Photo(article=make_article(), order=1)
    photo.file.save("anh.png", ContentFile(picture()))
    return photo


def are_there(name: str) -> set[bool]:
    return {default_storage.exists(file) for file in all_files(name)}


def another_photo(first: Photo) -> Row:
    return make_photo(make_article(title="Bài khác"), file=first.file.name, width=900, height=600)


def another_place_of_the_same_article(first: Photo) -> Row:
    return make_photo(first.article, file=first.file.name, width=900, height=600)


def upload_that_waits(first: Photo) -> Row:
    return PhotoUpload.objects.create(file=first.file.name, width=900, height=600)


@pytest.mark.parametrize(
    "use", [another_photo, another_place_of_the_same_article, upload_that_waits]
)
def test_files_go_with_the_last_row_that_has_them(
    use: Callable[[Photo], Row],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first = first_photo()
    name = str(first.file.name)
    second = use(first)
    with django_capture_on_commit_callbacks(execute=True):
        first.delete()
    assert are_there(name) == {True}
    with django_capture_on_commit_callbacks(execute=True):
        second.delete()
    assert are_there(name) == {False}


def test_photo_that_gets_another_picture_leaves_the_shared_one_to_the_others(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first = first_photo()
    name = str(first.file.name)
    second = another_photo(first)
    with django_capture_on_commit_callbacks(execute=True):
        first.file.save("moi.png", ContentFile(picture()))
    assert first.file.name != name
    assert are_there(name) == {True}
    with django_capture_on_commit_callbacks(execute=True):
        second.file.save("moi.png", ContentFile(picture()))
    assert are_there(name) == {False}


def test_upload_that_nobody_came_back_to_leaves_a_photo_its_files() -> None:
    first = first_photo()
    name = str(first.file.name)
    upload_that_waits(first)
    long_ago = timezone.now() - datetime.timedelta(days=5)
    PhotoUpload.objects.update(created_at=long_ago)
    DailyVisits.objects.create(day=timezone.localdate() - datetime.timedelta(days=3))
    PhotoUpload.objects.abandoned().sweep()
    assert not PhotoUpload.objects.exists()
    assert are_there(name) == {True}
