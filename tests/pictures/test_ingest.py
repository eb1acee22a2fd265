"""What an upload must be to become a picture, and what is left of it."""

import io
import struct

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from pictures.ingest import (
    MASTER_HEIGHT,
    MASTER_PIXELS,
    MASTER_WIDTH,
    PictureRefused,
    completed,
    ingest,
)
from tests.support.pictures import HEIC, png_header


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def colour_at(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """Of a picture in colours: red, green and blue."""
    colour = image.getpixel((x, y))
    assert isinstance(colour, tuple)
    return colour


def test_large_photo_becomes_a_master_with_webp_and_jpeg_beside_it() -> None:
    picture = ingest(encoded(Image.new("RGB", (4000, 3000), "green")))
    master = opened(picture.master)
    assert master.format == "WEBP"
    assert master.size == (picture.width, picture.height) == (MASTER_WIDTH, 1920)
    found = {
        key: (file.format, file.size)
        for key, data in picture.renditions.items()
        for file in [opened(data)]
    }
    assert found == {
        (240, "webp"): ("WEBP", (240, 180)),
        (320, "webp"): ("WEBP", (320, 240)),
        (480, "webp"): ("WEBP", (480, 360)),
        (720, "webp"): ("WEBP", (720, 540)),
        (960, "webp"): ("WEBP", (960, 720)),
        (1600, "webp"): ("WEBP", (1600, 1200)),
        (480, "jpg"): ("JPEG", (480, 360)),
        (960, "jpg"): ("JPEG", (960, 720)),
        (1600, "jpg"): ("JPEG", (1600, 1200)),
    }


def test_picture_whose_webp_files_are_there_gets_its_jpeg_files() -> None:
    for width in (2000, 600):
        picture = ingest(encoded(Image.new("RGB", (width, width // 2), "green")))
        webp = {w: data for (w, kind), data in picture.renditions.items() if kind == "webp"}
        whole = completed({picture.width: picture.master} | webp)
        assert (whole.master, whole.width, whole.height) == (picture.master, width, width // 2)
        assert set(whole.renditions) == set(picture.renditions)
        for key, data in whole.renditions.items():
            before = opened(picture.renditions[key])
            assert (opened(data).format, opened(data).size) == (before.format, before.size)


def test_small_picture_is_not_blown_up() -> None:
    picture = ingest(encoded(Image.new("RGB", (200, 100)), "PNG"))
    assert (picture.width, picture.height) == (200, 100)
    assert list(picture.renditions) == [(200, "jpg")]
    assert opened(picture.renditions[200, "jpg"]).size == (200, 100)


def test_photo_of_48_megapixels_is_no_larger_than_any_other() -> None:
    picture = ingest(encoded(Image.new("L", (8064, 6048), 128)))
    assert (picture.width, picture.height) == (MASTER_WIDTH, 1920)


def test_upright_photo_has_no_more_pixels_than_a_wide_one() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = ingest(encoded(Image.new("RGB", (4000, 3000)), exif=exif))
    assert (picture.width, picture.height) == (1920, 2560)
    assert picture.width * picture.height == MASTER_PIXELS


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photo_stands_upright_however_the_phone_was_held(kind: str, orientation: int) -> None:
    """The red corner must be at the top left, wherever the sensor saw it."""
    upright = Image.new("RGB", (64, 32), "white")
    upright.paste("red", (0, 0, 16, 16))
    exif = Image.Exif()
    exif[0x0112] = orientation
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    seen = upright.transpose(undo[orientation]) if orientation > 1 else upright
    picture = ingest(encoded(seen, kind, exif=exif))
    assert (picture.width, picture.height) == (64, 32)
    red, _, blue = colour_at(opened(picture.master).convert("RGB"), 6, 6)
    assert red > 200 > 60 > blue


def with_everything(kind: str) -> bytes:
    """A picture that says where, with what and by whom it was taken, in every way there is."""
    exif = Image.Exif()
    exif[0x010F] = "Nokia"
    exif.get_ifd(0x8825)[1] = "N"
    image = Image.new("RGB", (400, 200))
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Nokia</x:xmpmeta>"
    if kind == "PNG":
        text = PngInfo()
        text.add_text("Comment", "Nokia")
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return encoded(image, kind, exif=exif, pnginfo=text)
    if kind == "GIF":
        return encoded(image, kind, comment=b"Nokia")
    extra = {"comment": b"Nokia"} if kind == "JPEG" else {}
    return encoded(image, kind, exif=exif, xmp=xmp, **extra)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "HEIC"])
def test_picture_forgets_where_and_with_what_it_was_taken(kind: str) -> None:
    data = HEIC if kind == "HEIC" else with_everything(kind)
    assert b"Nokia" in data
    picture = ingest(data)
    for file in (picture.master, *picture.renditions.values()):
        shown = opened(file)
        assert not shown.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(shown.info)
        assert b"Nokia" not in file
        assert b"xmpmeta" not in file


def test_phone_s_heic_comes_out_upright() -> None:
    """Taken with the phone turned: blue to the left of red in the sensor, above it when upright."""
    picture = ingest(HEIC)
    assert (picture.width, picture.height) == (64, 96)
    shown = opened(picture.renditions[64, "jpg"])
    above, below = colour_at(shown, 32, 10), colour_at(shown, 32, 86)
    assert above[2] > 150 > above[0]
    assert below[0] > 150 > below[2]


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_first_picture_of_an_animation_is_taken(kind: str) -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    shown = opened(ingest(data).master)
    assert getattr(shown, "n_frames", 1) == 1
    assert colour_at(shown.convert("RGB"), 30, 20)[0] > 200


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_transparent_picture_stands_on_white_where_there_is_no_transparency(kind: str) -> None:
    picture = ingest(encoded(Image.new("RGBA", (60, 40), (0, 0, 0, 0)), kind))
    assert opened(picture.master).mode == "RGBA"
    assert opened(picture.renditions[60, "jpg"]).getpixel((30, 20)) == (255, 255, 255)


def profile_with_red_for_green() -> bytes:
    """sRGB with two primaries exchanged, so that its red is everyone's green."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for old, new in ((b"rXYZ", b"?XYZ"), (b"gXYZ", b"rXYZ"), (b"?XYZ", b"gXYZ")):
        place = profile.index(old, 128)
        profile[place : place + 4] = new
    return bytes(profile)


def press_whose_cyan_is_red() -> bytes:
    """An ICC profile of four inks that says: cyan alone looks red, everything else white."""
    identity = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 16)
    colours = [b"\xff\x80\x80"] * 16  # L*a*b* of white
    colours[0b1000] = bytes([135, 208, 195])
    table = b"mft1" + bytes([0, 0, 0, 0, 4, 3, 2, 0]) + identity
    table += bytes(range(256)) * 4 + b"".join(colours) + bytes(range(256)) * 3
    size = 128 + 4 + 12 + len(table)
    header = struct.pack(">I4sI4s4s4s", size, b"", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header = header.ljust(36, b"\0") + b"acsp"
    header = header.ljust(68, b"\0") + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + struct.pack(">I4sII", 1, b"A2B0", 144, len(table)) + table


@pytest.mark.parametrize(
    ("profile", "red_is_more"),
    [(press_whose_cyan_is_red(), True), (b"", False)],
    ids=["with its profile", "without"],
)
def test_picture_for_the_press_looks_as_it_would_be_printed(
    profile: bytes, red_is_more: bool
) -> None:
    image = Image.new("CMYK", (60, 40), (255, 0, 0, 0))
    data = encoded(image, icc_profile=profile)
    red, _, blue = colour_at(opened(ingest(data).renditions[60, "jpg"]), 30, 20)
    assert (red > blue) is red_is_more


@pytest.mark.parametrize(
    ("profile", "shown_as"),
    [(profile_with_red_for_green(), "green"), (b"khong phai ho so mau", "red")],
    ids=["given", "broken"],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_are_what_the_profile_means_and_a_broken_one_is_passed_over(
    kind: str, profile: bytes, shown_as: str
) -> None:
    image = Image.new("RGB", (60, 40), (220, 30, 30))
    shown = opened(ingest(encoded(image, kind, icc_profile=profile)).master).convert("RGB")
    red, green, _ = colour_at(shown, 30, 20)
    assert ("red" if red > green else "green") == shown_as


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (Image.new("CMYK", (60, 40)), "JPEG"),
        (Image.new("L", (60, 40)), "JPEG"),
        (Image.new("P", (60, 40)), "GIF"),
        (Image.new("RGBA", (60, 40)), "PNG"),
        (Image.new("I;16", (60, 40), 65535), "PNG"),
        (Image.new("1", (60, 40)), "PNG"),
        (Image.new("RGB", (60, 40)), "AVIF"),
        (Image.new("RGBA", (60, 40)), "AVIF"),
        (Image.new("RGB", (60, 40)), "BMP"),
        (Image.new("P", (60, 40)), "BMP"),
        (Image.new("1", (60, 40)), "TIFF"),
        (Image.new("CMYK", (60, 40)), "TIFF"),
        (Image.new("I;16", (60, 40), 65535), "TIFF"),
    ],
    ids=[
        *("cmyk", "grey", "palette", "transparent", "16 bit", "two colours"),
        *("avif", "transparent avif", "bmp", "bmp with a palette"),
        *("a fax", "tiff for the press", "tiff in 16 bit"),
    ],
)
def test_every_kind_of_colour_is_taken(image: Image.Image, kind: str) -> None:
    assert opened(ingest(encoded(image, kind)).master).size == (60, 40)


def test_sixteen_bit_grey_keeps_its_tones() -> None:
    half = Image.new("I;16", (8, 8), 32768)
    shown = opened(ingest(encoded(half, "PNG")).master).convert("L").getpixel((4, 4))
    assert isinstance(shown, int)
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
        b"%PDF-1.7\n<html><script>alert(1)</script></html>",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"II*\x00\x08\x00\x00\x00",
        b"BM\x00\x00",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    ],
    ids=[
        *("empty", "text", "svg", "php", "exe", "eps", "gif that is a script"),
        *("pdf that is html", "zip", "tiff without a picture", "bmp without a picture"),
        "heic without a picture",
    ],
)
def test_impostor_is_refused_in_vietnamese(data: bytes) -> None:
    with pytest.raises(PictureRefused, match=r"Không đọc được ảnh|không phải ảnh"):
        ingest(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "HEIC", "AVIF", "BMP", "TIFF"])
def test_truncated_photo_is_refused(kind: str) -> None:
    data = HEIC if kind == "HEIC" else encoded(Image.effect_noise((400, 300), 50), kind)
    with pytest.raises(PictureRefused, match="hỏng hoặc chưa tải hết"):
        ingest(data[: len(data) // 2])


def test_script_hidden_behind_a_picture_does_not_survive() -> None:
    data = encoded(Image.new("RGB", (60, 40)), "GIF") + b"<script>alert(1)</script>"
    picture = ingest(data)
    assert b"<script>" not in b"".join([picture.master, *picture.renditions.values()])


@pytest.mark.parametrize(
    "size",
    [(16_000, 11_000), (20_000, 10_000), (9_000, 7_000), (2_000_000_000, 1)],
    ids=["177 megapixels", "200 megapixels", "63 megapixels", "one endless line"],
)
def test_pixel_bomb_is_refused_from_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(PictureRefused, match="vượt quá 60 triệu"):
        ingest(png_header(*size))


@pytest.mark.parametrize("size", [(1, 59_000_000), (59_000_000, 1), (70_000, 20)])
def test_endless_line_is_refused_from_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(PictureRefused, match=r"mỗi chiều chỉ được 65\.535"):
        ingest(png_header(*size))


def test_long_screenshot_is_scaled_to_what_webp_can_hold() -> None:
    picture = ingest(encoded(Image.new("RGB", (400, 17_000)), "PNG"))
    assert picture.height == MASTER_HEIGHT
    assert opened(picture.master).size == (picture.width, picture.height)
