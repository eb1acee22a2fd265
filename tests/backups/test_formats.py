"""A backup opens without this program: by tar, and by age where it has a password."""

import io
import subprocess
import tarfile
from pathlib import Path

import pyrage
import pytest

from backups.encryption import CHUNK, DecryptingReader
from tests.backups.archives import FILES, PASSWORD, archive, encrypted


def test_tar_unpacks_it(tmp_path: Path) -> None:
    subprocess.run(["tar", "xf", "-"], input=archive(), cwd=tmp_path, check=True)  # noqa: S607
    for name, content in FILES.items():
        assert (tmp_path / name).read_bytes() == content


def test_python_reads_it() -> None:
    with tarfile.open(fileobj=io.BytesIO(archive())) as opened:
        names = opened.getnames()
    assert names == ["about.json", *FILES, "manifest.json", "SHA256"]


@pytest.mark.parametrize("size", [0, CHUNK, CHUNK + 1])
def test_age_decrypts_it(size: int) -> None:
    plain = bytes(range(251)) * (size // 251 + 1)
    data = encrypted(plain[:size])
    assert pyrage.passphrase.decrypt(data, PASSWORD) == plain[:size]


@pytest.mark.parametrize("size", [0, 3 * CHUNK + 7])
def test_what_age_has_encrypted_is_read(size: int) -> None:
    plain = bytes(range(251)) * (size // 251 + 1)
    data = pyrage.passphrase.encrypt(plain[:size], PASSWORD)
    assert DecryptingReader(io.BytesIO(data), PASSWORD).read(size + 1) == plain[:size]
