"""What stands where in an MP4 file (ISO/IEC 14496-12), and how a sound's kind is written there."""

from typing import IO, Any, NamedTuple

# All that players need, by where it stands. Cameras write places, names and serial numbers into
# boxes of their own, and into the padding of `free`, `skip` and `wide`, anywhere.
PADDING = {b"free", b"skip", b"wide"}
NEEDED: dict[bytes, set[bytes]] = {
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"trak": {b"tkhd", b"edts", b"tref", b"mdia"},
    b"edts": {b"elst"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"minf": {b"vmhd", b"smhd", b"nmhd", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {
        *(b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64"),
        *(b"stss", b"stsh", b"stps", b"sdtp", b"sbgp", b"sgpd", b"subs", b"padb", b"stdp"),
    },
    b"mvex": {b"mehd", b"trex", b"leva"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs"},
}
REPEATED = {b"sbgp", b"sgpd", b"subs"}  # one for each way of grouping samples (8.9)
OF_ENTRY = {
    *(b"avcC", b"esds", b"btrt", b"pasp", b"colr", b"clap", b"fiel"),
    *(b"frma", b"mp4a", b"chan", b"\0\0\0\0"),  # QuickTime's, the last one the end of a `wave`
}
H264 = {b"avc1", b"avc3"}
HEVC = {b"hvc1", b"hev1", b"dvh1", b"dvhe"}
PROFILES = {66, 77, 88, 100}  # Baseline, Main, Extended, High: 8 bits, 4:2:0
AAC_SOUND = {0x40, 0x66, 0x67, 0x68}  # object types (ISO/IEC 14496-1, 7.2.6.6)
PICTURE_ENTRY = 78  # bytes ahead of the boxes of such a sample entry
# Of a sound, by the version that its sample entry gives itself (QuickTime File Format, "Sound
# sample descriptions"): bytes ahead of its boxes.
SOUND_ENTRY = {0: 28, 1: 44, 2: 64}


ERASED_AT_ONCE = 64 * 1024


class Box(NamedTuple):
    """Where it begins in the file, where its content does, and where both end. Samples of a track,
    which are no box, have no kind and begin at once."""

    kind: bytes
    at: int
    start: int
    end: int


def erase(boxes: list[Box], file: IO[bytes] | Any) -> None:
    """Empties these where they stand, so that nothing else moves: players pass over a `free`."""
    for box in boxes:
        if box.kind:
            file.seek(box.at + 4)
            file.write(b"free")
        file.seek(box.start)
        for at in range(box.start, box.end, ERASED_AT_ONCE):
            file.write(bytes(min(ERASED_AT_ONCE, box.end - at)))
    file.flush()


def sound_entry_head(content: bytes, is_newer: bool) -> int:
    """Bytes ahead of the boxes of this sample entry. `is_newer`: it stands in a table of version 1,
    whose entries of version 1 are as long as those of version 0 (ISO/IEC 14496-12, 12.2.3).
    IndexError for a version that there is not."""
    version = int.from_bytes(content[8:10], "big")
    if version not in SOUND_ENTRY:
        raise IndexError
    return SOUND_ENTRY[0] if is_newer and version == 1 else SOUND_ENTRY[version]


def sound_type(descriptors: bytes) -> int:
    """Of an `esds`: the object type in its decoder's configuration (ISO/IEC 14496-1, 7.2.6)."""
    at = _inside(descriptors, 4, 0x03)
    flags = descriptors[at + 2]
    at += 3 + (2 if flags & 0x80 else 0) + (1 + descriptors[at + 3] if flags & 0x40 else 0)
    at += 2 if flags & 0x20 else 0
    return descriptors[_inside(descriptors, at, 0x04)]


def _inside(content: bytes, at: int, tag: int) -> int:
    """Where the content of the descriptor of that tag begins: its length takes up to four bytes."""
    if content[at] != tag:
        raise IndexError
    for after in range(at + 1, at + 5):
        if not content[after] & 0x80:
            return after + 1
    raise IndexError
