"""People at the desk; a test file may have others of these names."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from chibo_site.roles import ADMINISTRATOR, REPORTER
from newsroom.models import PhotoUpload
from tests.newsroom.desk import HOUR, send, signed_in
from tests.newsroom.proposing import IN_ORDER
from tests.support.factories import make_article, make_person, make_photo


@pytest.fixture
def reporter() -> Client:
    return signed_in("phongvien", REPORTER)


@pytest.fixture
def editor() -> Client:
    return signed_in("bientap")


@pytest.fixture
def administrator() -> Client:
    return signed_in("quantri", ADMINISTRATOR)


@pytest.fixture
def colleague() -> Client:
    return signed_in("nguoihai", ADMINISTRATOR)


@pytest.fixture
def live(reporter: Client) -> Article:
    """A public article of the reporter's, with one photo whose files are there."""
    article = make_article(
        author=make_person("phongvien", REPORTER),
        published_from=timezone.now() - HOUR,
        body="<p>Chi bộ bàn ba việc.</p><p>[ảnh 1]</p>",
    )
    upload = PhotoUpload.objects.get(file=send(reporter).json()["name"])
    make_photo(article, file=upload.file.name, width=1000, height=600, **IN_ORDER)
    upload.hand_over()
    article.choose_cover()
    return article


@pytest.fixture
def clock(time_machine: Any) -> Any:
    time_machine.move_to(timezone.now())
    return time_machine
