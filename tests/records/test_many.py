"""Many at once is the same as one after the other: the ledger, what follows from it, and who did it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, cast

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from lms import clock
from lms.accounts.services.people import Person, PersonId
from lms.audit import AuditLine
from lms.certificates.models import Certificate
from lms.content import registry
from lms.content.types.curriculum import EarlierAward, Refresher
from lms.content.types.societies import StricterAward
from lms.db import db, session
from lms.errors import NotFound, RuleBroken
from lms.records.domain.award_rules import LED
from lms.records.models import LedgerEntry
from lms.records.services import achievements, ledger
from lms.records.services.achievements import Correction, PastTraining
from lms.records.services.ledger import Certified
from tests.people import People
from tests.records.history import AWARD, day, passes, projection_rows

TODAY = "2026-11-24"
OTHER = "pgi"
NAMES = ("sokha", "ratana", "malee", "bopha", "noy")  # Noy's record is merged into Ratana's now and then


@pytest.fixture(autouse=True)
def _every_rule(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two things are asked for, one alone until 2024; leading counts; the Thai Red Cross Society asks each year."""
    real = registry.current()
    earlier = EarlierAward(date(2024, 12, 31), 24, frozenset({"post-test"}), Refresher(90, 90), False)
    award = replace(
        real.module(AWARD).award,
        requires=frozenset({"post-test", LED}),
        trainer_credit=True,
        earlier=(earlier,),
    )
    modules = tuple(replace(module, award=award) if module.id == AWARD else module for module in real.modules)
    tha = replace(real.societies["tha"], awards={AWARD: StricterAward(validity_months=12)})
    library = replace(real, modules=modules, societies={**real.societies, "tha": tha})
    monkeypatch.setattr(registry, "current", lambda: library)


# --- any history ------------------------------------------------------------------------------------------------

DAYS = st.sampled_from(
    ["2022-05-01", "2024-02-29", "2024-12-31", "2025-01-01", "2025-06-01", "2026-05-20", "2026-11-24"]
).map(date.fromisoformat)


@dataclass(frozen=True)
class Act:
    """Something that happened before the list came: `which` chooses an entry, or a number of days."""

    kind: str
    who: str
    on: date
    which: int


ACTS = st.builds(
    Act,
    st.sampled_from(
        ["passed", "led", "past", "past", "revoked", "reinstated", "extended", "corrected", "merged"]
    ),
    st.sampled_from(NAMES),
    DAYS,
    st.integers(0, 400),
)


@dataclass(frozen=True)
class Listed:
    """A line of a list: `file` "" for one that HR wants although it was taken back."""

    who: str
    award: str
    on: date
    source: str
    reason: str
    file: str


LINES = st.builds(
    Listed,
    st.sampled_from(NAMES),
    st.sampled_from([AWARD, AWARD, AWARD, OTHER, "juggling"]),
    DAYS | st.sampled_from([date(2026, 11, 25), date(1930, 3, 6)]),
    st.sampled_from(["Training list", "Training list", "What KH-1001 said", "From Ratana", " "]),
    st.sampled_from(["list 7", "list 7", "list 7", "Malee asked for it", ""]),
    st.sampled_from(["digest", "digest", "another", ""]),
)


def happens(act: Act, people: People) -> None:
    """One act, where the rules allow it."""
    person, chan = getattr(people, act.who), people.chan
    known = achievements.entries_of(person.id)
    until = clock.today() + timedelta(days=act.which)
    acts: dict[str, Callable[[], object]] = {
        "passed": lambda: passes(person, f"{act.who}-{act.which}", on=act.on),
        "led": lambda: achievements.record_achievement(
            person, AWARD, LED, on=act.on, evidence={"workshop": act.which}, actor=chan
        ),
        "past": lambda: _record(
            _training(Listed(act.who, AWARD, act.on, "List", "Found", "digest"), people), chan
        ),
        "revoked": lambda: achievements.revoke(person, AWARD, reason="Because", actor=chan),
        "reinstated": lambda: achievements.reinstate(person, AWARD, reason="Because", actor=chan),
        "extended": lambda: achievements.extend(person, AWARD, until, reason="Flood", actor=chan),
        "corrected": lambda: (
            known and achievements.correct(known[act.which % len(known)], reason="Mistyped", actor=chan)
        ),
        "merged": lambda: _merge_or_part(people),
    }
    with suppress(RuleBroken):
        acts[act.kind]()


