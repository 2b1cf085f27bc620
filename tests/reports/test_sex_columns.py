"""In which columns the sexes stand: whoever reads a page cannot tell that somebody is of another sex, or a man."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import product

import pytest

from lms.reports.domain.sex_columns import ALL_TOGETHER, EACH, OTHERS_TOGETHER, SEXES, Column, apart, chosen
from lms.reports.domain.suppression import LEAST
from lms.reports.domain.training_counts import Sex


def _by_sex(*people: int) -> Mapping[Sex, int]:
    return dict(zip(SEXES, people, strict=True))


@pytest.mark.parametrize(
    ("people", "columns"),
    [
        ((20, 30, 0, 0), EACH),  # zeros are about nobody
        ((20, 30, 6, 5), EACH),
        ((20, 0, 0, 0), EACH),
        ((0, 0, 0, 0), EACH),
        ((20, 30, 3, 2), OTHERS_TOGETHER),
        ((20, 30, 6, 0), OTHERS_TOGETHER),  # else whoever sees them together knew that there are both
        ((20, 30, 0, 6), OTHERS_TOGETHER),
        ((20, 30, 3, 0), ALL_TOGETHER),
        ((20, 3, 0, 0), ALL_TOGETHER),
        ((4, 0, 1, 0), ALL_TOGETHER),
        ((3, 0, 1, 0), None),
    ],
)
def test_the_columns_of_a_page(people: tuple[int, ...], columns: tuple[Column, ...] | None) -> None:
    assert chosen(_by_sex(*people), []) == columns


def test_one_line_in_which_few_are_of_another_sex_is_enough_to_keep_them_with_the_others() -> None:
    totals, even = _by_sex(40, 40, 10, 10), _by_sex(20, 20, 5, 5)
    assert chosen(totals, [even, even]) == EACH
    assert chosen(totals, [_by_sex(20, 20, 9, 5), _by_sex(20, 20, 1, 5)]) == OTHERS_TOGETHER
    assert chosen(totals, [_by_sex(20, 20, 10, 5), _by_sex(20, 20, 0, 5)]) == OTHERS_TOGETHER


def test_of_every_small_page_each_few_people_may_not_exist() -> None:
    """All pages with up to 13 people in one line: where one to four are of a sex, it may as well be none of them."""
    looking_the_same = defaultdict(list)
    for people in product(range(14), repeat=len(SEXES)):
        if sum(people) <= 13:
            columns = chosen(_by_sex(*people), [])
            looking_the_same[columns, _numbers(columns, people)].append(people)
    for (columns, _), pages in looking_the_same.items():
        for place, sex in enumerate(SEXES):
            few = [people for people in pages if 0 < people[place] < LEAST]
            assert not few or any(people[place] == 0 for people in pages), (sex, columns, few)


def test_who_sees_other_sex_together_with_not_said_knows_of_neither_in_any_line() -> None:
    """Women and men are enough; of other sex and of not said there is every mix of up to ten in each of two lines."""
    looking_the_same = defaultdict(list)
    mixes = [mix for mix in product(range(11), repeat=2) if sum(mix) <= 10]
    for people in product(mixes, repeat=2):
        lines = [_by_sex(20, 20, *mix) for mix in people]
        totals = {sex: sum(line[sex] for line in lines) for sex in SEXES}
        columns = chosen(totals, lines)
        seen = tuple(_numbers(columns, tuple(line.values())) for line in lines)
        looking_the_same[columns, seen].append((*people[0], *people[1]))
    for (columns, _), pages in looking_the_same.items():
        for numbers in zip(*pages, strict=True):
            few = any(0 < n < LEAST for n in numbers)
            assert columns == ALL_TOGETHER or not few or 0 in numbers


def _numbers(columns: tuple[Column, ...] | None, people: tuple[int, ...]) -> tuple[int, ...] | None:
    """What a page shows; nothing where there are no columns."""
    if columns is None:
        return None
    return tuple(sum(people[SEXES.index(sex)] for sex in column) for column in columns)


def test_parts_of_a_reported_total_are_shown_all_or_none() -> None:
    assert apart((50, 30, 0))
    assert not apart((50, 30, 2))
    assert not apart((50, 4, 0))
