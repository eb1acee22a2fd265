"""A page as it is cached: compressed once, with placeholders for the visit figures.

A page is its own part, up to the end of `<main>`, and the end that the layout puts behind it, the
same in many pages. The end is stored once for all of them, and so is what it becomes with the
figures of the moment: those change every few seconds, and only a few bytes of the end with them.
A gzip member (RFC 1952) may be made of several deflate streams (RFC 1951) as long as each but the
last ends with a flush.
"""

import json
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from visitors.figures import Figures
from visitors.placeholders import fill, first_placeholder, last_placeholder_end

GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
LEVEL = 9
DIGEST_BYTES = 16
FORMAT = b"page 3"  # to be counted up where what is stored changes its shape
OWN_PART_ENDS = b"</main>"
# Ends with the figures of the moment, each about 10 kB: one for a kind of page and, in the archive,
# for a month.
RENDERED_ENDS = 128
SHARED_TEXTS = 64  # stretches of an end, each about 5 kB
LARGEST_BYTES = 512 * 1024  # a larger page is not stored for others
OBJECT_BYTES = 2000  # what Python's objects of a page take besides its blobs, roughly

Headers = list[tuple[str, str]]

PAGE = struct.Struct("<16s8sIIdddHH")
END = struct.Struct("<III")
VERSION = struct.Struct("<HQ")


class RenderedEnd(NamedTuple):
    """The end with figures in it."""

    text: bytes
    compressed: bytes


@dataclass(frozen=True, slots=True, eq=False)
class PageEnd:
    """What pages of a kind share: their headers, and all that stands after their own part.

    `head` and `tail` are deflate streams, that of `head` without its end; `middle` is text, from
    the first figure to the last, and empty where there is none.
    """

    headers: Headers
    head: bytes
    middle: bytes
    tail: bytes
    digest: bytes
    is_html: bool

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageEnd) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def size(self) -> int:
        """Bytes of its blobs."""
        return len(self.head) + len(self.middle) + len(self.tail)

    def to_bytes(self) -> bytes:
        headers = json.dumps(self.headers).encode()
        lengths = END.pack(len(headers), len(self.head), len(self.middle))
        return b"".join([lengths, headers, self.head, self.middle, self.tail])

    @classmethod
    def from_bytes(cls, data: bytes) -> "PageEnd":
        headers_length, head_length, middle_length = END.unpack_from(data)
        headers, rest = split(data[END.size :], headers_length)
        head, rest = split(rest, head_length)
        middle, tail = split(rest, middle_length)
        return make_end([(name, value) for name, value in json.loads(headers)], head, middle, tail)


