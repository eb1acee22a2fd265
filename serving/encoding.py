"""Who gets gzip, from how many bytes on, and how well compressed (zlib-ng's levels, 1 to 9)."""

from functools import lru_cache

from zlib_ng import zlib_ng

# Answers that the page cache has nothing to do with.
LEAST_BYTES = 200  # as Django has it
LEVEL = 2  # a fourth of the time of zlib's 6, which Django has, and a ninth more bytes
# What the page cache answers without storing it, such as a 404.
LEAST_BYTES_OF_PAGE = 500
LEVEL_OF_PAGE = 5

GZIP = 31  # as zlib's wbits say it: a gzip member (RFC 1952), of no time


@lru_cache(maxsize=256)
def accepts_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding names gzip and does not refuse it (RFC 9110, 12.5.3)."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def gzipped(content: bytes, level: int) -> bytes:
    return zlib_ng.compress(content, level, GZIP)
