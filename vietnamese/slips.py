"""What the fingers meant: the words from which one slip makes the word that was typed."""

import string
from operator import itemgetter

# Longer ones are names of files and addresses.
LONGEST = 12
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_OFFSETS = (0, 0.25, 0.75)  # how far each row stands to the right, in keys
# What sounds the same somewhere in the country.
_ALIKE = (
    *(("s", "x"), ("tr", "ch"), ("l", "n"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("c", "k")),
    *(("g", "gh"), ("ng", "ngh"), ("v", "d"), ("f", "ph"), ("z", "d"), ("k", "kh")),
)
_ALIKE_AT_END = (("c", "k"), ("c", "t"), ("n", "ng"), ("n", "nh"), ("i", "y"), ("ch", "t"))
_VOWELS = "aeiouy"


def _neighbours() -> dict[str, str]:
    places = {key: (x + _OFFSETS[y], y) for y, row in enumerate(_ROWS) for x, key in enumerate(row)}
    return {
        key: "".join(
            other
            for other, (far, row) in places.items()
            if other != key and abs(far - x) <= 1 and abs(row - y) <= 1
        )
        for key, (x, y) in places.items()
    }


_BESIDE = _neighbours()


def one_slip_away(word: str) -> list[str]:
    """Whatever becomes the bare `word` by one slip, the likelier first: two letters swapped, one
    doubled or too many, one dropped, the key beside, a beginning or an end that sounds alike, a
    vowel for another. None of what is longer than LONGEST, or has other letters than a to z."""
    if len(word) > LONGEST or not (word.isascii() and word.isalpha()):
        return []
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = [before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1]
    found += [before + after[1:] for before, after in cuts if after and len(word) > 1]
    found += [before + key + after for before, after in cuts for key in string.ascii_lowercase]
    for before, after in filter(itemgetter(1), cuts):
        found += [before + key + after[1:] for key in _BESIDE[after[0]]]
    found += [
        other + word.removeprefix(one)
        for pair in _ALIKE
        for one, other in (pair, pair[::-1])
        if word.startswith(one)
    ]
    found += [
        word.removesuffix(one) + other
        for pair in _ALIKE_AT_END
        for one, other in (pair, pair[::-1])
        if word.endswith(one)
    ]
    found += [
        before + vowel + after[1:]
        for before, after in cuts
        if after and after[0] in _VOWELS
        for vowel in _VOWELS
    ]
    return [other for other in dict.fromkeys(found) if other != word]
