"""Whoever alters the past of the ledger is found by `verify_visits`."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from time_machine import Traveller

from tests.support.visits import moment
from tests.visitors.ledgers import make_correction, make_day, make_ledger, sealed_days, verify
from visitors import ledger
from visitors.counter import counter
from visitors.models import DailyVisits, DaySeal, LedgerHead, VisitCorrection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def traveller() -> Iterator[Traveller]:
    with time_machine.travel(moment("2026-11-23 12:00"), tick=False) as traveller:
        yield traveller


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_empty_site_is_intact() -> None:
    assert verify() == (
        0,
        "Nguyên vẹn: chưa có ngày nào được niêm phong; 0 lần điều chỉnh.\n",
    )


def test_untouched_ledger_is_intact_and_tells_its_last_seal() -> None:
    make_ledger()
    seal = LedgerHead.objects.get().seal
    assert verify() == (
        0,
        "Nguyên vẹn: 4 ngày đã niêm phong, từ 17-11-2026 đến 21-11-2026; 1 lần điều chỉnh.\n"
        f"Dấu cuối sổ (mục số 5): {seal}\n",
    )


def test_finished_day_that_waits_for_its_seal_is_told(traveller: Traveller) -> None:
    make_ledger()
    traveller.move_to(moment("2026-11-25 12:00"))
    make_day("2026-11-23", 1, 1)
    make_day("2026-11-24", 1, 1)
    code, printed = verify()
    assert code == 0
    assert "1 lần điều chỉnh. Chờ niêm phong: 1 ngày.\n" in printed


@pytest.mark.parametrize(
    ("statements", "complaints", "verdict"),
    [
        (
            ["UPDATE visitors_dailyvisits SET visits = 9999 WHERE day = '2026-11-19'"],
            [
                "Ngày 19-11-2026 bị sửa: lúc niêm phong có 1.234 lượt truy cập, 5.678 lượt xem "
                "trang; nay là 9.999 lượt truy cập, 5.678 lượt xem trang."
            ],
            "trong đó 3 ngày còn nguyên",
        ),
        (
            ["DELETE FROM visitors_dailyvisits WHERE day = '2026-11-17'"],
            [
                "Ngày 17-11-2026 bị xóa: lúc niêm phong có 10 lượt truy cập, 100 lượt xem trang; "
                "nay không còn."
            ],
            "trong đó 3 ngày còn nguyên",
        ),
        (
            [
                "INSERT INTO visitors_dailyvisits (day, visits, page_views) "
                "VALUES ('2026-11-20', 7, 8)"
            ],
            [
                "Ngày 20-11-2026 không có dấu niêm phong: nay có 7 lượt truy cập, 8 lượt xem "
                "trang; ngày bị chèn thêm hoặc dấu đã bị xóa."
            ],
            "CÓ THAY ĐỔI: 4 ngày đã niêm phong",
        ),
        (
            [
                "UPDATE visitors_dailyvisits SET visits = 99 WHERE day = '2026-11-18'",
                "UPDATE visitors_dayseal SET visits = 99 WHERE day = '2026-11-18'",
            ],
            [
                "Ngày 18-11-2026, dấu niêm phong bị sửa: dấu nay ghi 99 lượt truy cập, 200 lượt "
                "xem trang; bảng ngày nay có 99 lượt truy cập, 200 lượt xem trang."
            ],
            "trong đó 3 ngày còn nguyên",
        ),
        (
            [
                "DELETE FROM visitors_dailyvisits WHERE day = '2026-11-18'",
                "DELETE FROM visitors_dayseal WHERE day = '2026-11-18'",
            ],
            ["Sổ thiếu mục số 2."],
            "CÓ THAY ĐỔI: 3 ngày đã niêm phong",
        ),
        (
            [
                "DELETE FROM visitors_dailyvisits WHERE day > '2026-11-18'",
                "DELETE FROM visitors_dayseal WHERE day > '2026-11-18'",
            ],
            ["Sổ thiếu mục số 4–5."],
            "CÓ THAY ĐỔI: 2 ngày đã niêm phong, từ 17-11-2026 đến 18-11-2026;",
        ),
        (
            ["UPDATE visitors_visitcorrection SET visits = -20"],
            ["Mục số 3 (điều chỉnh ngày 18-11-2026: -20 lượt truy cập, +0 lượt xem trang) bị sửa."],
            "CÓ THAY ĐỔI: 4 ngày",
        ),
        (
            ["UPDATE visitors_visitcorrection SET reason = 'Lý do khác'"],
            ["Mục số 3 (điều chỉnh ngày 18-11-2026: -3 lượt truy cập, +0 lượt xem trang) bị sửa."],
            "CÓ THAY ĐỔI: 4 ngày",
        ),
        (["DELETE FROM visitors_visitcorrection"], ["Sổ thiếu mục số 3."], "0 lần điều chỉnh"),
        (["DELETE FROM visitors_ledgerhead"], ["Sổ mất dòng ghi dấu cuối."], "CÓ THAY ĐỔI: 4 ngày"),
    ],
)
def test_whatever_is_done_to_the_past_by_sql_is_found(
    statements: list[str], complaints: list[str], verdict: str
) -> None:
    make_ledger()
    sql(*statements)
    code, printed = verify()
    assert code == 1
    assert printed.splitlines()[: len(complaints)] == complaints
    assert verdict in printed.splitlines()[len(complaints)]


def test_entries_that_were_cut_off_stay_missing_when_the_ledger_goes_on(
    traveller: Traveller,
) -> None:
    make_ledger()
    sql("DELETE FROM visitors_dayseal WHERE day = '2026-11-21'")
    sql("UPDATE visitors_dailyvisits SET visits = 99 WHERE day = '2026-11-21'")
    traveller.move_to(moment("2026-11-24 12:00"))
    counter.aggregate()
    assert sealed_days()[-1] == "2026-11-21"
    code, printed = verify()
    assert code == 1
    assert "Sổ thiếu mục số 5.\n" in printed


def test_seal_made_anew_does_not_fit_the_entry_after_it() -> None:
    make_ledger()
    for seal in (DaySeal.objects.get(number=2), DaySeal.objects.get(number=5)):
        seal.visits = 99
        seal.close(seal.number, seal.previous)
        seal.save()
        DailyVisits.objects.filter(day=seal.day).update(visits=99)
    code, printed = verify()
    assert code == 1
    lines = printed.splitlines()
    assert lines[0].startswith("Mục số 2 (dấu của ngày 18-11-2026: 99 lượt truy cập,")
    assert lines[1].startswith("Mục số 5 (dấu của ngày 21-11-2026: 99 lượt truy cập,")
    assert all("đã bị thay: mục sau không nối với mục này." in line for line in lines[:2])
    assert "trong đó 2 ngày còn nguyên" in lines[2]


@pytest.mark.parametrize("number", [0, 4, 6])
def test_entry_put_in_past_the_program_is_found_and_stops_nothing(
    number: int, traveller: Traveller
) -> None:
    make_ledger()
    forged = VisitCorrection(day="2026-11-18", visits=500, reason="Thêm")
    forged.made_at = ledger.whole_second()
    forged.close(number, LedgerHead.objects.get().seal)
    forged.save(force_insert=True)
    code, printed = verify()
    assert code == 1
    assert printed.startswith(
        f"Mục số {number} (điều chỉnh ngày 18-11-2026: +500 lượt truy cập, +0 lượt xem trang) "
        "bị chèn thêm.\nCÓ THAY ĐỔI"
    )
    traveller.move_to(moment("2026-11-24 12:00"))
    make_day("2026-11-22", 1, 1)
    counter.aggregate()
    assert sealed_days()[-1] == "2026-11-22"


def test_seal_noted_down_elsewhere_must_still_stand_in_the_ledger() -> None:
    make_ledger()
    noted = LedgerHead.objects.get().seal
    make_correction(visits=-1)
    assert verify("--seal", noted)[0] == 0
    code, printed = verify("--seal", "ab12")
    assert code == 1
    assert printed.startswith("Sổ không còn mục nào mang dấu ab12.\nCÓ THAY ĐỔI")
