"""The sheet: A4, margins 20, 20, 30 and 15 mm (Nghị định 30/2020, annex I), styles by name.

The importer knows a file of this site's by LEAD, TEXT and BYLINE: what stands so is that and
nothing else. A style sets no letters bold or italic whose meaning the text has to keep.
"""

from html import escape

from vietnamese.text import xml_safe

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{SPACE}" xmlns:r="{RELATIONS}"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

LEAD, TEXT, BYLINE, STAMP = "Sapo", "Nội dung bài", "Tác giả", "Cập nhật"
TEXT_WIDTH_MM, TEXT_HEIGHT_MM = 165, 257
_FACE = "Times New Roman"
_TWIPS = 1440 / 25.4  # a millimetre


def twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


def plain(text: str) -> str:
    """Text for XML."""
    return escape(xml_safe(text), quote=True)


def paragraph(style: str, inside: str, properties: str = "") -> str:
    """`style` is an id below; `properties` what this paragraph has beside it, in Word's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def run(text: str, properties: str = "") -> str:
    """Letters; a line break in them is one on paper."""
    setting = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    lines = [f'<w:t xml:space="preserve">{plain(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{setting}{'<w:br/>'.join(lines)}</w:r>"


def section(header: str, first_header: str, footer: str) -> str:
    """The last element of the body; each argument is a relation's id."""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>'
        f'<w:headerReference w:type="first" r:id="{first_header}"/>'
        f'<w:footerReference w:type="default" r:id="{footer}"/>'
        f'<w:footerReference w:type="first" r:id="{footer}"/>'
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/>'
        f'<w:pgMar w:top="{twips(20)}" w:right="{twips(15)}" w:bottom="{twips(20)}"'
        f' w:left="{twips(30)}" w:header="{twips(10)}" w:footer="{twips(10)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def margin_part(kind: str, paragraphs: str) -> str:
    """A header ("hdr") or footer ("ftr")."""
    return f"{DECLARATION}<w:{kind} {NAMESPACES}>{paragraphs}</w:{kind}>"


def letterhead(lines: list[str]) -> str:
    """What stands above the first page: the organisation's names, bold where the line is not the
    first of several above it, then its address."""
    paragraphs = [paragraph("Letterhead", run(line)) for line in lines]
    return "".join(paragraphs) or paragraph("Letterhead", "")


PAGE_NUMBER = paragraph(
    "Letterhead", '<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
)


def _style(
    identity: str,
    name: str,
    paragraph_properties: str = "",
    run_properties: str = "",
    based_on: str = "Normal",
    follows: str = "",
) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:next w:val="{follows or identity}"/><w:qFormat/>'
        f"<w:pPr>{paragraph_properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def _centred(after: int = 120, before: int = 0, keep: bool = False) -> str:
    kept = "<w:keepNext/>" if keep else ""
    return f'{kept}<w:spacing w:before="{before}" w:after="{after}"/><w:jc w:val="center"/>'


_BOLD, _ITALIC = "<w:b/>", "<w:i/>"
STYLES = (
    f"{DECLARATION}<w:styles {NAMESPACES}>"
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{_FACE}" w:hAnsi="{_FACE}" w:eastAsia="{_FACE}" w:cs="{_FACE}"/>'
    '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:qFormat/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="0B4F9E"/><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference">'
    '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    "</w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    + _style("Letterhead", "Đầu trang", _centred(after=0), '<w:sz w:val="24"/>')
    + _style("Title", "Title", _centred(before=240, keep=True), f'{_BOLD}<w:sz w:val="32"/>')
    + _style("Stamp", STAMP, _centred(), f'{_ITALIC}<w:sz w:val="24"/>', follows="Lead")
    + _style(
        "Lead",
        LEAD,
        f'<w:spacing w:after="120"/><w:ind w:firstLine="{twips(10)}"/><w:jc w:val="both"/>',
        _BOLD,
        follows="Text",
    )
    + _style(
        "Text",
        TEXT,
        f'<w:spacing w:after="120"/><w:ind w:firstLine="{twips(10)}"/><w:jc w:val="both"/>',
    )
    + "".join(
        _style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:spacing w:before="200" w:after="120"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            (_BOLD, _BOLD + _ITALIC, _ITALIC)[level - 1],
            follows="Text",
        )
        for level in (1, 2, 3)
    )
    + _style("Item", "List Paragraph", '<w:spacing w:after="60"/><w:jc w:val="both"/>')
    + _style("Quote", "Quote", f'<w:ind w:left="{twips(12)}" w:right="{twips(12)}"/>')
    + _style("Code", "Plain Text", '<w:jc w:val="left"/>', '<w:sz w:val="24"/>')
    + _style("Picture", "Ảnh", _centred(after=60, before=120, keep=True), follows="Caption")
    + _style("Caption", "caption", f"<w:keepLines/>{_centred()}", f'{_ITALIC}<w:sz w:val="26"/>')
    + _style("Cell", "Chữ trong bảng", '<w:spacing w:after="40"/>', '<w:sz w:val="26"/>')
    + _style("HeadCell", "Đầu cột", '<w:jc w:val="center"/>', based_on="Cell")
    + _style("Byline", BYLINE, '<w:spacing w:before="120"/><w:jc w:val="right"/>', _BOLD)
    + _style("FootnoteText", "footnote text", '<w:spacing w:after="0"/>', '<w:sz w:val="24"/>')
    + "</w:styles>"
)
