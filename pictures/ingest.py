"""From the bytes of an upload to the files that are served. Knows no model.

What comes out holds pixels and nothing else: EXIF, GPS and whatever was hidden behind the
picture do not survive being drawn anew. Colours are sRGB, since the profile goes as well.
"""

import io
import math
import re
import struct
import threading
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from pi_heif import register_heif_opener
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from PIL.WebPImagePlugin import WebPImageFile

from pictures import cut_off
from pictures.renditions import jpeg_widths, webp_widths
from vietnamese.numbers import group_digits

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF", "BMP", "TIFF")
MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 65_535  # what a JPEG can hold; scaling down what is longer takes memory without end
MASTER_WIDTH = 2560
MASTER_HEIGHT = 8000  # a long infographic; WebP ends at 16,383
MASTER_PIXELS = 2560 * 1920  # bounds the time and memory of an upright photo like a wide one's
WEBP_QUALITY = 80
JPEG_QUALITY = 80

ORIENTATION = 0x0112  # EXIF tag; from 5 on, width and height change places
TURNED = 5
# Modes that keep their meaning while they are scaled; the others are converted before.
SCALABLE = ("L", "RGB", "RGBX", "RGBA", "CMYK")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

BEGINS_LIKE_A_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}WEBP|.{4}ftyp(?:hei[cx]|hevc|mif1|msf1|avi[fs])|BM"
    rb"|II\*\0|MM\0\*",
    re.DOTALL,
)
# What Pillow and libheif raise over a damaged file; the first holds UnidentifiedImageError.
BROKEN = (OSError, SyntaxError, ValueError, RuntimeError, EOFError, IndexError, struct.error)

UNREADABLE = "Không đọc được ảnh này: tệp hỏng hoặc chưa tải hết."

register_heif_opener()
# Two large photos at once would take twice the memory of a small server's process.
_one_at_a_time = threading.Lock()


class PictureRefused(ValueError):
    """The upload is no picture that can be used; the message tells the editor why."""


@dataclass(frozen=True)
class Picture:
    """A WebP master with its size in pixels, and what is served beside it by width and kind:
    `renditions[480, "jpg"]`."""

    master: bytes
    width: int
    height: int
    renditions: dict[tuple[int, str], bytes]

    @property
    def stored_bytes(self) -> int:
        """What all its files take on a disk."""
        return len(self.master) + sum(map(len, self.renditions.values()))


def ingest(data: bytes) -> Picture:
    """Decode, scale down, turn upright, encode anew.

    The size is read from the header before a pixel is decoded, so a pixel bomb costs nothing.
    Raises PictureRefused with a Vietnamese reason for anything that is not a sound picture.
    """
    if len(data) > MOST_BYTES:
        raise PictureRefused("Ảnh lớn hơn 30 MB. Hãy thu nhỏ ảnh rồi tải lại.")
    with _one_at_a_time:
        master = _read(data)
        renditions = {}
        for width in webp_widths(master.width):
            renditions[width, "webp"] = _webp(_scaled(master, width))
        for width in jpeg_widths(master.width):
            renditions[width, "jpg"] = _jpeg(_scaled(master, width))
        return Picture(_webp(master), *master.size, renditions)


def narrower(webp: bytes, widths: Iterable[int]) -> dict[int, bytes]:
    """A stored WebP scaled down to these widths, each as WebP (about 80 ms for three of 960 px).
    Raises PictureRefused where it is none."""
    try:
        with _one_at_a_time, Image.open(io.BytesIO(webp), formats=["WEBP"]) as image:
            return {width: _webp(_scaled(image, width)) for width in widths}
    except BROKEN as error:
        raise PictureRefused(UNREADABLE) from error


def completed(webp: dict[int, bytes]) -> Picture:
    """A picture whose WebP files, by width, were made before; the widest is the master. Only the
    JPEG files are made now, each of the WebP file as wide: a quarter of ingest()'s work."""
    width = max(webp)
    renditions = {(narrow, "webp"): webp[narrow] for narrow in webp_widths(width)}
    for narrow in jpeg_widths(width):
        with Image.open(io.BytesIO(webp[narrow]), formats=["WEBP"]) as image:
            renditions[narrow, "jpg"] = _jpeg(image)
    with Image.open(io.BytesIO(webp[width]), formats=["WEBP"]) as master:
        return Picture(webp[width], *master.size, renditions)


