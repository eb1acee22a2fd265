"""Which words came in and which went, as readers see them."""

from difflib import SequenceMatcher
from typing import Any

import pytest

from newsroom import diff
from newsroom.diff import ADDED, REMOVED, SAME, compare, visible_text
from newsroom.revisions import Snapshot


def snapshot(**overrides: object) -> Snapshot:
    return {
        "title": "",
        "lead": "",
        "body": "",
        "correction": "",
        "category": 1,
        "category_name": "",
        "published_from": "",
        "published_until": "",
        "photos": [],
        "bylines": [],
    } | overrides


def test_only_the_changed_words_are_marked() -> None:
    (part,) = compare(snapshot(title="Đại hội lần thứ hai"), snapshot(title="Đại hội lần thứ ba"))
    assert part.label == "Tựa"
    assert part.runs == [(SAME, "Đại hội lần thứ"), (REMOVED, "hai"), (ADDED, "ba")]


def test_other_markup_around_the_same_words_is_no_change() -> None:
    old, new = "<p>Đại <b>hội</b></p>", "<h2>Đại hội</h2>"
    (part,) = compare(snapshot(body=old), snapshot(body=new))
    assert not part.is_changed


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Một&nbsp;hai</p><p>ba</p>", "Một hai\nba"),
        ("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A B\nC"),
        ("<ul><li>A</li><li>B</li></ul>", "A\nB"),
        ("<p>5 &lt; 6<br>7</p>", "5 < 6\n7"),
        ('<p><a href="/x" title="a > b">nơi</a>.</p>', "nơi."),
    ],
)
def test_visible_text_has_a_line_for_each_paragraph(body: str, text: str) -> None:
    assert visible_text(body) == text


def test_captions_names_and_dates_are_compared_too() -> None:
    photo = {"pk": 1, "file": "a.webp", "order": 1, "credit": "", "alt": ""}
    byline = {"role": "text", "name": "An", "link": "", "order": 0}
    old = snapshot(photos=[photo | {"caption": "Lễ"}], bylines=[byline])
    new = snapshot(
        photos=[photo | {"caption": "Lễ kết nạp"}],
        bylines=[byline | {"name": "Bình"}],
        published_from="2021-12-07T19:50:00Z",
    )
    changed = {part.label: part.runs for part in compare(old, new) if part.is_changed}
    assert changed["Ảnh"] == [(SAME, "[ảnh 1] Lễ"), (ADDED, "kết nạp")]
    assert changed["Dòng tác giả"] == [(SAME, "Bài:"), (REMOVED, "An"), (ADDED, "Bình")]
    assert changed["Đăng từ"] == [(ADDED, "08-12-2021 02:50")]


def test_very_long_text_is_compared_by_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "MOST_WORDS", 4)
    old, new = "<p>một hai</p><p>ba bốn</p>", "<p>một hai</p><p>ba năm</p>"
    (part,) = compare(snapshot(body=old), snapshot(body=new))
    assert part.runs == [(SAME, "một hai\n"), (REMOVED, "ba bốn"), (ADDED, "ba năm")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n" * 20_000, "b\n" + "a\n" * 19_000 + "c"),
        ("a\n" * 600, "b\na\n" * 600),
        (
            " ".join(f"x{number} z" for number in range(750)),
            " ".join(f"z y{number}" for number in range(750)),
        ),
    ],
    ids=["lines alike", "every other line", "every other word"],
)
def test_text_that_repeats_itself_is_compared_without_endless_work(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work: list[int] = []
    plain = SequenceMatcher.find_longest_match

    def counting(matcher: Any, start: int, end: int, *rest: int) -> Any:
        work.append(sum(len(matcher.b2j.get(token, ())) for token in matcher.a[start:end]))
        return plain(matcher, start, end, *rest)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", counting)
    (part,) = compare(snapshot(lead=old), snapshot(lead=new))
    assert part.is_changed
    assert sum(work) <= 2 * diff.MOST_WORK
    shown = " ".join(text for kind, text in part.runs if kind != REMOVED)
    assert shown.split() == new.split()
