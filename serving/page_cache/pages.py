"""A page as it is cached: compressed once, with placeholders for the visit figures.

A page is its own part, up to the end of `<main>`, and the frame that the layout puts around it, the
same in many pages: the end behind it, and in its middle the top, from the style sheets to `<main>`,
a sixth of a page. A frame is stored once for all its pages, and so is what its end becomes with the
figures of the moment: those change every few seconds, and only a few bytes of the end with them.
A gzip member (RFC 1952) may be made of several deflate streams (RFC 1951) as long as each but the
last ends with a flush; and as its reader remembers the last 32 kB, whatever stream they came in, a
stream may point back into those before it. What stands behind the top does: a twelfth fewer bytes.
"""

import json
import struct
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from zlib_ng import zlib_ng

from visitors.figures import Figures
from visitors.placeholders import fill, first_placeholder, last_placeholder_end

GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
# Of zlib-ng: half the time of its 9, and a fiftieth more bytes.
LEVEL = 5
LEVEL_OF_SHARED = 9  # once for many pages
DIGEST_BYTES = 16
WINDOW_BYTES = 32 * 1024  # how far back a deflate stream may point
FORMAT = b"page 5"  # to be counted up where what is stored changes its shape
TOP_BEGINS, TOP_ENDS = b'<link rel="stylesheet"', b"<main"
# Stands in each top that pages share; a print copy has the way back to its own article there.
OF_SHARED_TOP = b'class="comfort"'
OWN_PART_ENDS = b"</main>"
# Ends with the figures of the moment, each about 10 kB: one for a kind of page and, in the archive,
# for a month.
RENDERED_ENDS = 128
SHARED_TEXTS = 64  # stretches of an end, each about 5 kB
LARGEST_BYTES = 512 * 1024  # a larger page is not stored for others
OBJECT_BYTES = 2000  # what Python's objects of a page take besides its blobs, roughly

Headers = list[tuple[str, str]]

PAGE = struct.Struct("<16s8sIIIdddHH")
FRAME = struct.Struct("<IIII")
VERSION = struct.Struct("<HQ")


class RenderedEnd(NamedTuple):
    """The end of a frame with figures in it."""

    text: bytes
    compressed: bytes


@dataclass(frozen=True, slots=True, eq=False)
class PageFrame:
    """What pages of a kind share: headers, top, and end, which is all after their own part.

    `top`, `head` and `tail` are deflate streams, those of `top` and `head` without their end;
    `middle` is text, from the first figure to the last. `top` and `middle` may be empty.
    """

    headers: Headers
    top: bytes
    head: bytes
    middle: bytes
    tail: bytes
    digest: bytes
    is_html: bool

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageFrame) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def size(self) -> int:
        """Bytes of its blobs."""
        return len(self.top) + len(self.head) + len(self.middle) + len(self.tail)

    def to_bytes(self) -> bytes:
        headers = json.dumps(self.headers).encode()
        lengths = FRAME.pack(len(headers), len(self.top), len(self.head), len(self.middle))
        return b"".join([lengths, headers, self.top, self.head, self.middle, self.tail])

    @classmethod
    def from_bytes(cls, data: bytes) -> "PageFrame":
        headers_length, top_length, head_length, middle_length = FRAME.unpack_from(data)
        headers, rest = split(data[FRAME.size :], headers_length)
        top, rest = split(rest, top_length)
        head, rest = split(rest, head_length)
        middle, tail = split(rest, middle_length)
        named = [(name, value) for name, value in json.loads(headers)]
        return make_frame(named, top, head, middle, tail)


