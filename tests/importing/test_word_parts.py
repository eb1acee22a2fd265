"""Word files whose parts are called otherwise than Word itself calls them."""

import io
import zipfile

from importing.document import Kind, NotePiece, TextPiece
from importing.sources.word import reader
from tests.importing.word_files import levels, numbered, p, r, relation, word_file, zipped


def test_parts_are_found_by_their_relations_whatever_they_are_called() -> None:
    """Word Online writes document2.xml, styles2.xml and the like."""
    whole = packed_parts(
        word_file(
            p("Tựa của bài viết này", properties='<w:pStyle w:val="T"/>')
            + p(r("Theo số liệu"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r(" của xã."))
            + p("Việc thứ nhất phải làm.", properties=numbered(0)),
            styles='<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>',
            numbering=levels(("lowerLetter", "%1)")),
            footnotes=f'<w:footnote w:id="2">{p("Báo cáo năm 2022.")}</w:footnote>',
        )
    )
    kinds = ("styles", "numbering", "footnotes")
    own = "".join(relation(f"r{kind}", f"/word/{kind}2.xml", kind) for kind in kinds)
    renamed = {
        name.replace(".xml", "2.xml") if name.startswith("word/") else name: data
        for name, data in whole.items()
    }
    renamed["word/_rels/document2.xml.rels"] = renamed.pop("word/_rels/document2.xml.rels").replace(
        b"</Relationships>", f"{own}</Relationships>".encode()
    )
    renamed["_rels/.rels"] = renamed["_rels/.rels"].replace(b"document.xml", b"document2.xml")
    document = reader.read(io.BytesIO(zipped(renamed)))
    title, prose, item, note = document.pieces
    assert isinstance(title, TextPiece) and isinstance(item, TextPiece)
    assert isinstance(prose, TextPiece) and isinstance(note, NotePiece)
    assert (title.kind, item.label) == (Kind.TITLE, "a)")
    assert prose.text == "Theo số liệu1 của xã."
    assert note.paragraphs[0][0].text == "Báo cáo năm 2022."


def packed_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
