"""How HTML's tags are written, and what the HTML standard says of each by its name."""

import html
import re
from collections.abc import Callable

VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr"),
}
# A tag that begins beside one of its own kind ends it, by the HTML standard.
ENDED_BY_THEMSELVES = {"p", "li", "td", "th", "tr"}
INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
    *("font", "i", "img", "ins", "kbd", "label", "mark", "o:p", "picture", "q", "ruby", "s"),
    *("samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
    *("var", "wbr"),
}

_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)"""
# Browsers miss no space behind a quote or a slash.
_ATTRIBUTE = rf"""(?:\s++|(?<=["'/]))[^\s"'<>/=]++(?:\s*+=\s*+{_VALUE})?+"""
TOKEN = re.compile(
    rf"""
    <!--.*?(?:--!?>|\Z)                                 # comments go, whole
    | <(?:script|style)\b.*?(?:</(?:script|style)\b[^>]*+>?|\Z)
    | <[!?][^>]*+(?:>|\Z)
    | (?P<tag> <(?P<slash>/?)(?P<name>[a-z][a-z0-9:-]*+)(?:{_ATTRIBUTE}|\s*+/)*+\s*+> )
    | (?P<less> <+(?=<) | < )                                   # no tag that can be trusted: a sign
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_PAIR = re.compile(rf"""([^\s"'<>/=]++)(?:\s*+=\s*+({_VALUE}))?+""")


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag that TOKEN found, names in small letters, references resolved; of two
    with one name the first, as browsers have it."""
    found: dict[str, str] = {}
    for name, value in _PAIR.findall(tag)[1:]:  # the first is the tag's own name
        found.setdefault(name.lower(), html.unescape(_unquoted(value)))
    return found


def with_values(tag: str, write: Callable[[str], str]) -> str:
    """The tag, each value written anew: `write` is handed it with its references resolved."""

    def pair(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        return f'{match[1]}="{html.escape(write(html.unescape(_unquoted(match[2]))))}"'

    return _PAIR.sub(pair, tag)


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in {'"', "'"} else value
