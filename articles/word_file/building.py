"""An article's words and pictures become a file."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.files.storage import default_storage
from django.utils.timezone import localtime
from PIL import Image

from articles.models import Article, Attachment, Byline, Photo
from articles.word_file.body import (
    Body,
    PhotoWords,
    drawing,
    numbering,
    numbers_placed,
    tree_of,
)
from articles.word_file.notes import take_notes
from articles.word_file.package import About, Package
from articles.word_file.runs import Links, Runs
from articles.word_file.sheet import (
    DECLARATION,
    NAMESPACES,
    PAGE_NUMBER,
    TEXT_HEIGHT_MM,
    TEXT_WIDTH_MM,
    letterhead,
    margin_part,
    paragraph,
    run,
    section,
)
from attachments.videos import with_videos_of
from pictures.media_store import StorageUnavailable
from pictures.renditions import jpeg_files, webp_files
from richtext.cleaning import clean
from vietnamese.dates import format_stamp

WIDE, NARROW = 1600, 960  # pixels: 246 and 148 to the inch on paper
MOST_WIDE = 12  # photos; more of them would make a file that no mail takes
MOST_HEIGHT_MM = TEXT_HEIGHT_MM - 60  # with its caption on one page
_SCREEN_DPI = 96
_MM = 25.4
JPEG_QUALITY = 85


@dataclass(frozen=True)
class ArticleWords:
    """All that is written: `address` is the article's own, `head` the lines of the letterhead. Its
    videos are links in the text, or after it."""

    article: Article
    photos: Sequence[Photo]
    bylines: Sequence[Byline]
    attachments: Sequence[Attachment]
    address: str
    head: Sequence[str]
    source: str  # the organisation, in the footer
    videos: Sequence[Attachment] = ()


class WordFile(NamedTuple):
    """`is_whole`: no picture that the article has was missing in the store."""

    content: bytes
    is_whole: bool


def build(words: ArticleWords) -> WordFile:
    """The file. Costs some milliseconds, and reads each picture once: the JPEG that is stored is
    the one that goes in. No query. Raises StorageUnavailable."""
    album = _Album([photo for photo in words.photos if photo.file])
    root = tree_of(clean(with_videos_of(words.article.body, words.videos)))
    notes = take_notes(root)
    links = Links(words.address)
    runs = Runs(links, {str(number): number for number in range(1, len(notes) + 1)})
    body = Body({}, links, runs)
    second: list[PhotoWords] = []  # of the same number
    for photo in words.photos:
        shown = album.words(photo)
        if body.photos.setdefault(photo.order, shown) is not shown:
            second.append(shown)
    if body.photos and not numbers_placed(root) & set(body.photos):
        body.photo(body.photos.pop(min(body.photos)))
    body.write(root)
    for shown in [*body.photos.values(), *second]:  # those without a place, as on the page
        body.photo(shown)
    text = _above(words) + body.written() + _below(words)
    note_links = Links(words.address)
    counting = numbering(body.lists)
    texts = {
        "document": _document(text),
        "numbering": f"{DECLARATION}<w:numbering {NAMESPACES}>{counting}</w:numbering>",
        "header1": margin_part("hdr", letterhead(list(words.head))),
        "header2": margin_part("hdr", PAGE_NUMBER),
        "footer1": margin_part("ftr", _footer(words)),
    }
    if notes:
        texts["footnotes"] = _footnotes(notes, note_links)
    package = Package(
        _about(words),
        texts,
        {identity: address for address, identity in links.ids.items()},
        {identity: address for address, identity in note_links.ids.items()},
        album.pictures,
    )
    return WordFile(package.to_bytes(), album.is_whole)


@dataclass
class _Album:
    """The pictures that go in, each file once."""

    photos: list[Photo]
    pictures: dict[str, bytes] = field(default_factory=dict)
    is_whole: bool = True
    _ids: dict[str, str] = field(default_factory=dict)
    _drawn: int = 0

    def words(self, photo: Photo) -> PhotoWords:
        caption = photo.caption
        if photo.credit:
            caption = f"{caption} Ảnh: {photo.credit}".strip()
        return PhotoWords(self._drawing(photo) if photo.file else "", caption)

    def _drawing(self, photo: Photo) -> str:
        identity = self._picture(str(photo.file))
        if not identity:
            return ""
        self._drawn += 1
        alt = photo.alt or photo.caption
        return drawing(identity, self._drawn, f"Ảnh {photo.order}", alt, size_on_paper(photo))

    def _picture(self, master: str) -> str:
        """The id of its relation; "" where the file is gone."""
        if master not in self._ids:
            most = WIDE if len(self.photos) <= MOST_WIDE else NARROW
            content = jpeg_of(master, most)
            self._ids[master] = f"rIdP{len(self.pictures) + 1}" if content else ""
            self.is_whole = self.is_whole and bool(content)
            if content:
                self.pictures[self._ids[master]] = content
        return self._ids[master]


def size_on_paper(photo: Photo) -> tuple[int, int]:
    """Millimetres: as wide as on a screen, never wider than the text or higher than a page."""
    width, height = max(photo.width, 1), max(photo.height, 1)
    scale = min(_MM / _SCREEN_DPI, TEXT_WIDTH_MM / width, MOST_HEIGHT_MM / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def jpeg_of(master: str, most: int) -> bytes:
    """The widest stored JPEG up to `most` pixels; of an old picture, which has none, one that is
    drawn for this. b"" where the file is gone. Raises StorageUnavailable."""
    files = jpeg_files(master) or webp_files(master, 0)[:1]
    name = [file.name for file in files if file.width <= most or file is files[0]][-1]
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
        if name.endswith(".jpg"):
            return content
        drawn = io.BytesIO()
        Image.open(io.BytesIO(content)).convert("RGB").save(drawn, "JPEG", quality=JPEG_QUALITY)
        return drawn.getvalue()
    except StorageUnavailable:
        raise
    except OSError:
        return b""


def _above(words: ArticleWords) -> str:
    article = words.article
    lead = [paragraph("Lead", run(line)) for line in article.lead.split("\n") if line.strip()]
    stamp = f"Cập nhật: {format_stamp(localtime(article.stamp))}"
    return "".join([paragraph("Title", run(article.title)), paragraph("Stamp", run(stamp)), *lead])


def _below(words: ArticleWords) -> str:
    written = [paragraph("Byline", run(str(byline))) for byline in words.bylines]
    if words.article.correction:
        correction = run("Đính chính: ", "<w:b/>") + run(words.article.correction)
        written.append(paragraph("Text", correction))
    if words.attachments:
        written.append(paragraph("Text", run("Tệp đính kèm trên trang:")))
        written += [paragraph("Item", run(f"– {each}")) for each in words.attachments]
    return "".join(written)


def _document(text: str) -> str:
    end = section("rId-header2", "rId-header1", "rId-footer1")
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{text}{end}</w:body></w:document>"


def _footer(words: ArticleWords) -> str:
    return paragraph("FootnoteText", run(f"Nguồn: {words.source}\n{words.address}"))


def _footnotes(notes: Sequence[Any], links: Links) -> str:
    runs = Runs(links)
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{identity}"><w:p><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for identity, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    written = "".join(
        f'<w:footnote w:id="{number}">{paragraph("FootnoteText", mark + runs.inside(note))}'
        "</w:footnote>"
        for number, note in enumerate(notes, start=1)
    )
    return f"{DECLARATION}<w:footnotes {NAMESPACES}>{separators}{written}</w:footnotes>"


def _about(words: ArticleWords) -> About:
    article = words.article
    authors = ", ".join(byline.name for byline in words.bylines if byline.is_author)
    created = article.published_from or article.created_at
    return About(article.title, authors or words.source, created, article.stamp)
