"""Texts with the marks of Markdown (CommonMark 0.31, tables and footnotes as GitHub has them), as
people keep them in .md files or copy them from programs that write it."""

import re

from importing.document import (
    Cell,
    Document,
    Evidence,
    Hint,
    Kind,
    NotePiece,
    PicturePiece,
    Piece,
    Run,
    TablePiece,
    TextPiece,
)
from importing.sources.markdown_runs import picture_in, runs_of

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,4}[.)])[ \t]+(\S.*)")
_QUOTE = re.compile(r" {0,3}>[ \t]?(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
_RULE_OF_TABLE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_NOTE = re.compile(r"\[\^([\w-]{1,20})\]:[ \t]*(.*)")
_FIELD = re.compile(r"([A-Za-z_]{2,20})[ \t]*:[ \t]*(.*)")
_FIELDS = {"title": "title", "date": "date", "author": "author", "published": "date"}
_FIRST_LINES = 40
_MARKS, _MOST_MARKS = "*_`[\\<~", 30_000
# What hardly anybody types for anything else, and what only says so beside another.
_SURE = re.compile(
    r"^ {0,3}#{1,6} \S|!\[[^\[\]\n]{0,300}\]\([^()\n]{1,500}\)"
    r"|(?<!!)\[[^\[\]\n]{1,300}\]\((?:https?:|mailto:)[^()\n]{1,500}\)|^---\n(?:\w{2,20}:.*\n){1,20}---$"
    r"|^\[\^\w+\]:",
    re.MULTILINE,
)
_EMPHASIS = re.compile(r"(?<![\w*])\*\*(?=\S)[^*\n]{1,500}(?<=\S)\*\*(?!\w)")


def is_markdown(text: str) -> bool:
    """Whether the text has marks that nobody types for anything else, and not more of them than of
    words."""
    if sum(map(text.count, _MARKS)) > _MOST_MARKS:
        return False
    return bool(_SURE.search(text)) or len(_EMPHASIS.findall(text)) > 1


def read(text: str) -> Document:
    """The pieces of a text in Markdown, without its marks. What it is called, who wrote it and when
    may stand in front of it as YAML."""
    reader = _Reader()
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader.read(_without_fields(lines, reader.hints))
    titles = [hint.value for hint in reader.hints if hint.field == "title"]
    if titles and not any(getattr(piece, "level", 0) == 1 for piece in reader.pieces[:1]):
        reader.pieces.insert(0, TextPiece((Run(titles[0]),), Kind.TITLE))
    return Document(reader.pieces, reader.hints)


class _Reader:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.hints: list[Hint] = []
        self._paragraph: list[str] = []
        self._kind = Kind.PARAGRAPH
        self._label, self._level, self._gap = "", 0, 0
        self._notes: list[NotePiece] = []

    def read(self, lines: list[str]) -> None:
        fence = ""
        at = 0
        while at < len(lines):
            line = lines[at].rstrip("\n")
            if fence:
                fence = "" if line.strip().startswith(fence) else fence
                if fence and line.strip():
                    self._add((Run(line),))
            elif opened := _FENCE.fullmatch(line):
                self._end()
                fence = opened[1]
            elif "|" in line and at + 1 < len(lines) and _is_table(line, lines[at + 1]):
                self._end()
                at = self._table(lines, at)
                continue
            else:
                self._line(line)
            at += 1
        self._end()
        self.pieces.extend(self._notes)

    def _line(self, line: str) -> None:
        if not line.strip():
            self._end()
            self._gap += 1
        elif heading := _HEADING.fullmatch(line):
            self._end()
            text = heading[2].rstrip()
            bare = text.rstrip("#")
            text = bare if bare[-1:].isspace() else text
            self._add(runs_of(text.strip()), Kind.HEADING, len(heading[1]))
        elif (
            self._kind is Kind.PARAGRAPH
            and self._paragraph
            and (under := _UNDERLINE.fullmatch(line))
        ):
            self._kind, self._level = Kind.HEADING, 1 if under[1][0] == "=" else 2
            self._end()
        elif _RULE.fullmatch(line):
            self._end()
        elif note := _NOTE.fullmatch(line):
            self._end()
            self._notes.append(NotePiece(note[1], (runs_of(note[2]),)))
        elif quoted := _QUOTE.fullmatch(line):
            if self._kind is not Kind.QUOTE or not quoted[1].strip():
                self._end()
            self._kind = Kind.QUOTE
            self._paragraph += [quoted[1]] if quoted[1].strip() else []
        elif item := _ITEM.fullmatch(line):
            self._end()
            self._kind = Kind.ITEM
            self._label = item[2] if item[2][0].isdigit() else "•"
            self._level = 1 + len(item[1].expandtabs(4)) // 2
            self._paragraph = [item[3]]
        else:
            self._paragraph.append(line)

    def _end(self) -> None:
        lines, kind, level, label = self._paragraph, self._kind, self._level, self._label
        self._paragraph, self._kind, self._level, self._label = [], Kind.PARAGRAPH, 0, ""
        if not lines:
            return
        if picture := picture_in(" ".join(lines).strip()):
            address, alt, title = picture
            name = address.partition("?")[0].replace("\\", "/").rpartition("/")[2][:200]
            self.pieces.append(PicturePiece(address, name, alt))
            if title or alt:
                self._add(runs_of(title or alt), Kind.CAPTION)
            return
        self._add(runs_of("\n".join(lines)), kind, level, label)

    def _add(
        self, runs: tuple[Run, ...], kind: Kind = Kind.PARAGRAPH, level: int = 0, label: str = ""
    ) -> None:
        self.pieces.append(TextPiece(runs, kind, level, label, Evidence(gap=self._gap)))
        self._gap = 0

    def _table(self, lines: list[str], at: int) -> int:
        """Take the table that begins at `at`; where the text goes on."""
        rows = [_cells(lines[at], is_header=True)]
        at += 2
        while at < len(lines) and "|" in lines[at]:
            rows.append(_cells(lines[at]))
            at += 1
        self.pieces.append(TablePiece(tuple(rows)))
        return at


def _is_table(line: str, below: str) -> bool:
    return bool(_RULE_OF_TABLE.fullmatch(below)) and len(_split(line)) == len(_split(below))


def _cells(line: str, is_header: bool = False) -> tuple[Cell, ...]:
    return tuple(Cell((runs_of(text),), is_header=is_header) for text in _split(line))


def _split(line: str) -> list[str]:
    line = line.strip().removeprefix("|").removesuffix("|")
    return [part.strip().replace("\\|", "|") for part in re.split(r"(?<!\\)\|", line)]


def _without_fields(lines: list[str], hints: list[Hint]) -> list[str]:
    """The lines below the YAML in front of them, whose known fields become hints."""
    if not lines or lines[0].strip() != "---":
        return lines
    ends = (i for i, line in enumerate(lines[1:_FIRST_LINES], 1) if line.strip() in {"---", "..."})
    end = next(ends, 0)
    said = [_FIELD.fullmatch(line) for line in lines[1:end]]
    if not end or not any(said):
        return lines
    for field in filter(None, said):
        name, value = field[1].lower(), field[2].strip().strip("\"'")
        if name in _FIELDS and value:
            hints.append(Hint(_FIELDS[name], value, "phần khai báo đầu tệp"))
    return lines[end + 1 :]