def _merge_or_part(people: People) -> None:
    people.noy.merged_into_id = None if people.noy.merged_into_id else people.ratana.id
    session.flush()
    for one in (people.ratana, people.noy):
        achievements.reproject(one)


def _training(line: Listed, people: People, number: int = 2) -> PastTraining:
    person_id = getattr(people, line.who).id
    return PastTraining(
        person_id, line.award, line.on, line.source, line.reason, line.file, number, result="passed"
    )


def _record(training: PastTraining, actor: Person) -> None:
    person = session.get_one(Person, training.person_id)
    achievements.record_past_training(
        *(person, training.award),
        on=training.on,
        source=training.source,
        reason=training.reason,
        actor=actor,
        file=training.file,
        line=training.line,
        result="passed",
    )


@contextmanager
def _tried(history: Sequence[Act], people: People) -> Iterator[None]:
    """What is done within comes after a history, and leaves nothing."""
    started = date.fromisoformat(TODAY) - timedelta(days=len(history))
    for number, act in enumerate(history):
        with day((started + timedelta(days=number)).isoformat()):
            happens(act, people)
    session.flush()
    with day(TODAY):
        yield
    session.rollback()


def _one_by_one(verbs: Sequence[Callable[[], object]]) -> list[object]:
    """What each verb said that hindered it, or None."""
    said: list[object] = []
    for verb in verbs:
        try:
            with session.begin_nested():
                verb()
        except (RuleBroken, NotFound) as hindered:
            said.append(_said(hindered))
        else:
            said.append(None)
    return said


def _said(outcome: object) -> object:
    match outcome:
        case RuleBroken():
            return outcome.code, outcome.field, outcome.values
        case NotFound():
            return "not-found", str(outcome)
        case _:
            return None


def _everything() -> list[object]:
    """All that stands in the tables, ids by their place: what was rolled back leaves holes in the numbers."""
    session.expire_all()
    entries = session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)).all()
    place = {entry.id: number for number, entry in enumerate(entries)}
    papers = session.scalars(select(Certificate).order_by(Certificate.id)).all()
    paper = {int(one.id): number for number, one in enumerate(papers)}
    places = {"ledger_entry": place, "certificate": paper}
    lines = session.scalars(
        select(AuditLine).where(AuditLine.record.in_(places)).order_by(AuditLine.id)
    ).all()
    return [
        [_entry(entry, place) for entry in entries],
        [(*row[:-1], [place[one] for one in cast(list[int], row[-1])]) for row in projection_rows()],
        [(one.person_id, one.award, place[one.entry_id], one.issued_on, one.expires_on) for one in papers],
        # In the order in which they were written, record by record.
        sorted(
            (
                one.record,
                number,
                places[one.record][int(one.record_id)],
                one.act,
                one.actor_id or 0,
                str(one.facts),
            )
            for record in places
            for number, one in enumerate(line for line in lines if line.record == record)
        ),
    ]


def _entry(entry: LedgerEntry, place: dict[int, int]) -> tuple[object, ...]:
    evidence: dict[str, Any] = {**entry.evidence}
    key: object = entry.evidence_key
    if "rests_on" in evidence:
        evidence["rests_on"] = [place[one] for one in evidence["rests_on"]]
    if "corrects" in evidence:
        evidence["corrects"] = place[evidence["corrects"]]
        met = ledger.key(
            entry.kind,
            entry.person_id,
            entry.award,
            entry.requirement,
            {"corrects": entry.evidence["corrects"]},
        )
        key = "of what it corrects" if key == met else key
    if entry.kind == "certified":
        owner, award = entry.person_id, entry.award
        because = [
            number for one, number in place.items() if ledger.key("certified", owner, award, "", one) == key
        ]
        key = because or "resettled"
    return (
        *(entry.person_id, entry.award, entry.kind, entry.requirement, entry.effective_on, entry.recorded_at),
        *(entry.actor_id, entry.reason, evidence, key, entry.unit_id, entry.expires_on),
        place.get(entry.corrects_id or 0),
    )


