"""Where one begins to type: each page of the admin puts the cursor into a field by one means. Of
two, the browser refuses the one that comes second, which is a matter of chance."""

import pytest
from django.test import Client

from tests.support.admin_pages import START, Walk, furnish

pytestmark = pytest.mark.django_db


def test_page_that_chooses_its_first_field_has_no_script_for_it(client: Client) -> None:
    client.force_login(furnish())
    pages = Walk(client).pages
    choosing = {address for address, page in pages.items() if " autofocus" in page}
    assert f"{START}auth/user/add/" in choosing
    by_script = {address for address, page in pages.items() if "data-model-name=" in page}
    assert f"{START}portal/banner/add/" in by_script
    assert choosing & by_script == set()
