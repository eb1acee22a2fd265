"""A file system of a few megabytes, which a test fills up and empties again."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEGABYTES = 48
PIECE = 4096


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    @contextmanager
    def full(self, leaving: int = 0) -> Iterator[None]:
        """Not another byte can be had, or no more than so many."""
        with self._filler.open("ab", buffering=0) as file:
            size = MEGABYTES << 20
            while size >= PIECE:
                try:
                    os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, size)
                except OSError:
                    size //= 2
            file.truncate(os.fstat(file.fileno()).st_size - leaving)
        try:
            yield
        finally:
            self._filler.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mounted at `folder`; the test is skipped where nobody may mount."""
    options = ["-o", f"size={MEGABYTES}m,mode=700"]
    done = subprocess.run(  # noqa: S603
        ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no file system may be mounted here: {done.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607
