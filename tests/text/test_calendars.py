"""The date on a certificate, in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text.calendars import default_calendar, long_date, read_date, year_for
from tests.text.cases import DATED, LONG_DATES, LongDate


@pytest.mark.parametrize("case", LONG_DATES)
def test_a_date_reads_as_it_is_written_in_the_language(case: LongDate) -> None:
    assert long_date(DATED, case.language, calendar=case.calendar, digits=case.digits) == case.text


def test_malee_reads_buddhist_years_and_sokha_does_not() -> None:
    assert default_calendar("th") == "buddhist"
    assert [default_calendar(language) for language in ("en", "km", "lo", "my", "zz")] == ["gregorian"] * 5


def test_the_calendar_is_gregorian_and_the_digits_latin_unless_said() -> None:
    assert long_date(DATED, "th") == "24 พฤศจิกายน 2026"


@pytest.mark.parametrize("language", ["en", "km", "lo", "th", "my"])
def test_each_language_has_twelve_names_of_months(language: str) -> None:
    dates = {long_date(date(2026, month, 1), language) for month in range(1, 13)}
    assert len(dates) == 12


@given(st.dates(), st.sampled_from(["en", "km", "lo", "th", "my", "zz"]))
def test_every_date_can_be_written(day: date, language: str) -> None:
    assert str(day.year + 543) in long_date(day, language, calendar="buddhist")


@pytest.mark.parametrize(
    "typed", ["2028-02-29", " 2028-2-29 ", "2571-02-29", "២០២៨-០២-២៩", "๒๕๗๑-๐๒-๒๙", "໒໐໒໘-໐໒-໒໙"]
)
def test_a_day_is_read_in_any_digits_and_in_both_eras(typed: str) -> None:
    assert read_date(typed) == date(2028, 2, 29)


@pytest.mark.parametrize(
    "typed", ["", "2027-02-29", "2570-02-29", "29.2.2028", "2028-02", "2028-02-29 10:00", "²028-01-01"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        read_date(typed)


def test_a_year_alone_is_counted_as_in_a_date() -> None:
    assert [year_for(2026, language) for language in ("en", "km", "lo", "th")] == [2026, 2026, 2026, 2569]
