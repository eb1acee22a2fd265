"""The report as a Word document: A4 and margins as Nghị định 30/2020, annex I, has them."""

import io
from datetime import date, datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from reports.annual_report import SEAL, AnnualReport
from reports.tables import Table

FACE = "Times New Roman"
BODY, SMALL, GAP = Pt(14), Pt(13), Pt(2)
TEXT_WIDTH, NUMBER_COLUMN = 165, 30  # mm
BLACK = RGBColor(0, 0, 0)
FACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")


def report_document(report: AnnualReport, made_on: date) -> bytes:
    """The report as .docx, with the day it was made on at its end."""
    document = Document()
    set_paper(document)
    set_type(document)
    set_properties(document, report, made_on)
    write_head(document, report)
    for sentence in report.sentences:
        document.add_paragraph(sentence).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for table in report.tables:
        write_table(document, table)
    if report.seal:
        write_seal(document, report.seal)
    made = f"Số liệu lấy ngày {made_on.day:02} tháng {made_on.month:02} năm {made_on.year}."
    document.add_paragraph().add_run(made).italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def set_paper(document: WordDocument) -> None:
    """A4, margins 20/20/30/15 mm, the page's number top centre from page 2 on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)


def set_type(document: WordDocument) -> None:
    """Times New Roman, black, everywhere: the styles of Word's own template have other faces."""
    for name in ("Normal", "Title", "Heading 1", "Header"):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FACE, BODY, BLACK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for face in FACES:
            fonts.set(qn(face), FACE)
    document.styles["Title"].font.bold = document.styles["Heading 1"].font.bold = True
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for border in document.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def set_properties(document: WordDocument, report: AnnualReport, made_on: date) -> None:
    """The file's own properties, which otherwise name the library and its day."""
    properties = document.core_properties
    properties.title, properties.author = report.title, report.organisation[:255]
    properties.comments, properties.language = "", "vi-VN"
    properties.created = properties.modified = datetime.combine(made_on, time())


def write_head(document: WordDocument, report: AnnualReport) -> None:
    if report.governing_body:
        centre(document.add_paragraph(report.governing_body.upper()))
    organisation = centre(document.add_paragraph())
    organisation.add_run(report.organisation.upper()).bold = True
    centre(document.add_paragraph(report.title, "Title"))
    centre(document.add_paragraph(report.period))


def centre(paragraph: Paragraph) -> Paragraph:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def write_table(document: WordDocument, table: Table) -> None:
    """The table under its name; its head comes again on every page."""
    document.add_heading(table.name, level=1)
    if not table.rows:
        document.add_paragraph("Không có số liệu trong khoảng này.")
        return
    grid = document.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    widths = column_widths(table)
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width  # LibreOffice goes by the columns, Word by the cells
    for place, line in enumerate([table.headings, *table.lines]):
        row = grid.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width, shown in zip(row.cells, widths, line, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = GAP
            run = paragraph.add_run(shown.text)
            run.font.size, run.bold = SMALL, place == 0
            if shown.is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if table.note:
        note = document.add_paragraph().add_run(table.note)
        note.italic, note.font.size = True, SMALL


def column_widths(table: Table) -> list[Mm]:
    """NUMBER_COLUMN for each column of numbers; the others share what is left of the page."""
    numbers = [heading.is_number for heading in table.headings]
    rest = (TEXT_WIDTH - NUMBER_COLUMN * sum(numbers)) / (numbers.count(False) or 1)
    return [Mm(NUMBER_COLUMN if is_number else rest) for is_number in numbers]


def write_seal(document: WordDocument, seal: list[str]) -> None:
    """The words on the ledger's last seal, kept together on one page."""
    document.add_heading(SEAL, level=1)
    for text in seal:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.add_run(text).font.size = SMALL
        paragraph.paragraph_format.keep_with_next = True
