"""The roll as of a day that is over: against the rules alone, whatever happened, was corrected or merged since."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from lms import clock
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.content import registry
from lms.db import session
from lms.errors import RuleBroken
from lms.records.domain.award_rules import STATUSES, Status
from lms.records.queries import certification_list
from lms.records.queries.certification_list import Filter, Line
from lms.records.services import achievements
from tests.people import People
from tests.records.history import AWARD, certified_until, day, passes

TODAY = date(2026, 11, 24)


def _filter(
    people: People, *, as_of: str = "", known_on: str = "", status: Status | None = None, text: str = ""
) -> Filter:
    units = frozenset(people_service.scope_of(people.chan, "records.read").units)
    return Filter(
        units,
        (AWARD,),
        status,
        text,
        as_of=date.fromisoformat(as_of) if as_of else None,
        known_on=date.fromisoformat(known_on) if known_on else None,
    )


def _lines(wanted: Filter) -> dict[str, Line]:
    return {line.number: line for line in certification_list.page(wanted, TODAY).lines}


def _status(wanted: Filter, number: str = "KH-1001") -> Status:
    held = _lines(wanted)[number].of(AWARD)
    assert held is not None
    return held.status


def test_chan_sees_how_sokha_stood_in_an_earlier_year(people: People) -> None:
    certified_until(people.sokha, "2024-06-30")
    certified_until(people.sokha, "2028-06-30")
    assert _status(_filter(people)) == "valid"
    assert _status(_filter(people, as_of="2022-06-29")) == "never"
    assert _status(_filter(people, as_of="2023-06-30")) == "valid"
    assert _status(_filter(people, as_of="2024-06-30")) == "expiring"
    assert _status(_filter(people, as_of="2024-07-01")) == "in-grace"
    assert _status(_filter(people, as_of="2025-07-01")) == "expired"
    assert certification_list.counts(_filter(people, as_of="2025-07-01"), TODAY)["expired"] == 1
    assert certification_list.counts(_filter(people, as_of="2025-07-01"), TODAY)["valid"] == 0


def test_a_day_ahead_says_who_will_have_expired(people: People) -> None:
    certified_until(people.sokha, "2027-01-31")
    ahead = _filter(people, as_of="2027-02-01")
    assert _status(ahead) == "in-grace"
    assert certification_list.counts(ahead, TODAY)["in-grace"] == 1


def test_what_was_recorded_later_was_not_known(people: People) -> None:
    with day("2026-11-20"):
        passes(people.sokha, "late", on=date(2026, 3, 1))
    session.commit()
    assert _status(_filter(people, as_of="2026-06-01")) == "valid"
    assert _status(_filter(people, as_of="2026-06-01", known_on="2026-11-19")) == "never"
    assert _status(_filter(people, as_of="2026-06-01", known_on="2026-11-20")) == "valid"
    assert certification_list.counts(_filter(people, known_on="2026-11-19"), TODAY)["valid"] == 0
    assert list(_lines(_filter(people, known_on="2026-11-19", status="valid"))) == []


def test_a_correction_counts_for_the_past_but_not_for_what_was_known_then(people: People) -> None:
    certified_until(people.sokha, "2028-06-30")
    entry = next(one for one in achievements.entries_of(people.sokha.id) if one.kind == "achieved")
    with day("2026-11-20"):
        achievements.correct(entry, reason="It was somebody else", actor=people.chan)
    session.commit()
    assert _status(_filter(people, as_of="2026-11-01")) == "never"
    assert _status(_filter(people, as_of="2026-11-01", known_on="2026-11-01")) == "valid"
    assert (
        certification_list.counts(_filter(people, as_of="2026-11-01", known_on="2026-11-01"), TODAY)["valid"]
        == 1
    )
    assert list(_lines(_filter(people, as_of="2026-11-01", known_on="2026-11-01", status="valid"))) == [
        "KH-1001"
    ]


def test_a_record_that_was_merged_speaks_under_the_other_one(people: People) -> None:
    certified_until(people.ratana, "2024-06-30")
    people.ratana.merged_into_id = people.sokha.id
    session.flush()
    achievements.reproject(people.sokha)
    session.commit()
    wanted = _filter(people, as_of="2024-01-01")
    assert "KH-1002" not in _lines(wanted)
    assert _status(wanted) == "valid"
    assert certification_list.counts(wanted, TODAY)["valid"] == 1
    assert list(_lines(_filter(people, as_of="2024-01-01", status="valid"))) == ["KH-1001"]
    assert "KH-1002" not in _lines(_filter(people))


def _random_history(people: People, choice: random.Random) -> list[Person]:
    unit = people.sokha.unit
    crowd = [
        people_service.create_person(
            people_service.Particulars(
                number=f"KH-5{n:03}",
                name="ដារា",
                latin_name="Dara",
                language="km",
                birth_year=choice.choice([None, 1970, 1985, 1995, 2004]),
                sex=choice.choice(["female", "male", "other", ""]),
            ),
            unit,
            actor=None,
        )
        for n in range(30)
    ]
    moment = datetime.combine(date(2022, 1, 1), time(5), UTC)
    for step in range(120):
        moment += timedelta(days=choice.randrange(1, 28))
        if moment.date() > TODAY:
            break
        person = choice.choice(crowd)
        with clock.frozen(moment):
            _something(person, people.chan, choice, step)
    session.commit()
    return crowd


def _something(person: Person, chan: Person, choice: random.Random, step: int) -> None:
    on = clock.today() - timedelta(days=choice.choice([0, 0, 30, 300]))
    match choice.randrange(5):
        case 0 | 1 | 2:
            passes(person, f"random-{step}", on=on)
        case 3:
            try:
                achievements.revoke(person, AWARD, reason="A reason", actor=chan)
            except RuleBroken:
                passes(person, f"random-{step}", on=on)
        case _:
            mistakes = [one for one in achievements.entries_of(person.id) if one.kind == "achieved"]
            try:
                if mistakes:
                    achievements.correct(mistakes[0], reason="A reason", actor=chan)
            except RuleBroken:
                passes(person, f"random-{step}", on=on)


@pytest.mark.parametrize("seed", [1, 2])
def test_lists_and_counts_of_the_past_are_what_the_rules_say_of_each_person(
    people: People, seed: int
) -> None:
    choice = random.Random(seed)
    crowd = _random_history(people, choice)
    assert registry.current().module(AWARD)
    for days, known in ((0, None), (200, None), (700, 300), (900, 900), (1300, 100), (100, 500)):
        as_of = TODAY - timedelta(days=days)
        known_on = None if known is None else TODAY - timedelta(days=known)
        said = {one.number: achievements.status_of(one.id, AWARD, as_of, known_on=known_on) for one in crowd}
        wanted = _filter(people, text="Dara", as_of=as_of.isoformat())
        wanted = replace(wanted, known_on=known_on)
        found = {line.number: line.of(AWARD) for line in certification_list.everyone(wanted, TODAY)}
        assert {
            number: held and (held.status, held.issued_on, held.expires_on) for number, held in found.items()
        } == {number: (then.status, then.issued_on, then.expires_on) for number, then in said.items()}
        by_status = Counter(then.status for then in said.values())
        counts = certification_list.counts(wanted, TODAY)
        assert counts == {status: by_status[status] for status in STATUSES if status != "never"}
        for status in STATUSES:
            some = replace(wanted, status=status)
            assert len(certification_list.page(some, TODAY).lines) == by_status[status], (
                as_of,
                known_on,
                status,
            )


def test_pages_of_the_past_follow_one_another(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    certified_until(people.sokha, "2024-06-30")
    monkeypatch.setattr("lms.records.queries.certification_list.PAGE", 2)
    monkeypatch.setattr("lms.records.queries.certification_list._BATCH", 3)
    wanted, seen, after = _filter(people, as_of="2024-01-01"), [], ""
    for _ in range(3):
        page = certification_list.page(wanted, TODAY, after)
        seen += [line.number for line in page.lines]
        after = page.after or ""
    assert seen == ["KH-1200", "KH-1300", "KH-1100", "KH-1002", "KH-1001"]
    assert after == ""


def test_people_are_found_by_role_sex_and_age(people: People) -> None:
    people.sokha.sex, people.sokha.birth_year = "female", 2003
    people.ratana.sex, people.ratana.birth_year = "male", 1960
    session.commit()

    everybody = _filter(people)
    assert set(_lines(replace(everybody, role="trainer"))) == {"KH-1100"}
    assert set(_lines(replace(everybody, role="volunteer"))) == {"KH-1001", "KH-1002"}
    assert set(_lines(replace(everybody, sex="female"))) == {"KH-1001"}
    assert set(_lines(replace(everybody, sex="unknown"))) == {"KH-1100", "KH-1200", "KH-1300"}
    assert set(_lines(replace(everybody, ages="up-to-24"))) == {"KH-1001"}
    assert set(_lines(replace(everybody, ages="50-up"))) == {"KH-1002"}
    assert _lines(replace(everybody, ages="25-34")) == {}
    assert set(_lines(replace(everybody, ages="unknown"))) == {"KH-1100", "KH-1200", "KH-1300"}
    certified_until(people.sokha, "2028-06-30")
    assert certification_list.counts(replace(everybody, sex="female"), TODAY)["valid"] == 1
    assert certification_list.counts(replace(everybody, role="trainer"), TODAY)["valid"] == 0
