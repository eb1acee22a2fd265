"""MP4 files (ISO/IEC 14496-12 and -14): whole, in the two codecs that every browser plays, and with
nothing to be fetched from elsewhere.

A file is a row of boxes: a length, a kind of four letters, a content, which may be boxes again.
Only their heads are read, wherever they stand; pictures and sound themselves are not looked at.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any

from attachments import refusals
from attachments.mp4_boxes import (
    AAC_SOUND,
    H264,
    HEVC,
    NEEDED,
    OF_ENTRY,
    PADDING,
    PICTURE_ENTRY,
    PROFILES,
    REPEATED,
    Box,
    sound_entry_head,
    sound_type,
)
from attachments.refusals import AttachmentRefused
from limits.files import MOST_VIDEO_BYTES

HEAD_BYTES = 12
FILE_TYPE = b"ftyp"
# Of other kinds of the same family (ISO/IEC 23008-12 and 23000-22), which are still pictures.
PICTURE_BRANDS = {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"}
BRANDS = {
    *(b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9"),
    *(b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VH", b"MSNV", b"dash", b"cmfc"),
}
TOP = {FILE_TYPE, b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"styp"}
PERSONAL = {b"udta", b"meta", b"uuid"}
MOST_BOXES = 50_000  # one a second of an hour, in fragments, is some 10,000

PICTURE, SOUND = b"vide", b"soun"
MOST_ENTRY_BYTES = 64 * 1024
MOST_TABLE_BYTES = 1024 * 1024  # thirty samples a second, for hours
# Over the whole file. One sample in each chunk, thirty a second for an hour, is 216,000.
MOST_ENTRIES = 300_000
MOST_CHUNKS = 120_000  # to be emptied, each for itself: thirty a second for an hour
MOST_TRACKS = 32
PLACES = {b"stco": ">I", b"co64": ">Q"}
SELF_CONTAINED = 1


def begins_like_one(head: bytes) -> bool:
    return head[4:8] == FILE_TYPE


def checked_personal_boxes(file: IO[bytes] | Any, size: int) -> list[Box]:
    """AttachmentRefused with the reason, where readers may not get it. What may say where and by
    whom it was taken comes back, for erase()."""
    if size > MOST_VIDEO_BYTES:
        raise AttachmentRefused(refusals.VIDEO_TOO_LARGE)
    with _refusing_damage():
        return _Reading(file, size).personal_boxes()


@contextmanager
def _refusing_damage() -> Iterator[None]:
    try:
        yield
    except (struct.error, IndexError) as error:
        raise AttachmentRefused(refusals.DAMAGED) from error


@dataclass
class _Reading:
    file: Any
    size: int
    personal: list[Box] = field(default_factory=list)
    kinds: set[bytes] = field(default_factory=set)  # of tracks: PICTURE, SOUND
    data: list[Box] = field(default_factory=list)
    number: int = 0  # of boxes
    entries: int = 0  # of tables
    chunks: int = 0
    left: int = 0  # bytes that samples may still name
    unshown: set[int] = field(default_factory=set)  # tracks that are neither picture nor sound

    def personal_boxes(self) -> list[Box]:
        self.left = self.size
        top = list(self._boxes(0, self.size))
        self._check_brands(top[0])
        for box in top:
            if box.kind in PERSONAL | PADDING:
                self.personal.append(box)
            elif box.kind not in TOP:
                name = box.kind.decode("latin-1")
                raise AttachmentRefused(refusals.PARTS.format(name=name))
        movies = [box for box in top if box.kind == b"moov"]
        self.data = [box for box in top if box.kind == b"mdat"]
        if len(movies) != 1 or not self.data:
            raise AttachmentRefused(refusals.DAMAGED)
        boxes = self._needed(movies[0])
        if sum(box.kind == b"trak" for box in boxes) > MOST_TRACKS:
            raise AttachmentRefused(refusals.BOMB)
        for box in boxes:
            if box.kind == b"trak":
                self._check_track(box)
            elif box.kind in NEEDED:
                self._needed(box)
        for box in top:
            if box.kind == b"moof":
                self._check_fragment(box)
        if PICTURE not in self.kinds:
            raise AttachmentRefused(refusals.NO_PICTURE)
        return self.personal

    def _check_brands(self, box: Box) -> None:
        content = self._content(box)
        brands = {content[at : at + 4] for at in (0, *range(8, len(content) - 3, 4))}
        if content[:4] in PICTURE_BRANDS:
            raise AttachmentRefused(refusals.PICTURE)
        if not brands & BRANDS:
            raise AttachmentRefused(refusals.OTHER_VIDEO)

    def _check_track(self, track: Box) -> None:
        """One that is neither picture nor sound (phones and drones write their place and their
        movements there) goes as a whole."""
        seen = len(self.personal)
        within = self._within(track)
        kind = self._content(within[b"hdlr"])[8:12] if b"hdlr" in within else b""
        if kind not in (PICTURE, SOUND):
            del self.personal[seen:]
            self.personal.append(track)
            self._take_samples(within)
            head = self._content(within[b"tkhd"]) if b"tkhd" in within else b""
            self.unshown.update(struct.unpack_from(">I", head, 20 if head[:1] == b"\1" else 12))
            return
        if not {b"stsd", b"dinf"} <= within.keys():
            raise AttachmentRefused(refusals.DAMAGED)
        self._check_place(within[b"dinf"])
        entries = list(self._boxes(within[b"stsd"].start + 8, within[b"stsd"].end))
        if not entries:
            raise AttachmentRefused(refusals.DAMAGED)
        is_newer = self._content(within[b"stsd"])[0] > 0
        for entry in entries:
            self._check_codec(kind, entry, is_newer)
        self.kinds.add(kind)

    def _within(self, track: Box) -> dict[bytes, Box]:
        """By kind, what stands in a track's containers."""
        found: dict[bytes, Box] = {}
        waiting = [track]
        while waiting:
            for box in self._needed(waiting.pop()):
                if found.setdefault(box.kind, box) is not box and box.kind not in REPEATED:
                    raise AttachmentRefused(refusals.DAMAGED)  # which of the two would be played?
                if box.kind in NEEDED and box.kind != b"dinf":
                    waiting.append(box)
        return found

    def _needed(self, container: Box) -> list[Box]:
        """What players need of it; the rest is to be emptied."""
        kinds, needed = NEEDED[container.kind], []
        for box in self._boxes(container.start, container.end):
            if box.kind in kinds:
                needed.append(box)
                continue
            self.personal.append(box)
            if box.kind == b"gps ":
                self._take_places(box)
        return needed

    def _check_fragment(self, fragment: Box) -> None:
        """Samples of a track that is emptied may lie here only in a file we cannot empty."""
        for track in self._needed(fragment):
            for box in self._needed(track) if track.kind == b"traf" else []:
                if box.kind == b"tfhd" and self.unshown & {
                    *struct.unpack_from(">I", self._content(box), 4)
                }:
                    raise AttachmentRefused(refusals.HIDDEN_TRACK)

    def _check_place(self, information: Box) -> None:
        """Pictures and sound lie in this very file (8.7.2)."""
        for table in self._needed(information):
            for entry in self._boxes(table.start + 8, table.end):
                if not self._content(entry)[3] & SELF_CONTAINED:
                    raise AttachmentRefused(refusals.VIDEO_ELSEWHERE)

    def _check_codec(self, kind: bytes, entry: Box, is_newer: bool) -> None:
        if entry.kind in HEVC:
            raise AttachmentRefused(refusals.HEVC)
        is_picture = kind == PICTURE
        if entry.kind not in (H264 if is_picture else {b"mp4a"}):
            name = entry.kind.decode("latin-1").strip()
            raise AttachmentRefused(refusals.CODEC.format(name=name))
        before = PICTURE_ENTRY if is_picture else sound_entry_head(self._content(entry), is_newer)
        known = False
        for box in self._boxes_of_entry(entry.start + before, entry.end):
            if box.kind == (b"avcC" if is_picture else b"esds") and not known:
                content = self._content(box)
                known = content[1] in PROFILES if is_picture else sound_type(content) in AAC_SOUND
        if not known:
            raise AttachmentRefused(refusals.CODEC.format(name=entry.kind.decode("latin-1")))

    def _boxes_of_entry(self, at: int, end: int) -> Iterator[Box]:
        """Those that players need, also in QuickTime's `wave`. It ends such rows with zeros."""
        while end - at >= 8:
            box = next(self._boxes(at, end))
            at = box.end
            if box.kind in OF_ENTRY:
                yield box
            elif box.kind == b"wave":
                yield from self._boxes_of_entry(box.start, box.end)
            else:
                self.personal.append(box)
        self.personal.append(Box(b"", at, at, end))

    def _take_samples(self, within: dict[bytes, Box]) -> None:
        """Where a track's data lie, chunk by chunk (8.7), as far as they do among the film's."""
        places = within.get(b"co64") or within.get(b"stco")
        if b"stz2" in within:
            raise AttachmentRefused(refusals.HIDDEN_TRACK)
        if not places or not {b"stsc", b"stsz"} <= within.keys():
            return
        runs = self._table(within[b"stsc"], ">3I")
        (same,) = struct.unpack_from(">I", self._content(within[b"stsz"], MOST_TABLE_BYTES), 4)
        sizes = iter(()) if same else self._table(within[b"stsz"], ">I", after=4)
        run, in_each = next(runs, None), 0
        for number, (at,) in enumerate(self._table(places, PLACES[places.kind]), start=1):
            if run and run[0] <= number:
                in_each, run = run[1], next(runs, None)
            self._take(at, same * in_each or sum(size for (size,) in islice(sizes, in_each)))

    def _take_places(self, table: Box) -> None:
        """Blocks among the film's data that dash cams (Novatek) list: place and length, each in
        four bytes, after eight."""
        self._count((table.end - table.start) // 8)
        content = self._content(table, MOST_TABLE_BYTES)[8:]
        for at, length in struct.iter_unpack(">2I", content[: len(content) // 8 * 8]):
            self._take(at, length)

    def _take(self, at: int, length: int) -> None:
        self.left -= length
        if self.left < 0:  # they overlap, and would be emptied again and again
            raise AttachmentRefused(refusals.DAMAGED)
        data = self.data[bisect_right(self.data, at, key=lambda box: box.start) - 1]
        if not length or not data.start <= at <= at + length <= data.end:
            return
        self.chunks += 1
        if self.chunks > MOST_CHUNKS:
            raise AttachmentRefused(refusals.BOMB)
        last = self.personal[-1]
        if not last.kind and last.end == at:
            self.personal[-1] = last._replace(end=at + length)
        else:
            self.personal.append(Box(b"", at, at, at + length))

    def _table(self, box: Box, form: str, after: int = 0) -> Iterator[tuple[int, ...]]:
        content = self._content(box, MOST_TABLE_BYTES)[4 + after :]
        (number,) = struct.unpack_from(">I", content)
        self._count(min(number, len(content) // struct.calcsize(form)))
        return struct.iter_unpack(form, content[4 : 4 + number * struct.calcsize(form)])

    def _count(self, entries: int) -> None:
        self.entries += entries
        if self.entries > MOST_ENTRIES:
            raise AttachmentRefused(refusals.BOMB)

    def _content(self, box: Box, most: int = MOST_ENTRY_BYTES) -> bytes:
        if box.end - box.start > most:
            raise AttachmentRefused(refusals.DAMAGED)
        self.file.seek(box.start)
        content: bytes = self.file.read(box.end - box.start)
        return content

    def _boxes(self, at: int, end: int) -> Iterator[Box]:
        """Those that stand there one after another, up to the very end."""
        while at < end:
            self.number += 1
            if self.number > MOST_BOXES:
                raise AttachmentRefused(refusals.BOMB)
            self.file.seek(at)
            head = self.file.read(16)
            length, kind = struct.unpack_from(">I4s", head)
            start = at + 8
            if length == 1:
                (length,) = struct.unpack_from(">Q", head, 8)
                start += 8
            elif length == 0 and end == self.size:  # as far as the file goes
                length = end - at
            if not start <= at + length <= end:
                raise AttachmentRefused(refusals.DAMAGED)
            yield Box(kind, at, start, at + length)
            at += length
