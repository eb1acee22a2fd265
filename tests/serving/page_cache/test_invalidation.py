"""Which change makes which pages anew, and which it leaves alone."""

import json
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from demo.loading import SITE
from tests.serving.page_cache.arrange import Worker, committed, counting_renders, uncached
from tests.serving.page_cache.changes import CHANGES, EVERY, newsroom, noon, paths_of
from tests.support.factories import make_category

__all__ = ["newsroom", "noon"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_makes_the_pages_anew_that_show_it(
    name: str, worker: Worker, newsroom: SimpleNamespace
) -> None:
    edit, expected = CHANGES[name]
    paths = paths_of(newsroom)
    before = {page: worker.get(path) for page, path in paths.items()}
    assert {reply.status for reply in before.values()} == {200}
    with committed():
        edit(newsroom)
    with counting_renders() as renders:
        after = {page: worker.get(path) for page, path in paths.items()}
    assert {page for page, path in paths.items() if path.partition("?")[0] in renders} == expected
    for page in EVERY - expected:
        assert uncached(paths[page]).text == after[page].text, page


def test_demo_content_shows_at_once_on_a_site_that_runs_already(worker: Worker) -> None:
    with committed():
        for fields in json.loads(SITE.read_text())["categories"]:
            make_category(**fields)
    pages = ["/", "/chuyen-muc/tin-hoat-dong/", "/rss/", "/chuyen-muc/tin-hoat-dong/rss/"]
    for page in pages:
        assert "Liên hiệp Hội tỉnh chọn ba việc" not in worker.get(page).text
    with committed():
        call_command("load_demo", verbosity=0)
    for page in pages:
        assert "Liên hiệp Hội tỉnh chọn ba việc" in worker.get(page).text
