"""Whether the ledger and the days it seals are as they were written."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from django.db import transaction

from vietnamese import clock
from visitors.models import DailyVisits, DaySeal, LedgerHead, VisitCorrection
from visitors.writer_lock import lock_writers

SealedEntry = DaySeal | VisitCorrection


class FaultKind(Enum):
    """What was done past the program."""

    DAY_ALTERED = auto()
    DAY_MISSING = auto()
    DAY_INSERTED = auto()  # or its seal was deleted
    ENTRY_ALTERED = auto()
    ENTRY_INSERTED = auto()
    ENTRY_REPLACED = auto()  # it is whole, but not what the entry after it follows
    ENTRIES_MISSING = auto()
    HEAD_MISSING = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """`entry` is the ledger's word, `row` the day's row as it is now; `numbers` those missing."""

    what: FaultKind
    entry: SealedEntry | None = None
    row: DailyVisits | None = None
    numbers: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """`waiting`: finished days that the next aggregation will seal."""

    seals: list[DaySeal]
    corrections: list[VisitCorrection]
    head: LedgerHead | None
    faults: list[Fault]
    waiting: int

    def days_altered(self) -> set[datetime.date]:
        """The sealed days that are not as they were."""
        seals = [fault.entry for fault in self.faults if isinstance(fault.entry, DaySeal)]
        return {seal.day for seal in seals}

    def holds(self, seal: str) -> bool:
        """Whether an entry with this seal, noted down earlier, still stands in the ledger."""
        return any(entry.seal == seal for entry in [*self.seals, *self.corrections])


@transaction.atomic
def verify_ledger() -> Verification:
    """Checks every entry and every sealed day. 4 queries; reads the whole ledger into memory.

    Whoever rewrites every later entry and the head leaves a ledger that proves itself; against
    that helps a seal that was noted down elsewhere, see Verification.holds().
    """
    lock_writers()  # so that nothing is sealed between one reading and the next
    seals = list(DaySeal.objects.order_by("day"))
    corrections = list(VisitCorrection.objects.order_by("number"))
    head = LedgerHead.objects.first()
    rows = list(DailyVisits.objects.order_by("day"))
    yesterday = clock.day_of(clock.now()) - clock.ONE_DAY
    # A seal of a day to come, from a clock that ran ahead, closes no day before it.
    last_day = max((seal.day for seal in seals if seal.day < yesterday), default=datetime.date.min)
    return Verification(
        seals=seals,
        corrections=corrections,
        head=head,
        faults=[
            *day_faults(seals, {row.day: row for row in rows}, last_day),
            *chain_faults([*seals, *corrections], head),
        ],
        waiting=sum(last_day < row.day < yesterday for row in rows),
    )


def day_faults(
    seals: Iterable[DaySeal], rows: dict[datetime.date, DailyVisits], last_day: datetime.date
) -> Iterator[Fault]:
    """How the days' rows differ from their seals."""
    sealed = {seal.day: seal for seal in seals}
    for day in sorted(sealed.keys() | rows.keys()):
        seal, row = sealed.get(day), rows.get(day)
        if seal is None:
            if day <= last_day:
                yield Fault(FaultKind.DAY_INSERTED, row=row)
        elif not is_whole(seal):
            yield Fault(FaultKind.ENTRY_ALTERED, seal, row)
        elif row is None:
            yield Fault(FaultKind.DAY_MISSING, seal)
        elif (row.visits, row.page_views) != (seal.visits, seal.page_views):
            yield Fault(FaultKind.DAY_ALTERED, seal, row)


def chain_faults(entries: Iterable[SealedEntry], head: LedgerHead | None) -> Iterator[Fault]:
    """Where the chain of entries is broken, the earliest first."""
    entries = list(entries)
    if head is None and entries:
        yield Fault(FaultKind.HEAD_MISSING)
    end = head.number if head else max((entry.number for entry in entries), default=0)
    followed = {entry.previous for entry in entries} | {head.seal if head else ""}
    before: SealedEntry | None = None
    # Of two entries with one number the genuine is that which another follows.
    for entry in sorted(entries, key=lambda entry: (entry.number, entry.seal not in followed)):
        last_number = before.number if before else 0
        if not last_number < entry.number <= end:
            yield Fault(FaultKind.ENTRY_INSERTED, entry)
            continue
        if isinstance(entry, VisitCorrection) and not is_whole(entry):
            yield Fault(FaultKind.ENTRY_ALTERED, entry)
        yield from link_faults(before, entry.number, entry.previous)
        before = entry
    if head is not None:
        yield from link_faults(before, head.number + 1, head.seal)


def link_faults(before: SealedEntry | None, number: int, previous: str) -> Iterator[Fault]:
    """FaultKind lies between an entry and the one with `number` that should follow it."""
    last_number = before.number if before else 0
    if number > last_number + 1:
        yield Fault(FaultKind.ENTRIES_MISSING, numbers=(last_number + 1, number - 1))
    elif before is not None and previous != before.seal:
        yield Fault(FaultKind.ENTRY_REPLACED, before)


def is_whole(entry: SealedEntry) -> bool:
    """Whether the entry's own words are those that were sealed."""
    return entry.seal == entry.computed_seal()
