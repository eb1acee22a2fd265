import pytest
from pytest_django import Settings

from tests.support.s3 import new_bucket


@pytest.fixture
def bucket(s3: str, settings: Settings) -> dict[str, str]:
    """A bucket that is the site's store of pictures."""
    settings.S3 = new_bucket(s3)
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "pictures.bucket.Bucket"}}
    return settings.S3
