"""In which order a crowd asks for articles."""

from collections import Counter

import pytest

from bench.readings import BY_ZIPF, IN_TURN, asked


def test_in_turn_each_article_is_read_once() -> None:
    assert sorted(asked(1_000, IN_TURN, 1_000)) == list(range(1_000))


def test_by_zipfs_law_the_second_is_read_half_as_often_as_the_first() -> None:
    (_, first), (_, second) = Counter(asked(1_000, BY_ZIPF, 5_000)).most_common(2)
    assert second / first == pytest.approx(0.5, rel=0.1)


def test_another_run_reads_others_but_the_same_most() -> None:
    runs = [asked(1_000, BY_ZIPF, 5_000, run=run) for run in (2, 3)]
    assert runs[0] != runs[1]
    assert Counter(runs[0]).most_common(1)[0][0] == Counter(runs[1]).most_common(1)[0][0]
