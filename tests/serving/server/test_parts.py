"""Parts of a stored file over the wire, as a player asks for them."""

import pytest

from tests.serving.server.wire import Wire
from tests.support.server import Site
from tests.support.videos import mp4

CONTENT = mp4()
SIZE = len(CONTENT)
MAKE = """
from tests.support.attaching import attach
from tests.support.factories import make_article
from tests.support.videos import mp4
print(attach(make_article(), content=mp4(), sent_as="Phim.mp4").file.url)
"""


@pytest.fixture(scope="module")
def video(site: Site) -> str:
    return site.manage("shell", "--verbosity=0", "--command", MAKE).split()[-1]


def test_parts_and_the_whole_come_from_the_disk_as_they_are(wire: Wire, video: str) -> None:
    whole = wire.ask(f"GET {video} HTTP/1.1")
    assert (whole.status, whole.content) == (200, CONTENT)
    assert whole.headers["accept-ranges"] == "bytes"
    for asked, start, end in (
        ("0-", 0, SIZE),
        ("0-1", 0, 2),
        ("7-99", 7, 100),
        (f"{SIZE - 1}-", SIZE - 1, SIZE),
        ("-10", SIZE - 10, SIZE),
    ):
        part = wire.ask(f"GET {video} HTTP/1.1", f"Range: bytes={asked}")
        assert (part.status, part.content) == (206, CONTENT[start:end]), asked
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{SIZE}"
        assert part.headers["content-length"] == str(end - start)
        head = wire.ask(f"HEAD {video} HTTP/1.1", f"Range: bytes={asked}")
        assert (head.status, head.content) == (206, b"")


def test_part_behind_the_end_is_416_and_of_another_version_the_whole(
    wire: Wire, video: str
) -> None:
    behind = wire.ask(f"GET {video} HTTP/1.1", f"Range: bytes={SIZE}-")
    assert (behind.status, behind.content) == (416, b"")
    assert behind.headers["content-range"] == f"bytes */{SIZE}"
    other = wire.ask(f"GET {video} HTTP/1.1", "Range: bytes=0-1", 'If-Range: "other"')
    assert (other.status, other.content) == (200, CONTENT)


def test_many_parts_follow_one_another(wire: Wire, video: str) -> None:
    for start in range(60):
        part = wire.ask(f"GET {video} HTTP/1.1", f"Range: bytes={start}-{start + 9}")
        assert part.content == CONTENT[start : start + 10]
