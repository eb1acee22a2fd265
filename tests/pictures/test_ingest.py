"""What an upload must be to become a picture, and what is left of it."""

import io
import struct
import zlib

import pytest
from PIL import Image

from pictures.ingest import MASTER_WIDTH, SMALL_WIDTH, PictureRefused, ingest


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_large_photo_becomes_two_webp_files_of_known_size() -> None:
    picture = ingest(encoded(Image.new("RGB", (4000, 3000), "green")))
    master, small = opened(picture.master), opened(picture.small)
    assert master.format == small.format == "WEBP"
    assert master.size == (picture.width, picture.height) == (MASTER_WIDTH, 1200)
    assert small.size == (SMALL_WIDTH, 480)


def test_small_picture_is_not_blown_up() -> None:
    picture = ingest(encoded(Image.new("RGB", (300, 200)), "PNG"))
    assert (picture.width, picture.height) == (300, 200)
    assert opened(picture.small).size == (300, 200)


def test_photo_taken_upright_stands_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90°
    exif[0x010F] = "Nokia"
    exif.get_ifd(0x8825)[1] = "N"
    data = encoded(Image.new("RGB", (400, 200)), exif=exif)
    picture = ingest(data)
    assert (picture.width, picture.height) == (200, 400)
    for file in (picture.master, picture.small):
        assert not opened(file).getexif()
        assert b"Nokia" not in file


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (Image.new("CMYK", (60, 40)), "JPEG"),
        (Image.new("L", (60, 40)), "JPEG"),
        (Image.new("P", (60, 40)), "GIF"),
        (Image.new("RGBA", (60, 40)), "PNG"),
        (Image.new("I;16", (60, 40), 65535), "PNG"),
        (Image.new("1", (60, 40)), "PNG"),
    ],
    ids=["cmyk", "grey", "palette", "transparent", "16 bit", "two colours"],
)
def test_every_kind_of_colour_is_taken(image: Image.Image, kind: str) -> None:
    assert opened(ingest(encoded(image, kind)).master).size == (60, 40)


def test_sixteen_bit_grey_keeps_its_tones() -> None:
    half = Image.new("I;16", (8, 8), 32768)
    shown = opened(ingest(encoded(half, "PNG")).master).convert("L").getpixel((4, 4))
    assert abs(shown - 128) < 6


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"khong phai anh",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?php system($_GET['x']); ?>",
        b"MZ\x90\x00",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b"GIF89a/*alert(1)*/=1;",
    ],
    ids=["empty", "text", "svg", "php", "exe", "eps", "gif that is a script"],
)
def test_impostor_is_refused_in_vietnamese(data: bytes) -> None:
    with pytest.raises(PictureRefused, match=r"Không đọc được ảnh|không phải ảnh"):
        ingest(data)


def test_truncated_photo_is_refused() -> None:
    data = encoded(Image.effect_noise((400, 300), 50))
    with pytest.raises(PictureRefused, match="hỏng hoặc chưa tải hết"):
        ingest(data[: len(data) // 2])


def test_script_hidden_behind_a_picture_does_not_survive() -> None:
    data = encoded(Image.new("RGB", (60, 40)), "GIF") + b"<script>alert(1)</script>"
    picture = ingest(data)
    assert b"<script>" not in picture.master + picture.small


def test_pixel_bomb_is_refused_from_its_header() -> None:
    header = struct.pack(">IIBBBBB", 16_000, 11_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    with pytest.raises(PictureRefused):
        ingest(bomb)


def test_long_screenshot_is_scaled_to_what_webp_can_hold() -> None:
    picture = ingest(encoded(Image.new("RGB", (400, 17_000)), "PNG"))
    assert picture.height == 4000
    assert opened(picture.master).size == (picture.width, picture.height)
