"""A browser's or a program's own name, as the request brings it."""

from collections.abc import Mapping

USER_AGENT_CHARACTERS = 512


def user_agent(meta: Mapping[str, str]) -> str:
    """The client's name for itself, at most 512 characters; "" where it gives none."""
    return meta.get("HTTP_USER_AGENT", "")[:USER_AGENT_CHARACTERS].strip()
