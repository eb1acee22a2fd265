"""Forty photos of one article cost no more than forty photos one by one."""

import time
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from newsroom.models import PhotoUpload
from tests.newsroom.desk import ADD, form, person

pytestmark = pytest.mark.django_db

FORTY = 40
MOST = 1.2  # times the sum of forty single ones


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


def seconds(client: Client, title: str, names: list[str]) -> float:
    fields = form(title=title, **rows(names))
    began = time.perf_counter()
    assert client.post(ADD, fields).status_code == 302
    return time.perf_counter() - began


def test_forty_photos_are_saved_as_fast_as_one_by_one(editor: Client) -> None:
    singles = names_sent("bientap", FORTY, "a")
    seconds(editor, "Bài đầu", [])  # what only the first request loads
    one_by_one = sum(seconds(editor, f"Bài {name[-20:-10]}", [name]) for name in singles)
    together = seconds(editor, "Bài nhiều ảnh", names_sent("bientap", FORTY, "b"))
    assert Article.objects.get(title="Bài nhiều ảnh").photos.count() == FORTY
    assert together <= MOST * one_by_one
