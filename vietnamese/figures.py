"""Days, hours, ordinals and figures in the other ways in which they are written: what a query says
in one of them, texts say in another."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vietnamese.counting import roman, spelled
from vietnamese.spellings import bare

# Of a quarter, a congress, a contest, a century.
MOST_ROMAN = 39
_ROMAN = {roman(number): number for number in range(2, MOST_ROMAN + 1)} | {"i": 1}
_DAY_IN_WORDS = re.compile(
    r"(?:(?:ngay|mong|mung) )*([0-9]{1,2}) thang ([0-9]{1,2})(?: nam ([0-9]{4}))?(?![^ ])"
)
_MONTH_IN_WORDS = re.compile(r"(?:thang )?([0-9]{1,2}) nam ([0-9]{4})(?![^ ])")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_HOUR = re.compile(r"([0-9]{1,2})[hg]([0-9]{2})?")
_HOUR_IN_WORDS = re.compile(r"(?<![^ ])([0-9]{1,2}) gio(?: ([0-9]{1,2})(?: phut)?)?(?![^ ])")
_BEFORE_FIGURES = re.compile(r"(?<=[^\W\d_])(?=[0-9])")
_AFTER_FIGURES = re.compile(r"(?<=[0-9])(?=[^\W\d_])")
_DAY_WITH_DOT = re.compile(r"([0-9]{1,2}),([0-9]{1,2})")
_IN_WORDS = {
    " ".join(map(bare, words.split(" "))): str(number)
    for number in range(1, 100)
    for words in spelled(number)
    if number != 5  # năm, mostly a year
}
_LONGEST_IN_WORDS = 3
_SMALL = re.compile("[1-9][0-9]?")
_OF_MONTHS = {**_IN_WORDS, "gieng": "1", "tu": "4", "nam": "5", "chap": "12"}
_MEASURE = re.compile(r"([0-9]+,[0-9]+)([^\W\d_]{1,3})")
_HOTLINE = re.compile(r"(1[89]00)([0-9]{4,6})")
_LONGEST_JOINED = 3  # letters: OM 5451, ST 25


def in_other_figures(words: Sequence[str]) -> Iterator[list[str]]:
    """The words, in small letters, with one thing among them written otherwise."""
    yield from _days(words)
    for counted in _counted(words):
        yield counted
        yield from _days(counted)
        yield from _ordinals(counted)
    yield from _hours(words)
    yield from _ordinals(words)
    yield from _joined(words)


def parted_at_figures(words: Sequence[str]) -> Iterator[list[str]]:
    """The words with figures apart from the letters before them, as qđ 1234 for qđ1234 and p 8a for
    p8a, also from those behind, or from these alone, as 500 m2; none where that changes nothing."""
    text = _HOTLINE.sub(r"\1 \2", " ".join(words))
    before = _BEFORE_FIGURES.sub(" ", text)
    after = (_AFTER_FIGURES.sub(" ", each) for each in (before, text))
    for parted in dict.fromkeys((before, *after)):
        if parted.count(" ") >= len(words):
            yield parted.split(" ")


def _days(words: Sequence[str]) -> Iterator[list[str]]:
    """A date in figures for one in words, and back."""
    bared = list(map(bare, words))
    for pattern in (_DAY_IN_WORDS, _MONTH_IN_WORDS):
        if found := _spelled(pattern, bared):
            span, parts = found
            numbers = [part.removeprefix("0") for part in parts if part]
            joint = "/".join(numbers)
            # A day without its year is two words of a text, a month with it is two or one.
            shown = [joint] if len(numbers) > 2 else [numbers[0], numbers[1]]
            yield [*words[: span.start], *shown, *words[span.stop :]]
    for place, word in enumerate(words):
        if match := _DAY.fullmatch(word):
            named = f"{match[1]} tháng {match[2]} năm {match[3]}".split()
            yield [*words[:place], *named, *words[place + 1 :]]
        if (match := _DAY_WITH_DOT.fullmatch(word)) and int(match[1]) < 32 and int(match[2]) < 13:
            day = [str(int(number)) for number in match.groups()]
            yield [*words[:place], *day, *words[place + 1 :]]
    for place, (one, other) in enumerate(pairwise(words)):
        if one.isdecimal() and other.isdecimal() and (said := _said_between(one, other)):
            yield [*words[: place + 1], said, *words[place + 1 :]]


def _said_between(one: str, other: str) -> str:
    """What stands between two figures in words, if they may be a day: 5/9, 9/2021."""
    if len(other) == 4:
        return "năm" if int(one) <= 12 else ""
    return "tháng" if int(one) <= 31 and int(other) <= 12 else ""


def _counted(words: Sequence[str]) -> Iterator[list[str]]:
    """Figures for numbers in words, and back: 30 năm, ba mươi năm; tháng 4, tháng tư."""
    bared = list(map(bare, words))
    figures: list[str] = []
    place = 0
    while place < len(words):
        is_month = bared[place - 1 : place] == ["thang"]
        numbers = _OF_MONTHS if is_month else _IN_WORDS
        for length in range(_LONGEST_IN_WORDS, 0, -1):
            if number := numbers.get(" ".join(bared[place : place + length])):
                break
        figures.append(number or words[place])
        place += length
    if figures != list(words):
        yield figures
    said = [spelled(int(word))[0] if _SMALL.fullmatch(word) else word for word in words]
    if said != list(words):
        yield " ".join(said).split(" ")


def _hours(words: Sequence[str]) -> Iterator[list[str]]:
    """17h30, 17 giờ 30, 17:30 (which is two words), 7h, 7 giờ."""
    for place, word in enumerate(words):
        if match := _HOUR.fullmatch(word):
            hour, minutes = match[1], [match[2]] if match[2] else []
            rest = words[place + 1 :]
            yield [*words[:place], hour, "giờ", *minutes, *rest]
            if minutes:
                yield [*words[:place], hour, *minutes, *rest]
    if found := _spelled(_HOUR_IN_WORDS, list(map(bare, words))):
        span, (hour, minute) = found
        minute = minute and minute.zfill(2)
        for shown in ([f"{hour}h{minute or ''}"], [hour, minute or "00"]):
            yield [*words[: span.start], *shown, *words[span.stop :]]


def _ordinals(words: Sequence[str]) -> Iterator[list[str]]:
    """Quý 3 for quý III and back; đại hội 14 for đại hội lần thứ XIV; Nghị quyết 29 for Nghị quyết
    số 29."""
    for place, word in enumerate(words[1:], start=1):
        before, after = words[:place], words[place + 1 :]
        number = int(word) if word.isdecimal() and len(word) < 3 else _ROMAN.get(word, 0)
        if not words[place - 1].isalpha():
            continue
        if 0 < number <= MOST_ROMAN:
            other = roman(number) if word.isdecimal() else str(number)
            yield [*before, other, *after]
            for each in (word, other):
                yield [*before, "lần", "thứ", each, *after]
        if word[0].isdigit():
            yield [*before, "số", word, *after]


def _joined(words: Sequence[str]) -> Iterator[list[str]]:
    """Figures that spaces part: 1 250 000, 1900 1006; and letters and figures: OM 5451, 3,5 km, of
    which 3,5km makes the words 3 and 5km."""
    is_figure = [word.isdecimal() for word in words]
    start = next((n for n in range(1, len(words)) if is_figure[n - 1] and is_figure[n]), 0)
    if start:
        stop = start
        while stop < len(words) and is_figure[stop]:
            stop += 1
        yield [*words[: start - 1], "".join(words[start - 1 : stop]), *words[stop:]]
    for place, (one, other) in enumerate(pairwise(words)):
        if "," in one and other.isalpha() and len(other) <= _LONGEST_JOINED:
            yield [*words[:place], *f"{one}{other}".split(","), *words[place + 2 :]]
        if match := _MEASURE.fullmatch(f"{one},{other}"):
            yield [*words[:place], *match.groups(), *words[place + 2 :]]
        letters = one if other.isdecimal() else other if one.isdecimal() else ""
        if one[-1].isdigit() != other[0].isdigit() and 0 < len(letters) <= _LONGEST_JOINED:
            yield [*words[:place], one + other, *words[place + 2 :]]


def _spelled(
    pattern: re.Pattern[str], bared: list[str]
) -> tuple[slice, tuple[str | None, ...]] | None:
    """Which of the words a pattern of bare ones matches, and its groups."""
    text = " ".join(bared)
    if not (match := pattern.search(text)) or text[: match.start()][-1:] not in ("", " "):
        return None
    start = text[: match.start()].count(" ")
    return slice(start, start + match.group().count(" ") + 1), match.groups()
