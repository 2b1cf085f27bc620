"""The ledger and its projection on both databases: what grows, what follows, what cannot be undone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.domain.award_rules import AwardRules
from lms.records.models import LedgerEntry
from lms.records.queries.ledger import ledger_entries
from lms.records.services import achievements, ledger
from lms.records.services.ledger import Certified
from tests.people import People
from tests.records.history import AWARD, day, passes, projection_rows


def _kinds(person: Person) -> list[str]:
    return [entry.kind for entry in reversed(achievements.entries_of(person.id))]


def test_sokha_passes_and_is_certified_for_two_years(people: People) -> None:
    with day("2026-11-24") as today:
        certification = passes(people.sokha, "a-1")
        assert certification is not None
        assert (certification.issued_on, certification.expires_on) == (today, date(2028, 11, 24))
        assert certification.grace_until == date(2029, 2, 22)
        assert certification.unit_id == people.sokha.unit_id
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "valid"
        assert achievements.certifications_of(people.sokha.id) == [certification]
        assert achievements.standings_of(people.sokha, today)[AWARD].in_force
        assert achievements.standings_of(people.malee, today)[AWARD].status == "never"
    assert _kinds(people.sokha) == ["achieved", "certified"]
    decided = achievements.entries_of(people.sokha.id)[0]
    assert (decided.expires_on, decided.actor_id, decided.unit_id) == (
        date(2028, 11, 24),
        None,
        people.sokha.unit_id,
    )


def test_every_act_leaves_an_audit_line_without_names(people: People) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
        achievements.revoke(people.sokha, AWARD, reason="Sat the test for a friend", actor=people.chan)
        achievements.reinstate(people.sokha, AWARD, reason="It was somebody else", actor=people.chan)
        achievements.extend(people.sokha, AWARD, date(2029, 5, 24), reason="Flood", actor=people.chan)
        achievements.record_past_training(
            people.sokha,
            "pgi",
            on=date(2026, 3, 10),
            source="List",
            reason="Found",
            actor=people.chan,
            result="passed",
        )
        achievements.correct(
            next(one for one in achievements.entries_of(people.sokha.id) if one.kind == "extended"),
            reason="The wrong end",
            actor=people.chan,
        )
        achievements.rebuild()
    lines = session.scalars(
        select(AuditLine).where(AuditLine.act.like("records.%")).order_by(AuditLine.id)
    ).all()
    assert [(line.act, line.actor_id) for line in lines] == [
        ("records.achieved", people.sokha.id),
        ("records.revoked", people.chan.id),
        ("records.reinstated", people.chan.id),
        ("records.extended", people.chan.id),
        ("records.past-training", people.chan.id),
        ("records.corrected", people.chan.id),
        ("records.rebuild", None),
    ]
    told = " ".join(str(line.facts) for line in lines)
    # Why it was done stands in the entry, which the line names.
    assert not any(word in told for word in ("Sokha", "KH-1001", "Flood", "List", "friend"))
    kept = {str(entry.id) for entry in achievements.entries_of(people.sokha.id)}
    assert {line.record_id for line in lines[:-1]} <= kept


def test_the_database_refuses_to_change_or_delete_an_entry(people: People) -> None:
    """Nor an audit line; whatever way a statement is written."""
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    session.commit()
    columns = LedgerEntry.__table__.columns
    written = session.execute(select(*columns).order_by(columns.id)).all()
    lines = session.scalar(select(func.count()).select_from(AuditLine))
    if session.connection().dialect.name == "sqlite":
        engines_own = ["REPLACE INTO {0} SELECT * FROM {0}", "UPDATE OR IGNORE {0} SET id = id"]
    else:
        engines_own = [
            "TRUNCATE {0} CASCADE",
            "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT (id) DO UPDATE SET id = EXCLUDED.id",
        ]
    for table in ("ledger_entry", "audit"):
        for statement in ("UPDATE {0} SET id = id", "DELETE FROM {0} WHERE id = id", *engines_own):
            with pytest.raises(DBAPIError, match="append-only"):
                session.execute(text(statement.format(table)))
            session.rollback()
    for changed in (update(LedgerEntry).values(effective_on=date(2030, 1, 1)), delete(LedgerEntry)):
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(changed)
        session.rollback()
    assert session.execute(select(*columns).order_by(columns.id)).all() == written
    assert session.scalar(select(func.count()).select_from(AuditLine)) == lines


def test_the_same_attempt_sent_twice_is_one_entry_and_one_certification(people: People) -> None:
    with day("2026-11-24"):
        first = passes(people.sokha, "a-1")
        assert passes(people.sokha, "a-1") is first
    with day("2026-11-25"):
        assert passes(people.sokha, "a-1") is first
    assert _kinds(people.sokha) == ["achieved", "certified"]


def test_evidence_without_an_attempt_is_told_apart_by_all_of_it_and_the_day(people: People) -> None:
    def recorded(on: date, row: int) -> None:
        achievements.record_achievement(
            people.sokha, AWARD, "post-test", on=on, evidence={"row": row}, actor=None
        )

    with day("2026-11-24") as today:
        for on, row in ((today, 1), (today, 1), (today, 2), (today - timedelta(days=1), 1)):
            recorded(on, row)
    assert _kinds(people.sokha).count("achieved") == 3


def test_two_taps_at_the_same_moment_make_one_certification(app: Flask, people: People) -> None:
    number, start = people.sokha.id, threading.Barrier(2)
    failures: list[BaseException] = []

    def tap(attempt: str) -> None:
        with app.app_context(), day("2026-11-24"):
            try:
                person = session.get_one(Person, number)
                session.rollback()
                start.wait()
                passes(person, attempt)
                session.commit()
            except BaseException as failure:
                failures.append(failure)

    def both(attempts: tuple[str, str]) -> None:
        threads = [threading.Thread(target=tap, args=(attempt,)) for attempt in attempts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    session.commit()
    both(("a-1", "a-1"))
    assert failures == []
    assert _kinds(people.sokha) == ["achieved", "certified"]
    session.commit()
    both(("a-2", "a-3"))
    assert failures == []
    assert len(achievements.certifications_of(number)) == 1
    assert sorted(_kinds(people.sokha)) == ["achieved"] * 3 + ["certified"]


def test_listeners_hear_of_each_new_period_once(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, date | None]] = []

    def listen(periods: Sequence[Certified]) -> None:
        heard.extend((one.person.number, one.expires_on) for one in periods)

    monkeypatch.setattr(ledger.on_certified, "listeners", [])
    achievements.on_certified.connect(listen)
    achievements.on_certified.connect(listen)
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
        passes(people.sokha, "a-1")
        passes(people.sokha, "a-2")
    with day("2028-10-01"):
        passes(people.sokha, "a-3")
    assert heard == [("KH-1001", date(2028, 11, 24)), ("KH-1001", date(2030, 11, 24))]


def test_an_old_achievement_that_has_expired_is_kept_but_certifies_nobody(people: People) -> None:
    with day("2026-11-24") as today:
        assert passes(people.sokha, "a-1", on=date(2020, 1, 15)) is None
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "expired"
        assert achievements.status_of(people.sokha.id, AWARD, date(2021, 1, 1)).status == "valid"
    assert _kinds(people.sokha) == ["achieved"]


def test_an_achievement_found_later_joins_the_history_where_it_belongs(people: People) -> None:
    with day("2028-10-01"):
        passes(people.sokha, "a-2")
        better = passes(people.sokha, "a-1", on=date(2026, 11, 24))
        assert better is not None
        assert better.expires_on == date(2030, 11, 24)
        assert achievements.status_of(people.sokha.id, AWARD, date(2027, 1, 1)).expires_on == date(
            2028, 11, 24
        )


def test_nothing_is_recorded_for_a_day_to_come_or_an_award_that_is_not_taught(people: People) -> None:
    with day("2026-11-24") as today:
        with pytest.raises(RuleBroken, match="in-the-future"):
            passes(people.sokha, "a-1", on=today + timedelta(days=1))
        with pytest.raises(NotFound):
            achievements.record_achievement(
                people.sokha, "knots", "post-test", on=today, evidence={"attempt": "a-1"}, actor=None
            )
    assert _kinds(people.sokha) == []


def test_chan_revokes_and_takes_it_back(people: People) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    with day("2027-01-10") as today:
        revoked = achievements.revoke(people.sokha, AWARD, reason="  Sat it for a friend ", actor=people.chan)
        assert revoked.revoked_on == today
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "revoked"
        assert achievements.entries_of(people.sokha.id)[0].reason == "Sat it for a friend"
    with day("2027-02-01") as today:
        assert passes(people.sokha, "a-2") is None
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "revoked"
    with day("2027-03-01"):
        back = achievements.reinstate(people.sokha, AWARD, reason="It was not him", actor=people.chan)
        assert (back.revoked_on, back.expires_on) == (None, date(2029, 2, 1))
    assert _kinds(people.sokha) == ["achieved", "certified", "revoked", "achieved", "certified", "reinstated"]


def test_what_cannot_be_decided_is_refused_with_its_reason(people: People) -> None:
    def refused(verb: str, reason: str = "Because") -> RuleBroken:
        with pytest.raises(RuleBroken) as broken:
            getattr(achievements, verb)(people.sokha, AWARD, reason=reason, actor=people.chan)
        return broken.value

    with day("2026-11-24"):
        assert refused("revoke").code == "nothing-to-revoke"
        assert refused("reinstate").code == "nothing-to-revoke"
        passes(people.sokha, "a-1")
        assert refused("reinstate").code == "not-revoked"
        assert (refused("revoke", " \n").code, refused("revoke", " \n").field) == ("reason-missing", "reason")
        assert refused("revoke", "x" * 501).values == {"most": 500}
        for _ in range(2):
            achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
            assert refused("revoke").code == "already-revoked"
            achievements.reinstate(people.sokha, AWARD, reason="Because", actor=people.chan)
            assert refused("reinstate").code == "not-revoked"


def test_a_certificate_of_a_module_that_is_gone_stands(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with day("2026-11-24") as today:
        passes(people.sokha, "a-1")
        live = projection_rows()
        monkeypatch.setattr(ledger_entries, "award_rules", lambda award: None)
        achievements.rebuild()
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "valid"
        assert [row[:5] for row in projection_rows()] == [row[:5] for row in live]


def test_half_of_what_is_required_is_recorded_but_certifies_nobody(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = AwardRules(24, frozenset({"post-test", "attendance"}), opens_days=90, grace_days=90)
    monkeypatch.setattr(ledger_entries, "award_rules", lambda award: both)
    with day("2026-11-24"):
        assert passes(people.sokha, "a-1") is None
        assert achievements.rebuild() == 0
    assert _kinds(people.sokha) == ["achieved"]
    assert achievements.certifications_of(people.sokha.id) == []