@lru_cache(maxsize=RENDERED_ENDS)
def rendered_end(frame: PageFrame, figures: Figures) -> RenderedEnd:
    middle = fill(frame.middle, figures)
    text = b"".join([inflate(frame.head), middle, inflate(frame.tail)])
    compressed = [frame.head, deflate(middle, zlib_ng.Z_FULL_FLUSH) if middle else b"", frame.tail]
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

    `own` is a deflate stream without its end; the top stands after `before_top` bytes of it, and
    what follows points back into both. `own_length` and `own_sum` are length and CRC-32 of the text
    of all three. `slots` and `versions` say under which state it was made; after `fresh_until` it
    may have become another by the clock alone, after `public_until` it is no longer public.
    """

    path: str
    own: bytes
    before_top: int
    own_length: int
    own_sum: int
    frame: PageFrame
    digest: str
    slots: tuple[int, ...]
    versions: tuple[int, ...]
    made_at: float
    fresh_until: float
    public_until: float

    @property
    def is_html(self) -> bool:
        return self.frame.is_html

    @property
    def size(self) -> int:
        """Bytes in memory, roughly, without its frame, which others may have too."""
        return len(self.own) + OBJECT_BYTES

    def rendered_with(self, figures: Figures) -> RenderedPage:
        """The page with these figures."""
        end = rendered_end(self.frame, figures)
        checksum = zlib_ng.crc32(end.text, self.own_sum)
        length = self.own_length + len(end.text)
        trailer = struct.pack("<II", checksum, length & 0xFFFFFFFF)
        return RenderedPage(
            etag=f"{self.digest}{checksum:08x}",
            compressed=b"".join([GZIP_HEADER, self._own_with_top(), end.compressed, trailer]),
            length=length,
            fixed_headers=self.frame.headers,
        )

    def text_with(self, figures: Figures) -> bytes:
        """The page as text, for the few clients that do not take gzip."""
        return inflate(self._own_with_top()) + rendered_end(self.frame, figures).text

    def _own_with_top(self) -> bytes:
        return b"".join([self.own[: self.before_top], self.frame.top, self.own[self.before_top :]])

    def to_bytes(self) -> bytes:
        """The page for another process, without its frame, whose digest is named."""
        path = self.path.encode()
        facts = PAGE.pack(
            self.frame.digest,
            bytes.fromhex(self.digest),
            self.before_top,
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
    def from_bytes(cls, data: bytes, frame: PageFrame) -> "CachedPage":
        """Of what to_bytes() made; whoever stores the bytes sees to it that they are whole."""
        (
            _frame_digest,
            digest,
            before_top,
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
            before_top=before_top,
            own_length=own_length,
            own_sum=own_sum,
            frame=frame,
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
    top_begins, top_ends = own.find(TOP_BEGINS), own.find(TOP_ENDS)
    if top_begins < 0 or OF_SHARED_TOP not in own[top_begins : max(top_ends, 0)]:
        top_begins = top_ends = 0
    before_top = deflate(own[:top_begins], zlib_ng.Z_FULL_FLUSH) if top_begins else b""
    top = own[top_begins:top_ends]
    return CachedPage(
        path=path,
        own=before_top + deflate_behind(own[:top_ends], own[top_ends:]),
        before_top=len(before_top),
        own_length=len(own),
        own_sum=zlib_ng.crc32(own),
        frame=make_frame(
            headers,
            deflate_shared(top, zlib_ng.Z_FULL_FLUSH) if top else b"",
            deflate_shared(text[own_ends:first], zlib_ng.Z_FULL_FLUSH),
            text[first:last],
            deflate_shared(text[last:], zlib_ng.Z_FINISH),
        ),
        digest=blake2b(text, digest_size=8).hexdigest(),
        **state,
    )


def make_frame(headers: Headers, top: bytes, head: bytes, middle: bytes, tail: bytes) -> PageFrame:
    content = b"\0".join([json.dumps(headers).encode(), top, head, middle, tail])
    digest = blake2b(content, digest_size=DIGEST_BYTES, person=FORMAT).digest()
    return PageFrame(headers, top, head, middle, tail, digest, is_html(headers))


def is_html(headers: Headers) -> bool:
    return dict(headers).get("Content-Type", "").startswith("text/html")


def split(data: bytes, length: int) -> tuple[bytes, bytes]:
    return data[:length], data[length:]


def deflate(text: bytes, ending: int, level: int = LEVEL) -> bytes:
    """A deflate stream that needs nothing of what stands before it."""
    compressor = zlib_ng.compressobj(level, zlib_ng.DEFLATED, -15)
    return compressor.compress(text) + compressor.flush(ending)


def deflate_behind(before: bytes, text: bytes) -> bytes:
    """A deflate stream without its end, to be read behind what `before` became."""
    compressor = zlib_ng.compressobj(LEVEL, zlib_ng.DEFLATED, -15, zdict=before[-WINDOW_BYTES:])
    return compressor.compress(text) + compressor.flush(zlib_ng.Z_FULL_FLUSH)


@lru_cache(maxsize=SHARED_TEXTS)
def deflate_shared(text: bytes, ending: int) -> bytes:
    """deflate() of what many pages have alike."""
    return deflate(text, ending, LEVEL_OF_SHARED)


def inflate(stream: bytes) -> bytes:
    return zlib_ng.decompressobj(wbits=-15).decompress(stream)
