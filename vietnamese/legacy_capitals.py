"""Capitals of TCVN3 in fonts that have small letters too: the encoding has no codes for capitals
with a tone, so that typists wrote "B¸O C¸O" for BÁO CÁO.
"""

import re

from vietnamese.legacy import from_tcvn3

_WORD = re.compile("[A-Za-z\u00a1-\u00ff\u00ad]+")
_CAPITAL = re.compile("[A-Z¡¢£¤¥¦§]")
_SMALL = re.compile("[a-z¨©ª«¬\u00ad®]")


def from_typed_tcvn3(text: str) -> str:
    """TCVN3 `text` as Unicode; a word whose letters without a tone are all capital is raised, as is
    one with a single such letter ("Hµ") beside words that are."""
    words = list(_WORD.finditer(text))
    capitals = [_is_capital(word[0]) for word in words]
    parts = []
    at = 0
    for i, word in enumerate(words):
        parts.append(from_tcvn3(text[at : word.start()]))
        raised = capitals[i] or (capitals[i] is None and _beside(capitals, i))
        decoded = from_tcvn3(word[0])
        parts.append(decoded.upper() if raised else decoded)
        at = word.end()
    parts.append(from_tcvn3(text[at:]))
    return "".join(parts)


def _is_capital(word: str) -> bool | None:
    """None where the word alone does not tell."""
    if _SMALL.search(word):
        return False
    return True if len(_CAPITAL.findall(word)) > 1 else None


def _beside(capitals: list[bool | None], at: int) -> bool:
    """Whether the nearest words that tell are capital: one, and no other than that."""
    before = next((one for one in reversed(capitals[:at]) if one is not None), None)
    after = next((one for one in capitals[at + 1 :] if one is not None), None)
    return (before or after) is True and before is not False and after is not False
