"""Which videos readers may get, and what is taken out of them."""

import io
import struct

import pytest

from attachments import mp4 as reading
from attachments import refusals
from attachments.inspection import kind_of, kind_of_file
from attachments.mp4_boxes import erase
from attachments.names import display_name
from attachments.refusals import AttachmentRefused
from limits.files import MOST_ATTACHMENT_BYTES, MOST_VIDEO_BYTES
from tests.support.videos import (
    GPS,
    box,
    full_box,
    mp4,
    picture_entry,
    sound_entry,
    track,
)


def refusal(data: bytes) -> str:
    with pytest.raises(AttachmentRefused) as refused:
        kind_of(data)
    return str(refused.value)


@pytest.mark.parametrize(
    "data",
    [
        mp4(),
        mp4(track(), track(b"soun", sound_entry())),
        mp4(track(), track(b"soun", sound_entry(version=1)), brand=b"mp42"),
        mp4(track(), track(b"soun", sound_entry(version=2)), brand=b"mp42"),
        mp4(track(b"vide", picture_entry(b"avc3", 100))),
        mp4(brand=b"mp42", compatible=b""),
        mp4(brand=b"qt  ", compatible=b"qt  mp42"),
        mp4(after=box(b"free", bytes(1000)) + struct.pack(">I4s", 0, b"mdat") + bytes(99)),
        mp4(after=struct.pack(">I4sQ", 1, b"mdat", 16 + 99) + bytes(99)),
    ],
)
def test_sound_mp4_in_h264_and_aac_is_taken(data: bytes) -> None:
    assert kind_of(data) == "mp4"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (mp4(track(b"vide", picture_entry(b"hvc1"))), refusals.HEVC),
        (mp4(track(b"vide", picture_entry(b"av01"))), refusals.CODEC.format(name="av01")),
        (mp4(track(b"vide", picture_entry(profile=110))), refusals.CODEC.format(name="avc1")),
        (mp4(track(), track(b"soun", sound_entry(b"ac-3"))), refusals.CODEC.format(name="ac-3")),
        (
            mp4(track(), track(b"soun", sound_entry(object_type=0x6B))),
            refusals.CODEC.format(name="mp4a"),
        ),
        (
            mp4(track(), track(b"soun", sound_entry(object_type=0x6B, version=1))),
            refusals.CODEC.format(name="mp4a"),
        ),
        (mp4(track(b"soun", sound_entry())), refusals.NO_PICTURE),
        (mp4(track(b"vide", b"")), refusals.DAMAGED),
        (mp4(track(place=full_box(b"url ", b"http://evil.example/"))), refusals.VIDEO_ELSEWHERE),
        (mp4(brand=b"qt  ", compatible=b"qt  "), refusals.OTHER_VIDEO),
        (mp4(brand=b"heic", compatible=b"mif1heic"), refusals.PICTURE),
        (mp4(after=box(b"MZ\x90\0", b"program")), refusals.PARTS.format(name="MZ\x90\0")),
        (mp4(after=b"PK\x03\x04" + bytes(40)), refusals.DAMAGED),
        (mp4(after=mp4()[24:]), refusals.DAMAGED),  # two of them
        (mp4()[:-1], refusals.DAMAGED),
        (mp4()[:3000], refusals.DAMAGED),
        (mp4()[:30], refusals.DAMAGED),
        (box(b"ftyp", b"isom"), refusals.DAMAGED),
        (b"\x1aE\xdf\xa3" + bytes(60), refusals.OTHER_VIDEO),
        (b"RIFF\x10\0\0\0AVI LIST", refusals.OTHER_VIDEO),
        (box(b"moov", bytes(40)), refusals.OTHER_VIDEO),
        (mp4(of_movie=box(b"free") * 60_000), refusals.BOMB),
        (mp4(*[track()] * 33), refusals.BOMB),
    ],
)
def test_any_other_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    assert refusal(data) == reason


def test_video_may_be_larger_than_a_document_and_says_where_it_ends() -> None:
    of_size = MOST_ATTACHMENT_BYTES + 1
    assert kind_of(mp4(after=box(b"free", bytes(of_size)))) == "mp4"
    with pytest.raises(AttachmentRefused) as refused:
        kind_of_file(io.BytesIO(mp4()), MOST_VIDEO_BYTES + 1)
    assert str(refused.value) == refusals.VIDEO_TOO_LARGE
    assert "80 MB" in refusals.VIDEO_TOO_LARGE


