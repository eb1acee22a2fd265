"""The parts of a Word file, and the zip that holds them: the same parts are the same bytes."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from articles.word_file.sheet import DECLARATION, NAMESPACES, RELATIONS, STYLES, plain

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip; no part has a date of its own
_KINDS = {
    "document": f"{_PART}.document.main+xml",
    "styles": f"{_PART}.styles+xml",
    "settings": f"{_PART}.settings+xml",
    "numbering": f"{_PART}.numbering+xml",
    "footnotes": f"{_PART}.footnotes+xml",
    "header1": f"{_PART}.header+xml",
    "header2": f"{_PART}.header+xml",
    "footer1": f"{_PART}.footer+xml",
}
_SETTINGS = (
    f"{DECLARATION}<w:settings {NAMESPACES}><w:compat><w:compatSetting"
    ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)


@dataclass(frozen=True)
class About:
    """What the file says of itself."""

    title: str
    author: str
    created: datetime
    changed: datetime


@dataclass
class Package:
    """`texts` are the parts below word/ without their ending; `links` and `note_links` the outgoing
    addresses of text and footnotes by the ids of their relations, `pictures` the bytes of each
    JPEG by its id."""

    about: About
    texts: dict[str, str]
    links: Mapping[str, str]
    note_links: Mapping[str, str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        out = io.BytesIO()
        texts = {"styles": STYLES, "settings": _SETTINGS, **self.texts}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            _write(archive, "[Content_Types].xml", _content_types(texts))
            _write(archive, "_rels/.rels", _relations(_PACKAGE_RELATIONS))
            _write(archive, "docProps/core.xml", _core(self.about))
            for name, text in texts.items():
                _write(archive, f"word/{name}.xml", text)
            _write(archive, "word/_rels/document.xml.rels", _relations(self._own(texts)))
            if self.note_links:
                own = [_link(identity, to) for identity, to in self.note_links.items()]
                _write(archive, "word/_rels/footnotes.xml.rels", _relations(own))
            for identity, content in self.pictures.items():
                info = zipfile.ZipInfo(f"word/media/{identity}.jpg", _EARLIEST)
                archive.writestr(info, content)  # as it is: a JPEG grows no smaller
        return out.getvalue()

    def _own(self, texts: Iterable[str]) -> list[str]:
        parts = [
            _relation(f"rId-{name}", name.rstrip("12"), f"{name}.xml")
            for name in texts
            if name != "document"
        ]
        pictures = [_relation(each, "image", f"media/{each}.jpg") for each in self.pictures]
        return parts + pictures + [_link(identity, to) for identity, to in self.links.items()]


def _write(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, text)


def _relation(identity: str, kind: str, target: str, mode: str = "") -> str:
    kind = f"{RELATIONS}/{kind}"
    return f'<Relationship Id="{identity}" Type="{kind}" Target="{plain(target)}"{mode}/>'


def _link(identity: str, target: str) -> str:
    return _relation(identity, "hyperlink", target, ' TargetMode="External"')


def _relations(relations: Iterable[str]) -> str:
    space = f"{_PACKAGE}/relationships"
    return f'{DECLARATION}<Relationships xmlns="{space}">{"".join(relations)}</Relationships>'


_PACKAGE_RELATIONS = [
    _relation("rId1", "officeDocument", "word/document.xml"),
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/>',
]


def _content_types(texts: Iterable[str]) -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KINDS[name]}"/>' for name in texts
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="jpg" ContentType="image/jpeg"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{parts}</Types>"
    )


def _core(about: About) -> str:
    created, changed = (
        f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for moment in (about.created, about.changed)
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{plain(about.title)}</dc:title><dc:creator>{plain(about.author)}</dc:creator>"
        "<dc:language>vi-VN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{changed}</dcterms:modified>'
        "</cp:coreProperties>"
    )
