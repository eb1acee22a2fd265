"""chibo.env as systemd reads an EnvironmentFile= (systemd.exec(5)): what the unit gets is what
`chibo`, install.sh and upgrade.sh get. Run by the machine's Python, with nothing else installed.

    python3 environment_file.py values FILE   NAME=value for each, ended by a NUL
    python3 environment_file.py odd FILE      the lines that come to nothing, or to more than a line
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BLANKS = " \t\r\n"
ENDS = "\r\n"  # of a name, and of a value outside of quotes
ESCAPED_IN_QUOTES = '"\\`$'
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


class Assignment(NamedTuple):
    """`line` is the first and `last` the last that it takes, from 1 on; without a value there was
    no equals sign. A comment that goes on in the next line is one without a name."""

    line: int
    last: int
    name: str
    value: str | None

    @property
    def counts(self) -> bool:
        return self.value is not None and NAME.fullmatch(self.name) is not None


class Reader:
    """Letter by letter, as systemd does it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def assignments(self) -> Iterator[Assignment]:
        while (letter := self._next()) is not None:
            if letter in BLANKS:
                continue
            self._at -= 1
            line = self._line()
            if letter in "#;":
                if self._comment().endswith("\\"):
                    yield Assignment(line, line, "", None)
                continue
            name, has_value = self._name()
            value = self._value() if has_value else None
            self._at = min(self._at, len(self._text))
            yield Assignment(line, max(line, self._line(-1)), name, value)

    def _next(self) -> str | None:
        letter = self._text[self._at : self._at + 1] or None
        self._at += 1
        return letter

    def _line(self, back: int = 0) -> int:
        return self._text.count("\n", 0, self._at + back) + 1

    def _comment(self) -> str:
        comment = ""
        while (letter := self._next()) is not None and letter not in ENDS:
            comment += letter
        return comment

    def _name(self) -> tuple[str, bool]:
        """And whether an equals sign follows."""
        name = ""
        while (letter := self._next()) is not None and letter not in ENDS:
            if letter == "=":
                return name.rstrip(BLANKS), True
            name += letter
        return name.rstrip(BLANKS), False

    def _value(self) -> str:
        """Quoted parts first, then what is not quoted: there quotes are letters like others."""
        value = ""
        while (letter := self._next()) is not None and letter not in ENDS:
            if letter == "'":
                value += self._single_quoted()
            elif letter == '"':
                value += self._double_quoted()
            elif letter not in BLANKS:
                self._at -= 1
                return value + self._bare()
        return value

    def _bare(self) -> str:
        """Without the blanks at its end that no backslash keeps."""
        value, length = "", 0
        while (letter := self._next()) is not None and letter not in ENDS:
            if letter == "\\":
                escaped = self._next() or ""
                value += escaped if escaped not in ENDS else ""
                length = len(value)
            else:
                value += letter
                length = length if letter in BLANKS else len(value)
        return value[:length]

    def _single_quoted(self) -> str:
        value = ""
        while (letter := self._next()) not in (None, "'"):
            value += str(letter)
        return value

    def _double_quoted(self) -> str:
        value = ""
        while (letter := self._next()) not in (None, '"'):
            if letter == "\\":
                escaped = self._next() or ""
                if escaped == "\n":
                    continue
                value += escaped if escaped in ESCAPED_IN_QUOTES else letter + escaped
            else:
                value += str(letter)
        return value


def odd(assignments: Iterator[Assignment], file: str) -> Iterator[str]:
    """A line for each, without the value, which is nobody's to read here."""
    for each in assignments:
        name = each.name.replace("\ufeff", "(ký tự BOM ở đầu tệp) ", 1)
        if not each.name and each.value is None:
            yield (
                f"dòng {each.line} của {file} là lời ghi chú có dấu \\ ở cuối, hãy bỏ dấu ấy: trên"
                " Debian 12 dòng sau cũng thành ghi chú."
            )
        elif not each.counts:
            shown = "…" if each.value is None else f"{name}=…"
            yield (
                f"dòng {each.line} của {file} bị bỏ qua, vì không có dạng TÊN=giá-trị: “{shown}”."
            )
        elif each.last > each.line:
            yield (
                f"dòng {each.line} đến {each.last} của {file} là một giá trị, của {name}: thường là"
                " thiếu dấu nháy đóng, hay thừa dấu \\ ở cuối dòng."
            )


def main(word: str, file: str) -> None:
    text = Path(file).read_bytes().decode(errors="surrogateescape")
    assignments = Reader(text).assignments()
    if word == "odd":
        said = "".join(f"{line}\n" for line in odd(assignments, file))
    else:
        said = "".join(f"{each.name}={each.value}\0" for each in assignments if each.counts)
    sys.stdout.buffer.write(said.encode(errors="surrogateescape"))


if __name__ == "__main__":
    main(*sys.argv[1:])
