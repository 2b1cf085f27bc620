"""The word of a practice card: enough points, each that must be seen, nothing that ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from lms.content.types.practice import PracticeCard, PracticePoint
from lms.content.types.societies import NamedText, Service, Society
from lms.content.types.surveys import Wording
from lms.workshops.domain.practice import differing, is_seen, sum_of, together, waits

TODAY = date(2026, 12, 2)
WORDS = Wording({"en": "words"})
SLIP = PracticeCard(
    *("hiv", "1", WORDS, WORDS),
    points=(
        PracticePoint("consent", WORDS, 2, 1),
        PracticePoint("office", WORDS),
        PracticePoint("follow-up", WORDS, 1, 1),
    ),
    pass_points=3,
    never=PracticePoint("leak", WORDS),
    waits_for=("focal",),
)


@pytest.mark.parametrize(
    ("noted", "points", "seen"),
    [
        ({"consent": 2, "office": 1, "follow-up": 1}, 4, True),
        ({"consent": 1, "office": 1, "follow-up": 1}, 3, True),
        ({"consent": 2, "follow-up": 1}, 3, True),
        ({"consent": 2, "office": 1}, 3, False),  # what must be seen was not
        ({"office": 1, "follow-up": 1}, 2, False),
        (
            {"consent": 2, "office": 1, "follow-up": 1, "leak": 1},
            4,
            False,
        ),  # a leak ends it, whatever the sum
        ({"consent": 9, "office": 1, "gone": 5}, 3, False),  # of each point at most what it brings
        ({}, 0, False),
    ],
)
def test_a_card_is_seen_with_enough_points_and_each_that_must_be(
    noted: dict[str, int], points: int, *, seen: bool
) -> None:
    assert (sum_of(SLIP, noted), is_seen(SLIP, noted)) == (points, seen)


def test_a_card_without_anything_that_ends_it_needs_its_points_alone() -> None:
    card = replace(SLIP, never=None)
    assert is_seen(card, {"consent": 2, "follow-up": 1})
    assert [point.id for point in card.noted] == ["consent", "office", "follow-up"]
    assert (SLIP.most, SLIP.noted[-1].id) == (4, "leak")


def test_a_person_with_two_records_has_of_each_point_what_says_more() -> None:
    assert together([{"consent": 1, "office": 1}, {"consent": 2, "office": 0}]) == {"consent": 2, "office": 1}


@pytest.mark.parametrize(
    ("noted", "other", "points"),
    [
        ({}, {}, []),
        ({}, {"office": 0}, []),  # nobody has noted anything: not seen
        ({"office": 1}, {"office": 1, "gone": 1}, []),  # a point that the card does not know any more
        ({"office": 1, "consent": 2}, {"consent": 1}, ["consent", "office"]),
        ({}, {"leak": 1}, ["leak"]),
    ],
)
def test_two_notes_of_a_card_are_compared_point_by_point(
    noted: dict[str, int], other: dict[str, int], points: list[str]
) -> None:
    assert sorted(differing(SLIP, noted, other)) == points


def society(code: str, confirmed: date | None) -> Society:
    """A Society whose focal office was rung up on a day."""
    words = MappingProxyType({"en": NamedText("Focal office", "en", "source")})
    office = Service("focal", "012", None, (), (), "owner", 2026, confirmed, "officer", False, words)
    return Society(code, code, "km", "gregorian", "latin", words, (), (), (office,))


@pytest.mark.parametrize(
    ("own", "other", "waiting"),
    [
        (TODAY, TODAY, False),
        (None, TODAY, True),
        (TODAY, None, True),  # a slip goes from one office to another
        (date(2026, 1, 1), TODAY, True),  # nobody has rung it up for half a year
    ],
)
def test_slips_wait_until_offices_on_both_sides_are_named(
    own: date | None, other: date | None, *, waiting: bool
) -> None:
    societies = {"khm": society("khm", own), "lao": society("lao", other)}
    assert waits(SLIP, "khm", societies, TODAY) is waiting
    assert waits(SLIP, "nowhere", societies, TODAY)
    assert not waits(replace(SLIP, waits_for=()), "nowhere", societies, TODAY)
