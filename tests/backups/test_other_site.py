"""Another site's backup takes this one's place only where somebody has said so in so many words."""

from pathlib import Path

import pytest

from tests.backups.sites import digests, furnish, titles
from tests.support.server import Site

HERE, THERE = "Liên hiệp Hội Trà Vinh", "Liên hiệp Hội Đồng Nai"
FIRST, SECOND = "Hội nghị tổng kết", "Tin của trang này"
BOTH = f"một trang khác (“{THERE}”, 1 bài), không phải của trang này (“{HERE}”, 2 bài)"
BECOME = """
import uuid
from backups.models import SiteIdentifier
from tests.support.factories import make_identity
SiteIdentifier.objects.update(value=uuid.uuid4())
make_identity(name_vi={name!r})
"""


@pytest.fixture
def other(empty: Site, tmp_path: Path) -> str:
    """The backup of another site; `empty` has become one with another name and article since."""
    file = str(tmp_path / "trang.tar")
    empty.shell(BECOME.format(name=THERE))
    empty.manage("backup", file)
    empty.shell(BECOME.format(name=HERE))
    furnish(empty, SECOND)
    return file


def test_without_a_question_it_is_refused_with_both_names(empty: Site, other: str) -> None:
    before = digests(empty.data)
    done = empty.run("restore", other, "--noinput")
    assert done.returncode == 1
    assert BOTH in done.stderr
    assert "--noinput --other-site" in done.stderr
    assert "Dữ liệu của trang chưa bị đụng đến" in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(empty.data) == before


def test_with_the_flag_it_is_taken_and_can_be_taken_back(empty: Site, other: str) -> None:
    said = empty.manage("restore", other, "--noinput", "--other-site")
    assert BOTH in said
    assert titles(empty) == [FIRST]
    assert "Đã lấy lại dữ liệu cũ" in empty.manage("restore", "--undo", "--noinput")
    assert titles(empty) == [FIRST, SECOND]


def test_who_is_asked_is_told_both_names_and_decides(empty: Site, other: str) -> None:
    before = digests(empty.data)
    for flag in ([], ["--other-site"]):
        done = empty.run("restore", other, *flag, answer="không\n")
        assert (done.returncode, BOTH in done.stdout) == (0, True)
        assert digests(empty.data) == before
    assert empty.run("restore", other, answer="có\n").returncode == 0
    assert titles(empty) == [FIRST]


def test_its_own_older_backup_needs_no_word_more(empty: Site, tmp_path: Path) -> None:
    file = str(tmp_path / "trang.tar")
    empty.manage("backup", file)
    furnish(empty, SECOND)
    said = empty.manage("restore", file, "--noinput")
    assert "một trang khác" not in said
    assert titles(empty) == [FIRST]
