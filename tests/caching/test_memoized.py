"""A part of a page is rendered once for the same values, and sees nothing else."""

from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from pytest_django import Settings

from articles.cards import Title
from articles.models import Category
from caching import memoized
from caching.backend import backend


class CountingTemplate:
    """A template that says what it was given, and how often it was rendered."""

    def __init__(self) -> None:
        self.times = 0

    def render(self, values: dict[str, object]) -> str:
        self.times += 1
        return Template("{{ value }}|{{ site_frame }}").render(Context(values))


@pytest.fixture(autouse=True)
def counting_template(monkeypatch: pytest.MonkeyPatch) -> Iterator[CountingTemplate]:
    made = CountingTemplate()
    monkeypatch.setattr(memoized, "get_template", lambda name: made)
    backend.clear()
    yield made
    backend.clear()


def page_with(**values: object) -> str:
    page = Template('{% load memoized %}{% memoized "part.html" value=value %}')
    return page.render(Context({"site_frame": "stands around it", **values}))


def test_the_same_values_are_rendered_once(counting_template: CountingTemplate) -> None:
    titles = [Title("/bai/1/a/", "Tựa", None) for _ in range(2)]
    assert page_with(value=titles[0]) == page_with(value=titles[1])
    assert counting_template.times == 1


def test_another_value_is_rendered_anew() -> None:
    assert [page_with(value=value) for value in ("Cũ", "Mới", "Cũ")] == ["Cũ|", "Mới|", "Cũ|"]


def test_it_sees_nothing_of_the_page_around_it() -> None:
    assert page_with(value="Tựa") == "Tựa|"


def test_a_text_is_escaped_even_where_the_same_was_safe() -> None:
    assert page_with(value=mark_safe("<b>")) == "<b>|"
    assert page_with(value="<b>") == "&lt;b&gt;|"


def test_a_number_is_not_taken_for_a_yes() -> None:
    assert [page_with(value=value) for value in (1, True)] == ["1|", "True|"]


def test_a_row_is_refused_for_it_could_have_changed() -> None:
    with pytest.raises(TypeError, match=r"part\.html"):
        page_with(value=Category(pk=1, name="Tin tức"))


def test_who_edits_templates_sees_them_at_once(
    settings: Settings, counting_template: CountingTemplate
) -> None:
    settings.DEBUG = True
    assert page_with(value="Tựa") == page_with(value="Tựa")
    assert counting_template.times == 2


def test_values_without_end_stay_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    renders = memoized.RenderCache(max_bytes=100_000)
    monkeypatch.setattr(memoized, "_rendered", renders)
    for number in range(1000):
        page_with(value=f"{number} " + "tin " * 100)
        page_with(value="asked for again and again")
    texts = [*renders._younger.values(), *renders._older.values()]
    assert 50_000 / 2 < sum(memoized.size_of(text) for text in texts) <= 100_000


def test_what_is_asked_for_again_outlasts_the_rest(
    counting_template: CountingTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memoized, "_rendered", memoized.RenderCache(max_bytes=100_000))
    for number in range(300):
        page_with(value=f"{number} " + "tin " * 100)
        page_with(value="asked for again and again")
    assert counting_template.times == 301


def test_a_part_larger_than_all_room_is_rendered_each_time(
    counting_template: CountingTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memoized, "_rendered", memoized.RenderCache(max_bytes=1000))
    texts = [page_with(value="tin " * 1000) for _ in range(2)]
    assert texts[0] == texts[1]
    assert counting_template.times == 2
