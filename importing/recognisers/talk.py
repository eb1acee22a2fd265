"""What people say to each other, each turn behind a dash or a star."""

from importing.recognisers.lines import Line

_MARKS = ("-", "–", "—", "*")


def is_talk(lines: list[Line]) -> bool:
    """Whether the marks of these items begin what people say: somebody is asked something, and
    somebody answers. No list does."""
    asks = [
        line.text.startswith(_MARKS) and line.text.rstrip('”"’ ').endswith("?") for line in lines
    ]
    return any(asks) and not all(asks)
