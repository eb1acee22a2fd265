import pytest
from pytest_django import Settings

from tests.support.s3 import new_bucket


@pytest.fixture
def bucket(s3: str, settings: Settings) -> dict[str, str]:
    """A bucket that is the site's store of pictures."""
    variables = new_bucket(s3)
    settings.S3 = variables
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "pictures.bucket.Bucket"}}
    return variables
