"""Who gets gzip, from how many bytes on, and how well compressed (levels 1 to 9)."""

from functools import lru_cache

# Answers that the page cache has nothing to do with.
LEAST_BYTES = 200  # as Django has it
LEVEL = 3  # half the time of Django's 6, and a twelfth more bytes
# What the page cache answers without storing it, such as a 404.
LEAST_BYTES_OF_PAGE = 500
LEVEL_OF_PAGE = 5


@lru_cache(maxsize=256)
def accepts_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding names gzip and does not refuse it (RFC 9110, 12.5.3)."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
