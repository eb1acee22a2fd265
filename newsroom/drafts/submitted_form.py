"""What a form carries beside its fields, so that nothing typed in it is lost or taken twice."""

import uuid
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from newsroom import drafts
from newsroom.models import Draft
from newsroom.models.draft import DraftSequences, Fields, Written

KEY, SEQUENCE, CONTINUED_FROM, BY = "draft_key", "draft_number", "draft_taken", "draft_by"
OWN = {KEY, SEQUENCE, CONTINUED_FROM, BY}
# Neither text nor a thing that anybody may set; buttons begin with a low line.
LEFT_OUT = {"csrfmiddlewaretoken", "status", "trashed_from", "author"}
HIGHEST = 10**12
MOST_CONTINUED_FROM = 100


@dataclass(frozen=True)
class SubmittedForm:
    """A form as it was sent: the draft it is (`key`, `sequence`), those it began from
    (`continued_from`), who opened it (`by`; empty where the form does not say)."""

    key: uuid.UUID
    sequence: int
    fields: Fields
    continued_from: DraftSequences = field(default_factory=dict)
    by: str = ""

    @classmethod
    def of(cls, sent: QueryDict) -> "SubmittedForm":
        """A form without a key, as no page of ours sends one, gets one here."""
        return cls(
            key=key_of(sent.get(KEY, "")) or uuid.uuid4(),
            sequence=number_of(sent.get(SEQUENCE, "")) or 0,
            fields=[
                [name.replace("\0", ""), value.replace("\0", "")]
                for name, value in pairs_in(sent, OWN | LEFT_OUT)
                if not name.startswith("_")
            ],
            continued_from=sequences_of(sent.get(CONTINUED_FROM, "")),
            by=sent.get(BY, ""),
        )

    def is_by(self, person: Any) -> bool:
        return self.by in ("", str(person.pk))

    def spent_drafts(self) -> DraftSequences:
        """The drafts that are spent once this is saved."""
        return self.continued_from | {self.key: self.sequence}

    def keep(self, by: Any, written: Written, *, anew: bool = False) -> Draft:
        """As drafts.keep(), which says what it costs and raises."""
        return drafts.keep(
            by,
            self.key,
            self.sequence,
            self.fields,
            written=written,
            continued_from=self.continued_from,
            anew=anew,
        )


def pairs_in(sent: QueryDict, left_out: Container[str]) -> list[tuple[str, str]]:
    """Names and values in the order in which they were sent, to be sent once more."""
    return [
        (name, value) for name, values in sent.lists() if name not in left_out for value in values
    ]


def sent_of(draft: Draft) -> QueryDict:
    """The draft as the form that sends it."""
    sent = QueryDict(mutable=True)
    for name, value in draft.fields:
        sent.appendlist(name, value)
    sent[KEY], sent[SEQUENCE] = str(draft.key), str(draft.number)
    sent[CONTINUED_FROM] = text_of(draft.continued_from)
    sent[BY] = str(draft.by_id)
    return sent


def text_of(sequences: DraftSequences) -> str:
    """ "<key>:3 <key>:17", the last ones where there are too many."""
    last = list(sequences.items())[-MOST_CONTINUED_FROM:]
    return " ".join(f"{key}:{sequence}" for key, sequence in last)


def sequences_of(text: str) -> DraftSequences:
    """What text_of() wrote; what is no such thing is passed over."""
    return dict(_pairs(text))


def _pairs(text: str) -> Iterator[tuple[uuid.UUID, int]]:
    for pair in text.split(maxsplit=MOST_CONTINUED_FROM)[:MOST_CONTINUED_FROM]:
        key, _, number = pair.partition(":")
        found, counted = key_of(key), number_of(number)
        if found is not None and counted is not None:
            yield found, counted


def key_of(text: str) -> uuid.UUID | None:
    """The key that the text is; None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def number_of(text: str) -> int | None:
    """The whole number that the text is, HIGHEST at most; None where it is none."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 13:
        return None
    return min(int(text), HIGHEST)
