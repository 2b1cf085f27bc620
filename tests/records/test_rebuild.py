"""The projection is the ledger: rows made one by one and rows made anew are the same, after any history."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from flask import Flask

from lms import clock
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.societies import StricterAward
from lms.db import session
from lms.errors import RuleBroken
from lms.records.domain.award_rules import LED
from lms.records.services import achievements, parting, projection
from tests.people import People
from tests.records.history import AWARD, day, passes, projection_rows


@pytest.fixture(autouse=True)
def _every_rule(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leading counts, and the Thai Red Cross Society asks for a refresher each year."""
    real = registry.current()
    award = replace(real.module(AWARD).award, trainer_credit=True)
    modules = tuple(replace(module, award=award) if module.id == AWARD else module for module in real.modules)
    tha = replace(real.societies["tha"], awards={AWARD: StricterAward(validity_months=12)})
    library = replace(real, modules=modules, societies={**real.societies, "tha": tha})
    monkeypatch.setattr(registry, "current", lambda: library)


@pytest.mark.parametrize("seed", [20261124, 7])
def test_a_rebuild_makes_the_same_projection_after_any_history(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(projection, "_BATCH", 2)
    dice = random.Random(seed)
    somebody = [people.sokha, people.ratana, people.malee, people.bopha, people.noy]
    today = date(2024, 1, 10)
    happened = set()
    for number in range(120):
        today += timedelta(days=dice.randrange(30))
        with day(today.isoformat()):
            happened.add(_something_happens(dice, dice.choice(somebody), people, number))
    session.commit()
    assert happened >= {"passed", "led", "past", "revoked", "reinstated", "extended", "corrected", "merged"}
    live = projection_rows()
    assert len(live) >= 3
    with day(today.isoformat()):
        for _ in range(2):
            said = app.test_cli_runner().invoke(args=["records", "rebuild"])
            assert said.output == f"{len(live)} certifications\n"
            assert projection_rows() == live
        for person in somebody:
            for held in achievements.certifications_of(person.id):
                assert achievements.status_of(person.id, AWARD, today).expires_on == held.expires_on


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_lists_of_past_years_may_come_in_any_order(people: People, order: tuple[int, ...]) -> None:
    """A first training, a refresher too early, one in the window and one in grace."""
    trained = [date(2019, 2, 28), date(2020, 2, 29), date(2020, 12, 1), date(2023, 3, 31)]
    for number, which in enumerate(order):
        with day(f"2024-05-{10 + number}"):
            achievements.record_past_training(
                *(people.sokha, AWARD),
                on=trained[which],
                source="List",
                reason="Found",
                actor=people.chan,
                file=f"{which}.xlsx",
                line=2,
                result="passed",
            )
    with day("2024-06-01") as today:
        for as_of, end in (
            (date(2020, 11, 30), date(2022, 2, 28)),
            (date(2021, 1, 1), date(2023, 2, 28)),
            (today, date(2025, 3, 31)),
        ):
            assert achievements.status_of(people.sokha.id, AWARD, as_of).expires_on == end
        [held] = achievements.certifications_of(people.sokha.id)
        assert (held.issued_on, held.expires_on) == (date(2023, 3, 31), date(2025, 3, 31))


def _something_happens(dice: random.Random, person: Person, people: People, number: int) -> str:
    """One act of a random kind, where the rules allow it. Returns what it was."""
    today, chan = clock.today(), people.chan
    act = dice.choice(
        ["passed", "led", "past", "revoked", "reinstated", "extended", "corrected", "merged", "passed"]
    )
    earlier = today - timedelta(days=dice.randrange(300))
    try:
        match act:
            case "revoked":
                achievements.revoke(person, AWARD, reason="Because", actor=chan)
            case "reinstated":
                achievements.reinstate(person, AWARD, reason="Because", actor=chan)
            case "extended":
                until = today + timedelta(days=dice.randrange(900))
                achievements.extend(person, AWARD, until, reason="Flood", actor=chan)
            case "corrected":
                entry = dice.choice(achievements.entries_of(person.id) or [None])
                if entry is None:
                    return "nothing"
                right = earlier if entry.kind == "achieved" and dice.randrange(2) else None
                achievements.correct(entry, reason="Mistyped", actor=chan, on=right)
            case "past":
                achievements.record_past_training(
                    person, AWARD, on=earlier, source="List", reason="Found", actor=chan, result="passed"
                )
            case "led":
                evidence = {"workshop": number}
                achievements.record_achievement(person, AWARD, LED, on=earlier, evidence=evidence, actor=chan)
            case "merged":
                _merge_or_part(people)
            case _:
                passes(person, f"a-{number}", on=earlier)
    except RuleBroken:
        return "refused"
    return act


def _merge_or_part(people: People) -> None:
    """Ratana's second record is found, or found to be of somebody else."""
    merged = people.noy.merged_into_id is not None
    people.noy.merged_into_id = None if merged else people.ratana.id
    session.flush()
    if merged:
        parting.part(people.ratana, people.noy, clock.now())
        return
    for person in (people.ratana, people.noy):
        achievements.reproject(person)


def test_a_merge_puts_two_halves_together_and_can_be_undone(people: People) -> None:
    with day("2026-11-24") as today:
        passes(people.ratana, "a-1", on=date(2025, 1, 10))
        passes(people.noy, "a-2", on=date(2026, 11, 1))
        before = projection_rows()
        _merge_or_part(people)
        assert [(row[0], row[4]) for row in projection_rows()] == [(people.ratana.id, date(2029, 1, 10))]
        assert achievements.status_of(people.noy.id, AWARD, today).expires_on == date(2029, 1, 10)
        assert achievements.certifications_of(people.noy.id) == achievements.certifications_of(
            people.ratana.id
        )
        assert {entry.person_id for entry in achievements.entries_of(people.ratana.id)} == {
            people.ratana.id,
            people.noy.id,
        }
        assert achievements.rebuild() == 1
        revoked = achievements.revoke(people.noy, AWARD, reason="Because", actor=people.chan)
        assert revoked.person_id == people.ratana.id
        achievements.reinstate(people.ratana, AWARD, reason="Because", actor=people.chan)
        _merge_or_part(people)
        assert {(row[0]) for row in projection_rows()} == {row[0] for row in before}
        assert achievements.status_of(people.noy.id, AWARD, today).expires_on == date(2028, 11, 1)


def test_records_of_a_chain_of_merges_are_read_together(people: People) -> None:
    with day("2026-11-24") as today:
        passes(people.sokha, "a-1")
        people.sokha.merged_into_id = people.noy.id
        people.noy.merged_into_id = people.ratana.id
        session.flush()
        achievements.reproject(people.sokha)
        assert achievements.status_of(people.ratana.id, AWARD, today).status == "valid"
        assert achievements.people_of(people.noy.id) == (people.ratana.id, people.noy.id, people.sokha.id)
        live = projection_rows()
        assert [row[0] for row in live] == [people.ratana.id]
        achievements.rebuild()
        assert projection_rows() == live


def test_the_rules_of_a_society_hold_for_what_its_people_complete(people: People) -> None:
    with day("2026-11-24") as today:
        passes(people.malee, "a-1")
        passes(people.sokha, "a-2")
        assert achievements.standings_of(people.malee, today)[AWARD].expires_on == date(2027, 11, 24)
        assert achievements.standings_of(people.sokha, today)[AWARD].expires_on == date(2028, 11, 24)
        people.sokha.unit_id = people.malee.unit_id
        session.flush()
        achievements.reproject(people.sokha)
        # Moving changes nothing about what was completed before.
        assert achievements.standings_of(people.sokha, today)[AWARD].expires_on == date(2028, 11, 24)
        assert [row[2] for row in projection_rows()] == [people.malee.unit_id] * 2
