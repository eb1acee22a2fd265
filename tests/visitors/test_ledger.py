"""Finished days are sealed, whoever alters one is found, and what comes later is its own entry."""

import hashlib
import threading
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from tests.visitors.arrange import make_view, moment, read_at, visits_by_day, write
from visitors import ledger, proof, tally
from visitors.figures import Figures
from visitors.models import (
    DailyVisits,
    DaySeal,
    LedgerHead,
    OpeningBalance,
    Reader,
    VisitCorrection,
)

pytestmark = pytest.mark.django_db
ADD = reverse("admin:visitors_visitcorrection_add")
LIST = reverse("admin:visitors_visitcorrection_changelist")


@pytest.fixture(autouse=True)
def traveller():
    with time_machine.travel(moment("2026-11-23 12:00"), tick=False) as traveller:
        yield traveller


def make_day(day: str, visits: int, page_views: int) -> None:
    DailyVisits.objects.create(day=day, visits=visits, page_views=page_views)


def make_correction(**overrides) -> VisitCorrection:
    values = {"day": "2026-11-19", "visits": -3, "reason": "Đếm nhầm máy của cơ quan"}
    correction = VisitCorrection(**{**values, **overrides})
    ledger.correct(correction)
    return correction


def make_ledger() -> None:
    """Days 17, 18, 19 and 21 sealed, the 20th without a row, a correction in their midst."""
    make_day("2026-11-17", 10, 100)
    make_day("2026-11-18", 20, 200)
    tally.tally()
    make_correction(day="2026-11-18")
    tally.forget()
    make_day("2026-11-19", 1234, 5678)
    make_day("2026-11-21", 40, 400)
    tally.tally()


def verify(*arguments: str) -> tuple[int, str]:
    """The command's exit code and what it prints."""
    printed = StringIO()
    try:
        call_command("verify_visits", *arguments, stdout=printed)
    except SystemExit as end:
        return end.code, printed.getvalue()
    return 0, printed.getvalue()


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def sealed_days() -> list[str]:
    return [str(day) for day in DaySeal.objects.order_by("day").values_list("day", flat=True)]


def test_day_is_sealed_when_the_day_after_it_is_over(traveller):
    make_day("2026-11-23", 5, 50)
    for when in ("2026-11-24 00:00:00", "2026-11-24 23:59:59"):
        traveller.move_to(moment(when))
        tally.tally()
        assert sealed_days() == []
    traveller.move_to(moment("2026-11-25 00:00:00"))
    tally.tally()
    seal = DaySeal.objects.get()
    assert (str(seal.day), seal.visits, seal.page_views) == ("2026-11-23", 5, 50)
    assert verify()[0] == 0


def test_seals_are_a_chain_that_anybody_can_compute():
    make_day("2026-11-20", 1, 2)
    make_day("2026-11-21", 3, 4)
    tally.tally()
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


def test_journal_tallied_the_next_morning_is_in_the_sealed_row(traveller):
    write(make_view("2026-11-23 23:59:59"))
    traveller.move_to(moment("2026-11-24 07:00"))
    tally.tally()
    assert visits_by_day() == {"2026-11-23": (1, 1)}
    traveller.move_to(moment("2026-11-25 00:00"))
    write(make_view("2026-11-23 23:00", key=b"x" * 16))
    tally.tally()
    seal = DaySeal.objects.get()
    assert (seal.visits, seal.page_views) == (2, 2)
    assert not VisitCorrection.objects.exists()


def test_view_after_the_seal_becomes_a_correction_and_leaves_no_key(monkeypatch, traveller):
    monkeypatch.setattr(tally, "BATCH", 2)
    make_ledger()
    write(*[make_view(f"2026-11-21 10:0{minute}") for minute in range(3)])
    tally.tally()
    assert visits_by_day()["2026-11-21"] == (40, 400)
    late = VisitCorrection.objects.filter(reason=tally.CAME_LATE).order_by("number")
    assert [(row.visits, row.page_views, row.made_by) for row in late] == [(1, 2, ""), (0, 1, "")]
    assert not Reader.objects.exists()
    assert read_at(traveller, "2026-11-23 12:01").total == 1304 - 3 + 1
    assert verify()[0] == 0


