"""From the bytes of an upload to the files that are served. Pillow only; knows no model.

What comes out holds pixels and nothing else: EXIF, GPS and whatever was hidden behind the
picture do not survive being drawn anew.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 60_000_000
MASTER_WIDTH = 1600
MASTER_HEIGHT = 4000  # a long screenshot; WebP ends at 16,383
SMALL_WIDTH = 640
QUALITY = 82


class PictureRefused(ValueError):
    """The upload is no picture that can be used; the message tells the editor why."""


@dataclass(frozen=True)
class Picture:
    """WebP files: the master at most MASTER_WIDTH wide with its size in pixels, and one of
    SMALL_WIDTH for phones and lists."""

    master: bytes
    small: bytes
    width: int
    height: int


def ingest(data: bytes) -> Picture:
    """Decode, turn upright, scale down, encode anew.

    The size is read from the header before a pixel is decoded, so a pixel bomb costs nothing.
    Raises PictureRefused with a Vietnamese reason for anything that is not a sound picture.
    """
    if len(data) > MOST_BYTES:
        raise PictureRefused("Ảnh lớn hơn 30 MB. Hãy thu nhỏ ảnh rồi tải lại.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as source:
                if source.width * source.height > MOST_PIXELS:
                    raise PictureRefused(
                        f"Ảnh có {source.width} × {source.height} điểm ảnh, vượt quá 60 triệu."
                        " Hãy thu nhỏ ảnh rồi tải lại."
                    )
                if source.format == "JPEG":
                    source.draft("RGB", (MASTER_WIDTH, MASTER_WIDTH))
                source.load()
                upright = ImageOps.exif_transpose(source)
                picture = _plain_colours(upright)
    except PictureRefused:
        raise
    except UnidentifiedImageError:
        raise PictureRefused(
            "Tệp này không phải ảnh JPEG, PNG, WebP hoặc GIF. Hãy chọn một tệp ảnh."
        ) from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning):
        raise PictureRefused("Không đọc được ảnh này: tệp hỏng hoặc chưa tải hết.") from None
    master = _at_most(picture, MASTER_WIDTH)
    return Picture(_webp(master), _webp(_at_most(master, SMALL_WIDTH)), *master.size)


def _plain_colours(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256, "L")
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return image.convert("RGBA" if transparent else "RGB")


def _at_most(image: Image.Image, width: int) -> Image.Image:
    scale = min(width / image.width, MASTER_HEIGHT / image.height, 1)
    if scale == 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _webp(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
