"""Words as search sees them: what is indexed, and what is asked."""

import re
from itertools import islice

from vietnamese.normal_forms import nfkc
from vietnamese.text import normalise

MAX_QUERY_WORDS = 12
MAX_WORD_LENGTH = 64
# A query is read this far: twelve long words with what may stand between them.
_MAX_QUERY_LENGTH = 2 * MAX_QUERY_WORDS * MAX_WORD_LENGTH

# All of them are one.
DASHES = "-‐‑‒–—―−"
# [^\W_] is a letter or digit of any script; the marks are those that NFC cannot join to it.
TOKEN = re.compile(
    rf"""
      (?=0(?:[{DASHES} .]?[0-9]){{9,10}}(?![^\W_]))
      0[0-9]{{1,3}}(?:[{DASHES} .][0-9]{{3,8}}){{1,3}}           # 0294 3855 123
    | [0-9]{{1,2}}[{DASHES}][0-9]{{1,2}}[{DASHES}][0-9]{{4}}(?![^\W_])  # 08-12-2021
    | [0-9]{{4}}[{DASHES}][0-9]{{1,2}}[{DASHES}][0-9]{{1,2}}(?![^\W_])  # 2021-12-08
    | [0-9]++[^\W_]*+(?:[{DASHES}./][0-9]++){{0,3}}+
      (?:[{DASHES}/][^\W\d_][^\W_]*+)++                 # 42/2022/NĐ-CP, 29-NQ/TW
    | [0-9]+(?:[./,][0-9]+)*[^\W_]*                     # 27/5/2020, 293.173, 5K
    | [^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*
    """,
    re.VERBOSE,
)


# Outside of these stands all that normalising changes, and some that it does not.
_TO_BE_NORMALISED = re.compile(r"[^\n -~\u00c0-\u024f\u1ea0-\u1ef9–—‘’“”…•]")


def search_words(text: str) -> list[str]:
    """Return the words of `text` in order, as written, NFC, without the punctuation around them.

    A document number (1668-QĐ/ĐUK), a date (27/5/2020) and a number (293.173) are one word each.
    """
    return TOKEN.findall(_compatible(text))


def query_words(query: str) -> list[str]:
    """Return the words of a reader's `query`: at most 12, each cut to 64 characters, any length
    of query at the same cost. Quotes, operators and other punctuation are not words."""
    found = TOKEN.finditer(nfkc(normalise(query[:_MAX_QUERY_LENGTH])))
    return [match.group()[:MAX_WORD_LENGTH] for match in islice(found, MAX_QUERY_WORDS)]


def normal(text: str) -> str:
    """What `normalise` returns, at once where nothing needs it: most stored text is such."""
    text = text.replace("\u00a0", " ")
    return normalise(text) if _TO_BE_NORMALISED.search(text) else text


def _compatible(text: str) -> str:
    """As `normal`, with small and mathematical letters and digits as plain ones: CO₂ is CO2."""
    text = text.replace("\u00a0", " ")
    return nfkc(normalise(text)) if _TO_BE_NORMALISED.search(text) else text
