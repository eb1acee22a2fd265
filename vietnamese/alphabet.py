"""The letters and tones of Vietnamese, the one inventory that the other modules build on."""

from vietnamese.normal_forms import nfc

# f, j, w and z are not Vietnamese letters; they stand where Latin puts them.
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
VOWELS = "aăâeêioôơuưy"

# In dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng.
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def with_tone(letter: str, tone: str) -> str:
    """Return `letter` carrying `tone` (one of TONES) as NFC, in the letter's own case."""
    return nfc(letter + tone)


# Every lower-case letter as NFC -> (letter without its tone, index of the tone in TONES).
LETTER_AND_TONE: dict[str, tuple[str, int]] = {
    with_tone(letter, tone): (letter, index)
    for letter in LETTERS
    for index, tone in enumerate(TONES)
    if letter in VOWELS or not tone
}