def test_where_and_by_whom_it_was_taken_is_taken_out_and_nothing_moves() -> None:
    place = box(b"udta", box(b"\xa9xyz", GPS))
    of_phone = track(b"meta", box(b"mett", GPS))
    data = mp4(track(extra=place), of_phone, of_movie=place + box(b"xml ", GPS), after=place)
    file = io.BytesIO(data)
    erase(reading.checked_personal_boxes(file, len(data)), file)
    cleaned = file.getvalue()
    assert GPS in data
    assert GPS not in cleaned
    assert len(cleaned) == len(data)
    assert kind_of(cleaned) == "mp4"
    again = io.BytesIO(cleaned)
    erase(reading.checked_personal_boxes(again, len(cleaned)), again)
    assert again.getvalue() == cleaned
    without_any = mp4(track())
    file = io.BytesIO(without_any)
    erase(reading.checked_personal_boxes(file, len(without_any)), file)
    assert file.getvalue() == without_any


def test_what_quicktime_s_sound_says_besides_is_taken_out() -> None:
    sound = sound_entry(version=1, after=box(b"\xa9xyz", GPS))
    data = mp4(track(), track(b"soun", sound), brand=b"mp42")
    file = io.BytesIO(data)
    erase(reading.checked_personal_boxes(file, len(data)), file)
    assert GPS in data
    assert GPS not in file.getvalue()
    assert len(file.getvalue()) == len(data)
    assert kind_of(file.getvalue()) == "mp4"


def test_places_that_a_drone_has_written_beside_the_pictures_are_taken_out() -> None:
    def flown(at: int) -> bytes:
        of_drone = track(b"meta", box(b"djmd"), chunk=at, size=len(GPS))
        return mp4(track(chunk=32), of_drone, after=box(b"mdat", b"1234", GPS))

    content = flown(flown(0).index(GPS))
    start = content.index(b"moov") - 4
    file = io.BytesIO(content)
    erase(reading.checked_personal_boxes(file, len(content)), file)
    assert GPS not in file.getvalue()
    assert file.getvalue()[:start] == content[:start]  # the pictures
    assert b"1234" in file.getvalue()


def cleaned(data: bytes) -> bytes:
    file = io.BytesIO(data)
    erase(reading.checked_personal_boxes(file, len(data)), file)
    return file.getvalue()


@pytest.mark.parametrize("padding", [b"free", b"skip", b"wide"])
def test_what_cameras_write_into_padding_is_taken_out(padding: bytes) -> None:
    hidden = box(padding, GPS)
    content = cleaned(mp4(track(extra=hidden), of_movie=hidden, after=hidden))
    assert GPS not in content
    assert kind_of(content) == "mp4"


@pytest.mark.parametrize("place", [b"mdia", b"minf", b"stbl"])
@pytest.mark.parametrize("kind", [b"udta", b"meta", b"uuid", b"free", b"abcd"])
def test_what_cameras_write_deep_in_a_track_is_taken_out(place: bytes, kind: bytes) -> None:
    content = cleaned(mp4(put_into(place, box(kind, GPS))))
    assert GPS not in content
    assert kind_of(content) == "mp4"


def put_into(place: bytes, more: bytes) -> bytes:
    """A track with this at the end of that container of its own."""
    whole = track()
    path = [b"trak", b"mdia", b"minf", b"stbl"]
    starts = [whole.index(kind) - 4 for kind in path[: path.index(place) + 1]]
    ends = starts[-1] + struct.unpack_from(">I", whole, starts[-1])[0]
    content = bytearray(whole[:ends] + more + whole[ends:])
    for start in starts:
        length = struct.unpack_from(">I", content, start)[0]
        struct.pack_into(">I", content, start, length + len(more))
    return bytes(content)


def test_what_cameras_write_behind_the_settings_of_a_codec_is_taken_out() -> None:
    entry = picture_entry()
    longer = box(b"avc1", entry[8:], box(b"abcd", GPS), bytes(4))
    assert GPS not in cleaned(mp4(track(b"vide", longer)))


