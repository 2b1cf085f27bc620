"""How many trainings: by the database, against the rules read one person at a time, after a random history."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from sqlalchemy import insert, select, text

from lms import clock
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import RuleBroken
from lms.records.domain.award_rules import AwardRules, Entry, EntryKind
from lms.records.queries.ledger import ledger_entries
from lms.records.services import achievements
from lms.records.services.achievements import LedgerEntry
from lms.reports.domain import training_counts
from lms.reports.domain.completions import completions
from lms.reports.domain.training_counts import Key
from lms.reports.queries import trainings
from lms.reports.queries.trainings import TrainingQuery
from tests.explain import plan, statements
from tests.people import People
from tests.records.history import AWARD, certified_until, day, passes
from tests.records.test_certification_list import fill_for_the_planner

TODAY = date(2026, 11, 24)
RULES = AwardRules(validity_months=24, requires=frozenset({"post-test"}), opens_days=90, grace_days=90)


def _asked(people: People, first: str = "2020-01-01", last: str = "2026-12-31") -> TrainingQuery:
    units = frozenset(people_service.scope_of(people.chan, "records.read").units)
    return TrainingQuery(
        units, date.fromisoformat(first), date.fromisoformat(last), trainings.awards_taught()
    )


def _entry(number: int, on: str, met: str = "post-test", corrects: int | None = None) -> Entry:
    kind: EntryKind = "achieved" if corrects is None else "corrected"
    recorded = datetime.combine(date.fromisoformat(on), time(5), UTC)
    return Entry(
        number, kind, date.fromisoformat(on), recorded, met if corrects is None else "", None, corrects
    )


@pytest.mark.parametrize(
    ("entries", "requires", "found"),
    [
        ([], {"post-test"}, []),
        ([_entry(1, "2025-01-01")], {"post-test"}, [1]),
        ([_entry(1, "2025-01-01"), _entry(2, "2025-01-01")], {"post-test"}, [2]),
        ([_entry(1, "2025-01-01"), _entry(2, "2026-01-01")], {"post-test"}, [1, 2]),
        ([_entry(1, "2025-01-01"), _entry(2, "2025-01-01", corrects=1)], {"post-test"}, []),
        ([_entry(1, "2025-01-01", "trainer-credit")], {"post-test"}, []),
        ([_entry(1, "2025-01-01")], {"post-test", "attendance"}, []),
        ([_entry(1, "2025-01-01"), _entry(2, "2025-03-01", "attendance")], {"post-test", "attendance"}, [2]),
        ([_entry(1, "2023-01-01"), _entry(2, "2025-01-02", "attendance")], {"post-test", "attendance"}, []),
        ([_entry(1, "2025-01-01")], set(), []),
    ],
)
def test_a_training_is_a_day_on_which_everything_was_met(
    entries: list[Entry], requires: set[str], found: list[int]
) -> None:
    rules = replace(RULES, requires=frozenset(requires))
    assert [entry.id for entry in completions(entries, rules)] == found


def test_what_was_recorded_later_was_not_known() -> None:
    entries = [_entry(1, "2025-01-01"), _entry(2, "2026-01-01")]
    assert len(completions(entries, RULES, known_on=date(2025, 6, 1))) == 1


def test_sokhas_training_is_counted_under_what_she_was_then(people: People) -> None:
    people.sokha.sex, people.sokha.birth_year = "female", 2001
    certified_until(people.sokha, "2027-05-01")
    unit = people.sokha.unit_id
    key = Key(2025, 2, unit, AWARD, "female", "up-to-24", "km", "quiz", "first")
    found = trainings.count(_asked(people))
    assert found.trainings == {key: 1}
    assert found.people == 1
    people.sokha.unit = people.chan.unit  # she moves, her training stays
    with day("2026-08-01"):
        achievements.record_past_training(
            people.sokha,
            AWARD,
            on=date(2019, 5, 1),
            source="Binder 3",
            reason="From paper",
            actor=people.chan,
            result="passed",
        )
    session.commit()
    found = trainings.count(_asked(people, "2019-01-01"))
    assert found.trainings == {
        key._replace(turn="refresher"): 1,
        Key(2019, 2, people.chan.unit_id, AWARD, "female", "up-to-24", "km", "imported", "first"): 1,
    }
    assert found.people == 1
    assert trainings.count(_asked(people, "2026-01-01")).trainings == {}


def test_nothing_is_counted_where_nothing_is_asked_for(people: People) -> None:
    certified_until(people.sokha, "2027-05-01")
    for asked in (replace(_asked(people), units=frozenset()), replace(_asked(people), awards=frozenset())):
        assert trainings.count(asked) == training_counts.Counted({}, 0)


def _crowd(people: People, choice: random.Random) -> list[Person]:
    units = [people.sokha.unit, people.chan.unit, people.malee.unit]
    crowd = []
    for n in range(15):
        language, unit = choice.choice(["km", "th"]), choice.choice(units)
        given = people_service.Particulars(
            number=f"KH-5{n:03}",
            name="ដារា",
            latin_name="Dara",
            language=language,
            birth_year=choice.choice([None, 1970, 1985, 1995, 2004]),
            sex=choice.choice(["female", "male", "other", ""]),
        )
        crowd.append(people_service.create_person(given, unit, actor=None))
    return crowd


def _listed(person: Person, people: People, on: date, choice: random.Random) -> None:
    result: achievements.PastResult = choice.choice(["passed", "attended", ""])
    achievements.record_past_training(
        *(person, AWARD),
        on=on,
        source="A list",
        reason="From paper",
        actor=people.chan,
        result=result,
        recognised=choice.choice([True, False]),
    )


def _live(people: People, crowd: list[Person], choice: random.Random) -> None:
    moment = datetime.combine(date(2022, 1, 1), time(5), UTC)
    for step in range(100):
        moment += timedelta(days=choice.randrange(0, 24))
        person = choice.choice(crowd)
        with clock.frozen(moment):
            on = clock.today() - timedelta(days=choice.choice([0, 0, 1, 400]))
            mistakes = [one for one in achievements.entries_of(person.id) if one.kind == "achieved"]
            try:
                if choice.randrange(5) == 0 and mistakes:
                    right = choice.choice([None, on])
                    achievements.correct(
                        choice.choice(mistakes), reason="A mistake", actor=people.chan, on=right
                    )
                elif choice.randrange(3) == 0:
                    _listed(person, people, on, choice)
                else:
                    passes(person, f"random-{step}", on=on)
            except RuleBroken:
                passes(person, f"again-{step}", on=on)
    session.commit()


def _by_rules(crowd: list[Person], asked: TrainingQuery) -> Iterator[tuple[Person, Key]]:
    for person in crowd:
        if person.merged_into_id is not None:
            continue
        rows = {row.id: row for row in achievements.entries_of(person.id)}
        entries = ledger_entries.entries(person.id, AWARD)
        rules = ledger_entries.rules_or_retired(AWARD)
        for place, entry in enumerate(completions(entries, rules, known_on=asked.known_on)):
            row = rows[entry.id]
            if asked.first <= entry.on <= asked.last and row.unit_id in asked.units:
                mode = trainings.mode_of(row) or trainings.mode_of(rows.get(row.evidence.get("corrects", 0)))
                yield (
                    person,
                    trainings._key(person, row, mode or "unknown", "refresher" if place else "first"),
                )


@pytest.mark.parametrize("seed", [1, 2])
def test_the_database_counts_what_the_rules_count(people: People, seed: int) -> None:
    choice = random.Random(seed)
    crowd = _crowd(people, choice)
    _live(people, crowd, choice)
    crowd[0].merged_into_id = crowd[1].id
    crowd[1].merged_into_id = crowd[2].id
    session.commit()
    for first, last, known in (
        ("2021-01-01", "2026-12-31", None),
        ("2023-04-01", "2024-03-31", None),
        ("2021-01-01", "2026-12-31", "2023-06-30"),
    ):
        asked = replace(
            _asked(people, first, last), known_on=None if known is None else date.fromisoformat(known)
        )
        found, expected = trainings.count(asked), list(_by_rules(crowd, asked))
        assert found.trainings == Counter(key for _, key in expected)
        assert found.people == len({person.id for person, _ in expected})


def test_the_database_counts_until_the_day_on_which_an_award_begins_to_ask_for_two_things(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = replace(RULES, requires=frozenset({"post-test", "observed-practice"}))
    changed = replace(both, earlier=((date(2027, 6, 30), replace(RULES, requires=frozenset({"post-test"}))),))
    monkeypatch.setattr(ledger_entries, "rules_or_retired", lambda award: changed)
    assert trainings.plain_of(_asked(people, "2026-01-01", "2027-06-30"))
    assert not trainings.plain_of(_asked(people, "2026-01-01", "2027-07-01"))


def test_an_award_that_asks_for_two_things_is_read_by_the_rules(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    choice = random.Random(3)
    crowd = _crowd(people, choice)
    _live(people, crowd, choice)
    asked = _asked(people)
    by_database = trainings.count(asked)
    monkeypatch.setattr(trainings, "_is_plain", lambda rules, last: False)
    assert trainings.count(asked) == by_database
    monkeypatch.setattr(trainings, "_is_plain", lambda rules, last: True)
    earlier = replace(RULES, requires=frozenset({"attendance"}))
    changed = replace(RULES, earlier=((date(2023, 6, 30), earlier),))
    monkeypatch.setattr(ledger_entries, "rules_or_retired", lambda award: changed)
    later = trainings.count(asked).trainings
    assert sum(later.values()) > 0
    assert {key.year for key in later} == {2023, 2024, 2025, 2026} & {
        key.year for key in by_database.trainings
    }


def test_figures_of_a_branch_read_what_was_achieved_there_then(people: People) -> None:
    fill_for_the_planner(people.sokha.unit)
    session.execute(insert(LedgerEntry), _achieved_by(session.scalars(select(Person)).all()))
    session.commit()
    session.execute(text("ANALYZE"))
    session.commit()
    asked = replace(_asked(people, "2026-01-01", "2026-01-31"), units=frozenset({people.sokha.unit_id}))
    with statements() as seen:
        assert trainings.count(asked).people > 0
    way = plan(*next(one for one in seen if "ledger_entry" in one[0]))
    assert "ix_ledger_entry_achieved" in way, way  # not the whole ledger
    assert "ix_ledger_entry_person" in way, way  # whether they were trained before


def _achieved_by(crowd: Sequence[Person]) -> list[dict[str, object]]:
    """Four trainings of everybody in every module, on a day of some years."""
    trained = product(crowd, sorted(trainings.awards_taught()), range(4))
    return [
        {
            "person_id": person.id,
            "award": award,
            "kind": "achieved",
            "requirement": "post-test",
            "effective_on": date(2026, 6, 1) - timedelta(days=number * 7 % 1500),
            "recorded_at": datetime(2026, 6, 1, 5, tzinfo=UTC),
            "reason": "",
            "evidence": {"attempt": f"attempt-{number}", "language": "km"},
            "evidence_key": str(number),
            "unit_id": person.unit_id,
        }
        for number, (person, award, _) in enumerate(trained)
    ]
