"""MP4 files that somebody may send: one that plays, and what only looks like one."""

import struct
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

IDENTITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
# 128 by 96, Baseline: forty-eight blocks whose colours are written as they are (I_PCM, 7.3.5).
SEQUENCE, PICTURE = bytes.fromhex("6742000af841a2"), bytes.fromhex("68ce3880")
FRAME = bytes.fromhex("05888421a0") + bytes.fromhex("0d00").join([b"\x80" * 384] * 48) + b"\x80"
GPS = b"+10.2431+106.3756/"


def box(kind: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def full_box(kind: bytes, *content: bytes, flags: int = 0) -> bytes:
    return box(kind, struct.pack(">I", flags), *content)


def picture_entry(kind: bytes = b"avc1", profile: int = 0x42) -> bytes:
    head = bytes(24) + struct.pack(">HH", 128, 96) + bytes(50)
    settings = bytes([1, profile, 0, 10, 0xFF, 0xE1])
    settings += struct.pack(">H", len(SEQUENCE)) + SEQUENCE
    settings += b"\x01" + struct.pack(">H", len(PICTURE)) + PICTURE
    return box(kind, head[:6] + b"\0\1" + head[8:], box(b"avcC", settings))


def sound_entry(
    kind: bytes = b"mp4a", object_type: int = 0x40, version: int = 0, after: bytes = b""
) -> bytes:
    """Versions 1 and 2 are QuickTime's, with the settings in a `wave`, and `after` there."""
    decoder = bytes([0x04, 0x80, 0x80, 0x0D, object_type]) + bytes(12)
    descriptors = bytes([0x03, len(decoder) + 3]) + bytes(3) + decoder
    settings = full_box(b"esds", descriptors)
    if version:
        ahead = box(b"frma", kind) + box(kind, bytes(4))
        settings = box(b"wave", ahead, settings, after, box(bytes(4)))
    more = bytes({0: 0, 1: 16, 2: 36}[version])
    return box(kind, bytes(8), struct.pack(">H", version), bytes(18), more, settings)


def track(
    handler: bytes = b"vide",
    entry: bytes | None = None,
    *,
    place: bytes | None = None,
    chunk: int = 0,
    size: int = 4 + len(FRAME),
    extra: bytes = b"",
) -> bytes:
    """`place`: where its data are, by default in the file itself, at `chunk`, one of that size."""
    table = box(
        b"stbl",
        full_box(b"stsd", struct.pack(">I", 1), picture_entry() if entry is None else entry),
        full_box(b"stts", struct.pack(">3I", 1, 1, 1000)),
        full_box(b"stsc", struct.pack(">4I", 1, 1, 1, 1)),
        full_box(b"stsz", struct.pack(">3I", 0, 1, size)),
        full_box(b"stco", struct.pack(">2I", 1, chunk)),
    )
    place = full_box(b"url ", flags=1) if place is None else place
    data = box(b"dinf", full_box(b"dref", struct.pack(">I", 1), place))
    media = box(
        b"mdia",
        full_box(b"mdhd", struct.pack(">4IHH", 0, 0, 1000, 1000, 0x55C4, 0)),
        full_box(b"hdlr", bytes(4), handler, bytes(13)),
        box(b"minf", full_box(b"vmhd", bytes(8), flags=1), data, table),
    )
    head = struct.pack(">5I", 0, 0, 1, 0, 1000) + bytes(16) + IDENTITY
    head += struct.pack(">2I", 128 << 16, 96 << 16)
    return box(b"trak", full_box(b"tkhd", head, flags=3), media, extra)


def mp4(
    *tracks: bytes,
    brand: bytes = b"isom",
    compatible: bytes = b"isomavc1",
    of_movie: bytes = b"",
    after: bytes = b"",
) -> bytes:
    """One grey picture, a second long, unless there are other tracks."""
    start = box(b"ftyp", brand, bytes(4), compatible)
    data = box(b"mdat", struct.pack(">I", len(FRAME)), FRAME)
    head = struct.pack(">4I", 0, 0, 1000, 1000) + struct.pack(">IH", 0x10000, 0x100) + bytes(10)
    head += IDENTITY + bytes(24) + struct.pack(">I", 2)
    tracks = tracks or (track(chunk=len(start) + 8),)
    return start + data + box(b"moov", full_box(b"mvhd", head), *tracks, of_movie) + after


def sent(content: bytes | None = None, name: str = "Lễ phát động.mp4", **of_mp4: Any) -> Any:
    return SimpleUploadedFile(name, mp4(**of_mp4) if content is None else content)
