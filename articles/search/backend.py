"""Which index there is: that of the database."""

from typing import Any

from django.db import connection

from articles.search import postgresql, sqlite


def backend() -> Any:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
