"""A part of a page is drawn once for the same values, and sees nothing else."""

from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from articles.cards import Title
from articles.models import Category
from freshness import drawn


class Drawings:
    """A template that says what it was given, and how often it was drawn."""

    def __init__(self) -> None:
        self.times = 0

    def render(self, values: dict) -> str:
        self.times += 1
        return Template("{{ value }}|{{ furniture }}").render(Context(values))


@pytest.fixture(autouse=True)
def drawings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawings]:
    made = Drawings()
    monkeypatch.setattr(drawn, "get_template", lambda name: made)
    drawn.forget_all()
    yield made
    drawn.forget_all()


def page_with(**values: object) -> str:
    page = Template('{% load drawn %}{% drawn "part.html" value=value %}')
    return page.render(Context({"furniture": "stands around it", **values}))


def test_the_same_values_are_drawn_once(drawings: Drawings) -> None:
    titles = [Title("/bai/1/a/", "Tựa", None) for _ in range(2)]
    assert page_with(value=titles[0]) == page_with(value=titles[1])
    assert drawings.times == 1


def test_another_value_is_drawn_anew() -> None:
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


def test_who_edits_templates_sees_them_at_once(settings, drawings: Drawings) -> None:
    settings.DEBUG = True
    assert page_with(value="Tựa") == page_with(value="Tựa")
    assert drawings.times == 2


def test_values_without_end_stay_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = drawn.Drawings(most_bytes=100_000)
    monkeypatch.setattr(drawn, "_drawings", kept)
    for number in range(1000):
        page_with(value=f"{number} " + "tin " * 100)
        page_with(value="asked for again and again")
    texts = [*kept._younger.values(), *kept._older.values()]
    assert 50_000 / 2 < sum(drawn.size_of(text) for text in texts) <= 100_000


def test_what_is_asked_for_again_outlasts_the_rest(
    drawings: Drawings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawn, "_drawings", drawn.Drawings(most_bytes=100_000))
    for number in range(300):
        page_with(value=f"{number} " + "tin " * 100)
        page_with(value="asked for again and again")
    assert drawings.times == 301


def test_a_part_larger_than_all_room_is_drawn_each_time(
    drawings: Drawings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawn, "_drawings", drawn.Drawings(most_bytes=1000))
    texts = [page_with(value="tin " * 1000) for _ in range(2)]
    assert texts[0] == texts[1]
    assert drawings.times == 2
