"""A file under a password, in the format of age (https://age-encryption.org/v1): what is written
here opens with `age --decrypt`, without this program.

Each chunk of 64 KiB is authenticated together with its number, and the last one as the last: what
was altered, cut or put in another order is noticed before a byte of it is handed on.
"""

import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings

from backups.errors import BackupError
from limits.disk_errors import why

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

INTRO = b"age-encryption.org/v1\n"
LABEL = b"age-encryption.org/v1/scrypt"
CHUNK = 64 * 1024
TAG = 16
# 64 MB of memory and half a second of a slow core for each guess. age's own choice of 18 would take
# 256 MB from a small server.
LOG_N = 16
MOST_LOG_N = 20
HEADER = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n"
    rb"---( [A-Za-z0-9+/]{43}\n)"
)
LONGEST_HEADER = 200

WRONG = "Mật khẩu không đúng với bản sao lưu này (hoặc mấy dòng đầu của tệp đã bị sửa)."
ALTERED = "Bản sao lưu bị hỏng: nội dung đã bị sửa hoặc tệp bị cắt mất một phần."
NOT_READ = (
    "BACKUP_PASSWORD_FILE: không đọc được tệp mật khẩu {file}: {reason}. Hãy sửa lại biến ấy."
)
BLANK = "BACKUP_PASSWORD_FILE: tệp mật khẩu {file} trống. Hãy ghi mật khẩu vào dòng đầu của tệp."


def configured_password() -> str:
    """The first line of BACKUP_PASSWORD_FILE; "" where the variable is not set. BackupError where
    the file holds none."""
    if not settings.BACKUP_PASSWORD_FILE:
        return ""
    file = Path(settings.BACKUP_PASSWORD_FILE)
    try:
        with file.open(encoding="utf-8") as lines:
            password = lines.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error) if isinstance(error, OSError) else "không phải văn bản UTF-8"
        raise BackupError(NOT_READ.format(file=file, reason=reason)) from error
    if not password:
        raise BackupError(BLANK.format(file=file))
    return password


class EncryptingWriter:
    """Encrypts what is written into `file`. Only what close() has ended is a whole file."""

    def __init__(self, file: IO[bytes], password: str) -> None:
        self._file = file
        file_key, salt, nonce = (secrets.token_bytes(16) for _ in range(3))
        file.write(_header(file_key, salt, password) + nonce)
        self._cipher = _cipher(_derived(file_key, nonce, b"payload"))
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes | memoryview) -> int:
        # The last chunk is marked as such: one is held back until it is known whether more comes.
        self._waiting += data
        start = 0
        with memoryview(self._waiting) as view:
            while len(view) - start > CHUNK:
                with view[start : start + CHUNK] as chunk:
                    self._put(chunk, is_last=False)
                start += CHUNK
        del self._waiting[:start]
        return len(data)

    def close(self) -> None:
        """Writes what waits; the file itself stays open."""
        self._put(bytes(self._waiting), is_last=True)

    def _put(self, chunk: bytes | memoryview, *, is_last: bool) -> None:
        nonce = self._number.to_bytes(11) + bytes([is_last])
        self._file.write(self._cipher.encrypt(nonce, chunk, None))
        self._number += 1


class DecryptingReader:
    """What stands in an encrypted file, read from its beginning. BackupError for a wrong password
    or an altered file; the header costs what LOG_N says."""

    def __init__(self, file: IO[bytes], password: str) -> None:
        self._file = file
        start = file.tell()
        match = HEADER.match(file.read(LONGEST_HEADER))
        if match is None or int(match[2]) > MOST_LOG_N:
            raise BackupError(ALTERED)
        file.seek(start + match.end())
        file_key = _unwrapped(match, password)
        if not hmac.compare_digest(_mac(file_key, match[0][: match.start(4)]), match[4]):
            raise BackupError(ALTERED)
        self._cipher = _cipher(_derived(file_key, file.read(16), b"payload"))
        self._number = 0
        self._next = file.read(CHUNK + TAG)
        self._plain = memoryview(b"")
        self._is_over = False

    def read(self, size: int) -> bytes:
        """Exactly so many bytes, fewer only at the end."""
        parts = []
        while size > 0 and (self._plain or self._fill()):
            part = self._plain[:size]
            self._plain = self._plain[len(part) :]
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def _fill(self) -> bool:
        """Decrypts the next chunk; False after the last."""
        if self._is_over:
            return False
        chunk, self._next = self._next, self._file.read(CHUNK + TAG)
        self._is_over = not self._next
        nonce = self._number.to_bytes(11) + bytes([self._is_over])
        plain = _decrypted(self._cipher, nonce, chunk)
        if plain is None:
            raise BackupError(ALTERED)
        self._plain = memoryview(plain)
        self._number += 1
        return bool(self._plain)


def is_encrypted(beginning: bytes) -> bool:
    """Whether a file begins as age's do."""
    return beginning.startswith(INTRO)


def _header(file_key: bytes, salt: bytes, password: str) -> bytes:
    wrapping = _cipher(_wrapping_key(password, salt, LOG_N))
    wrapped = wrapping.encrypt(bytes(12), file_key, None)
    head = b"%s-> scrypt %s %d\n%s\n---" % (INTRO, _base64(salt), LOG_N, _base64(wrapped))
    return head + _mac(file_key, head)


def _unwrapped(match: re.Match[bytes], password: str) -> bytes:
    salt, wrapped = _bytes_of(match[1]), _bytes_of(match[3])
    wrapping = _cipher(_wrapping_key(password, salt, int(match[2])))
    file_key = _decrypted(wrapping, bytes(12), wrapped)
    if file_key is None:
        raise BackupError(WRONG)
    return file_key


def _cipher(key: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _decrypted(cipher: "ChaCha20Poly1305", nonce: bytes, data: bytes) -> bytes | None:
    """None where it was not encrypted so."""
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(nonce, data, None)
    except (InvalidTag, ValueError):
        return None


def _wrapping_key(password: str, salt: bytes, log_n: int) -> bytes:
    n = 1 << log_n
    return hashlib.scrypt(
        password.encode(), salt=LABEL + salt, n=n, r=8, p=1, maxmem=n * 1024 + (1 << 20), dklen=32
    )


def _mac(file_key: bytes, head: bytes) -> bytes:
    key = _derived(file_key, b"", b"header")
    return b" " + _base64(hmac.digest(key, head, "sha256")) + b"\n"


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869) of 32 bytes, which is one round."""
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def _base64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _bytes_of(text: bytes) -> bytes:
    """BackupError where the text is not how these bytes are written."""
    data = b64decode(text + b"=" * (-len(text) % 4))
    if _base64(data) != text:
        raise BackupError(ALTERED)
    return data