TRIED = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@TRIED
@given(history=st.lists(ACTS, max_size=8), lines=st.lists(LINES, max_size=8))
def test_a_list_in_one_go_leaves_what_its_lines_leave_one_by_one(
    people: People, history: list[Act], lines: list[Listed]
) -> None:
    trainings = [_training(line, people, number) for number, line in enumerate(lines, start=2)]
    with _tried(history, people):
        said = _one_by_one([partial(_record, one, people.chan) for one in trainings])
        expected = _everything()
    with _tried(history, people):
        outcomes = achievements.record_past_trainings(trainings, actor=people.chan)
        assert [_said(outcome) for outcome in outcomes] == said
        assert _everything() == expected
        live = projection_rows()
        achievements.rebuild()
        assert projection_rows() == live


MISTAKES = st.lists(st.tuples(st.integers(0, 30), st.none() | DAYS), max_size=6)


@TRIED
@given(
    history=st.lists(ACTS, min_size=1, max_size=12),
    wanted=MISTAKES,
    reason=st.sampled_from(["Not our list", "Sokha asked for it"]),
)
def test_corrections_in_one_go_leave_what_they_leave_one_by_one(
    people: People, history: list[Act], wanted: list[tuple[int, date | None]], reason: str
) -> None:
    """Also of what was corrected before, twice, or by a day that is no other."""
    correct = partial(achievements.correct, reason=reason, actor=people.chan)
    with _tried(history, people):
        mistakes = _chosen(wanted)
        entries = [(session.get_one(LedgerEntry, one), on) for one, on in mistakes]
        said = _one_by_one([partial(correct, entry, on=on) for entry, on in entries])
        expected = _everything()
    with _tried(history, people):
        corrections = [Correction(one, on) for one, on in _chosen(wanted)]
        outcomes = achievements.correct_many(corrections, reason=reason, actor=people.chan)
        assert [_said(outcome) for outcome in outcomes] == said
        assert _everything() == expected
        live = projection_rows()
        achievements.rebuild()
        assert projection_rows() == live


def _chosen(wanted: Sequence[tuple[int, date | None]]) -> list[tuple[int, date | None]]:
    known = session.scalars(select(LedgerEntry.id).order_by(LedgerEntry.id)).all()
    return [(known[which % len(known)], on) for which, on in wanted] if known else []


# --- people -----------------------------------------------------------------------------------------------------


def trained(person: Person, on: str = "2026-03-05", source: str = "Training list") -> PastTraining:
    return PastTraining(
        person.id, OTHER, date.fromisoformat(on), source, "list 7", "digest", 2, result="passed"
    )


def days_of(person: Person) -> list[str]:
    found = [
        one for one in achievements.entries_of(person.id) if one.kind == "achieved" and one.award == OTHER
    ]
    return sorted(str(one.effective_on) for one in found)


def test_a_line_that_says_who_sokha_is_harms_no_other(people: People) -> None:
    with day(TODAY):
        said = achievements.record_past_trainings(
            [
                trained(people.ratana),
                trained(people.sokha, source="Told by KH-1001"),
                trained(people.bopha, on="2026-11-25"),
                trained(people.malee),
            ],
            actor=people.chan,
        )
    assert [_said(one) for one in said] == [
        None,
        ("names-somebody", "source", {}),
        ("in-the-future", "on", {}),
        None,
    ]
    assert [days_of(one) for one in (people.ratana, people.sokha, people.bopha, people.malee)] == [
        ["2026-03-05"],
        [],
        [],
        ["2026-03-05"],
    ]


def test_somebody_who_is_gone_and_a_module_that_nobody_teaches_are_said_so(people: People) -> None:
    gone = replace(trained(people.sokha), person_id=PersonId(10**6))
    unknown = replace(trained(people.sokha), award="juggling")
    with day(TODAY):
        said = achievements.record_past_trainings([gone, unknown, trained(people.sokha)], actor=people.chan)
    assert [_said(one) for one in said] == [("not-found", "1000000"), ("not-found", "juggling"), None]
    assert days_of(people.sokha) == ["2026-03-05"]


