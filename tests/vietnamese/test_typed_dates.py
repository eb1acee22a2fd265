"""Days and times as people type them: what is meant, or a sentence that says what is wrong."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.dates import format_day
from vietnamese.typed_dates import typed_day, typed_span, typed_time

DAY_FORM = "Xin viết theo mẫu 08-12-2021"


@pytest.mark.parametrize(
    "typed",
    [
        *("8/12/2021", "08-12-2021", "2021-12-08", "8.12.2021", "08.12.2021", "8 12 2021"),
        *(
            "08122021",
            "8122021",
            "20211208",
            "081221",
            "8/12/21",
            "8-12-21",
            "8.12.21",
            "8/12-2021",
        ),
        *("ngày 8 tháng 12 năm 2021", "Ngày 08 tháng 12 năm 2021.", "8 tháng 12, 2021"),
        *("NGÀY 8 THÁNG 12 NĂM 2021", "ngay 8 thang 12 nam 2021", "8 thg 12, 2021"),
        *("ngày 8/12/2021", "Thứ Tư, ngày 8-12-2021", "thứ 4, 8/12/2021", " 8 / 12 / 2021 "),
        *("8–12–2021", "8‑12‑2021", "8\u00a0/\u00a012\u00a0/\u00a02021", "８/１２/２０２１"),
        *("nga\u0300y 8 tha\u0301ng 12 na\u0306m 2021", "2021/12/8", "2021.12.08"),
    ],
)
def test_day_is_understood_however_it_is_typed(typed: str) -> None:
    assert typed_day(typed) == date(2021, 12, 8)
    assert typed_span(typed) == (date(2021, 12, 8), date(2021, 12, 8))


@pytest.mark.parametrize(
    "typed",
    [
        *("12-2021", "12/2021", "12.2021", "tháng 12/2021", "Tháng 12 năm 2021", "thg 12, 2021"),
        *("T12/2021", "2021-12", "122021", "12 - 2021"),
    ],
)
def test_month_is_its_days(typed: str) -> None:
    assert typed_span(typed) == (date(2021, 12, 1), date(2021, 12, 31))
    with pytest.raises(ValueError, match="Ngày chưa đúng"):
        typed_day(typed)


@pytest.mark.parametrize("typed", ["2020", "năm 2020", "Năm 2020."])
def test_year_is_its_days(typed: str) -> None:
    assert typed_span(typed) == (date(2020, 1, 1), date(2020, 12, 31))


def test_february_ends_where_it_ends() -> None:
    assert typed_span("2/2024")[1] == date(2024, 2, 29)
    assert typed_span("tháng 2/2023")[1] == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31-02-2021", "Tháng 2 năm 2021 có 28 ngày"),
        ("31/4/2021", "Tháng 4 năm 2021 có 30 ngày"),
        ("29022021", "Tháng 2 năm 2021 có 28 ngày"),
        ("ngày 0 tháng 1 năm 2021", "Tháng 1 năm 2021 có 31 ngày"),
        ("12/25/2021", "Năm không có tháng 25; ngày viết trước, tháng viết sau."),
        ("13/2021", "Năm không có tháng 13"),
        *((typed, DAY_FORM) for typed in ("", "hôm qua", "8/12", "8 tháng 12")),
        *((typed, DAY_FORM) for typed in ("٨/١٢/٢٠٢١", "8/12/021", "9" * 5000)),
        *((typed, DAY_FORM) for typed in ("1-1-0000", "0000", "<script>", "12345")),
        *((typed, DAY_FORM) for typed in ("²/12/2021x", "8/12/2021 25", "--", "/")),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason_and_an_example(typed: str, reason: str) -> None:
    with pytest.raises(ValueError, match="Ngày chưa đúng") as refused:
        typed_span(typed)
    assert reason in str(refused.value)
    assert "Xin viết theo mẫu 08-12-2021." in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((typed, time(7, 30)) for typed in ("7h30", "7 giờ 30", "7g30", "07.30", "7:30", "07:30")),
        *((typed, time(7, 30)) for typed in ("7 giờ 30 phút", "7h30'", "7h30p", "7H30", "7 h 30")),
        *(
            (typed, time(7, 30))
            for typed in ("7 giờ rưỡi", "0730", "730", "07,30", "7：30", " 7.30 ")
        ),
        *((typed, time(7, 30)) for typed in ("7 gio 30", "7h30 sáng", "7:30:00", "7 giơ\u0300 30")),
        *((typed, time(7)) for typed in ("7h", "7 giờ", "7g", "07", "7h00", "7 giờ sáng")),
        *(
            (typed, time(19, 30))
            for typed in ("19h30 phút", "19h30", "7h30 tối", "7:30 PM", "19.30")
        ),
        *((typed, time(14, 30)) for typed in ("2h30 chiều", "2 giờ rưỡi chiều", "14g30")),
        *((typed, time(7, 45)) for typed in ("8 giờ kém 15", "8h kém 15 phút", "7h45")),
        *((typed, time(0)) for typed in ("0h", "00:00", "12 giờ đêm", "12:00 am")),
        ("02:50:13", time(2, 50, 13)),
        ("12h trưa", time(12)),
        ("7h5", time(7, 5)),
    ],
)
def test_time_is_understood_however_it_is_typed(typed: str, meant: time) -> None:
    assert typed_time(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "24:00", "25h", "7h60", "7 giờ 75", "sáng", "7.5", "٧:٣٠", "7h30h", "9" * 5000]
)
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Không có giờ này.*Hãy viết như 07:30 hoặc 7h30"):
        typed_time(typed)


@given(st.text() | st.text("0123456789hgp:.-/ '\u00b2ngàythágnăm"))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (typed_day, typed_span, typed_time):
        with suppress(ValueError):
            assert read(text) is not None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_as_it_is_shown(day: date) -> None:
    for shown in (format_day(day), day.isoformat(), format_day(day).replace("-", "")):
        assert typed_day(shown) == day
