"""Word files of the tests' own making, written part by part as Word writes them."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_PART = re.compile(
    r"^<(body|styles|numbering|footnotes|endnotes|relations)>$(.*?)^</\1>$", re.DOTALL | re.M
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = f"{R}/officeDocument"


def word_file(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    relations: str = "",
    parts: Mapping[str, bytes | str] | None = None,
    types: str = _TYPES,
) -> bytes:
    """A .docx of these pieces of XML; `parts` are further files in it."""
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1"'
        f' Type="{_DOCUMENT}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}'
        "</Relationships>",
    }
    own = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "endnotes": endnotes}
    for name, xml in own.items():
        if xml:
            files[f"word/{name}.xml"] = f"<w:{name} {SPACES}>{xml}</w:{name}>"
    return zipped({**files, **(parts or {})})


def packed(parts: str) -> bytes:
    """A .docx of the parts written one below the other: <body>, <styles>, <numbering>,
    <footnotes>, <endnotes>, <relations>."""
    found = dict(_PART.findall(parts))
    return word_file(found.pop("body"), **found)


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def r(text: str, properties: str = "") -> str:
    """A run; `properties` is what stands in its rPr."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; a text that is no XML becomes one."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}{''.join(one if one[:1] == '<' else r(one) for one in runs)}</w:p>"


def table(*rows: list[str]) -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/>{cells}</w:tbl>"


def picture(identity: str, alt: str = "", kind: str = "inline", link: str = "embed") -> str:
    """A run with a drawing; `kind` is inline or anchor, `link` embed or link."""
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:docPr id="1" name="Picture 1" descr="{escape(alt)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:blipFill><a:blip r:{link}="{identity}"/></pic:blipFill></pic:pic>'
        f"</a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>"
    )


def relation(identity: str, target: str, kind: str = "image", mode: str = "") -> str:
    external = ' TargetMode="External"' if mode else ""
    return f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{target}"{external}/>'


def numbered(level: int, identity: int = 1) -> str:
    """The pPr of a numbered paragraph."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>'


def levels(*texts: tuple[str, str], identity: int = 1, start: int = 1) -> str:
    """A list whose levels are (form, text), and its instance of the same number."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(texts)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{identity}">{inner}</w:abstractNum>'
        f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{identity}"/></w:num>'
    )


CENTRE = '<w:jc w:val="center"/>'
RIGHT = '<w:jc w:val="right"/>'