def test_each_period_of_one_list_is_told_as_it_was_and_has_its_paper(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, date, date | None]] = []

    def listen(periods: Sequence[Certified]) -> None:
        heard.extend((one.person.number, one.issued_on, one.expires_on) for one in periods)

    monkeypatch.setattr(ledger.on_certified, "listeners", [*ledger.on_certified.listeners, listen])
    with day(TODAY):
        achievements.record_past_trainings(
            [
                trained(people.sokha, "2026-02-01"),
                trained(people.ratana),
                trained(people.sokha, "2026-10-01"),
                trained(people.sokha, "2026-02-01"),
                trained(people.sokha, "2016-02-01"),
            ],
            actor=people.chan,
        )
    assert [(number, str(on)) for number, on, _ in heard] == [
        ("KH-1001", "2026-02-01"),
        ("KH-1002", "2026-03-05"),
        ("KH-1001", "2026-10-01"),
    ]
    papers = session.scalars(select(Certificate).order_by(Certificate.id)).all()
    assert [(one.person_id, one.issued_on, one.expires_on) for one in papers] == [
        (person.id, on, until)
        for person, (_, on, until) in zip((people.sokha, people.ratana, people.sokha), heard, strict=True)
    ]


def test_what_noys_record_says_is_recorded_there_and_once_for_ratana_who_speaks_for_it(
    people: People,
) -> None:
    people.noy.merged_into_id = people.ratana.id
    with day(TODAY):
        first, again = achievements.record_past_trainings(
            [trained(people.noy), trained(people.ratana)], actor=None
        )
    assert isinstance(first, list)
    assert (len(first), again) == (1, [])
    assert {one.person_id for one in achievements.entries_of(people.ratana.id)} == {people.noy.id}


def test_many_lines_need_no_more_questions_than_few(people: People) -> None:
    def asked(lines: list[PastTraining]) -> int:
        statements: list[str] = []

        def count(*given: Any) -> None:
            statements.append(given[2])

        event.listen(db.engine, "before_cursor_execute", count)
        achievements.record_past_trainings(lines, actor=people.chan)
        event.remove(db.engine, "before_cursor_execute", count)
        return len([one for one in statements if "nextval" not in one])

    with day(TODAY):
        achievements.record_past_trainings([trained(people.sokha, "2026-02-28")], actor=people.chan)
        few = asked([trained(people.sokha, "2026-03-01"), trained(people.ratana, "2026-03-01")])
        everybody = [people.sokha, people.ratana, people.bopha, people.chan, people.noy]
        many = asked([trained(one, f"2026-03-{number:02}") for one in everybody for number in range(2, 7)])
    assert many <= few


def test_two_officers_who_record_the_same_people_wait_for_each_other_and_no_longer(
    app: Flask, people: People
) -> None:
    """In opposite orders, and by records that are one person's: nobody waits for ever, nothing is there twice."""
    people.noy.merged_into_id = people.ratana.id
    session.commit()
    somebody = [people.sokha.id, people.noy.id, people.bopha.id, people.ratana.id, people.malee.id]
    session.commit()
    failures: list[BaseException] = []
    rounds = [f"2026-03-{number:02}" for number in range(1, 9)]
    start = threading.Barrier(2)

    def record(ids: list[PersonId]) -> None:
        with app.app_context(), day(TODAY):
            try:
                for on in rounds:
                    start.wait(30)
                    lines = [
                        PastTraining(one, OTHER, date.fromisoformat(on), "A list", "list", result="passed")
                        for one in ids
                    ]
                    achievements.record_past_trainings(lines, actor=None)
                    session.commit()
            except BaseException as failure:
                start.abort()
                failures.append(failure)

    threads = [threading.Thread(target=record, args=(ids,)) for ids in (somebody, somebody[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {tuple(days_of(one)) for one in (people.sokha, people.ratana, people.malee)} == {tuple(rounds)}
    live = projection_rows()
    with day(TODAY):
        achievements.rebuild()
    assert projection_rows() == live


def test_an_empty_list_is_no_trouble(people: People) -> None:
    assert achievements.record_past_trainings([], actor=people.chan) == []
    assert achievements.correct_many([], reason="Nothing to take back", actor=people.chan) == []