def test_late_view_of_a_day_without_a_row():
    make_day("2026-11-18", 20, 200)
    tally.tally()
    write(make_view("2026-11-17 10:00"), make_view("2026-11-20 10:00"))
    tally.tally()
    assert visits_by_day() == {"2026-11-18": (20, 200), "2026-11-20": (1, 1)}
    assert str(VisitCorrection.objects.get().day) == "2026-11-17"
    assert sealed_days() == ["2026-11-18", "2026-11-20"]
    assert verify()[0] == 0


def test_clock_put_back_by_a_day_finds_its_day_open(traveller):
    write(make_view("2026-11-23 10:00"))
    tally.tally()
    traveller.move_to(moment("2026-11-24 10:00"))
    tally.tally()
    traveller.move_to(moment("2026-11-23 10:01"))
    write(make_view("2026-11-23 10:01"))
    tally.tally()
    assert visits_by_day() == {"2026-11-23": (1, 2)}
    assert not VisitCorrection.objects.exists()


def test_failing_seal_loses_no_view(monkeypatch):
    make_day("2026-11-18", 20, 200)
    write(make_view("2026-11-23 10:00"))
    with monkeypatch.context() as broken:
        broken.setattr(ledger, "append", lambda entries: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tally.tally()
    assert visits_by_day()["2026-11-23"] == (1, 1)
    tally.tally()
    assert sealed_days() == ["2026-11-18"]


def test_empty_site_is_intact():
    assert verify() == (
        0,
        "Nguyên vẹn: chưa có ngày nào được niêm phong; 0 lần điều chỉnh.\n",
    )


def test_untouched_ledger_is_intact_and_tells_its_last_seal():
    make_ledger()
    seal = LedgerHead.objects.get().seal
    assert verify() == (
        0,
        "Nguyên vẹn: 4 ngày đã niêm phong, từ 17-11-2026 đến 21-11-2026; 1 lần điều chỉnh.\n"
        f"Dấu cuối sổ (mục số 5): {seal}\n",
    )


def test_finished_day_that_waits_for_its_seal_is_told(traveller):
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
def test_whatever_is_done_to_the_past_by_sql_is_found(statements, complaints, verdict):
    make_ledger()
    sql(*statements)
    code, printed = verify()
    assert code == 1
    assert printed.splitlines()[: len(complaints)] == complaints
    assert verdict in printed.splitlines()[len(complaints)]


def test_entries_that_were_cut_off_stay_missing_when_the_ledger_goes_on(traveller):
    make_ledger()
    sql("DELETE FROM visitors_dayseal WHERE day = '2026-11-21'")
    sql("UPDATE visitors_dailyvisits SET visits = 99 WHERE day = '2026-11-21'")
    traveller.move_to(moment("2026-11-24 12:00"))
    tally.tally()
    assert sealed_days()[-1] == "2026-11-21"
    code, printed = verify()
    assert code == 1
    assert "Sổ thiếu mục số 5.\n" in printed


def test_seal_made_anew_does_not_fit_the_entry_after_it():
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
def test_entry_put_in_past_the_program_is_found_and_stops_nothing(number, traveller):
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
    tally.tally()
    assert sealed_days()[-1] == "2026-11-22"


def test_seal_noted_down_elsewhere_must_still_stand_in_the_ledger():
    make_ledger()
    noted = LedgerHead.objects.get().seal
    make_correction(visits=-1)
    assert verify("--seal", noted)[0] == 0
    code, printed = verify("--seal", "ab12")
    assert code == 1
    assert printed.startswith("Sổ không còn mục nào mang dấu ab12.\nCÓ THAY ĐỔI")


def test_corrections_count_in_the_figures_on_their_day(traveller):
    OpeningBalance.objects.create(visits=1000, on_date="2022-01-01")
    make_day("2026-11-24", 50, 500)
    make_day("2026-11-25", 50, 500)
    make_correction(day="2026-11-24", visits=-3)
    make_correction(day="2026-11-01", visits=7)
    make_correction(day="2025-01-01", visits=100)
    assert read_at(traveller, "2026-11-25 10:00") == Figures(0, 50, 97, 104, 1204)


def form(**overrides) -> dict[str, object]:
    values = {"day": "19-11-2026", "visits": "-3", "page_views": "0"}
    return {**values, "reason": "Theo biên bản kiểm tra số 12", **overrides}


def test_correction_entered_in_the_admin_is_sealed_with_its_writer(admin_client, admin_user):
    make_ledger()
    response = admin_client.post(ADD, form(page_views="+1200"), follow=True)
    assert response.status_code == 200
    correction = VisitCorrection.objects.first()
    assert (str(correction.day), correction.visits, correction.page_views) == (
        "2026-11-19",
        -3,
        1200,
    )
    assert (correction.number, correction.made_by) == (6, admin_user.username)
    assert verify()[0] == 0
    page = admin_client.get(LIST).content.decode()
    for shown in ("Mục số 6, ngày 19-11-2026", "-3", "+1.200", "Theo biên bản kiểm tra số 12"):
        assert shown in page
    assert admin_user.username in page


def test_late_views_are_shown_in_the_admin_as_the_programs(admin_client):
    make_ledger()
    write(make_view("2026-11-21 10:00"))
    tally.tally()
    page = admin_client.get(LIST).content.decode()
    assert "Chương trình tự ghi" in page
    assert ">chương trình<" in page


def test_correction_is_never_changed_nor_deleted(admin_client):
    make_ledger()
    change = reverse("admin:visitors_visitcorrection_change", args=[3])
    assert "Đếm nhầm máy của cơ quan" in admin_client.get(change).content.decode()
    assert admin_client.post(change, form()).status_code == 403
    delete = reverse("admin:visitors_visitcorrection_delete", args=[3])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    admin_client.post(
        LIST, {"action": "delete_selected", "_selected_action": "3", "post": "yes"}, follow=True
    )
    assert VisitCorrection.objects.count() == 1
    assert verify()[0] == 0


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"reason": ""}, "Hãy điền ô này."),
        ({"reason": " \u200b "}, "Hãy ghi lý do điều chỉnh bằng chữ đọc được."),
        ({"visits": "0"}, "Hãy ghi số cần thêm hoặc bớt ở ít nhất một trong hai ô."),
        ({"visits": ""}, "Hãy điền ô này."),
        ({"visits": "-1235"}, "Ngày này chỉ có 1.234."),
        ({"page_views": "-5679"}, "Ngày này chỉ có 5.678."),
        ({"visits": "1" * 30}, "không được lớn hơn"),
        ({"day": "23-11-2026"}, "Chỉ điều chỉnh được ngày đã qua."),
        ({"day": ""}, "Hãy điền ô này."),
        ({"day": "31-02-2026"}, "Không có ngày này."),
    ],
)
def test_what_is_no_correction_is_refused(admin_client, wrong, told):
    make_ledger()
    response = admin_client.post(ADD, form(**wrong))
    assert response.status_code == 200
    assert told in response.content.decode()
    assert VisitCorrection.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"visits": 0}, {"visits": 10**12 + 1}])
