"""Letters of fonts before Unicode (TCVN3, VNI), by font and run, else by paragraph."""

from collections.abc import Callable
from dataclasses import replace

from importing.document import Document, Piece, Run, with_runs
from vietnamese.legacy import (
    Encoding,
    encoding_of_font,
    from_tcvn3,
    from_vni,
    guess_encoding,
    has_letters_of_unicode,
    is_vni_pair,
    legacy_words_fit,
)
from vietnamese.legacy_capitals import from_typed_tcvn3

REASONS: dict[Encoding, str] = {
    "tcvn3": "Chữ TCVN3 (ABC) đổi sang Unicode",
    "tcvn3-capitals": "Chữ hoa TCVN3 (ABC) đổi sang Unicode",
    "vni": "Chữ VNI đổi sang Unicode",
}


def usual_encoding(document: Document) -> Encoding | None:
    """What most paragraphs in old letters are in, by their letters; None where there are none.
    Short lines, which could be anything, are then read like the others."""
    counts: dict[Encoding, int] = {}

    def count(runs: tuple[Run, ...]) -> tuple[Run, ...]:
        if encoding := guess_encoding("".join(run.text for run in runs)):
            counts[encoding] = counts.get(encoding, 0) + 1
        return runs

    for piece in document.pieces:
        _each(piece, count)
    return max(counts, key=lambda encoding: counts[encoding], default=None)


def convert(runs: tuple[Run, ...], usual: Encoding | None) -> tuple[tuple[Run, ...], str]:
    """The runs in Unicode, and why; the reason is "" where nothing was converted."""
    by_font = [encoding_of_font(run.font) if run.font else None for run in runs]
    stale = has_letters_of_unicode(
        "".join(run.text for run, encoding in zip(runs, by_font, strict=True) if encoding)
    )
    if stale:  # converted before, and the name of the font stayed
        by_font = [None] * len(runs)
    rest = "".join(run.text for run, encoding in zip(runs, by_font, strict=True) if not encoding)
    guessed: Encoding | None = guess_encoding(rest)
    if guessed is None and usual and legacy_words_fit(rest, usual):
        guessed = usual
    encodings = [encoding or guessed for encoding in by_font]
    reason = next((REASONS[encoding] for encoding in encodings if encoding), "")
    moved = _with_whole_letters(runs, encodings)
    converted = tuple(
        replace(run, text=_converted(run.text, encoding)) if encoding else run
        for run, encoding in zip(moved, encodings, strict=True)
    )
    return converted, reason


def _converted(text: str, encoding: Encoding) -> str:
    if encoding == "vni":
        return from_vni(text)
    if encoding == "tcvn3-capitals":
        return from_tcvn3(text, capitals=True)
    return from_typed_tcvn3(text)


def _with_whole_letters(runs: tuple[Run, ...], encodings: list[Encoding | None]) -> tuple[Run, ...]:
    """VNI writes a vowel and its mark as two characters: where runs part them, the mark joins its
    vowel."""
    moved = list(runs)
    for i in range(1, len(moved)):
        before, run = moved[i - 1], moved[i]
        both = encodings[i - 1] == encodings[i] == "vni"
        if both and before.text and run.text and is_vni_pair(before.text[-1] + run.text[0]):
            moved[i - 1] = replace(before, text=before.text + run.text[0])
            moved[i] = replace(run, text=run.text[1:])
    return tuple(moved)


def _each(piece: Piece, see: Callable[[tuple[Run, ...]], tuple[Run, ...]]) -> None:
    with_runs(piece, see)