@lru_cache(maxsize=RENDERED_ENDS)
def rendered_end(end: PageEnd, figures: Figures) -> RenderedEnd:
    middle = fill(end.middle, figures)
    text = b"".join([inflate(end.head), middle, inflate(end.tail)])
    compressed = [end.head, deflate(middle, zlib.Z_FULL_FLUSH) if middle else b"", end.tail]
    return RenderedEnd(text, b"".join(compressed))


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The page with figures in it, ready to be sent."""

    etag: str
    compressed: bytes
    length: int
    fixed_headers: Headers

    def headers(self, *, compressed: bool) -> Headers:
        if not compressed:
            own = [("ETag", f'"{self.etag}"'), ("Content-Length", str(self.length))]
        else:
            own = [
                ("ETag", f'"{self.etag}-gzip"'),
                ("Content-Encoding", "gzip"),
                ("Content-Length", str(len(self.compressed))),
            ]
        return self.fixed_headers + own


@dataclass(slots=True)
class CachedPage:
    """A public page and what it depends on. Times are unix seconds.

    `own` is a deflate stream without its end, `own_sum` its text's CRC-32. `slots` and `versions`
    say under which state it was made; after `fresh_until` it may have become another by the clock
    alone, after `public_until` it is no longer public.
    """

    path: str
    own: bytes
    own_length: int
    own_sum: int
    end: PageEnd
    digest: str
    slots: tuple[int, ...]
    versions: tuple[int, ...]
    made_at: float
    fresh_until: float
    public_until: float

    @property
    def is_html(self) -> bool:
        return self.end.is_html

    @property
    def size(self) -> int:
        """Bytes in memory, roughly, without its end, which others may have too."""
        return len(self.own) + OBJECT_BYTES

    def rendered_with(self, figures: Figures) -> RenderedPage:
        """The page with these figures."""
        end = rendered_end(self.end, figures)
        checksum = zlib.crc32(end.text, self.own_sum)
        length = self.own_length + len(end.text)
        trailer = struct.pack("<II", checksum, length & 0xFFFFFFFF)
        return RenderedPage(
            etag=f"{self.digest}{checksum:08x}",
            compressed=b"".join([GZIP_HEADER, self.own, end.compressed, trailer]),
            length=length,
            fixed_headers=self.end.headers,
        )

    def text_with(self, figures: Figures) -> bytes:
        """The page as text, for the few clients that do not take gzip."""
        return inflate(self.own) + rendered_end(self.end, figures).text

    def to_bytes(self) -> bytes:
        """The page for another process, without its end, whose digest is named."""
        path = self.path.encode()
        facts = PAGE.pack(
            self.end.digest,
            bytes.fromhex(self.digest),
            self.own_length,
            self.own_sum,
            self.made_at,
            self.fresh_until,
            self.public_until,
            len(self.slots),
            len(path),
        )
        pairs = zip(self.slots, self.versions, strict=True)
        versions = b"".join([VERSION.pack(slot, version) for slot, version in pairs])
        return b"".join([facts, versions, path, self.own])

    @classmethod
    def from_bytes(cls, data: bytes, end: PageEnd) -> "CachedPage":
        """Of what to_bytes() made; whoever stores the bytes sees to it that they are whole."""
        (
            _end_digest,
            digest,
            own_length,
            own_sum,
            made_at,
            fresh_until,
            public_until,
            slot_count,
            path_length,
        ) = PAGE.unpack_from(data)
        versions, rest = split(data[PAGE.size :], slot_count * VERSION.size)
        pairs = tuple(VERSION.iter_unpack(versions))
        path, own = split(rest, path_length)
        return cls(
            path=path.decode(),
            own=own,
            own_length=own_length,
            own_sum=own_sum,
            end=end,
            digest=digest.hex(),
            slots=tuple([slot for slot, _ in pairs]),
            versions=tuple([version for _, version in pairs]),
            made_at=made_at,
            fresh_until=fresh_until,
            public_until=public_until,
        )


def make_page(path: str, headers: Headers, text: bytes, **state: Any) -> CachedPage:
    """The page to cache, of a response's text in which figures are still placeholders."""
    first, last = first_placeholder(text), last_placeholder_end(text)
    own_ends = text.find(OWN_PART_ENDS, 0, first)
    own_ends = first if own_ends < 0 else own_ends
    own = text[:own_ends]
    return CachedPage(
        path=path,
        own=deflate(own, zlib.Z_FULL_FLUSH),
        own_length=len(own),
        own_sum=zlib.crc32(own),
        end=make_end(
            headers,
            deflate_shared(text[own_ends:first], zlib.Z_FULL_FLUSH),
            text[first:last],
            deflate_shared(text[last:], zlib.Z_FINISH),
        ),
        digest=blake2b(text, digest_size=8).hexdigest(),
        **state,
    )


def make_end(headers: Headers, head: bytes, middle: bytes, tail: bytes) -> PageEnd:
    content = b"\0".join([json.dumps(headers).encode(), head, middle, tail])
    digest = blake2b(content, digest_size=DIGEST_BYTES, person=FORMAT).digest()
    return PageEnd(headers, head, middle, tail, digest, is_html(headers))


def is_html(headers: Headers) -> bool:
    return dict(headers).get("Content-Type", "").startswith("text/html")


def split(data: bytes, length: int) -> tuple[bytes, bytes]:
    return data[:length], data[length:]


def deflate(text: bytes, ending: int) -> bytes:
    """A deflate stream that needs nothing of what stands before it."""
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return compressor.compress(text) + compressor.flush(ending)


@lru_cache(maxsize=SHARED_TEXTS)
def deflate_shared(text: bytes, ending: int) -> bytes:
    """deflate() of what many pages have alike."""
    return deflate(text, ending)


def inflate(stream: bytes) -> bytes:
    return zlib.decompressobj(wbits=-15).decompress(stream)
