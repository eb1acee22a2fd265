"""From a document as its source gave it to one in normal form, letters made right on the way.

Before NFC, for which the ư of TCVN3 is a soft hyphen. Whatever is changed is written down with what
stood there before, and can be declined: some letters only look wrong.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from importing.document import Document, Repair, Run, with_runs
from importing.repair.legacy_letters import convert, usual_encoding
from importing.repair.spacing import tidy
from vietnamese.mangled import without_mojibake, without_remains
from vietnamese.symbol_fonts import is_symbol_font, signs
from vietnamese.text import one_line

_SYMBOLS = "Ký hiệu của phông Symbol, Wingdings đổi sang ký tự Unicode"
_MOJIBAKE = "Chữ UTF-8 bị đọc sai bảng mã được đọc lại"
_REMAINS = "Ký hiệu lẫn trong chữ (còn sót khi đổi phông) đổi thành chữ"

Step = Callable[[tuple[Run, ...]], tuple[tuple[Run, ...], str]]


def repair(document: Document, declined: AbstractSet[int] = frozenset()) -> Document:
    """The same document, changed in place. `declined` are numbers of repairs that are not wanted:
    a document that is read again has the same ones."""
    usual = usual_encoding(document)
    steps: list[Step] = [_symbols, _mojibake, lambda runs: convert(runs, usual), _remains]
    repairs: list[Repair] = []

    def repaired(runs: tuple[Run, ...]) -> tuple[Run, ...]:
        for step in steps:
            changed, reason = step(runs)
            before, after = _text(runs), _text(changed)
            if not reason or before == after:
                continue
            number = len(repairs) + 1
            repairs.append(Repair(number, before, after, reason))
            if number not in declined:
                runs = changed
        return runs

    document.pieces = [with_runs(piece, repaired) for piece in document.pieces]
    document.repairs = [one for one in repairs if one.number not in declined]
    document.hints = [
        replace(hint, value=_text(_all_steps((Run(hint.value),), steps))) for hint in document.hints
    ]
    tidy(document)
    return document


def _all_steps(runs: tuple[Run, ...], steps: list[Step]) -> tuple[Run, ...]:
    for step in steps:
        runs, _ = step(runs)
    return runs


def _symbols(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], str]:
    changed = tuple(
        replace(run, text=signs(run.text, run.font), font="") if is_symbol_font(run.font) else run
        for run in runs
    )
    return changed, _SYMBOLS


def _mojibake(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], str]:
    return _each(runs, without_mojibake), _MOJIBAKE


def _remains(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], str]:
    return _each(runs, without_remains), _REMAINS


def _each(runs: tuple[Run, ...], change: Callable[[str], str]) -> tuple[Run, ...]:
    return tuple(
        replace(run, text=changed) if (changed := change(run.text)) != run.text else run
        for run in runs
    )


def _text(runs: tuple[Run, ...]) -> str:
    return one_line("".join(run.text for run in runs))
