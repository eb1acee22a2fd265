"""Finished days are sealed, and what comes later is an entry of its own."""

import hashlib
import threading
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import connection
from time_machine import Traveller

from tests.support.visits import make_view, moment, read_at, visits_by_day, write
from tests.visitors.ledgers import make_correction, make_day, make_ledger, sealed_days, verify
from vietnamese import clock
from visitors import aggregation, journal, ledger, verification
from visitors.counter import counter
from visitors.models import DaySeal, LedgerHead, Reader, VisitCorrection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def traveller() -> Iterator[Traveller]:
    with time_machine.travel(moment("2026-11-23 12:00"), tick=False) as traveller:
        yield traveller


def test_day_is_sealed_when_the_day_after_it_is_over(traveller: Traveller) -> None:
    make_day("2026-11-23", 5, 50)
    for when in ("2026-11-24 00:00:00", "2026-11-24 23:59:59"):
        traveller.move_to(moment(when))
        counter.aggregate()
        assert sealed_days() == []
    traveller.move_to(moment("2026-11-25 00:00:00"))
    counter.aggregate()
    seal = DaySeal.objects.get()
    assert (str(seal.day), seal.visits, seal.page_views) == ("2026-11-23", 5, 50)
    assert verify()[0] == 0


def test_seals_are_a_chain_that_anybody_can_compute() -> None:
    make_day("2026-11-20", 1, 2)
    make_day("2026-11-21", 3, 4)
    counter.aggregate()
    at = moment("2026-11-23 12:00")
    first = hashlib.sha256(f'\n["day",1,"2026-11-20",1,2,{at}]'.encode()).hexdigest()
    second = hashlib.sha256(f'{first}\n["day",2,"2026-11-21",3,4,{at}]'.encode()).hexdigest()
    written = make_correction(day="2026-11-20", visits=-1, reason="Sửa", made_by="hoa")
    text = f'{second}\n["correction",3,"2026-11-20",-1,0,{at},"hoa","Sửa"]'
    third = hashlib.sha256(text.encode()).hexdigest()
    assert [*DaySeal.objects.order_by("number").values_list("seal", flat=True)] == [first, second]
    assert written.seal == third
    head = LedgerHead.objects.get()
    assert (head.number, head.seal) == (3, third)


def test_journal_aggregated_the_next_morning_is_in_the_sealed_row(traveller: Traveller) -> None:
    write(make_view("2026-11-23 23:59:59"))
    traveller.move_to(moment("2026-11-24 07:00"))
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (1, 1)}
    traveller.move_to(moment("2026-11-25 00:00"))
    write(make_view("2026-11-23 23:00", key=b"x" * 16))
    counter.aggregate()
    seal = DaySeal.objects.get()
    assert (seal.visits, seal.page_views) == (2, 2)
    assert not VisitCorrection.objects.exists()


def test_view_after_the_seal_becomes_a_correction_and_leaves_no_key(
    monkeypatch: pytest.MonkeyPatch, traveller: Traveller
) -> None:
    monkeypatch.setattr(aggregation, "BATCH_SIZE", 2)
    make_ledger()
    write(*[make_view(f"2026-11-21 10:0{minute}") for minute in range(3)])
    counter.aggregate()
    assert visits_by_day()["2026-11-21"] == (40, 400)
    late = VisitCorrection.objects.filter(reason=ledger.LATE_REASON).order_by("number")
    assert [(row.visits, row.page_views, row.made_by) for row in late] == [(1, 3, "")]
    assert not Reader.objects.exists()
    assert read_at(traveller, "2026-11-23 12:01").total == 1304 - 3 + 1
    assert verify()[0] == 0


def test_late_view_of_a_day_without_a_row() -> None:
    make_day("2026-11-18", 20, 200)
    counter.aggregate()
    write(make_view("2026-11-17 10:00"), make_view("2026-11-20 10:00"))
    counter.aggregate()
    assert visits_by_day() == {"2026-11-18": (20, 200), "2026-11-20": (1, 1)}
    assert str(VisitCorrection.objects.get().day) == "2026-11-17"
    assert sealed_days() == ["2026-11-18", "2026-11-20"]
    assert verify()[0] == 0


def test_clock_put_back_by_a_day_finds_its_day_open(traveller: Traveller) -> None:
    write(make_view("2026-11-23 10:00"))
    counter.aggregate()
    traveller.move_to(moment("2026-11-24 10:00"))
    counter.aggregate()
    traveller.move_to(moment("2026-11-23 10:01"))
    write(make_view("2026-11-23 10:01"))
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (1, 2)}
    assert not VisitCorrection.objects.exists()


def test_failing_seal_loses_no_view(monkeypatch: pytest.MonkeyPatch) -> None:
    make_day("2026-11-18", 20, 200)
    write(make_view("2026-11-23 10:00"))
    with monkeypatch.context() as broken:
        broken.setattr(ledger, "append", lambda entries: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            counter.aggregate()
    assert visits_by_day()["2026-11-23"] == (1, 1)
    counter.aggregate()
    assert sealed_days() == ["2026-11-18"]


def at_once(*works: Callable[[], object]) -> None:
    """Runs each in a thread with a database connection of its own, and raises what one raises."""
    start = threading.Barrier(len(works))
    errors = []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait()
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_seal_at_once_seal_once() -> None:
    for day in range(10, 20):
        make_day(f"2026-11-{day}", day, day)
    before = clock.day_of(clock.now())
    at_once(*[lambda: ledger.seal_days_before(before)] * 4, *[make_correction] * 4)
    assert len(sealed_days()) == 10
    numbers = [
        entry.number for model in (DaySeal, VisitCorrection) for entry in model.objects.all()
    ]
    assert sorted(numbers) == list(range(1, 15))
    assert verification.verify_ledger().faults == []


@pytest.mark.django_db(transaction=True)
def test_view_that_another_host_counts_during_the_sealing_is_neither_lost_nor_unsealed() -> None:
    make_day("2026-11-20", 1, 1)
    write(make_view("2026-11-20 10:00"))
    names = journal.names()
    before = clock.day_of(clock.now())
    at_once(lambda: ledger.seal_days_before(before), lambda: aggregation.count_batch(names))
    ledger.seal_days_before(before)
    seal = DaySeal.objects.get()
    late = sum(VisitCorrection.objects.values_list("page_views", flat=True))
    assert seal.page_views + late == 2
    assert verification.verify_ledger().faults == []
