"""A JPEG whose last bytes are missing is taken; one cut in the middle of its picture is refused."""

import io
import random
from contextlib import suppress
from typing import Any

import pytest
from PIL import Image

from pictures.ingest import PictureRefused, ingest

KINDS: list[dict[str, Any]] = [
    {},
    {"progressive": True},
    {"quality": 95, "subsampling": 0},
    {"restart_marker_rows": 1},
]
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP", "TIFF")


def drawn(kind: str = "JPEG", size: tuple[int, int] = (320, 240), **how: Any) -> bytes:
    out = io.BytesIO()
    squares = Image.new("RGB", (16, 12))
    number = random.Random(1)
    squares.putdata([tuple(number.randbytes(3)) for _ in range(16 * 12)])
    squares.resize(size, Image.Resampling.BICUBIC).save(out, kind, **how)
    return out.getvalue()


@pytest.mark.parametrize("how", KINDS, ids=str)
@pytest.mark.parametrize("missing", [1, 2, 3])
def test_jpeg_that_lacks_its_end_mark_is_taken(how: dict[str, Any], missing: int) -> None:
    picture = ingest(drawn(**how)[:-missing])
    assert (picture.width, picture.height) == (320, 240)


@pytest.mark.parametrize("how", [KINDS[0], KINDS[2], KINDS[3]], ids=str)
def test_jpeg_that_lacks_a_few_bytes_of_its_last_rows_is_taken(how: dict[str, Any]) -> None:
    assert ingest(drawn(**how)[:-20]).height == 240


@pytest.mark.parametrize("how", KINDS, ids=str)
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.85])
def test_jpeg_cut_in_the_middle_is_refused_in_words(how: dict[str, Any], share: float) -> None:
    data = drawn(**how)
    with pytest.raises(PictureRefused, match="hỏng hoặc chưa tải hết"):
        ingest(data[: round(share * len(data))])


def test_progressive_jpeg_whose_last_scans_never_came_is_refused() -> None:
    data = drawn(progressive=True)
    scans = [at for at in range(len(data)) if data[at : at + 2] == b"\xff\xda"]
    with pytest.raises(PictureRefused, match="chưa tải hết"):
        ingest(data[: scans[-1]])
    with pytest.raises(PictureRefused, match="chưa tải hết"):
        ingest(data[: scans[-2]] + b"\xff")


@pytest.mark.parametrize("kind", FORMATS)
def test_damaged_picture_is_taken_or_refused_in_words(kind: str) -> None:
    sound, number = drawn(kind, (64, 48)), random.Random(5)
    for trial in range(60):
        data = bytearray(sound)
        if trial % 3 == 0:
            del data[number.randrange(len(data)) :]
        for _ in range(trial % 3 * 3):
            data[number.randrange(min(len(data), 300 if trial % 2 else len(data)))] ^= 0x5A
        with suppress(PictureRefused):
            assert ingest(bytes(data)).width


@pytest.mark.parametrize(
    ("mode", "how"),
    [
        ("CMYK", {}),
        ("I;16", {}),
        ("1", {"compression": "group4"}),
        ("RGB", {"compression": "tiff_lzw"}),
        ("RGB", {"compression": "jpeg"}),
        ("LAB", {}),
        ("F", {}),
    ],
)
def test_tiff_of_a_scanner_is_taken(mode: str, how: dict[str, Any]) -> None:
    out = io.BytesIO()
    grey = Image.linear_gradient("L")
    page = (grey.convert("RGB") if mode in ("CMYK", "LAB") else grey).convert(mode)
    pages = [] if mode == "1" else [Image.new("RGB", (9, 9))]
    page.save(out, "TIFF", save_all=True, append_images=pages, **how)
    taken = ingest(out.getvalue())
    assert (taken.width, taken.height) == (256, 256)


def test_tiff_lying_on_its_side_is_turned_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    taken = ingest(drawn("TIFF", exif=turned))
    assert (taken.width, taken.height) == (240, 320)
