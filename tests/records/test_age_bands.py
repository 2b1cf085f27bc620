"""Age bands: from a year of birth, and back to years of birth for the database."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.records.domain.age_bands import BANDS, AgeBand, band_of, births_of, stand_in


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (None, "unknown"),
        (2026, "up-to-24"),
        (2027, "up-to-24"),  # a mistyped year is nobody's age
        (2002, "up-to-24"),
        (2001, "25-34"),
        (1992, "25-34"),
        (1991, "35-49"),
        (1977, "35-49"),
        (1976, "50-up"),
        (1900, "50-up"),
    ],
)
def test_somebody_born_in_a_year_has_an_age_in_2026(born: int | None, band: AgeBand) -> None:
    assert band_of(born, 2026) == band


@pytest.mark.parametrize("band", [band for band in get_args(AgeBand) if band != "unknown"])
def test_years_of_birth_are_those_of_the_band(band: AgeBand) -> None:
    births = births_of(band, 2026)
    assert births is not None
    first, last = births
    years = range(first or 1900, (last or 2026) + 1)
    assert {band_of(year, 2026) for year in years} == {band}
    assert first is None or band_of(first - 1, 2026) != band
    assert last is None or band_of(last + 1, 2026) != band


def test_nobody_is_born_in_an_unknown_year() -> None:
    assert births_of("unknown", 2026) is None
    assert BANDS[-1] == "unknown"


@given(st.integers(1920, 2020), st.sets(st.integers(2000, 2060), min_size=1, max_size=8))
def test_a_year_in_the_place_of_another_counts_in_the_same_bands(born: int, years: set[int]) -> None:
    """Who was erased stays in the age groups of all past figures, and only there."""
    other = stand_in(born, years)
    assert {year: band_of(other, year) for year in years} == {year: band_of(born, year) for year in years}


def test_a_year_in_the_place_of_another_tells_little() -> None:
    found = {stand_in(born, {2026}) for born in range(1920, 2012)}
    assert found == {1966, 1984, 1996, 2012}
    assert stand_in(None, {2026}) is None
