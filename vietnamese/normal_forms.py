"""Unicode's normal forms (UAX #15), of text that anybody may have sent.

Python puts the marks of one letter in order by insertion and holds its lock meanwhile: 120,000 on
one letter take half a minute. UAX #15 (section 13, Stream-Safe Text Format) knows no use for more
than 30, so what stands beyond them is dropped. The project normalises nowhere else.
"""

import re
import unicodedata
from functools import cache

MOST_MARKS = 30
NO_MARKS_FROM = 0x20000  # ideographs, private use, and nothing else that stands on anything
# Where a mark could be: most texts have none, and no letter of Vietnamese is among these.
_PERHAPS_MARK = re.compile("[\u0300-\u1dff\u20d0-\u20ff\u2c00-\U0010ffff]")
# Where such a run could be: no letters, no digits, beyond Latin. Decomposed, a mark is two at most.
_SUSPECT = re.compile("(?:[^\\w\\s\x00-\u02ff]|[\uff9e\uff9f]){11}")


def nfc(text: str) -> str:
    """Composed: "ấ" is one character. Idempotent; linear in the text's length."""
    return unicodedata.normalize("NFC", without_excess_marks(text))


def nfd(text: str) -> str:
    """Decomposed: a letter and its marks."""
    return unicodedata.normalize("NFD", without_excess_marks(text))


def nfkc(text: str) -> str:
    """Composed, and wide, circled or mathematical letters as plain ones."""
    return unicodedata.normalize("NFKC", without_excess_marks(text))


def without_excess_marks(text: str) -> str:
    """The text with at most MOST_MARKS combining marks in a row, counted as decomposed."""
    if not _PERHAPS_MARK.search(text) or not _SUSPECT.search(text):
        return text
    return _runs_of_marks().sub(lambda run: _beginning(run.group()), text)


def _beginning(run: str) -> str:
    start = run[:MOST_MARKS]
    while len(unicodedata.normalize("NFKD", start)) > MOST_MARKS:
        start = start[:-1]
    return start


@cache
def _runs_of_marks() -> re.Pattern[str]:
    """Made when first needed: looking through so many takes some 50 ms."""
    marks = filter(_is_mark, map(chr, range(NO_MARKS_FROM)))
    return re.compile(f"[{''.join(map(re.escape, marks))}]{{11,}}")


def _is_mark(character: str) -> bool:
    """Whether it stands on what is before it (a non-starter), at least once it is decomposed."""
    return unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) != 0