def test_database_too_refuses_what_is_no_correction(wrong):
    with transaction.atomic(), pytest.raises(IntegrityError):
        make_correction(**wrong)
    assert not LedgerHead.objects.exists()


def at_once(*works) -> None:
    """Runs each in a thread with a database connection of its own, and raises what one raises."""
    start = threading.Barrier(len(works))
    errors = []

    def run(work) -> None:
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
def test_two_processes_that_seal_at_once_seal_once():
    for day in range(10, 20):
        make_day(f"2026-11-{day}", day, day)
    before = tally.clock.day_of(tally.clock.now())
    at_once(*[lambda: ledger.seal_days_before(before)] * 4, *[make_correction] * 4)
    assert len(sealed_days()) == 10
    numbers = [
        entry.number for model in (DaySeal, VisitCorrection) for entry in model.objects.all()
    ]
    assert sorted(numbers) == list(range(1, 15))
    assert proof.prove().faults == []


@pytest.mark.django_db(transaction=True)
def test_view_that_another_host_counts_during_the_sealing_is_neither_lost_nor_unsealed():
    make_day("2026-11-20", 1, 1)
    write(make_view("2026-11-20 10:00"))
    names = tally.journal.names()
    before = tally.clock.day_of(tally.clock.now())
    at_once(lambda: ledger.seal_days_before(before), lambda: tally.count_batch(names))
    seal = DaySeal.objects.get()
    late = sum(VisitCorrection.objects.values_list("page_views", flat=True))
    assert seal.page_views + late == 2
    assert proof.prove().faults == []
