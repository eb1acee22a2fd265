"""Files to be imported: a Word document of many photos, and saved pages of an invented site."""

import io
import random
from pathlib import Path

from docx import Document
from docx.shared import Cm
from PIL import Image

from bench.writing import Writer

PHOTOS = 10
PHOTO_SIZE = (4000, 3000)
PAGES_OF_PAPER = 20
PARAGRAPHS_A_PAGE = 5
_FRAME = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - Hội Làm vườn</title>
<link rel="canonical" href="https://hoi.example.vn/tin/{number}.html"></head><body>
<nav class="navbar"><ul><li><a href="/">Trang chủ</a></li><li><a>Tin tức</a></li></ul></nav>
<div class="news_column"><h1 class="title">{title}</h1>
<em class="time">Thứ ba - 14/03/2023 09:35</em>
<div class="hometext">{lead}</div><div id="news-bodyhtml" class="bodytext">{body}</div>
<p class="text-right"><strong>Tác giả:</strong> {name}</p></div>
<div class="other-news"><p><strong>Những tin mới hơn</strong></p><ul class="related">{others}</ul>
</div><div class="sidebar"><p>Thống kê</p><p>Đang truy cập 12</p></div>
<footer><p>© Bản quyền thuộc về Hội Làm vườn tỉnh.</p></footer></body></html>"""


def write_word_file(path: Path, writer: Writer) -> list[str]:
    """Its paragraphs, in order; ten photos of 12 megapixels stand among them."""
    document = Document()
    written = [writer.title()]
    document.add_heading(written[0], 0)
    count = PAGES_OF_PAPER * PARAGRAPHS_A_PAGE
    for number in range(count):
        text = plain(writer.chance.choice(writer.paragraphs))
        written.append(text)
        document.add_paragraph(text)
        if number % (count // PHOTOS) == 0:
            document.add_picture(io.BytesIO(photo(writer.chance)), width=Cm(12))
    document.save(str(path))
    return written


def photo(chance: random.Random) -> bytes:
    """A JPEG with as much in it as a camera's: some 3.6 MB."""
    small = (PHOTO_SIZE[0] // 4, PHOTO_SIZE[1] // 4)
    bands = [Image.effect_noise(small, chance.uniform(40, 60)) for _ in range(3)]
    whole = Image.merge("RGB", bands).resize(PHOTO_SIZE, Image.Resampling.BILINEAR)
    grain = Image.effect_noise(PHOTO_SIZE, 12)
    content = io.BytesIO()
    Image.blend(whole, Image.merge("RGB", [grain] * 3), 0.3).save(content, "JPEG", quality=93)
    return content.getvalue()


def write_pages(folder: Path, number: int, writer: Writer) -> list[list[str]]:
    """For each page the paragraphs of its article; pages lie in the order of their names."""
    written = []
    for page in range(number):
        title, lead = writer.title(), writer.chance.choice(writer.leads)
        paragraphs = [plain(writer.chance.choice(writer.paragraphs)) for _ in range(7)]
        others = "".join(f'<li><a href="/{i}">{writer.title()}</a></li>' for i in range(5))
        body = "".join(f'<p style="text-align: justify">{text}</p>' for text in paragraphs)
        markup = _FRAME.format(
            title=title, lead=lead, body=body, name=writer.person(), others=others, number=page
        )
        (folder / f"{page:05}.html").write_text(markup)
        written.append([title, lead, *paragraphs])
    return written


def plain(paragraph: str) -> str:
    return paragraph.removeprefix("<p>").removesuffix("</p>")
