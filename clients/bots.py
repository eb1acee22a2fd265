"""Which user agents are programs."""

import re
from functools import lru_cache

import crawleruseragents

# What a program calls itself that no list knows yet. CUBOT is a make of telephones.
OWN_WORD = re.compile(
    r"(?<!cu)bot\b|crawl|spider|preview|lighthouse|headless|kube-probe|monit\b|monit/|uptime"
    r"|feed|postman|okhttp|libwww|^java/|^curl/|^wget/|^python|^go-http|^php"
    r"|^node\b|^undici|^axios|^deno|^bun/|^dalvik/|^dart/|^cfnetwork|^ruby|^perl|^rest-client",
    re.I,
)


@lru_cache(maxsize=2048)
def is_bot(user_agent: str) -> bool:
    """Whether a crawler calls itself so, known or by its own word, or says nothing at all.

    0.2 ms for a name not met before; the caller cuts the length.
    """
    return (
        not user_agent
        or OWN_WORD.search(user_agent) is not None
        or crawleruseragents.is_crawler(user_agent)
    )
