"""The demo articles' text files: a few lines of header, a blank line, then the article.

Pure text; the files beside this module are the only input, so a mistake in one is a ValueError.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

ARTICLES = Path(__file__).parent / "articles"
TABLE_RULE = re.compile(r"[|\s:-]+")


@dataclass(frozen=True)
class DemoPhoto:
    picture: str
    caption: str
    credit: str
    alt: str


@dataclass
class DemoArticle:
    """One file: `days_ago` and `time` count in Vietnamese days and clock time."""

    title: str = ""
    category: str = ""
    days_ago: int = 0
    time: datetime.time = datetime.time(8)
    bylines: list[tuple[str, str, str]] = field(default_factory=list)
    photos: list[DemoPhoto] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)  # in demo/files, and their names
    lead: str = ""
    body: str = ""


def demo_articles() -> list[DemoArticle]:
    """All of them, oldest first."""
    articles = [read(file.read_text()) for file in sorted(ARTICLES.glob("*.txt"))]
    return sorted(articles, key=lambda article: (-article.days_ago, article.time))


def read(text: str) -> DemoArticle:
    """One article from its file's text; ValueError for a header that is not known."""
    header, _, rest = text.strip().partition("\n\n")
    article = DemoArticle()
    for line in header.splitlines():
        name, _, value = line.partition(":")
        _read_header(article, name.strip(), value.strip())
    article.lead, _, body = rest.strip().partition("\n\n")
    article.body = "\n".join(_blocks(body.splitlines()))
    return article


def _read_header(article: DemoArticle, name: str, value: str) -> None:
    match name:
        case "Tựa":
            article.title = value
        case "Chuyên mục":
            article.category = value
        case "Ngày":
            days, clock = value.split()
            article.days_ago = -int(days)
            article.time = datetime.time.fromisoformat(clock)
        case "Tác giả":
            role, author, link = _columns(value, 3)
            article.bylines.append((role, author, link))
        case "Ảnh":
            picture, caption, credit, alt = _columns(value, 4)
            article.photos.append(DemoPhoto(picture, caption.replace("\\\\", "\n"), credit, alt))
        case "Tệp":
            file, shown = _columns(value, 2)
            article.files.append((file, shown))
        case _:
            raise ValueError(f"unknown header {name!r}")


def _columns(value: str, number: int) -> list[str]:
    columns = [column.strip() for column in value.split("|")]
    return (columns + [""] * number)[:number]


def _blocks(lines: list[str]) -> Iterator[str]:
    for kind, group in groupby(filter(None, map(str.strip, lines)), key=_kind):
        match kind:
            case "ul":
                yield _list("ul", (line.removeprefix("- ") for line in group))
            case "ol":
                yield _list("ol", (line.partition(". ")[2] for line in group))
            case "table":
                yield _table([_cells(line) for line in group if not TABLE_RULE.fullmatch(line)])
            case "h2":
                yield from (f"<h2>{_inline(line.removeprefix('## '))}</h2>" for line in group)
            case _:
                yield from (f"<p>{_inline(line)}</p>" for line in group)


def _kind(line: str) -> str:
    if line.startswith("## "):
        return "h2"
    if line.startswith("- "):
        return "ul"
    if re.match(r"\d+\. ", line):
        return "ol"
    return "table" if line.startswith("|") else "p"


def _list(tag: str, items: Iterator[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{tag}>"


def _cells(line: str) -> list[str]:
    return [_inline(cell.strip()) for cell in line.strip("|").split("|")]


def _table(rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _inline(text: str) -> str:
    text = escape(text, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"~(.+?)~", r"<sub>\1</sub>", text)
    text = re.sub(r"\^(.+?)\^", r"<sup>\1</sup>", text)
    return re.sub(r"\[([^\]]+)\]\((https?://[^)]+)\)", r'<a href="\2">\1</a>', text)
