"""Which old addresses lead to an imported article: its own, its pictures' and its documents'.

What a page says of itself counts (canonical, og:url, where a browser saved it from), and for a copy
of a whole site where its file stands in it. Its print view needs no address of its own: see
`articles.old_addresses.normal_form`.
"""

from collections.abc import Iterator
from urllib.parse import quote, unquote, urljoin, urlsplit

from articles.models import Article
from articles.old_addresses.normal_form import NormalAddress, normal_address
from articles.old_addresses.writing import OldAddressRefused, doubts_about, note, short
from importing.body_html import photos
from importing.document import Run, TextPiece
from importing.imported_page import ImportedPage
from importing.sources.html.file_addresses import FIELD

NOT_AN_ADDRESS = "“{base}” không phải địa chỉ của một trang web. Hãy viết như --base https://trang-cu.example.vn/"
NOT_NOTED = "Không giữ được địa chỉ cũ {address}: {reason}"
_MOST_FILES = 100
_SAVED_BESIDE = (
    "_files",
    "_data",
    ".fld",
)  # how browsers name the folder: no address of the site's
_INDEX = ("index.html", "index.htm")


def checked_base(base: str) -> str:
    """The address under which a site's copy stood, with a slash at its end. Raises ValueError, with
    a sentence."""
    parts = urlsplit(base.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError(NOT_AN_ADDRESS.format(base=base))
    return base.strip().rstrip("/") + "/"


def old_addresses(page: ImportedPage, base: str = "", file: str = "") -> list[str]:
    """Each once, the article's own first. `base` is where the site's copy stood, "" where that is
    not known, and `file` the name of the page's file in it."""
    said = [_joined(base, hint.value) for hint in page.document.values("address")]
    own = [address for address in said if "/" in address]
    if base:
        own.append(base + _path_of(file))
    if not own:
        return []
    site = urlsplit(own[-1]).netloc
    files = [
        address
        for address in _files_of(page, own[-1] if base else own[0])
        if urlsplit(address).netloc in {"", site, urlsplit(own[0]).netloc}
    ]
    found: dict[NormalAddress, str] = {}
    for address in own + files[:_MOST_FILES]:
        try:
            found.setdefault(normal_address(address), address)
        except ValueError:  # the site's front page, on every page of it
            continue
    return list(found.values())


def note_old_addresses(article: Article, addresses: list[str]) -> list[str]:
    """Keep them with the article (at most 5 queries each). Comes back with sentences on those that
    cannot be kept, and those that another article has too."""
    doubts = []
    for address in addresses:
        try:
            row, is_new = note(article, address)
        except OldAddressRefused as refusal:
            doubts.append(NOT_NOTED.format(address=short(address), reason=refusal))
            continue
        if is_new:
            doubts += doubts_about(row)
    return doubts


def _joined(base: str, address: str) -> str:
    """The whole address; "" for what is none."""
    try:
        whole = urljoin(base, address)
        return whole if urlsplit(whole).scheme in {"", "http", "https"} else ""
    except ValueError:
        return ""


def _path_of(file: str) -> str:
    """What the file's address was below the site's. Programs that copy a site write the query into
    the name, and ".html" behind it."""
    folder, _, name = file.replace("\\", "/").rpartition("/")
    path, mark, query = name.partition("?")
    if mark:
        query = query.removesuffix(".html")
    elif name in _INDEX:
        path = ""
    whole = quote(unquote(f"{folder}/{path}" if folder else path))
    return f"{whole}?{query}" if mark else whole


def _files_of(page: ImportedPage, address: str) -> Iterator[str]:
    """Where the pictures of the article stood, and the documents that it links to."""
    said = [_joined(address, hint.value) for hint in page.document.values(FIELD)]
    by_name: dict[str, str] = {}
    for file in said:
        by_name.setdefault(_name_of(file), file)
    for photo in photos(page.blocks):
        folder = photo.handle.rpartition("/")[0]
        if photo.handle and not folder.endswith(_SAVED_BESIDE) and photo.handle[:5] != "data:":
            yield _joined(address, photo.handle)
        elif known := by_name.get(photo.name.casefold()):
            yield known
    documents = {file.partition("#")[0] for file in said}
    for run in _runs(page):
        linked = _joined(address, run.link).partition("#")[0] if run.link else ""
        if linked in documents:
            yield linked


def _runs(page: ImportedPage) -> Iterator[Run]:
    for piece in page.document.pieces:
        if isinstance(piece, TextPiece):
            yield from piece.runs


def _name_of(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2].casefold()
