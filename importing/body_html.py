"""The HTML that an imported article's body is stored as."""

from collections.abc import Iterable
from html import escape

from importing.document import Cell, Run
from importing.imported_page import (
    Block,
    BulletList,
    Heading,
    List,
    NumberedList,
    Paragraph,
    PhotoPlaceholder,
    Table,
)

_TAGS = {"bold": "strong", "italic": "em", "strike": "s", "sub": "sub", "sup": "sup"}


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
    return [block.caption for block in photos(blocks)]


def photos(blocks: Iterable[Block]) -> list[PhotoPlaceholder]:
    """The photos, in the order in which `body_html` numbers their places."""
    return [block for block in blocks if isinstance(block, PhotoPlaceholder)]


def runs_html(runs: Iterable[Run]) -> str:
    """The runs with what has a meaning: bold, italics, struck out, sub, super, links."""
    html = ""
    for run in runs:
        text = _text(run.text).replace("\n", "<br>")
        for name, tag in _TAGS.items():
            if getattr(run, name):
                text = f"<{tag}>{text}</{tag}>"
        if run.address:
            text = f'<a href="{escape(run.address)}">{text}</a>'
        html += text
    for tag in _TAGS.values():  # runs that differ in font alone
        html = html.replace(f"</{tag}><{tag}>", "")
    return html


def _block_html(block: Paragraph | Heading | List | Table) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_set(block.text, _without_bold(block.runs))}</h{block.level}>"
    if isinstance(block, BulletList):
        return f"<ul>{_items(block)}</ul>"
    if isinstance(block, NumberedList):
        kind = f' type="{block.type}"' if block.type != "1" else ""
        start = f' start="{block.start}"' if block.start != 1 else ""
        return f"<ol{kind}{start}>{_items(block)}</ol>"
    if isinstance(block, Table):
        return _table(block)
    html = _set(block.text, block.runs)
    if block.run_in and html == _text(block.text):
        rest = block.text.removeprefix(block.run_in)
        html = f"<strong>{_text(block.run_in)}</strong>{_text(rest)}"
    html = f"<p>{html}</p>"
    return f"<blockquote>{html}</blockquote>" if block.is_quote else html


def _items(block: List) -> str:
    runs = block.runs or [()] * len(block.items)
    inner = block.inner or [()] * len(block.items)
    return "".join(
        f"<li>{_set(text, set_as)}{''.join(map(_block_html, lists))}</li>"
        for text, set_as, lists in zip(block.items, runs, inner, strict=True)
    )


def _table(table: Table) -> str:
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return f"<table><tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_header else "td"
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    inside = "<br>".join(map(runs_html, cell.paragraphs))
    return f"<{tag}{columns}{rows}>{inside}</{tag}>"


def _set(text: str, runs: tuple[Run, ...]) -> str:
    return runs_html(runs) if runs else _text(text)


def _without_bold(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(
        Run(run.text, sub=run.sub, sup=run.sup, strike=run.strike, link=run.link) for run in runs
    )


def _text(text: str) -> str:
    return escape(text, quote=False)
