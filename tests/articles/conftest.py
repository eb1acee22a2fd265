"""Two people at the desk; a test file may have others of these names."""

import pytest
from django.test import Client

from chibo_site.roles import REPORTER
from tests.articles.desk import signed_in


@pytest.fixture
def reporter() -> Client:
    return signed_in("phongvien", REPORTER)


@pytest.fixture
def editor() -> Client:
    return signed_in("bientap")
