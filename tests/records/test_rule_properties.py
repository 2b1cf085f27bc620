"""What holds for every history and all rules: more never means less, order means nothing, the past stays told."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lms.clock import day_of
from lms.content.types.societies import StricterAward
from lms.records.domain.award_rules import (
    EXPIRING_DAYS,
    LED,
    STATUSES,
    AwardRules,
    Entry,
    EntryKind,
    Status,
    counted,
    standing,
)

KINDS: tuple[EntryKind, ...] = get_args(EntryKind)
SWITCHES: tuple[EntryKind, ...] = ("revoked", "reinstated")
GOOD: tuple[Status, ...] = ("valid", "expiring", "in-grace", "expired", "revoked")  # the best first
MET = ("post-test", "attendance", LED)
SOCIETIES = ("khm", "tha", "")
# Few days often, so that things meet on one day, on a last valid day or on a leap day; any day sometimes.
DAYS = st.sampled_from(
    [date(year, month, last) for year in (2024, 2026, 2028) for month, last in ((2, 28), (8, 31), (11, 24))]
    + [date(2024, 2, 29), date(2028, 2, 29)]
) | st.dates(date(2020, 1, 1), date(2036, 12, 31))
INSTANTS = DAYS.map(lambda day: datetime.combine(day, time(12), UTC))
PLAIN = st.builds(
    AwardRules,
    st.sampled_from([None, 1, 6, 12, 24, 36]),
    st.sampled_from([frozenset({"post-test"}), frozenset({"post-test", "attendance"})]),
    opens_days=st.sampled_from([0, 30, 90, 400]),
    grace_days=st.sampled_from([0, 30, 90]),
    trainer_credit=st.booleans(),
)


@st.composite
def rules(draw: st.DrawFn) -> AwardRules:
    untils = sorted(draw(st.sets(DAYS, max_size=2)))
    now = draw(PLAIN)
    return AwardRules(
        now.validity_months,
        now.requires,
        now.opens_days,
        now.grace_days,
        now.trainer_credit,
        earlier=tuple((until, draw(PLAIN)) for until in untils),
        societies=draw(
            st.sampled_from(
                [
                    None,
                    {"khm": StricterAward(validity_months=6)},
                    {"tha": StricterAward(date(2028, 2, 29), 12)},
                    {"khm": StricterAward(earlier=((date(2026, 12, 31), 6), (date(2029, 1, 1), 18)))},
                ]
            )
        ),
    )


@st.composite
def entries(draw: st.DrawFn, number: int, kinds: Sequence[EntryKind]) -> Entry:
    kind, day = draw(st.sampled_from(kinds)), draw(DAYS)
    ends = kind in ("certified", "extended")
    return Entry(
        number,
        kind,
        day,
        draw(INSTANTS),
        draw(st.sampled_from(MET)) if kind == "achieved" else "",
        day + timedelta(days=draw(st.integers(0, 1500))) if ends else None,
        draw(st.integers(0, 9)) if kind == "corrected" else None,
        draw(st.sampled_from(SOCIETIES)),
    )


@st.composite
def histories(draw: st.DrawFn, kinds: Sequence[EntryKind] = KINDS) -> list[Entry]:
    return [draw(entries(number, kinds)) for number in range(draw(st.integers(0, 9)))]


always = settings(deadline=None, database=None)


@given(histories(), rules(), DAYS, st.none() | DAYS, st.randoms(use_true_random=False))
@always
def test_the_order_of_replay_does_not_matter(
    history: list[Entry], award: AwardRules, as_of: date, known_on: date | None, dice: random.Random
) -> None:
    shuffled = list(history)
    dice.shuffle(shuffled)
    assert standing(shuffled, award, as_of, known_on=known_on) == standing(
        history, award, as_of, known_on=known_on
    )


@given(histories(), rules(), DAYS, st.randoms(use_true_random=False))
@always
def test_it_does_not_matter_what_was_recorded_first(
    history: list[Entry], award: AwardRules, as_of: date, dice: random.Random
) -> None:
    """Lists of past years come in any order. Only revoking and giving back on one day is as it was done."""
    switched = Counter(one.on for one in history if one.kind in SWITCHES)
    assume(all(times == 1 for times in switched.values()))
    numbers = list(range(len(history)))
    dice.shuffle(numbers)
    instants = sorted(one.recorded_at for one in history)
    again = [
        replace(
            one,
            id=numbers[one.id],
            recorded_at=instants[numbers[one.id]],
            corrects=numbers[one.corrects]
            if one.corrects is not None and one.corrects < len(numbers)
            else None,
        )
        for one in history
    ]
    found, other = standing(history, award, as_of), standing(again, award, as_of)
    assert replace(other, rests_on=()) == replace(found, rests_on=())


@given(histories(), rules(), DAYS, entries(99, ("achieved",)))
@always
def test_attending_more_never_shortens_validity(
    history: list[Entry], award: AwardRules, as_of: date, extra: Entry
) -> None:
    _no_less(history, extra, award, as_of)


@given(histories(), rules(), DAYS, entries(99, ("extended",)))
@always
def test_extending_never_shortens_validity(
    history: list[Entry], award: AwardRules, as_of: date, extra: Entry
) -> None:
    _no_less(history, extra, award, as_of)


def _no_less(history: list[Entry], extra: Entry, award: AwardRules, as_of: date) -> None:
    before, after = standing(history, award, as_of), standing([*history, extra], award, as_of)
    if before.status != "never":
        assert after.status != "never"
        assert (after.expires_on or date.max) >= (before.expires_on or date.max)
        assert (after.grace_until or date.max) >= (before.grace_until or date.max)
        assert GOOD.index(after.status) <= GOOD.index(before.status)


@given(histories(), rules(), DAYS, DAYS, st.data())
@always
def test_what_is_recorded_later_never_changes_what_was_known(
    history: list[Entry], award: AwardRules, as_of: date, known_on: date, data: st.DataObject
) -> None:
    later = data.draw(entries(99, KINDS).filter(lambda one: day_of(one.recorded_at) > known_on))
    assert standing([*history, later], award, as_of, known_on=known_on) == standing(
        history, award, as_of, known_on=known_on
    )


@given(histories(), rules(), DAYS)
@always
def test_a_correction_leaves_what_there_was_without_the_mistake(
    history: list[Entry], award: AwardRules, as_of: date
) -> None:
    gone = {one.corrects for one in history if one.kind == "corrected"}
    rest = [one for one in history if one.id not in gone and one.kind != "corrected"]
    assert standing(history, award, as_of) == standing(rest, award, as_of)
    assert {one.id for one in counted(history, as_of)} == {one.id for one in rest if one.on <= as_of}


@given(histories(), rules(), DAYS)
@always
def test_every_standing_makes_sense(history: list[Entry], award: AwardRules, as_of: date) -> None:
    found = standing(history, award, as_of)
    assert found.status in STATUSES
    known = {entry.id: entry for entry in history}
    assert all(known[number].on <= as_of for number in found.rests_on)
    assert (found.status == "never") == (found.issued_on is None) == (not found.rests_on)
    assert (found.status == "revoked") == (found.revoked_on is not None)
    assert (found.earned_until or date.max) <= (found.expires_on or date.max)
    if found.status == "expiring":
        assert found.expires_on is not None
        assert timedelta(0) <= found.expires_on - as_of <= timedelta(days=EXPIRING_DAYS)
