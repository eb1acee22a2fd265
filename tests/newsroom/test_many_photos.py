"""Forty photos of one article ask the database for no more than forty photos one by one."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from newsroom.models import PhotoUpload
from tests.newsroom.desk import ADD, form, person

pytestmark = pytest.mark.django_db

FORTY = 40


def rows(names: list[str]) -> dict[str, Any]:
    """The fields of photos that were sent ahead."""
    fields: dict[str, Any] = {"photos-TOTAL_FORMS": str(len(names))}
    for number, name in enumerate(names):
        values = {"order": number + 1, "upload": name, "caption": "Lễ", "focus_x": 50}
        fields |= {f"photos-{number}-{key}": value for key, value in values.items()}
    return fields


def names_sent(by: str, number: int, of: str) -> list[str]:
    names = [f"photos/2026/11/{of}{each:015x}-1000.webp" for each in range(number)]
    for name in names:
        PhotoUpload.objects.create(by=person(by), file=name, width=1000, height=600)
    return names


def queries(client: Client, title: str, names: list[str]) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.post(ADD, form(title=title, **rows(names))).status_code == 302
    return len(asked)


def test_each_photo_of_many_asks_no_more_than_a_single_one(editor: Client) -> None:
    queries(editor, "Bài đầu", [])  # what only the first request asks
    none = queries(editor, "Bài không ảnh", [])
    single = queries(editor, "Bài một ảnh", names_sent("bientap", 1, "a")) - none
    together = queries(editor, "Bài nhiều ảnh", names_sent("bientap", FORTY, "b")) - none
    assert Article.objects.get(title="Bài nhiều ảnh").photos.count() == FORTY
    assert together <= FORTY * single
