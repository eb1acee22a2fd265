"""What a phone's photo of 12 megapixels takes of a small server's memory, whatever its kind."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PIL.Image import Transpose

KINDS = [
    *("GIF", "HEIC", "JPEG", "JPEG for the press"),
    *("PNG", "WEBP", "transparent PNG", "transparent WEBP"),
]
SIZE = (4000, 3000)
ROOT = Path(__file__).parents[2]
# Of a process that does nothing else. Not ru_maxrss, in which a child begins with its parent's.
INGEST = """
import sys
from pathlib import Path
from pictures.ingest import ingest
picture = ingest(Path(sys.argv[1]).read_bytes())
peak = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
print(picture.width, picture.height, int(peak) // 1024)
"""


def write_photo(path: Path, kind: str) -> None:
    """Grain as a sensor has it, so that the file is as large as such files are."""
    grain = Image.effect_noise(SIZE, 5)
    bands = [
        grain,
        grain.transpose(Transpose.FLIP_LEFT_RIGHT),
        grain.transpose(Transpose.FLIP_TOP_BOTTOM),
    ]
    if kind.startswith("transparent"):
        image = Image.merge("RGBA", [*bands, Image.linear_gradient("L").resize(SIZE)])
    elif kind == "JPEG for the press":
        image = Image.merge("CMYK", [*bands, bands[0]])
    elif kind == "GIF":
        image = bands[0].convert("P")
    else:
        image = Image.merge("RGB", bands)
    options = {"PNG": {"compress_level": 1}, "WEBP": {"quality": 85, "method": 2}}
    format_ = next(each for each in ("JPEG", "PNG", "WEBP", "GIF") if each in kind)
    image.save(path, format_, **options.get(format_, {}), progressive=True)


@pytest.mark.parametrize("kind", KINDS)
def test_photo_of_12_megapixels_takes_less_than_200_megabytes(kind: str, tmp_path: Path) -> None:
    photo = tmp_path / "photo"
    if kind == "HEIC":  # which nothing here can write
        photo = Path(__file__).parent / "large.heic"
    else:
        write_photo(photo, kind)
    done = subprocess.run(  # noqa: S603 (this very program)
        [sys.executable, "-c", INGEST, str(photo)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    width, height, megabytes = map(int, done.stdout.split())
    assert (width, height) == (2560, 1920)
    assert 20 < megabytes < 200
