"""What a list of the past says of a training: the ledger knows that and no more."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.certificates.services.certificates import certificates_of
from lms.db import session
from lms.records.domain.award_rules import RECOGNISED, TRAINED
from lms.records.domain.past_results import PastResult, close_by, requirements_of, unrecorded
from lms.records.services import achievements, certificate_forecast
from lms.records.services.achievements import LedgerEntry
from lms.records.services.certificate_forecast import Foreseen
from lms.reports.queries import trainings
from lms.reports.queries.trainings import TrainingQuery
from tests.people import People
from tests.records.history import AWARD, day, passes

TEST: frozenset[str] = frozenset({"post-test"})
BOTH = frozenset({"post-test", "attendance"})


@pytest.mark.parametrize(
    ("result", "asked", "recognised", "met"),
    [
        ("passed", TEST, False, TEST),
        ("passed", TEST, True, TEST),
        ("passed", BOTH, False, BOTH),
        ("attended", TEST, False, {TRAINED}),
        ("attended", BOTH, False, {"attendance"}),
        ("attended", {"attendance"}, False, {"attendance"}),
        ("attended", TEST, True, {RECOGNISED}),
        ("", TEST, False, {TRAINED}),
        ("", {"attendance"}, False, {TRAINED}),
        ("", TEST, True, {RECOGNISED}),
        ("passed", {"post-test", "observed-practice"}, False, TEST),
        ("passed", {"post-test", "observed-practice"}, True, {RECOGNISED}),
    ],
)
def test_a_list_proves_what_it_says(
    result: PastResult, asked: Set[str], recognised: bool, met: Set[str]
) -> None:
    assert requirements_of(result, asked, recognised=recognised) == met


@pytest.mark.parametrize(
    ("wanted", "recorded", "news"),
    [
        ({TRAINED}, set(), {TRAINED}),
        ({TRAINED}, {TRAINED}, set()),
        ({TRAINED}, TEST, set()),
        ({TRAINED}, {RECOGNISED}, set()),
        (TEST, {TRAINED}, TEST),
        (TEST, {RECOGNISED}, TEST),
        ({RECOGNISED}, {TRAINED}, {RECOGNISED}),
        ({RECOGNISED}, TEST, set()),
    ],
)
def test_what_is_known_already_is_no_news(wanted: Set[str], recorded: Set[str], news: Set[str]) -> None:
    assert unrecorded(wanted, recorded, TEST) == news


def _listed(person: Person, people: People, result: PastResult, *, recognised: bool = False) -> None:
    achievements.record_past_training(
        *(person, AWARD),
        on=date(2026, 3, 5),
        source="List of the branch",
        reason="Trained before Sala",
        actor=people.chan,
        file="list.xlsx",
        line=7,
        result=result,
        mark=85 if result == "passed" else None,
        recognised=recognised,
    )


def _achieved(person: Person) -> list[LedgerEntry]:
    asked = select(LedgerEntry).filter_by(person_id=person.id, kind="achieved").order_by(LedgerEntry.id)
    return list(session.scalars(asked))


def _modes(people: People) -> dict[str, int]:
    units = frozenset(people_service.scope_of(people.chan, "records.read").units)
    found = trainings.count(
        TrainingQuery(units, date(2020, 1, 1), date(2026, 12, 31), trainings.awards_taught())
    )
    return {key.mode: number for key, number in found.trainings.items()}


@pytest.mark.parametrize("result", ["attended", ""])
def test_sokha_who_attended_holds_no_certificate_and_counts_as_trained(
    people: People, result: PastResult
) -> None:
    with day("2026-11-24") as today:
        _listed(people.sokha, people, result)
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "never"
        assert certificates_of(people.sokha.id) == []
        [entry] = _achieved(people.sokha)
        assert (entry.requirement, entry.evidence["result"]) == (TRAINED, result)
        assert _modes(people) == {"listed": 1}


def test_sokha_who_passed_is_certified_with_her_mark(people: People) -> None:
    with day("2026-11-24"):
        _listed(people.sokha, people, "passed")
        [entry] = _achieved(people.sokha)
        assert (entry.requirement, entry.evidence["mark"]) == ("post-test", 85)
        assert len(certificates_of(people.sokha.id)) == 1
        assert _modes(people) == {"imported": 1}


def test_chan_decides_that_the_training_counts_and_a_later_list_may_show_the_test(people: People) -> None:
    with day("2026-11-24") as today:
        _listed(people.sokha, people, "attended")
        _listed(people.sokha, people, "attended", recognised=True)
        assert achievements.status_of(people.sokha.id, AWARD, today).expires_on == date(2028, 3, 5)
        _listed(people.sokha, people, "passed")
        assert [entry.requirement for entry in _achieved(people.sokha)] == [TRAINED, RECOGNISED, "post-test"]
        assert len(certificates_of(people.sokha.id)) == 1
        assert sum(_modes(people).values()) == 1


@pytest.mark.parametrize(
    ("result", "recognised", "mode"),
    [("passed", False, "imported"), ("attended", False, "listed"), ("", True, "listed")],
)
def test_a_corrected_date_changes_the_date_and_nothing_else(
    people: People, result: PastResult, recognised: bool, mode: str
) -> None:
    with day("2026-11-24"):
        _listed(people.sokha, people, result, recognised=recognised)
        [mistake] = _achieved(people.sokha)
        achievements.correct(mistake, reason="Mistyped", actor=people.chan, on=date(2026, 3, 6))
        right = _achieved(people.sokha)[-1]
        achievements.correct(right, reason="Again", actor=people.chan, on=date(2026, 3, 7))
        last = _achieved(people.sokha)[-1]
        assert last.requirement == mistake.requirement
        assert {**last.evidence, "corrects": None} == {**mistake.evidence, "corrects": None}
        assert (last.effective_on, last.unit_id) == (date(2026, 3, 7), mistake.unit_id)
        assert _modes(people) == {mode: 1}


def test_a_test_that_is_moved_to_its_right_day_stays_a_test(people: People) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
        achievements.correct(
            _achieved(people.sokha)[0], reason="Clock was wrong", actor=people.chan, on=date(2026, 11, 20)
        )
        assert _modes(people) == {"quiz": 1}


def test_what_says_nothing_of_itself_is_not_called_a_workshop(people: People) -> None:
    with day("2026-11-24") as today:
        achievements.record_achievement(
            people.sokha, AWARD, "post-test", on=today, evidence={}, actor=people.chan
        )
        assert _modes(people) == {"unknown": 1}


def test_the_certificates_that_would_follow_are_foreseen(people: People) -> None:
    def training(person: Person, on: str, result: PastResult, recognised: bool = False) -> Foreseen:
        return Foreseen(person.id, AWARD, date.fromisoformat(on), result, recognised)

    with day("2026-11-24"):
        _listed(people.sokha, people, "passed")
        lines = [
            training(people.sokha, "2026-03-05", "passed"),  # recorded already
            training(people.ratana, "2026-03-05", "passed"),
            training(people.ratana, "2026-03-05", "attended"),  # the same day
            training(people.ratana, "2026-09-05", "passed"),  # a second period
            training(people.bopha, "2026-03-05", "attended"),
            training(people.bopha, "2026-03-06", "attended", recognised=True),
            training(people.noy, "2020-03-05", "passed"),  # too long ago
            training(people.noy, "1900-03-05", "passed"),  # so long ago that it is refused
            training(people.noy, "2026-11-25", "passed"),  # tomorrow
        ]
        assert certificate_forecast.certificates_following(lines) == [0, 1, 0, 1, 0, 1, 0, 0, 0]
        assert len(_achieved(people.ratana)) == 0


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([], None),
        (["2026-09-06"], "2026-09-06"),
        (["2026-09-07", "2026-09-06"], "2026-09-06"),
        (["2026-09-01", "2026-09-08"], "2026-09-08"),
        (["2026-09-05", "2026-09-07"], "2026-09-07"),  # as near: the later one
        (["2026-08-06"], "2026-08-06"),
        (["2026-08-05", "2026-10-08", "2025-09-06"], None),
    ],
)
def test_a_training_at_most_a_month_away_is_close_by(days: list[str], found: str | None) -> None:
    closest = close_by(date(2026, 9, 6), map(date.fromisoformat, days))
    assert closest == (None if found is None else date.fromisoformat(found))
