"""The admin's first page, as somebody gets it who has just signed in."""

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

START = "/quan-tri/"


def first_page(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.get(START).content.decode()


def queries_of(person: User) -> list[str]:
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(START).status_code == 200
    return [query["sql"] for query in queries.captured_queries]
