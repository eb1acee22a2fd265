"""Pictures and text boxes of a drawing, new (DrawingML) and old (VML)."""

from collections.abc import Callable

from importing.document import Evidence, PicturePiece, Piece, Run, TextPiece
from importing.sources.word.package import Element, Relation
from importing.sources.word.xml import local, relation

_CHARTS = {"chart", "relIds"}  # a chart's, a SmartArt's
_WORD_ART = Evidence(align="center", in_text_box=True)
_ON = {"1", "true", "on"}


def pieces_of(
    drawing: Element,
    relations: dict[str, Relation],
    read_box: Callable[[Element], list[Piece]],
    remark: Callable[[str], None],
) -> list[Piece]:
    """The drawing's pictures and the texts of its boxes; nothing of what is hidden."""
    pictures: list[Piece] = []
    texts: list[Piece] = []
    alt, name = "", ""
    for element in _shown(drawing):
        kind = local(element)
        if kind in {"docPr", "cNvPr"}:
            if element.get("hidden") in _ON and kind == "docPr":
                return []
            alt = alt or element.get("descr", "").strip()
            name = name or element.get("name", "")
        elif kind == "shape":
            alt = alt or element.get("alt", "").strip()
        elif kind == "blip":
            link, embedded = relation(element, "link"), relation(element, "embed")
            pictures.append(_picture(relations, embedded or link, alt))
        elif kind == "imagedata":
            identity = relation(element, "id") or relation(element, "href")
            pictures.append(_picture(relations, identity, alt))
        elif kind == "txbxContent":
            texts.extend(read_box(element))
        elif kind == "textpath" and element.get("string", "").strip():  # WordArt of older Words
            texts.append(TextPiece((Run(element.get("string")),), evidence=_WORD_ART))
        elif kind in _CHARTS:
            remark(
                "Có một biểu đồ hoặc sơ đồ vẽ trong Word không đưa vào được; hãy chụp thành ảnh."
            )
    return pictures + texts


def _shown(drawing: Element) -> list[Element]:
    """Elements in order, without the older copy of what is drawn in a newer way, and without what
    stands in a text box: that is read as text."""
    found: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        found.append(element)
        kind = local(element)
        if kind == "txbxContent":
            continue
        inner = list(element)
        if kind == "AlternateContent":
            inner = inner[:1]
        waiting.extend(reversed(inner))
    return found


def _picture(relations: dict[str, Relation], identity: str, alt: str) -> PicturePiece:
    target = relations.get(identity, Relation("", is_external=True))
    name = target.target.replace("\\", "/").rpartition("/")[2][:200]
    return PicturePiece("" if target.is_external else target.target, name, alt)
