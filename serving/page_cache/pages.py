"""A page as it is cached: compressed once, with placeholders for the visit figures.

The figures change every few seconds, the rest seldom. So the text before the first figure and the
text after the last are compressed by themselves and once; only the few lines between are compressed
for each new set of figures. A gzip member (RFC 1952) may be made of several deflate streams
(RFC 1951) as long as each but the last ends with a flush.
"""

import json
import struct
import zlib
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from visitors.figures import Figures
from visitors.placeholders import fill, first_placeholder, last_placeholder_end

GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
LEVEL = 9
CHECKSUM_BYTES = 16
FORMAT = b"page 2"  # to be counted up where what is stored changes its shape

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The page with figures in it, ready to be sent."""

    figures: Figures
    etag: str
    compressed: bytes
    headers: Headers
    compressed_headers: Headers


@dataclass(slots=True)
class CachedPage:
    """A public page and what it depends on. Times are unix seconds.

    `slots` and `versions` say under which state it was made; after `fresh_until` it may have
    become another by the clock alone, after `public_until` it is no longer public.
    """

    path: str
    headers: Headers
    head: bytes  # a deflate stream without its end
    head_length: int
    head_sum: int  # CRC-32
    middle: bytes  # text, from the first figure to the last; empty where there is none
    tail: bytes
    compressed_tail: bytes
    digest: str
    slots: tuple[int, ...]
    versions: tuple[int, ...]
    made_at: float
    fresh_until: float
    public_until: float
    is_html: bool = field(init=False)
    rendered: RenderedPage | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        self.is_html = is_html(self.headers)

    @property
    def size(self) -> int:
        """Bytes in memory, roughly; the same whether it was rendered already or not."""
        blobs = len(self.head) + len(self.middle) + len(self.compressed_tail)
        return 2 * blobs + len(self.tail) + 2000

    def rendered_with(self, figures: Figures) -> RenderedPage:
        """The page with these figures; the last one is remembered."""
        rendered = self.rendered
        if rendered is None or (rendered.figures is not figures and rendered.figures != figures):
            rendered = self.rendered = self._compose(figures)
        return rendered

    def text_with(self, figures: Figures) -> bytes:
        """The page as text, for the few clients that do not take gzip."""
        head = zlib.decompressobj(wbits=-15).decompress(self.head)
        return head + fill(self.middle, figures) + self.tail

    def _compose(self, figures: Figures) -> RenderedPage:
        middle = fill(self.middle, figures)
        checksum = zlib.crc32(self.tail, zlib.crc32(middle, self.head_sum))
        length = self.head_length + len(middle) + len(self.tail)
        compressed = b"".join(
            [
                GZIP_HEADER,
                self.head,
                deflate(middle, zlib.Z_FULL_FLUSH) if middle else b"",
                self.compressed_tail,
                struct.pack("<II", checksum, length & 0xFFFFFFFF),
            ]
        )
        etag = f"{self.digest}{checksum:08x}"
        return RenderedPage(
            figures=figures,
            etag=etag,
            compressed=compressed,
            headers=[*self.headers, ("ETag", f'"{etag}"'), ("Content-Length", str(length))],
            compressed_headers=[
                *self.headers,
                ("ETag", f'"{etag}-gzip"'),
                ("Content-Encoding", "gzip"),
                ("Content-Length", str(len(compressed))),
            ],
        )

    def to_bytes(self, key: str) -> bytes:
        """The page for another process; `key` is its address. A checksum stands before it."""
        blobs = [self.head, self.middle, self.tail, self.compressed_tail]
        facts = {
            "key": key,
            "lengths": [len(blob) for blob in blobs],
            "path": self.path,
            "headers": self.headers,
            "head_length": self.head_length,
            "head_sum": self.head_sum,
            "digest": self.digest,
            "slots": self.slots,
            "versions": self.versions,
            "made_at": self.made_at,
            "fresh_until": self.fresh_until,
            "public_until": self.public_until,
        }
        content = b"".join([json.dumps(facts).encode(), b"\n", *blobs])
        return checksum_of(content) + content

    @classmethod
    def from_bytes(cls, data: bytes, key: str) -> "CachedPage | None":
        """The page of that address; None where the bytes are another's, damaged or no page."""
        checksum, content = data[:CHECKSUM_BYTES], data[CHECKSUM_BYTES:]
        if checksum != checksum_of(content):
            return None
        line, _, rest = content.partition(b"\n")
        facts = json.loads(line)
        if facts.pop("key") != key:
            return None
        blobs = []
        for length in facts.pop("lengths"):
            blobs.append(rest[:length])
            rest = rest[length:]
        facts["headers"] = [(name, value) for name, value in facts["headers"]]
        facts["slots"], facts["versions"] = tuple(facts["slots"]), tuple(facts["versions"])
        head, middle, tail, compressed_tail = blobs
        return cls(head=head, middle=middle, tail=tail, compressed_tail=compressed_tail, **facts)


def make_page(path: str, headers: Headers, text: bytes, **state: Any) -> CachedPage:
    """The page to cache, of a response's text in which figures are still placeholders."""
    start, end = first_placeholder(text), last_placeholder_end(text)
    head, tail = text[:start], text[end:]
    return CachedPage(
        path=path,
        headers=headers,
        head=deflate(head, zlib.Z_FULL_FLUSH),
        head_length=len(head),
        head_sum=zlib.crc32(head),
        middle=text[start:end],
        tail=tail,
        compressed_tail=deflate(tail, zlib.Z_FINISH),
        digest=blake2b(text, digest_size=8).hexdigest(),
        **state,
    )


def is_html(headers: Headers) -> bool:
    return dict(headers).get("Content-Type", "").startswith("text/html")


def checksum_of(content: bytes) -> bytes:
    """Finds what a crash or a bad disk did to a file, and a file that an older release wrote."""
    return blake2b(content, digest_size=CHECKSUM_BYTES, person=FORMAT).digest()


def deflate(text: bytes, ending: int) -> bytes:
    """A deflate stream that needs nothing of what stands before it."""
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return compressor.compress(text) + compressor.flush(ending)