def _read(data: bytes) -> Image.Image:
    try:
        try:
            return _decoded(data)
        except BROKEN:
            if whole := cut_off.completed(data):
                return _decoded(whole)
            raise
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(
            "Ảnh có quá nhiều điểm ảnh, vượt quá 60 triệu. Hãy thu nhỏ ảnh rồi tải lại."
        ) from None
    except BROKEN as error:
        if isinstance(error, UnidentifiedImageError) and not BEGINS_LIKE_A_PICTURE.match(data):
            raise PictureRefused(
                "Tệp này không phải ảnh JPEG, HEIC, PNG, WebP, GIF, AVIF, BMP hay TIFF."
                " Hãy chọn một tệp ảnh."
            ) from None
        raise PictureRefused(UNREADABLE) from None


def _decoded(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd EXIF is no reason to refuse: it goes anyway
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=FORMATS) as source:
            if source.width * source.height > MOST_PIXELS:
                raise PictureRefused(
                    f"Ảnh có {source.width} × {source.height} điểm ảnh, vượt quá 60 triệu."
                    " Hãy thu nhỏ ảnh rồi tải lại."
                )
            if max(source.size) > LONGEST_SIDE:
                raise PictureRefused(
                    f"Ảnh có {group_digits(source.width)} × {group_digits(source.height)}"
                    " điểm ảnh: mỗi chiều chỉ được"
                    f" {group_digits(LONGEST_SIDE)}. Hãy cắt ảnh thành nhiều phần rồi tải lại."
                )
            return _drawn_anew(source)


def _drawn_anew(source: Image.Image) -> Image.Image:
    """Upright, in sRGB, no larger than a master. Scaled first: what follows then costs less."""
    source.draft(None, _master_size(source))  # a JPEG is decoded at a half, a quarter, an eighth
    picture = _first_frame(source) if isinstance(source, WebPImageFile) else source
    picture.load()
    size = _master_size(picture)
    picture = picture if _is_scalable(picture) else _plain(picture)
    if picture.mode == "RGBA":
        picture = picture.convert("RGBa")  # as resize() does, which would hold both
    if picture is not source:
        source.close()  # lets go of its pixels
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    if picture.mode == "RGBa":
        picture = picture.convert("RGBA")
    picture = _in_srgb(ImageOps.exif_transpose(picture))
    picture.info.clear()  # Pillow would write the profile, XMP and comment that it finds here
    return picture


def _first_frame(source: WebPImageFile) -> Image.Image:
    """The pixels as the decoder gives them. load() would copy them while the decoder still holds
    them twice: some 60 MB more for a phone's photo. Pillow has no public name for this, and is
    pinned."""
    pixels, _, _ = source._get_next()
    del source._decoder
    mode = source.rawmode
    picture = Image.frombuffer(mode, source.size, pixels, "raw", mode, 0, 1)  # not copied
    picture.info.update(source.info)
    return picture


def _master_size(image: Image.Image) -> tuple[int, int]:
    """The size that the image gets, before it is turned."""
    across, down = MASTER_WIDTH, MASTER_HEIGHT
    if image.getexif().get(ORIENTATION, 1) >= TURNED:
        across, down = down, across
    area = image.width * image.height
    scale = min(across / image.width, down / image.height, math.sqrt(MASTER_PIXELS / area), 1)
    return _times(image, scale)


def _times(image: Image.Image, scale: float) -> tuple[int, int]:
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def _is_scalable(image: Image.Image) -> bool:
    return image.mode in SCALABLE and "transparency" not in image.info


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256, "L")
    transparent = image.mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if transparent else "RGB")


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGB or RGBA; a broken profile is passed over."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile := image.info.get("icc_profile"):
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, given, SRGB, outputMode=mode) or image
        except (ImageCms.PyCMSError, *BROKEN):
            pass
    return image.convert(mode)


def _scaled(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    return image.resize(_times(image, width / image.width), Image.Resampling.LANCZOS)


def _webp(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=WEBP_QUALITY, method=3)
    return out.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    """On white, since JPEG knows no transparency."""
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    out = io.BytesIO()
    # Not progressive: that takes longer and saves nothing at these sizes.
    image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return out.getvalue()
