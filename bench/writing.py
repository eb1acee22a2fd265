"""Invented news in Vietnamese: titles, leads, bodies, captions. The same seed, the same text."""

import html
import random
import re
from collections.abc import Callable
from functools import partial
from itertools import accumulate

from bench import vocabulary
from richtext.cleaning import clean
from vietnamese.text import normalise

PARAGRAPHS = 20_000
SHORT_TEXTS = 5_000  # of leads, and of captions
PARAGRAPH_CHARACTERS = 640
BODY_PARAGRAPHS = 7  # with marks written in several bytes about 6 kB
PLACE = re.compile(r"\{(\w+)\}")


class Words:
    """A list whose n-th word is drawn 1/n as often as the first."""

    def __init__(self, listed: str) -> None:
        self.words = [" ".join(word.split()) for word in listed.split(";")]
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def draw(self, chance: random.Random) -> str:
        return chance.choices(self.words, cum_weights=self.weights)[0]


class Writer:
    """Writes whole texts at once, and then makes articles of them quickly."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.names = [Words(listed) for listed in (vocabulary.SURNAMES, vocabulary.MIDDLE_NAMES)]
        self.names.append(Words(vocabulary.GIVEN_NAMES))
        lists = {
            "body": vocabulary.BODIES,
            "event": vocabulary.EVENTS,
            "subject": vocabulary.SUBJECTS,
            "action": vocabulary.ACTIONS,
            "thing": vocabulary.THINGS,
            "kind": vocabulary.PEOPLE_KINDS,
            "quality": vocabulary.QUALITIES,
            "post": vocabulary.POSTS,
            "place": vocabulary.PLACES,
        }
        self.fillings: dict[str, Callable[[], str]] = {
            name: partial(Words(listed).draw, self.chance) for name, listed in lists.items()
        }
        self.fillings |= {
            "person": self.person,
            "number": lambda: str(int(self.chance.paretovariate(0.6)) % 9000 + 2),
            "percent": lambda: f"{self.chance.uniform(0.5, 40):.1f}".replace(".", ","),
            "year": lambda: str(self.chance.randint(2005, 2030)),
            "date": lambda: f"{self.chance.randint(1, 28)}/{self.chance.randint(1, 12)}",
            "document": lambda: f"{self.chance.randint(1, 4000)}-KH/{self.chance.choice('TĐKH')}U",
        }
        self.paragraphs = [self._paragraph() for _ in range(PARAGRAPHS)]
        self.leads = [self.text(vocabulary.SENTENCES) for _ in range(SHORT_TEXTS)]
        self.captions = [self.text(vocabulary.CAPTIONS) for _ in range(SHORT_TEXTS)]
        self.headings = [self.text(vocabulary.RUN_IN_HEADINGS) for _ in range(SHORT_TEXTS)]

    def person(self) -> str:
        return " ".join(words.draw(self.chance) for words in self.names)

    def text(self, patterns: list[str]) -> str:
        """One sentence; `{Word}` begins with a capital letter."""
        return normalise(PLACE.sub(self._filling, self.chance.choice(patterns)))

    def title(self) -> str:
        title = self.text(vocabulary.TITLES)
        return title[:1].upper() + title[1:]

    def body(self) -> str:
        """About 6 kB of HTML that is clean already, with the places of three photos."""
        parts = self.chance.choices(self.paragraphs, k=BODY_PARAGRAPHS)
        first, second = self.chance.choices(self.headings, k=2)
        parts[1:1] = ["<p>[ảnh 1]</p>", f"<p><strong>{first}</strong></p>"]
        parts[5:5] = ["<p>[ảnh 2]</p>", f"<p><strong>{second}</strong></p>"]
        return "\n".join([*parts, "<p>[ảnh 3]</p>"])

    def _filling(self, place: re.Match[str]) -> str:
        name = place[1]
        filling = self.fillings[name.lower()]()
        return filling[:1].upper() + filling[1:] if name[0].isupper() else filling

    def _paragraph(self) -> str:
        sentences: list[str] = []
        while sum(map(len, sentences)) < PARAGRAPH_CHARACTERS:
            sentences.append(self.text(vocabulary.SENTENCES))
        return clean(f"<p>{html.escape(' '.join(sentences), quote=False)}</p>")
