"""When two addresses are one: the same page, however it was linked, printed or passed on.

Host, path and sorted query count; case, a slash at the end, the way of escaping and what trackers
add do not. Knows no ORM.
"""

import re
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from vietnamese.normal_forms import nfc
from vietnamese.text import one_line

LONGEST = 2000
DIGEST_BYTES = 16

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//([^/?#\\]*)", re.IGNORECASE)
_HOST_ALONE = re.compile(r"(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?=[/?]|$)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:html?|php|aspx?|jsp|cfm)$", re.IGNORECASE)
_SLASHES = re.compile(r"[/\\]+")
_TRACKERS = re.compile(r"utm_\w+|fbclid|gclid|mibextid|zarsrc|_ga|phpsessid|jsessionid")
# The print view, as NukeViet, Joomla, Drupal and WordPress link to it.
_PRINT_FOLDERS = {"print", "printpdf", "savefile", "print-version", "ban-in", "in-bai", "inbai"}
_PRINT_LAST = _PRINT_FOLDERS | {"in"}
_PRINT_NAMES = {"print", "printable", "printview", "in"}
_PRINT_PAIRS = {("tmpl", "component"), ("layout", "default"), ("view", "print"), ("format", "pdf")}
_FIRST_PAGE = {("page", ""), ("page", "0")}  # which Joomla adds to its print links
_PAGE = re.compile(r"\.html?$")
_NO_UTF8 = re.compile("[\udc80-\udcff]")  # how Python keeps such a byte
# How a page is named on the front page itself: /?p=12 and /?page_id=12 (WordPress), /?q=node/12
# (Drupal), /?id=12 (TYPO3), /?option=com_content&id=12 (Joomla), /?nv=news&op=… (NukeViet).
_PAGE_IN_QUERY = {"p", "page_id", "q", "id", "option", "nv"}
_PATH_IN_QUERY = {"op", "q", "url"}  # index.php?nv=news&op=print/tin/bai-12


class NormalAddress(NamedTuple):
    """`host` is without "www.", "" where none was written; `exact` and `loose` are digests of path
    and query. `loose` is one for a page, its print view, and both with ".html" and without."""

    host: str
    exact: str
    loose: str


def normal_address(address: str) -> NormalAddress:
    """Of an address as people write it: whole, without its scheme, or from its path on. Raises
    ValueError for what names no page: no path and no query, or too long."""
    if len(address) > LONGEST:
        raise ValueError(address[:100])
    host, path, query = split_address(address)
    return _normal(host, path, query)


def split_address(address: str) -> tuple[str, str, str]:
    """Host ("" where none was written), path and query as they were written."""
    host, rest = _split_host(one_line(address).replace("&amp;", "&").replace(" ", "%20"))
    path, _, query = rest.partition("#")[0].partition("?")
    return host, path, query


def names_page(query: str) -> bool:
    """Whether a query on a front page may stand for another page there."""
    return bool(query) and any(name in _PAGE_IN_QUERY for name, _ in _pairs(query))


def requested_address(host: str, path: str, query: str) -> NormalAddress:
    """Of a request; `path` is decoded, as Django has it. Raises ValueError."""
    if len(path) + len(query) > LONGEST:
        raise ValueError(path[:100])
    return _normal(_plain_host(host), quote(path), query)


def _normal(host: str, path: str, query: str) -> NormalAddress:
    parts = [part for part in _SLASHES.split(_decoded(path)) if part]
    pairs = sorted(pair for pair in _pairs(query) if not _TRACKERS.fullmatch(pair[0]))
    if not parts and not pairs:
        raise ValueError(path)
    exact, loose = _digest(parts, pairs), _digest(*_without_print(parts, pairs))
    return NormalAddress(host, exact, loose)


def _split_host(address: str) -> tuple[str, str]:
    """The host, and what follows it."""
    if found := _HOST.match(address):
        return _plain_host(found[1]), address[found.end() :]
    found = _HOST_ALONE.match(address)
    if found and not _FILE.search(found[0]):
        return _plain_host(found[0]), address[found.end() :]
    return "", address


def _plain_host(host: str) -> str:
    name = host.lower().rpartition("@")[2].partition(":")[0].rstrip(".")
    return name.removeprefix("www.")[:255]


def _pairs(query: str) -> list[tuple[str, str]]:
    pairs = [pair.partition("=") for pair in query.replace("+", "%20").split("&") if pair]
    return [(_decoded(name), _decoded(value).strip("/")) for name, _, value in pairs]


def _decoded(text: str) -> str:
    """Unescaped, small letters, composed; bytes that are no UTF-8 stay escaped."""
    letters = unquote_to_bytes(text).decode("utf-8", "surrogateescape")
    letters = _NO_UTF8.sub(lambda byte: f"%{ord(byte[0]) - 0xDC00:x}", letters)
    return nfc(nfc(letters).casefold())


def _without_print(
    parts: list[str], pairs: list[tuple[str, str]]
) -> tuple[list[str], list[tuple[str, str]]]:
    page = [part for part in parts[:-1] if part not in _PRINT_FOLDERS]
    if parts and not (page and parts[-1] in _PRINT_LAST):
        page.append(parts[-1])
    if page:
        page[-1] = _PAGE.sub("", page[-1]) or page[-1]
    left = [pair for pair in pairs if pair[0] not in _PRINT_NAMES and pair not in _PRINT_PAIRS]
    if len(left) < len(pairs):
        left = [pair for pair in left if pair not in _FIRST_PAGE]
    return page, [
        (name, _path_without_print(value) if name in _PATH_IN_QUERY else value)
        for name, value in left
    ]


def _path_without_print(path: str) -> str:
    return "/".join(_without_print(path.split("/"), [])[0])


def _digest(parts: list[str], pairs: list[tuple[str, str]]) -> str:
    text = "\0".join(["/".join(parts), *(f"{name}={value}" for name, value in pairs)])
    return blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()
