"""An archive that can tell one search from another: no two articles share a paragraph, thousands of
words neighbour one another, names and document numbers stand in one article or in many.

The same vocabulary, size and seed give the same articles.
"""

import random
from dataclasses import dataclass, field

from bench import search_words
from bench.writing import Words

PARAGRAPHS = 5
SENTENCES = 4
TOPICS = 14  # compounds that an article comes back to
FAMOUS_NAMES = 500
KNOWN_DOCUMENTS = 300


@dataclass
class Text:
    """An article, and what stands in it alone or among others."""

    title: str = ""
    lead: str = ""
    paragraphs: list[str] = field(default_factory=list)
    person: str = ""
    document: tuple[str, str] = ("", "")  # Nghị quyết, 29-NQ/TW
    agency: tuple[str, str] = ("", "")  # as written here; the other form
    agency_words: str = ""  # with what follows it
    date: tuple[int, int, int] = (1, 1, 2000)
    number: int = 0
    phone: str = ""
    joined: str = ""
    sentences: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        return "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)


class Archive:
    """Writes articles one after another."""

    def __init__(self, vocabulary: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.compounds = [" ".join(word.split()) for word in vocabulary.split(";")]
        self.chance.shuffle(self.compounds)
        self.general = Words(";".join(self.compounds))
        self.functions = Words(";".join(search_words.FUNCTION_WORDS.split()))
        self.famous = [self._name() for _ in range(FAMOUS_NAMES)]
        self.known = [self._document() for _ in range(KNOWN_DOCUMENTS)]

    def text(self) -> Text:
        chance = self.chance
        topics = chance.sample(self.compounds, TOPICS)
        text = Text(person=self._name(), document=self._document())
        text.title = self._phrase(topics, chance.randint(4, 6)).capitalize()
        text.lead = self._sentence(topics, 10)
        text.date = (chance.randint(1, 28), chance.randint(1, 12), chance.randint(1930, 2030))
        text.number = chance.randint(1_001, 999_999)
        text.phone = f"0{chance.randint(200, 999)}{chance.randint(1_000_000, 9_999_999)}"
        text.joined = chance.choice(search_words.JOINED)
        self._write_body(text, topics)
        return text

    def _write_body(self, text: Text, topics: list[str]) -> None:
        chance = self.chance
        text.sentences = [
            self._sentence(topics, chance.randint(6, 10)) for _ in range(PARAGRAPHS * SENTENCES)
        ]
        short, long = chance.choice(list(search_words.AGENCIES.items()))
        text.agency = (short, long) if chance.random() < 0.5 else (long, short)
        text.agency_words = self._phrase(topics, 2)
        kind, number = text.document
        year = text.date[2]
        facts = [
            f"Theo {kind} số {number}, {self._phrase(topics, 3)}.",
            f"Căn cứ {' số '.join(chance.choice(self.known))}, {self._phrase(topics, 2)}.",
            f"Đồng chí {text.person} {self._phrase(topics, 3)}.",
            f"Ông {chance.choice(self.famous)} {self._phrase(topics, 3)}.",
            f"{text.agency[0]} {text.agency_words} {self._phrase(topics, 2)}.",
            f"Ngày {_date(text.date, chance)}, {self._phrase(topics, 2)} (năm {year}).",
            f"Tổng số {_grouped(text.number)} {self._phrase(topics, 2)}; {text.joined}"
            f" {self._phrase(topics, 2)}.",
            f"Điện thoại {_phone(text.phone, chance)}.",
        ]
        sentences = text.sentences + facts
        chance.shuffle(sentences)
        step = len(sentences) // PARAGRAPHS + 1
        text.paragraphs = [
            " ".join(sentences[start : start + step]) for start in range(0, len(sentences), step)
        ]

    def _sentence(self, topics: list[str], compounds: int) -> str:
        phrase = self._phrase(topics, compounds)
        return f"{phrase[:1].upper()}{phrase[1:]}."

    def _phrase(self, topics: list[str], compounds: int) -> str:
        words: list[str] = []
        for _ in range(compounds):
            word = self.chance.choice(topics)
            if self.chance.random() < 0.4:
                word = self.general.draw(self.chance)
            words.append(word)
            if self.chance.random() < 0.35:
                words.append(self.functions.draw(self.chance))
        return " ".join(words)

    def _name(self) -> str:
        lists = (search_words.FAMILIES, search_words.MIDDLE, search_words.MIDDLE)
        names = [self.chance.choice(listed.split()) for listed in lists]
        return " ".join([*names, self.chance.choice(search_words.GIVEN.split())])

    def _document(self) -> tuple[str, str]:
        kind = self.chance.choice(list(search_words.DOCUMENTS))
        pattern = self.chance.choice(search_words.DOCUMENTS[kind])
        number, year = self.chance.randint(1, 2_000), self.chance.randint(2005, 2030)
        return kind, pattern.format(n=number, y=year)


def _date(date: tuple[int, int, int], chance: random.Random) -> str:
    day, month, year = date
    forms = (f"{day}/{month}/{year}", f"{day:02}-{month:02}-{year}", f"{day:02}/{month:02}/{year}")
    return chance.choice(forms)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _phone(digits: str, chance: random.Random) -> str:
    forms = (digits, f"{digits[:4]} {digits[4:7]} {digits[7:]}", f"{digits[:4]}.{digits[4:]}")
    return chance.choice(forms)
