"""The site's message catalogues: `python -m tests.catalogue` writes each .mo anew from its .po.

The .mo files are committed, so that a server needs no gettext; a test compares the two.
"""

import ast
import struct
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

MAGIC = 0x950412DE
TABLES_START = 28  # seven words of header


@dataclass
class Message:
    """One entry of a .po file; `parts` by keyword: msgctxt, msgid, msgid_plural, msgstr[0]…"""

    parts: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    @property
    def source(self) -> tuple[str, str, bool]:
        """What an entry is looked up by: its context ("" for none), its msgid, has it a plural."""
        context, words = self.parts.get("msgctxt", ""), self.parts.get("msgid", "")
        return context, words, "msgid_plural" in self.parts

    @property
    def translation(self) -> str:
        """Its first form; "" where there is none, or one that waits for a check."""
        if "fuzzy" in self.flags:
            return ""
        return self.parts.get("msgstr") or self.parts.get("msgstr[0]", "")

    @property
    def key(self) -> bytes:
        context, msgid, _ = self.source
        words = "\0".join([msgid, *filter(None, [self.parts.get("msgid_plural")])])
        return (f"{context}\x04{words}" if context else words).encode()

    @property
    def value(self) -> bytes:
        forms = [text for name, text in self.parts.items() if name.startswith("msgstr")]
        return "\0".join(forms).encode()


def messages(file: Path) -> list[Message]:
    """The entries of a .po file, its header (msgid "") first; obsolete ones are left out."""
    found = [Message()]
    name = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        keyword, _, rest = line.partition(" ")
        if line.startswith("#,"):
            found[-1].flags |= {flag.strip() for flag in rest.split(",")}
        elif line.startswith('"'):
            found[-1].parts[name] += ast.literal_eval(line)
        elif keyword.startswith("msg"):
            name = keyword
            found[-1].parts[name] = ast.literal_eval(rest)
        elif not line.strip() and found[-1].parts:
            found.append(Message())
    return [message for message in found if message.parts]


def compiled(file: Path) -> bytes:
    """The .mo of a .po: sorted by key, as gettext looks them up (GNU gettext manual, 10.3)."""
    pairs = sorted((message.key, message.value) for message in messages(file))
    start = TABLES_START + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    texts = b""
    for column, table in enumerate(tables):
        for pair in pairs:
            table += [len(pair[column]), start + len(texts)]
            texts += pair[column] + b"\0"
    values = TABLES_START + 8 * len(pairs)
    header = [MAGIC, 0, len(pairs), TABLES_START, values, 0, start]
    return struct.pack(f"<{7 + 4 * len(pairs)}I", *header, *tables[0], *tables[1]) + texts


def catalogues() -> list[Path]:
    """The site's own .po files."""
    return sorted(file for path in settings.LOCALE_PATHS for file in Path(path).rglob("*.po"))


def main() -> None:
    for file in catalogues():
        file.with_suffix(".mo").write_bytes(compiled(file))


if __name__ == "__main__":
    main()
