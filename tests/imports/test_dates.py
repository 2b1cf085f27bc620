"""Dates as people write them in four languages, two calendars and five kinds of digits."""

from __future__ import annotations

from datetime import date

import pytest

from lms.errors import RuleBroken
from lms.imports.domain.values import dates, weekdays
from lms.imports.domain.values.dates import Era
from lms.text.calendars import Calendar

TODAY = date(2026, 11, 24)
FIFTH_OF_MARCH = [
    "2024-03-05", "5/3/2024", "05.03.2024", "5-3-2024", "5 3 2024", "5/3/2567", "2567-03-05", "20240305", "25670305",
    "2024-03-05 00:00:00", "2024-03-05T10:00:00Z", "5/3/2024 10:30 am", "45356", "5\u200b/3/2024", "\u200e5/3/2024",
    "5 March 2024", "5th of March, 2024", "Mar 5, 2024", "March 5 2024", "5-Mar-2024", "Tuesday, 5 March 2024",
    "៥ មីនា ២០២៤", "ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០២៤", "ថ្ងៃទី០៥ខែមីនាឆ្នាំ២០២៤", "៥/៣/២០២៤", "០៥-មីនា-២៥៦៧", "ថ្ងៃទី៥ ខែ៣ ឆ្នាំ២០២៤",
    "5 ມີນາ 2024", "໕ ມ.ນ. ໒໐໒໔", "ວັນທີ 5 ເດືອນ 3 ປີ 2024", "໕/໓/໒໕໖໗",
    "5 มีนาคม 2567", "๕ มี.ค. ๒๕๖๗", "5 มีค 2567", "วันที่ 5 เดือน มีนาคม พ.ศ. 2567", "5 มี.ค. 67", "5 มี.ค. ค.ศ. 2024",
]  # fmt: skip


@pytest.mark.parametrize("typed", FIFTH_OF_MARCH)
@pytest.mark.parametrize("calendar", ["gregorian", "buddhist"])
def test_the_fifth_of_march_2024_is_read_however_it_is_written(typed: str, calendar: Calendar) -> None:
    assert dates.read(typed, calendar=calendar, today=TODAY) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "months",
    [
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
        "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
        "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ",
        "ມ.ກ. ກ.ພ. ມ.ນ. ມ.ສ. ພ.ພ. ມິ.ຖ. ກ.ລ. ສ.ຫ. ກ.ຍ. ຕ.ລ. ພ.ຈ. ທ.ວ.",
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
        "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
        "มกรา กุมภา มีนา เมษา พฤษภา มิถุนา กรกฎา สิงหา กันยา ตุลา พฤศจิกา ธันวา",
    ],
)
def test_every_month_of_every_language_is_known(months: str) -> None:
    for number, month in enumerate(months.split(), 1):
        read = dates.read(f"7 {month} 2019", calendar="gregorian", today=TODAY)
        assert read == date(2019, number, 7), month


@pytest.mark.parametrize(
    ("typed", "calendar", "meant"),
    [
        ("5/3/24", "gregorian", date(2024, 3, 5)),
        ("5/3/67", "gregorian", date(1967, 3, 5)),
        ("5 มี.ค. 67", "gregorian", date(2024, 3, 5)),
        ("5 มีนา 67", "gregorian", date(2024, 3, 5)),
        ("5 ມີນາ 24", "buddhist", date(2024, 3, 5)),
        ("5/3/67 พ.ศ.", "gregorian", date(2024, 3, 5)),
        ("5/3/24 ค.ศ.", "buddhist", date(2024, 3, 5)),
        ("5/3/70 พ.ศ.", "buddhist", date(1927, 3, 5)),
        ("29/2/2567", "buddhist", date(2024, 2, 29)),
    ],
)
def test_a_short_year_is_the_latest_one_that_is_not_in_the_future(
    typed: str, calendar: Calendar, meant: date
) -> None:
    assert dates.read(typed, calendar=calendar, today=TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("abc", "date-unreadable"),
        ("5 คำ 2567", "date-unreadable"),
        ("5 March April 2024", "date-unreadable"),
        ("1/1/1", "date-unreadable"),
        ("1/2/3/4", "date-unreadable"),
        ("123456789", "date-unreadable"),
        ("99999", "date-unreadable"),
        ("March", "date-unreadable"),
        ("5 6 March 2024", "date-unreadable"),
        ("March 2024", "date-incomplete"),
        ("2024", "date-incomplete"),
        ("5/3", "date-incomplete"),
        ("30/2/2024", "date-impossible"),
        ("12/31/2024", "date-impossible"),
        ("5/3/1850", "date-impossible"),
        ("5/3/67", "year-short"),
    ],
)
def test_what_is_no_date_is_said_to_be_none(typed: str, word: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        dates.read(typed, calendar="buddhist", today=TODAY)
    assert broken.value.code == word


@pytest.mark.parametrize(
    ("typed", "year"), [("1990", 1990), ("2533", 1990), ("២០០០", 2000), ("๒๕๓๓", 1990), ("31/12/2533", 1990)]
)
def test_a_year_of_birth_may_stand_alone(typed: str, year: int) -> None:
    assert dates.year(typed, calendar="gregorian", today=TODAY) == year


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        *(
            ("31/02/1999", 1999),
            ("06/13/1987", 1987),
            ("30.2.2533", 1990),
            ("1999-02-31", 1999),
            ("19990231", 1999),
        ),
        *(("31 ກຸມພາ 1999", 1999), ("๓๑ ก.พ. ๒๕๓๓", 1990), ("31 កុម្ភៈ 1999", 1999), ("31 Feb 99", 1999)),
        ("31/2/99", 1999),
    ],
)
def test_the_year_of_a_birthday_that_there_is_not_is_known(typed: str, year: int) -> None:
    assert dates.year(typed, calendar="gregorian", today=TODAY) == year


