"""A busy machine cuts no search off: tests of its time set one themselves."""

import pytest

from articles.search import answering


@pytest.fixture(autouse=True)
def _time_to_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "SECONDS", 60.0)
