"""A backup opens without this program: by tar, and by age where it has a password."""

import io
import subprocess
import tarfile
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backups.archive import Entry, header_of
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


@given(
    st.text(min_size=1, max_size=200, alphabet=st.characters(exclude_characters="\0")),
    st.integers(0, 8**12),
    st.integers(0, 8**12),
)
def test_headers_are_those_of_python_s_tarfile(name: str, size: int, mtime: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, mtime, 0o600
    try:
        expected = member.tobuf(tarfile.USTAR_FORMAT, "utf-8", "surrogateescape")
    except ValueError:
        expected = member.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")
    assert header_of(Entry(name, size, mtime)) == expected
