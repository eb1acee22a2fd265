"""The HTML that an imported article's body is stored as."""

from collections.abc import Iterable
from html import escape

from importing.imported_page import Block, BulletList, Heading, Paragraph, PhotoPlaceholder


def body_html(blocks: Iterable[Block]) -> str:
    """The blocks as HTML, one a line; the n-th photo's place is "[ảnh n]"."""
    photos = 0
    parts = []
    for block in blocks:
        if isinstance(block, PhotoPlaceholder):
            photos += 1
            parts.append(f"<p>[ảnh {photos}]</p>")
        else:
            parts.append(_block_html(block))
    return "\n".join(parts)


def captions(blocks: Iterable[Block]) -> list[str]:
    """The photos' captions, in the order in which `body_html` numbers their places."""
    return [block.caption for block in blocks if isinstance(block, PhotoPlaceholder)]


def _block_html(block: Paragraph | Heading | BulletList) -> str:
    if isinstance(block, Heading):
        return f"<h2>{_text(block.text)}</h2>"
    if isinstance(block, BulletList):
        items = "".join(f"<li>{_text(item)}</li>" for item in block.items)
        return f"<ul>{items}</ul>"
    if block.run_in:
        rest = block.text.removeprefix(block.run_in)
        return f"<p><strong>{_text(block.run_in)}</strong>{_text(rest)}</p>"
    return f"<p>{_text(block.text)}</p>"


def _text(text: str) -> str:
    return escape(text, quote=False)
