"""Texts as long as may be, of each kind that takes long for another reason."""

from limits import lengths

NEWS = "Sáng nay, chi bộ Liên hiệp Hội tổ chức đại hội nhiệm kỳ mới; đồng chí bí thư chủ trì. "


def filled(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def body_of(piece: str) -> str:
    return piece * (lengths.MARKUP // len(piece))


BODIES = {
    "paragraphs": body_of(f"<p>{NEWS}</p>"),
    "short paragraphs": body_of("<p>a</p>"),
    "links": body_of('<p><a href="https://example.vn/a">b</a></p>'),
    "lists in lists": body_of("<ul><li>" * 20 + "a" + "</li></ul>" * 20),
    "foreign tags": body_of('<div style="color:red"><span onclick="x">a</span></div>'),
    "marks": filled("a" + "\u0301" * 40, lengths.MARKUP),
}
