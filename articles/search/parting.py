"""Words typed as one, "dangbotinh", parted into those that the articles have."""

from vietnamese.spellings import bare

MOST_PIECES = 8
LONGEST_PIECE = 12
LONGEST_JOINED = 24
MOST_PARTINGS = 8
MOST_TRIED = 200


def pieces_of(word: str) -> set[str]:
    """The bare words that may stand in a joined one."""
    if not 3 < len(word) <= LONGEST_JOINED:
        return set()
    starts = range(len(word))
    return {
        bare(word[start : start + size])
        for start in starts
        for size in range(1, LONGEST_PIECE + 1)
        if start + size <= len(word)
    }


def partings_of(word: str, known: set[str]) -> list[list[str]]:
    """The word in two to MOST_PIECES known ones, the fewest first."""
    if not 3 < len(word) <= LONGEST_JOINED:
        return []
    found: list[list[str]] = []
    begun: list[tuple[list[str], str]] = [([], word)]
    for _ in range(MOST_PIECES):
        begun = [
            ([*pieces, rest[:size]], rest[size:])
            for pieces, rest in begun
            for size in range(min(len(rest), LONGEST_PIECE), 0, -1)
            if _is_piece(rest[:size], rest[size:], known)
        ][:MOST_TRIED]
        found += [pieces for pieces, rest in begun if not rest and len(pieces) > 1]
        begun = [each for each in begun if each[1]]
    return found[:MOST_PARTINGS]


def _is_piece(piece: str, rest: str, known: set[str]) -> bool:
    """A known word, or all of the digits that stand together."""
    return bare(piece) in known or (piece.isdigit() and not rest[:1].isdigit())
