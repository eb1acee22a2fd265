"""The other ways to spell a word that is the same to whoever searches: where its tone stands, i for
y; and the one form into which all of them fall together."""

import re
from functools import lru_cache

from vietnamese.alphabet import LETTER_AND_TONE, TONES, with_tone
from vietnamese.fold import canonical_tones, fold, other_tone_place

# kỹ thuật, lý luận, bác sĩ, quý khách; never thủy, say, where the other letter is another word.
_LAST_I_OR_Y = re.compile(r"(?<=[hklmst])[iy](?![^\W_])|(?<=qu)[iy](?![^\W_])")
# It begins with its letter, for which a long text is looked through quickly.
_LAST_Y = re.compile(r"y(?= |$)(?:(?<=[hklmst]y)|(?<=quy))")


def tone_placements(word: str) -> list[str]:
    """The word in small letters, as it is first, then with its tone on the other vowel, if it has
    two places: hòa, hoà."""
    others = {canonical_tones(word), other_tone_place(word)} - {word}
    return [word, *sorted(others)]


def with_i_or_y(word: str) -> list[str]:
    """The word in small letters, then with y for its i at the end, or i for its y: kỹ, kĩ."""
    if not _LAST_I_OR_Y.search(fold(word)) or word[-1] not in LETTER_AND_TONE:
        return [word]
    letter, tone = LETTER_AND_TONE[word[-1]]
    return [word, word[:-1] + with_tone("y" if letter == "i" else "i", TONES[tone])]


@lru_cache(maxsize=16_384)
def bare(word: str) -> str:
    """Without marks, and i for such a y: "Kỹ" and "kĩ" are "ki". Idempotent."""
    return bare_ends(fold(word))


def bare_ends(folded: str) -> str:
    """What makes folded words, joined by spaces, bare."""
    return _LAST_Y.sub("i", folded)
