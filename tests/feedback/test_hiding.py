"""What Noy, who edits lessons, may see of answers: enough to mend a lesson, never what one person said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from lms.feedback.domain.hiding import CLEAR, UNCLEAR, Shown, Tally, shown

MANY = None


def tally(clear: int, **unclear: int) -> Tally:
    """So many found it clear; of the others so many gave each reason, nobody a card."""
    whys = {"": 0, "words": 0, "long": 0} | {
        why.replace("silent", ""): people for why, people in unclear.items()
    }
    return Tally(clear, whys, {"": sum(whys.values()), "1": 0, "2": 0})


# what people said -> what is told of clear and unclear, and of the reasons
TABLE: Mapping[str, tuple[Tally, Mapping[str, int | None] | None, Mapping[str, int | None]]] = {
    "four people are too few": (tally(3, words=1), None, {}),
    "of five it is told that there are five": (tally(4, words=1), {}, {}),
    "and nothing else where all said the same": (tally(5), {}, {}),
    "five and five are told": (tally(5, silent=5), {CLEAR: 5, UNCLEAR: 5}, {}),
    "one beside many is not": (tally(40, words=1), {CLEAR: MANY}, {}),
    "and looks like nobody beside many": (tally(41), {CLEAR: MANY}, {}),
    "where most did not understand the reasons have no numbers": (
        tally(2, words=20, long=6),
        {UNCLEAR: MANY},
        {"words": MANY, "long": MANY},
    ),
    "where many did not, large reasons have one": (
        tally(10, words=12, long=3, silent=4),
        {CLEAR: 10, UNCLEAR: 19},
        {"words": 12},
    ),
    "a reason beside a small one is named without": (
        tally(10, words=12, long=3),
        {CLEAR: 10, UNCLEAR: 15},
        {"words": MANY},
    ),
    "that everybody had the same reason is not told": (tally(9, words=5), {CLEAR: 9, UNCLEAR: 5}, {}),
    "nor that nobody was silent": (
        tally(9, words=7, long=8),
        {CLEAR: 9, UNCLEAR: 15},
        {"long": 8},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "opinions", "whys"), TABLE.values(), ids=TABLE.keys())
def test_what_noy_sees(
    said: Tally, opinions: Mapping[str, int | None] | None, whys: Mapping[str, int | None]
) -> None:
    seen = shown(said)
    assert (seen and seen.opinions) == opinions
    assert seen is None or seen.whys == whys


def test_cards_are_parts_as_reasons_are() -> None:
    said = Tally(8, {"": 0, "words": 6, "long": 9}, {"": 5, "1": 0, "2": 10})
    seen = shown(said)
    assert seen is not None
    assert seen.cards == {"2": 10}


def parts_of(said: Tally) -> Iterator[tuple[str, int]]:
    yield from ((CLEAR, said.clear), (UNCLEAR, said.unclear))
    yield from (("why " + name, count) for name, count in said.whys.items())


def told(seen: Shown) -> dict[str, int | None]:
    return {**seen.opinions, **{"why " + name: count for name, count in seen.whys.items()}}


def by_look() -> Iterator[tuple[Shown, list[Tally]]]:
    """All small tallies, by what is shown of them."""
    looks: dict[str, tuple[Shown, list[Tally]]] = {}
    for clear, words, long, silent in product(range(22), repeat=4):
        said = tally(clear, words=words, long=long, silent=silent)
        if clear + said.unclear <= 21 and (seen := shown(said)):
            looks.setdefault(repr(seen), (seen, []))[1].append(said)
    yield from looks.values()


def is_told(name: str, count: int | None, possible: set[int]) -> bool:
    """Whether a reader knows a number of fewer than five, or that there is somebody where few are."""
    if min(possible) >= 5:
        return False  # of five and more it may follow, as the rest, how many gave no reason
    return count is not None or len(possible) < 2 or (name != "why " and not {0, 1} <= possible)


def test_no_smaller_number_follows_from_what_is_shown() -> None:
    """What has no number could be several ones, and what is not named could be nobody as well as somebody."""
    for seen, tallies in by_look():
        possible: dict[str, set[int]] = defaultdict(set)
        for name, count in (part for said in tallies for part in parts_of(said)):
            possible[name].add(count)
        named = told(seen)
        assert [name for name, counts in possible.items() if is_told(name, named.get(name), counts)] == [], (
            seen
        )
