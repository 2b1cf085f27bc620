"""How many people came to a talk: what was not counted stays not said."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lms.community.domain.counts import MOST, Sex, counts_of
from lms.errors import RuleBroken
from lms.records.domain.age_bands import AgeBand

_Numbers = Mapping[tuple[Sex, AgeBand], int]


@pytest.mark.parametrize(
    ("by_sex", "by_age", "counted"),
    [
        # by sex only
        ({"female": 7, "male": 5}, {}, {("female", "unknown"): 7, ("male", "unknown"): 5}),
        # only all together
        ({"unsaid": 12}, {}, {("unsaid", "unknown"): 12}),
        # ages of some of them: the others have none
        (
            {"female": 7},
            {("female", "25-34"): 4},
            {("female", "25-34"): 4, ("female", "unknown"): 3},
        ),
        # ages alone are the number
        (
            {"female": None},
            {("female", "25-34"): 4, ("female", "50-up"): 1},
            {("female", "25-34"): 4, ("female", "50-up"): 1},
        ),
        # as many ages as people
        ({"male": 2}, {("male", "up-to-24"): 2}, {("male", "up-to-24"): 2}),
        ({"female": 0, "male": 1}, {}, {("male", "unknown"): 1}),
        ({"unsaid": MOST}, {}, {("unsaid", "unknown"): MOST}),
    ],
)
def test_what_was_not_counted_is_not_said_and_never_guessed(
    by_sex: Mapping[Sex, int | None], by_age: _Numbers, counted: _Numbers
) -> None:
    counts = counts_of(by_sex, by_age)
    assert counts.numbers == counted
    assert counts.people == sum(counted.values())


def test_the_number_of_a_sex_is_all_its_ages() -> None:
    counts = counts_of({"female": 7, "male": 5}, {("female", "25-34"): 4})
    assert [counts.of_sex(sex) for sex in ("female", "male", "unsaid")] == [7, 5, 0]


@pytest.mark.parametrize(
    ("by_sex", "by_age", "code", "field"),
    [
        ({}, {}, "nobody-came", "female"),
        ({"female": 0}, {}, "nobody-came", "female"),
        ({"male": 3}, {("male", "25-34"): 4}, "more-ages-than-people", "male"),
        ({"unsaid": 0}, {("unsaid", "25-34"): 1}, "more-ages-than-people", "unsaid"),
        ({"female": MOST, "male": 1}, {}, "too-many-at-a-talk", "female"),
    ],
)
def test_what_cannot_be_is_said_on_its_field(
    by_sex: Mapping[Sex, int | None], by_age: _Numbers, code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        counts_of(by_sex, by_age)
    assert (broken.value.code, broken.value.field) == (code, field)
