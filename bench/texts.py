"""The longest texts that the site accepts, of each kind that is slow for a reason of its own."""

import unicodedata

from limits import lengths

NEWS = "Sáng nay, chi bộ Liên hiệp Hội tổ chức đại hội nhiệm kỳ mới; đồng chí bí thư chủ trì. "


def filled(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def body_of(piece: str) -> str:
    return piece * (lengths.MARKUP // len(piece))


MARKS = filled("a" + "\u0301" * 40, lengths.MARKUP)
# As Word puts it on the clipboard, with what it writes into each tag.
WORD = (
    '<p class=MsoNormal style="margin-bottom:6.0pt;text-align:justify"><span lang=VI '
    'style="font-size:14.0pt;font-family:&quot;Times New Roman&quot;,serif">'
    f"{NEWS}<o:p></o:p></span></p>"
)
TABLE = f"<table><tbody>{'<tr><td>1</td><td>Chi bộ</td><td>12,5</td></tr>' * 20}</tbody></table>"


def numbered(piece: str) -> str:
    """No paragraph like another."""
    number = lengths.MARKUP // len(piece.format(99_999))
    return "".join(piece.format(each) for each in range(number))


BODIES = {
    "paragraphs": body_of(f"<p>{NEWS}</p>"),
    "short paragraphs": body_of("<p>a</p>"),
    "links": body_of('<p><a href="https://example.vn/a">b</a></p>'),
    "lists in lists": body_of("<ul><li>" * 20 + "a" + "</li></ul>" * 20),
    "foreign tags": body_of('<div style="color:red"><span onclick="x">a</span></div>'),
    "marks": MARKS,
    "numbered paragraphs": numbered(f"<p>{NEWS}Lần {{}}.</p>"),
    "one paragraph": f"<p>{filled(NEWS, lengths.MARKUP - 7)}</p>",
    "tables": body_of(TABLE),
    "Word": body_of(WORD),
    "references": body_of("<p>&Aacute;&ecirc;&nbsp;&amp;&#7897;</p>"),
    "tones apart": unicodedata.normalize("NFD", body_of(f"<p>{NEWS}</p>"))[: lengths.MARKUP],
}