@pytest.mark.parametrize("typed", ["45/2/1999", "12/99/1999", "0/2/1999", "31/2/1850", "19999931"])
def test_what_is_no_day_of_any_month_says_no_year_of_birth(typed: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        dates.year(typed, calendar="gregorian", today=TODAY)
    assert broken.value.code == "date-impossible"


@pytest.mark.parametrize(
    "typed",
    [
        *("45 ปี", "45 ປີ", "៤៥ឆ្នាំ", "៤៥ ឆ្នាំ", "45 ans", "45 years", "45 y", "45y.", "45 yrs old", "๔๕ปี"),
        *("อายุ 45", "อายุ 45 ปี", "ອາຍຸ: 45 ປີ", "អាយុ៤៥ឆ្នាំ", "Age 45", "45 years old", "45 ปี 3 เดือน", "8 ขวบ"),
    ],
)
@pytest.mark.parametrize("era", [None, "", "buddhist"])
def test_an_age_is_no_year(typed: str, era: Era | None) -> None:
    with pytest.raises(RuleBroken) as broken:
        dates.year(typed, calendar="buddhist", today=TODAY, era=era)
    assert broken.value.code == "age-no-year"


@pytest.mark.parametrize(
    ("typed", "year"),
    [("ปี 2533", 1990), ("2533 ปี", 1990), ("ឆ្នាំ ៩០", 1990), ("ປີ 90", 1990)],
)
def test_a_word_for_a_year_before_a_number_makes_no_age_of_it(typed: str, year: int) -> None:
    assert dates.year(typed, calendar="gregorian", today=TODAY) == year


MONDAYS = [
    "วันจันทร์ที่ 10 มีนาคม พ.ศ. 2568", "วันจันทร์ 10 มี.ค. 68", "จ. 10 มี.ค. 2568", "จันทร์ 10/3/2568", "ວັນຈັນ ທີ 10 ມີນາ 2025",
    "ວັນຈັນ 10/3/2025", "ថ្ងៃចន្ទ ទី១០ ខែមីនា ឆ្នាំ២០២៥", "ថ្ងៃច័ន្ទទី១០ខែមីនាឆ្នាំ២០២៥", "Monday, 10 March 2025", "Mon. 10/03/2025",
]  # fmt: skip


@pytest.mark.parametrize("typed", MONDAYS)
def test_a_date_may_begin_with_its_weekday(typed: str) -> None:
    assert dates.read(typed, calendar="gregorian", today=TODAY) == date(2025, 3, 10)
    assert not weekdays.is_another(typed, [date(2025, 3, 10)])
    assert weekdays.is_another(typed, [date(2025, 3, 11)])


@pytest.mark.parametrize(
    "week",
    [
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "Mon. Tues. Wed. Thurs. Fri. Sat. Sun.",
        "ថ្ងៃច័ន្ទ ថ្ងៃអង្គារ ថ្ងៃពុធ ថ្ងៃព្រហស្បតិ៍ ថ្ងៃសុក្រ ថ្ងៃសៅរ៍ ថ្ងៃអាទិត្យ",
        "ວັນຈັນ ວັນອັງຄານ ວັນພຸດ ວັນພະຫັດ ວັນສຸກ ວັນເສົາ ວັນອາທິດ",
        "จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์",
        "จ. อ. พ. พฤ. ศ. ส. อา.",
    ],
)
def test_every_weekday_of_every_language_is_known(week: str) -> None:
    for place, weekday in enumerate(week.split()):
        day = date(2025, 3, 10 + place)
        typed = f"{weekday} {day.day}/3/2025"
        assert dates.read(typed, calendar="gregorian", today=TODAY) == day
        assert not weekdays.is_another(typed, [day])
        assert weekdays.is_another(typed, [date(2025, 4, 10 + (place + 1) % 7)])


def test_a_training_may_go_from_one_weekday_to_another() -> None:
    typed = "วันจันทร์ที่ 10 - วันศุกร์ที่ 14 มีนาคม 2568"
    period = dates.read_period(typed, calendar="gregorian", today=TODAY)
    assert period == (date(2025, 3, 10), date(2025, 3, 14))
    assert not weekdays.is_another(typed, period)
    assert not weekdays.is_another("10/3/2025", period)


FIRST_TO_FIFTH = [
    "1-5 มีนาคม 2568", "1 - 5 มี.ค. 2568", "๑–๕ มีนาคม ๒๕๖๘", "วันที่ 1-5 เดือน มีนาคม พ.ศ. 2568", "1 ถึง 5 มีนาคม 2568",
    "ระหว่างวันที่ 1-5 มีนาคม 2568", "1 มี.ค. - 5 มี.ค. 68", "1-5 March 2025", "1 – 5 Mar 2025", "March 1-5, 2025",
    "from 1 to 5 March 2025", "1st to 5th of March 2025", "1 March 2025 - 5 March 2025", "1, 2, 3, 4 and 5 March 2025",
    "1/3/2025 - 5/3/2025", "01/03/2568-05/03/2568", "2025-03-01 - 2025-03-05", "1-5/3/2025", "01-05/03/2568",
    "1/3 - 5/3/2025", "ថ្ងៃទី១-៥ ខែមីនា ឆ្នាំ២០២៥", "ថ្ងៃទី១ ដល់ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០២៥", "១ ដល់ ៥ មីនា ២០២៥",
    "ວັນທີ 1-5 ມີນາ 2025", "1 ຫາ 5 ມີນາ 2025", "ແຕ່ວັນທີ 1 ຫາ 5 ເດືອນ ມີນາ ປີ 2025", "1 ເຖິງ 5 ມ.ນ. 2025",
]  # fmt: skip


@pytest.mark.parametrize("typed", FIRST_TO_FIFTH)
@pytest.mark.parametrize("calendar", ["gregorian", "buddhist"])
def test_a_training_of_five_days_has_a_first_and_a_last_one(typed: str, calendar: Calendar) -> None:
    period = dates.read_period(typed, calendar=calendar, today=TODAY)
    assert period == (date(2025, 3, 1), date(2025, 3, 5))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("28 ก.พ. - 3 มี.ค. 2568", date(2025, 2, 28), date(2025, 3, 3)),
        ("28 កុម្ភៈ - 3 មីនា 2025", date(2025, 2, 28), date(2025, 3, 3)),
        ("30 ສິງຫາ ຫາ 2 ກັນຍາ 2025", date(2025, 8, 30), date(2025, 9, 2)),
        ("28/2 - 3/3/2025", date(2025, 2, 28), date(2025, 3, 3)),
        ("30 December - 2 January 2025", date(2024, 12, 30), date(2025, 1, 2)),
        ("30 Dec 2024 – 2 Jan 2025", date(2024, 12, 30), date(2025, 1, 2)),
        ("30 ธ.ค. 2567 - 2 ม.ค. 2568", date(2024, 12, 30), date(2025, 1, 2)),
        ("5 ສິງຫາ 2025", date(2025, 8, 5), date(2025, 8, 5)),
        ("1-5-2025", date(2025, 5, 1), date(2025, 5, 1)),
        ("4 and 5 March 2025", date(2025, 3, 4), date(2025, 3, 5)),
        ("10,11,12/3/2025", date(2025, 3, 10), date(2025, 3, 12)),
        ("10, 11 & 12.3.2568", date(2025, 3, 10), date(2025, 3, 12)),
        ("໑໐, ໑໑ ແລະ ໑໒/໓/໒໐໒໕", date(2025, 3, 10), date(2025, 3, 12)),
        ("១០ និង ១១ និង ១២/៣/២០២៥", date(2025, 3, 10), date(2025, 3, 12)),
        ("วันที่ 10,11,12 / 3 / 2568", date(2025, 3, 10), date(2025, 3, 12)),
        ("10-12, 14/3/2025", date(2025, 3, 10), date(2025, 3, 14)),
        ("28-2-3/3/2025", date(2025, 2, 28), date(2025, 3, 3)),
    ],
)
def test_a_training_may_go_over_the_end_of_a_month_or_a_year(typed: str, first: date, last: date) -> None:
    assert dates.read_period(typed, calendar="gregorian", today=TODAY) == (first, last)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("5 6 March 2024", "date-unreadable"),
        ("1/5/3/2568", "date-unreadable"),
        ("5-1 March 2025", "date-impossible"),
        ("28-31 February 2025", "date-impossible"),
        ("1 March 2020 - 1 March 2025", "date-impossible"),
        ("1-5", "date-incomplete"),
        ("1-5 March", "date-unreadable"),
    ],
)
def test_what_is_no_period_is_said_to_be_none(typed: str, word: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        dates.read_period(typed, calendar="gregorian", today=TODAY)
    assert broken.value.code == word
