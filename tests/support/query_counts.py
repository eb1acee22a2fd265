"""What a page asks of the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from visitors.counter import counter


def count_queries(client: Client, address: str) -> int:
    """The queries of one page; the visit figures come from their own thread in life."""
    counter.latest.tried()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
