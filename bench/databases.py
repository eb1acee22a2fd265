"""Databases of a PostgreSQL server, made, queried and dropped without Django."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg2


@contextmanager
def new_database(server_url: str) -> Iterator[str]:
    """The URL of an empty one, which goes; "" stands for SQLite."""
    if not server_url:
        yield ""
        return
    name = f"bench_{secrets.token_hex(8)}"
    query(server_url, f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    finally:
        query(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def query(url: str, sql: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
