"""The demo's pictures: finished WebP files, named as pictures/renditions.py names stored ones.
`dong-lua-1200.webp` is the master of "dong-lua", and the narrower ones are its renditions."""

from pathlib import Path

from pictures.ingest import Picture, completed

FILES = Path(__file__).parent


def picture(name: str) -> Picture:
    """The picture of that name (about 0.1 s, see completed()). KeyError where there is none."""
    files = {
        int(file.stem.rpartition("-")[2]): file.read_bytes()
        for file in FILES.glob(f"{name}-[0-9]*.webp")
    }
    if not files:
        raise KeyError(name)
    return completed(files)
