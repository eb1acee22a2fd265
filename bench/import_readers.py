"""Reads files as the site's import does; `python -m bench.import_readers KIND FILE…` prints JSON:
processor seconds, peak of memory in MB, and the words of each file. KIND is `pages`, `word` (with
its photos made ready) or `pillow` (the photos alone, by nothing but Pillow)."""
# ruff: noqa: E402 (the site may be imported only in its environment)

import html
import io
import json
import os
import re
import sys
import time
import zipfile
from pathlib import Path

import django
from PIL import Image, ImageOps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
django.setup()

from importing.assembling import assemble
from importing.body_html import body_html
from importing.photo_files import ready_photos
from importing.repairing import repair
from importing.sources.files import read_file
from pictures.ingest import JPEG_QUALITY, MASTER_WIDTH, WEBP_QUALITY
from pictures.renditions import jpeg_widths, webp_widths


def main() -> None:
    kind, *files = sys.argv[1:]
    read = {"pages": read_page, "word": read_word_file, "pillow": make_sizes}[kind]
    begun = time.process_time()
    texts = [read(Path(file)) for file in files]
    seconds = time.process_time() - begun
    # not ru_maxrss, which begins with what the process weighed that started this one
    peak = int(re.findall(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[0]) / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "texts": texts}))


def read_page(path: Path) -> str:
    page = assemble(repair(read_file(path)))
    body = html.unescape(re.sub(r"<[^>]+>", " ", body_html(page.blocks)))
    return f"{page.title} {page.lead} {body}"


def read_word_file(path: Path) -> str:
    page = assemble(repair(read_file(path)))
    ready_photos(page)
    body = html.unescape(re.sub(r"<[^>]+>|\[ảnh \d+\]", " ", body_html(page.blocks)))
    return f"{page.title} {page.lead} {body}"


def make_sizes(path: Path) -> str:
    """The sizes that the site serves, of each photo in a Word file."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("word/media/"):
                with Image.open(io.BytesIO(archive.read(name))) as opened:
                    opened.thumbnail((MASTER_WIDTH, MASTER_WIDTH), Image.Resampling.LANCZOS)
                    photo = ImageOps.exif_transpose(opened).convert("RGB")
                saved(photo, "WEBP", WEBP_QUALITY)
                for width in webp_widths(photo.width):
                    saved(scaled(photo, width), "WEBP", WEBP_QUALITY)
                for width in jpeg_widths(photo.width):
                    saved(scaled(photo, width), "JPEG", JPEG_QUALITY)
    return ""


def scaled(photo: Image.Image, width: int) -> Image.Image:
    height = max(1, round(photo.height * width / photo.width))
    return photo.resize((width, height), Image.Resampling.LANCZOS)


def saved(photo: Image.Image, form: str, quality: int) -> None:
    photo.save(io.BytesIO(), form, quality=quality)


if __name__ == "__main__":
    main()