def test_what_cameras_write_into_fragments_is_taken_out() -> None:
    part = box(b"traf", full_box(b"tfhd", struct.pack(">I", 1)), box(b"uuid", GPS))
    content = cleaned(mp4(after=box(b"moof", part, box(b"meta", GPS))))
    assert GPS not in content


def test_a_track_whose_places_lie_in_fragments_or_short_tables_is_refused() -> None:
    of_phone = track(b"meta", box(b"mett"))
    of_fragment = box(b"moof", box(b"traf", full_box(b"tfhd", struct.pack(">I", 1))))
    assert refusal(mp4(track(), of_phone, after=of_fragment)) == refusals.HIDDEN_TRACK
    short = of_phone.replace(b"stsz", b"stz2")
    assert refusal(mp4(track(), short)) == refusals.HIDDEN_TRACK


def test_places_that_a_dash_cam_lists_are_taken_out_of_the_data() -> None:
    def driven(at: int) -> bytes:
        listed = box(b"gps ", bytes(8), struct.pack(">2I", at, len(GPS)))
        return mp4(of_movie=listed, after=box(b"mdat", b"1234", GPS, b"5678"))

    content = cleaned(driven(driven(0).index(GPS)))
    assert GPS not in content
    assert b"1234" in content
    assert b"5678" in content


def test_what_a_track_shows_is_said_by_its_media_alone() -> None:
    hidden = put_into(b"minf", full_box(b"hdlr", bytes(4), b"meta", bytes(13)))
    assert kind_of(mp4(hidden)) == "mp4"


def test_samples_may_be_grouped_in_several_ways() -> None:
    ways = b"".join(full_box(b"sgpd", kind, bytes(8)) for kind in (b"roll", b"sync"))
    assert kind_of(mp4(put_into(b"stbl", ways))) == "mp4"


def of_chunks(number: int, at: int = 0, size: int = 0) -> bytes:
    """A track of metadata, each sample in a chunk of its own."""
    whole = track(b"meta", box(b"mett"), size=0)
    places = full_box(b"stco", struct.pack(">I", number), struct.pack(">I", at) * number)
    sizes = full_box(b"stsz", struct.pack(">2I", 0, number), struct.pack(">I", size) * number)
    old = (
        full_box(b"stco", struct.pack(">2I", 1, 0)),
        full_box(b"stsz", struct.pack(">3I", 0, 1, 0)),
    )
    content = bytearray(whole.replace(old[0], places).replace(old[1], sizes))
    for kind in (b"trak", b"mdia", b"minf", b"stbl"):
        at = content.index(kind) - 4
        grown = len(content) - len(whole)
        struct.pack_into(">I", content, at, struct.unpack_from(">I", content, at)[0] + grown)
    return bytes(content)


def test_an_hour_of_metadata_for_each_picture_is_taken_and_much_more_is_not() -> None:
    an_hour = of_chunks(60 * 60 * 30)
    assert kind_of(mp4(track(), an_hour)) == "mp4"
    assert refusal(mp4(track(), an_hour, an_hour)) == refusals.BOMB
    too_many = of_chunks(121_000, at=40, size=1)
    assert refusal(mp4(track(), too_many)) == refusals.BOMB


def test_samples_of_several_tracks_together_are_no_longer_than_the_file() -> None:
    of_drone = track(b"meta", box(b"djmd"), chunk=32, size=10_000)
    data = mp4(track(), *[of_drone] * 4)
    assert len(data) < 40_000
    assert refusal(data) == refusals.DAMAGED


def test_tables_that_promise_more_than_the_file_holds_are_refused() -> None:
    """Without counting two billion of samples, which nobody would wait for."""
    huge = track(b"meta", box(b"djmd"), size=2**31)
    many = mp4(
        track(), huge.replace(struct.pack(">4I", 1, 1, 1, 1), struct.pack(">4I", 1, 1, 2**31, 1))
    )
    assert refusal(many) == refusals.DAMAGED


@pytest.mark.parametrize("name", ["Lễ phát động.mp4", "C:\\phim\\Lễ phát động.MP4"])
def test_its_name_is_without_its_kind(name: str) -> None:
    assert display_name(name) == "Lễ phát động"
