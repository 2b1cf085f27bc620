"""The rule of what stands under another record than its training, by examples."""

from __future__ import annotations

import pytest

from lms.records.domain.parting import Misplaced, Resting, apart, misplaced, record_of

SOKHA, RATANA, NOY = 1, 2, 3
SIDE = {SOKHA: SOKHA, RATANA: RATANA, NOY: RATANA}  # Noy was joined to Ratana before, and goes with her

OWN = Resting(1, "achieved", SOKHA)
OTHER = Resting(2, "achieved", RATANA)


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([OWN, Resting(3, "certified", SOKHA, (1,)), Resting(4, "revoked", SOKHA, (1,))], []),
        ([OTHER, Resting(3, "certified", SOKHA, (2,))], [Misplaced(3, None)]),
        ([OWN, OTHER, Resting(3, "certified", RATANA, (1, 2))], [Misplaced(3, None)]),
        ([OTHER, Resting(3, "extended", SOKHA, (2,))], [Misplaced(3, RATANA)]),
        ([OTHER, Resting(3, "reinstated", NOY, (2,))], []),
        # What was taken back is left alone, and still says whose training it was.
        ([OTHER, Resting(3, "revoked", SOKHA, (2,), counts=False)], []),
        (
            [Resting(2, "achieved", RATANA, counts=False), Resting(3, "revoked", SOKHA, (2,))],
            [Misplaced(3, RATANA)],
        ),
        # By way of another decision, and of a certification that falls.
        (
            [OTHER, Resting(3, "revoked", SOKHA, (2,)), Resting(4, "reinstated", SOKHA, (2, 3))],
            [Misplaced(3, RATANA), Misplaced(4, RATANA)],
        ),
        (
            [OWN, OTHER, Resting(3, "certified", RATANA, (1, 2)), Resting(4, "certified", RATANA, (3,))],
            [Misplaced(3, None), Misplaced(4, None)],
        ),
        # Nothing is known of what it rests on: it stays.
        ([Resting(3, "revoked", SOKHA, (9,)), Resting(4, "extended", SOKHA)], []),
    ],
)
def test_what_stands_under_another_record_than_its_training(
    entries: list[Resting], found: list[Misplaced]
) -> None:
    assert misplaced(entries, SIDE) == found
    assert misplaced(reversed(entries), SIDE) == found


def test_of_several_trainings_the_one_recorded_last_says_whose_it_is() -> None:
    known = {one.id: one for one in (OWN, OTHER)}
    assert record_of((1, 2), known.get) == RATANA
    assert record_of((), known.get) is None


def test_who_speaks_for_each_entry_once_two_records_are_parted() -> None:
    both = Resting(3, "certified", SOKHA, (1, 2))
    moved = Resting(4, "revoked", SOKHA, (2,))
    assert apart([OWN, OTHER, both, moved, Resting(5, "achieved", NOY)], SIDE) == {
        1: SOKHA,
        2: RATANA,
        4: RATANA,
        5: RATANA,
    }, "what rests on both is nobody's"
