"""Abbreviations by first letters, as texts explain them: Liên hiệp các Hội Khoa học (LHHKH)."""

import re
from collections.abc import Iterator, Sequence

from vietnamese.spellings import bare

LETTERS = range(3, 9)
# They give no letter, or give one: Sở Khoa học và Công nghệ is SKHCN, but also SKHVCN.
_CONNECTIVES = frozenset(["va", "cac", "cua", "ve", "o", "tai", "cho", "voi", "trong"])
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh?|gi|qu|kh|ph|th|tr|ch?|[bdhklmnpqrstvx])?[aeiouy]{1,3}(?:ch?|m|nh?|ng|p|t)?"
)


def may_abbreviate(word: str) -> bool:
    """Whether a bare word can stand for the first letters of several: a syllable says itself."""
    is_word = word.isascii() and word.isalpha()
    return is_word and len(word) in LETTERS and not _SYLLABLE.fullmatch(word)


def abbreviations_in(words: Sequence[str]) -> dict[str, slice]:
    """What neighbouring bare words may be abbreviated to, and which of them."""
    found: dict[str, slice] = {}
    for start in range(len(words)):
        for stop in range(start + LETTERS.start, len(words) + 1):
            named = words[start:stop]
            for shown in (named, [word for word in named if word not in _CONNECTIVES]):
                short = "".join(word[0] for word in shown)
                if may_abbreviate(short):
                    found.setdefault(short, slice(start, stop))
    return found


def long_form(short: str, text: Sequence[str]) -> list[str] | None:
    """The words that stand right before a bare abbreviation in a text, or right behind it, and
    begin with its letters."""
    for place, word in enumerate(text):
        if bare(word) != short:
            continue
        before = _spelled(short[::-1], reversed(text[:place]))
        if found := before[::-1] or _spelled(short, iter(text[place + 1 :])):
            return found
    return None


def _spelled(letters: str, words: Iterator[str]) -> list[str]:
    found: list[str] = []
    for letter in letters:
        for word in words:
            found.append(word)
            if bare(word)[0] == letter:
                break
            if bare(word) not in _CONNECTIVES:
                return []
        else:
            return []
    return found
