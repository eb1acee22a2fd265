"""Whether Redis takes what the site writes, and what it lets go of when its memory is full."""

from typing import NamedTuple

import redis
from django.conf import settings

SECONDS = 3
PROBE = "chibo:probe"


class Probed(NamedTuple):
    """`error` in Redis' own words, "" where it took a value; `policy` is "" where it has no limit
    of memory, or does not tell."""

    error: str
    policy: str


def probe() -> Probed:
    """Some round trips of SECONDS at most."""
    options = {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS}
    with redis.Redis.from_url(settings.REDIS_URL, **options) as client:
        try:
            client.set(PROBE, 1, ex=SECONDS)
        except redis.RedisError as error:
            return Probed(" ".join(str(error).split()) or type(error).__name__, "")
        try:
            memory = client.info("memory")
        except redis.RedisError:  # an account that may not ask
            return Probed("", "")
    return Probed("", str(memory.get("maxmemory_policy", "")) if memory.get("maxmemory") else "")
