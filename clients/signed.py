"""What a browser was given, signed and dated, and brings back."""

import time
from typing import Any

from django.core import signing

MOST_AHEAD_SECONDS = 3600  # a clock steps back by an hour; what is further ahead was dated wrongly


def loads(value: str, salt: str, seconds: int) -> Any:
    """What was signed within the last `seconds`. BadSignature for what was not signed here, or is
    too old; or was signed at a moment that is yet to come: by a clock that was a year ahead, it
    would hold for a year."""
    content = signing.loads(value, salt=salt, max_age=seconds)
    _, moment, _ = value.rsplit(":", 2)
    if signing.b62_decode(moment) > time.time() + MOST_AHEAD_SECONDS:
        raise signing.SignatureExpired("signed at a moment that is yet to come")
    return content
