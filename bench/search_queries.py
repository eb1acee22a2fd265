"""What readers type, made by rule from articles of the archive: each kind slips in its own way.

A rule returns the query and what the article must hold alone, or None where this article has
nothing for it. A query whose words two articles hold is thrown out by the caller.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from bench.search_corpus import Text
from vietnamese.alphabet import LETTER_AND_TONE, TONES, with_tone
from vietnamese.fold import fold


class Made(NamedTuple):
    query: str
    held: list[str]  # passages of the article; no other one may hold them all


Change = Callable[[str, random.Random], str | None]
Rule = Callable[[Text, random.Random], Made | None]

EXCESS = ("xem", "bài", "hôm", "hỏi", "quanh")
VOWELS_WITH_TONES = {char for char in LETTER_AND_TONE if fold(char) in "aeiouy"}
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
TELEX_TONES = dict(zip(TONES, ["", "f", "r", "x", "s", "j"], strict=True))
TELEX_LETTERS = dict(zip("ăâđêôơư", ["aw", "aa", "dd", "ee", "oo", "ow", "uw"], strict=True))
VNI_TONES = dict(zip(TONES, ["", "2", "3", "4", "1", "5"], strict=True))
VNI_LETTERS = dict(zip("ăâđêôơư", ["a8", "a6", "d9", "e6", "o6", "o7", "u7"], strict=True))


def words_of(passage: str) -> list[str]:
    return re.findall(r"[^\W_]+", passage)


def some(passage: str, chance: random.Random, number: int) -> str | None:
    """So many neighbouring words of it."""
    words = words_of(passage)
    if len(words) < number:
        return None
    start = chance.randrange(len(words) - number + 1)
    return " ".join(words[start : start + number])


def of_title(number: int, change: Change) -> Rule:
    return _of(lambda text, chance: some(text.title, chance, number), change)


def of_body(number: int, change: Change) -> Rule:
    return _of(lambda text, chance: some(chance.choice(text.sentences), chance, number), change)


def of_name(change: Change) -> Rule:
    return _of(lambda text, _: text.person, change)


def _of(
    passage_of: Callable[[Text, random.Random], str | None],
    change: Change,
) -> Rule:
    def rule(text: Text, chance: random.Random) -> Made | None:
        passage = passage_of(text, chance)
        query = change(passage, chance) if passage else None
        return Made(query, [passage]) if passage and query else None

    return rule


def as_is(passage: str, _: random.Random) -> str:
    return passage


def unmarked(passage: str, _: random.Random) -> str:
    return fold(passage)


def partly_unmarked(passage: str, chance: random.Random) -> str:
    return " ".join(fold(word) if chance.random() < 0.5 else word for word in passage.split())


def toneless(passage: str, _: random.Random) -> str:
    return "".join(LETTER_AND_TONE.get(char, (char, 0))[0] for char in passage.lower())


def one_wrong_mark(passage: str, chance: random.Random) -> str | None:
    places = [
        n for n, char in enumerate(passage) if char in LETTER_AND_TONE and fold(char) in "aeiouy"
    ]
    if not places:
        return None
    place = chance.choice(places)
    letter, tone = LETTER_AND_TONE[passage[place]]
    other = TONES[(tone + chance.randint(1, 5)) % 6]
    return passage[:place] + with_tone(letter, other) + passage[place + 1 :]


def slipped(passage: str, chance: random.Random) -> str | None:
    """One letter dropped, doubled, swapped with its neighbour, or the key beside it."""
    long = [m for m in re.finditer(r"[^\W\d_]+", passage) if len(m.group()) > 3]
    if not long:
        return None
    word = chance.choice(long)
    place = chance.randrange(word.start() + 1, word.end() - 1)
    here, after = passage[place], passage[place + 1]
    kind = chance.randrange(4)
    if kind == 0:
        return passage[:place] + passage[place + 1 :]
    if kind == 1:
        return passage[:place] + here + passage[place:]
    if kind == 2:
        swapped = passage[:place] + after + here + passage[place + 2 :]
        return swapped if here != after else None
    row = next((row for row in KEYBOARD if fold(here) in row), None)
    if not row:
        return None
    beside = row[max(0, row.index(fold(here)) - 1)]
    return passage[:place] + beside + passage[place + 1 :] if beside != fold(here) else None


def unmarked_and_slipped(passage: str, chance: random.Random) -> str | None:
    return slipped(fold(passage), chance)


def typed_raw(tones: dict[str, str], letters: dict[str, str]) -> Change:
    """As an input method would read it, which is off; None where that changes nothing."""

    def change(passage: str, _: random.Random) -> str | None:
        typed = " ".join(_typed(word, tones, letters) for word in passage.lower().split())
        return typed if typed != fold(passage) else None

    return change


def _typed(word: str, tones: dict[str, str], letters: dict[str, str]) -> str:
    keys, tone_key = "", ""
    for char in word:
        letter, tone = LETTER_AND_TONE.get(char, (char, 0))
        keys += letters.get(letter, letter)
        tone_key = tones[TONES[tone]] or tone_key
    return keys + tone_key


_I_OR_Y = re.compile(r"(?<=[hklmst])([iìỉĩíịyỳỷỹýỵ])(?![^\W_])", re.IGNORECASE)


def other_i_or_y(passage: str, _: random.Random) -> str | None:
    def other(match: re.Match[str]) -> str:
        letter, tone = LETTER_AND_TONE[match[1].lower()]
        return with_tone("i" if letter == "y" else "y", TONES[tone])

    query = _I_OR_Y.sub(other, passage)
    return query if query != passage else None


_FREE = re.compile(r"(o|u)([àáảãạèéẻẽẹỳýỷỹỵ])(?![^\W_])|([òóỏõọùúủũụ])([aey])(?![^\W_])")


def other_tone_place(passage: str, _: random.Random) -> str | None:
    def moved(match: re.Match[str]) -> str:
        if match[1]:
            letter, tone = LETTER_AND_TONE[match[2]]
            return with_tone(match[1], TONES[tone]) + letter
        letter, tone = LETTER_AND_TONE[match[3]]
        return letter + with_tone(match[4], TONES[tone])

    if "qu" in passage.lower():
        return None
    query = _FREE.sub(moved, passage)
    return query if query != passage else None


def joined_words(passage: str, chance: random.Random) -> str | None:
    words = fold(passage).split()
    place = chance.randrange(len(words) - 1)
    return " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])


def last_cut(passage: str, _: random.Random) -> str | None:
    *others, last = passage.split()
    return " ".join([*others, last[:2]]) if len(last) > 3 else None


def one_too_many(passage: str, chance: random.Random) -> str:
    words = passage.split()
    words.insert(chance.randrange(len(words) + 1), chance.choice(EXCESS))
    return " ".join(words)


def question(passage: str, chance: random.Random) -> str:
    return f"{passage} {chance.choice(['là gì', 'ở đâu', 'như thế nào', 'khi nào'])}"


def other_order(passage: str, chance: random.Random) -> str:
    words = passage.split()
    return " ".join([*words[2:], *words[:2]])


def title_and_lead(text: Text, chance: random.Random) -> Made | None:
    """A compound of each, which need not be neighbours."""
    one, two = some(text.title, chance, 2), some(text.lead, chance, 2)
    return Made(f"{one} {two}".lower(), [one, two]) if one and two else None


def document(change: Callable[[str], str], with_kind: bool = False) -> Rule:
    def rule(text: Text, _: random.Random) -> Made | None:
        kind, number = text.document
        query = change(number)
        if with_kind:
            return Made(f"{kind} {query}", [f"{kind} số {query}"])
        return Made(query, [number]) if query != number else None

    return rule


def written_day(text: Text, chance: random.Random) -> Made:
    day, month, year = text.date
    forms = (f"{day}-{month}-{year}", f"{day:02}/{month}/{year}", f"{day}.{month}.{year}")
    return Made(chance.choice(forms), [f"{day:02}-{month:02}-{year}"])


def plain_number(text: Text, _: random.Random) -> Made:
    return Made(str(text.number), [f"{text.number:,}".replace(",", ".")])


def phone(text: Text, chance: random.Random) -> Made:
    digits = text.phone
    forms = (digits, f"{digits[:4]} {digits[4:7]} {digits[7:]}", f"{digits[:4]}.{digits[4:]}")
    return Made(chance.choice(forms), [digits])


def hyphen_left_out(text: Text, _: random.Random) -> Made | None:
    place = text.body.index(text.joined) + len(text.joined)
    after = some(" ".join(words_of(text.body[place:])[:2]), random.Random(0), 2)
    if not after:
        return None
    return Made(f"{text.joined.replace('-', '').lower()} {after}", [f"{text.joined} {after}"])


def other_agency_form(text: Text, _: random.Random) -> Made:
    here, other = text.agency
    return Made(f"{other} {text.agency_words}", [f"{here} {text.agency_words}"])


RULES: dict[str, list[Rule]] = {
    "words of the title": [of_title(5, as_is), of_title(4, lambda p, _: f"“{p}”")],
    "whole title": [_of(lambda text, _: text.title, as_is)],
    "NFD, capitals, NBSP": [
        of_title(5, lambda p, _: unicodedata.normalize("NFD", p)),
        of_title(5, lambda p, _: p.upper()),
        of_title(5, lambda p, _: p.replace(" ", "\u00a0")),
    ],
    "other tone place": [of_title(5, other_tone_place), of_body(5, other_tone_place)],
    "other order": [_of(lambda text, _: text.title, other_order)],
    "five words of the body": [of_body(5, as_is)],
    "the same, unmarked": [of_body(5, unmarked)],
    "the same, partly": [of_body(5, partly_unmarked), of_body(5, toneless)],
    "name": [of_name(as_is)],
    "name, unmarked": [of_name(unmarked)],
    "title and lead, apart": [title_and_lead],
    "one slip": [of_title(5, slipped), of_body(5, slipped)],
    "one wrong mark": [of_title(5, one_wrong_mark), of_body(5, one_wrong_mark)],
    "slip in a name": [of_name(slipped)],
    "slip, unmarked": [of_title(5, unmarked_and_slipped), of_body(5, unmarked_and_slipped)],
    "Telex, VNI": [
        of_title(4, typed_raw(TELEX_TONES, TELEX_LETTERS)),
        of_title(4, typed_raw(VNI_TONES, VNI_LETTERS)),
    ],
    "i for y": [of_title(4, other_i_or_y), of_body(5, other_i_or_y)],
    "document number": [
        document(lambda n: re.sub(r"[-/]", " ", n)),
        document(lambda n: n.replace("-", "–").lower()),
        document(lambda n: n.replace("/", "-")),
        document(lambda n: re.sub(r"[-/]", r" \g<0> ", fold(n))),
    ],
    "its beginning": [document(lambda n: re.split(r"[-/]", n)[0], with_kind=True)],
    "date, number, phone": [written_day, plain_number, phone],
    "joined, hyphen left out": [of_title(4, joined_words), hyphen_left_out],
    "abbreviation": [other_agency_form],
    "one word too many": [of_title(5, one_too_many)],
    "question": [of_title(4, question)],
    "last word cut": [of_title(4, last_cut)],
}
