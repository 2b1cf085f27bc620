"""One decision for many, on both databases: whom it meets, that it is done once, whatever dies on the way."""

from __future__ import annotations

import signal
import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock, jobs
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.config import settings_of
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.models import LedgerEntry
from lms.records.queries.ending_awards import Choice
from lms.records.services import achievements, bulk_extension
from lms.records.services.bulk_extension import Change
from tests import processes
from tests.explain import statements
from tests.people import People
from tests.records.history import AWARD, certified_until, day

FLOOD = Change(until=date(2027, 6, 30))


@pytest.fixture
def branch(people: People) -> Choice:
    """Phnom Penh: Ratana ends in January 2027, Sokha in March 2027, Bopha in November 2028; Malee is in Sa Kaeo."""
    certified_until(people.ratana, "2027-01-24")
    certified_until(people.sokha, "2027-03-10")
    certified_until(people.bopha, "2028-11-24")
    certified_until(people.malee, "2027-01-24")
    return Choice(bulk_extension.units_of("KH-12"), AWARD)


def _numbers(found: bulk_extension.Preview) -> list[str]:
    return [one.number for one in found.shown]


def _decide(choice: Choice, change: Change, actor: Person | None, decision: str) -> int:
    seen = bulk_extension.preview(choice, change).seen
    job = bulk_extension.extend_many(
        choice, change, reason="Flood", actor=actor, decision=decision, seen=seen
    )
    job_id = job.id
    session.commit()
    return job_id


def _extended() -> list[int]:
    rows = session.scalars(select(LedgerEntry.person_id).where(LedgerEntry.kind == "extended"))
    return sorted(rows)


def test_the_preview_names_those_who_gain_something(people: People, branch: Choice) -> None:
    with day("2026-11-24"):
        found = bulk_extension.preview(branch, FLOOD)
        assert _numbers(found) == ["KH-1002", "KH-1001"]
        assert (found.count, found.left) == (2, 1)
        assert {(one.before, one.after) for one in found.shown} == {
            (date(2027, 1, 24), date(2027, 6, 30)),
            (date(2027, 3, 10), date(2027, 6, 30)),
        }
        by_months = bulk_extension.preview(branch, Change(months=1))
        assert {one.after for one in by_months.shown} == {
            date(2027, 2, 24),
            date(2027, 4, 10),
            date(2028, 12, 24),
        }


def test_the_choice_narrows_by_status_and_end(people: People, branch: Choice) -> None:
    def chosen(choice: Choice) -> list[str]:
        return sorted(_numbers(bulk_extension.preview(choice, Change(months=6))))

    units = branch.units
    with day("2026-11-24"):
        assert chosen(Choice(units, AWARD, "expiring")) == ["KH-1002"]
        assert chosen(Choice(units, AWARD, "valid")) == ["KH-1001", "KH-1100"]
        assert chosen(Choice(units, AWARD, None, date(2027, 1, 25), date(2027, 3, 10))) == ["KH-1001"]
        assert chosen(Choice(units, "pgi")) == []
        achievements.revoke(people.ratana, AWARD, reason="Because", actor=people.chan)
        people.bopha.active = False
        session.flush()
        assert chosen(branch) == ["KH-1001"]
    with day("2029-01-10"):
        assert chosen(branch) == []  # half a year more would be over by now


def test_the_decision_is_done_by_a_job_and_its_result_told(
    app: Flask, people: People, branch: Choice
) -> None:
    with day("2026-11-24"):
        job_id = _decide(branch, FLOOD, people.chan, str(uuid4()))
        assert bulk_extension.progress(job_id, people.chan).state == "queued"
        session.commit()
        jobs.run_due(app)
        done = bulk_extension.progress(job_id, people.chan)
        assert (done.state, done.people, done.reached, done.extended) == ("done", 2, 2, 2)
        for person in (people.ratana, people.sokha):
            assert achievements.status_of(person.id, AWARD, clock.today()).expires_on == date(2027, 6, 30)
        entry = achievements.entries_of(people.ratana.id)[0]
        assert (entry.reason, entry.actor_id) == ("Flood", people.chan.id)
        with pytest.raises(NotFound):
            bulk_extension.progress(job_id, people.dao)
    acts = [line.act for line in session.scalars(select(AuditLine)) if "exten" in line.act]
    assert sorted(acts) == ["records.extend-many", "records.extended", "records.extended"]


def test_the_same_decision_sent_twice_is_one(app: Flask, people: People, branch: Choice) -> None:
    decision = str(uuid4())
    with day("2026-11-24"):
        first = _decide(branch, Change(months=6), people.chan, decision)
        assert _decide(branch, Change(months=6), people.chan, decision) == first
        jobs.run_due(app)
    assert len(_extended()) == 3


def test_who_was_revoked_or_renewed_meanwhile_stays(app: Flask, people: People, branch: Choice) -> None:
    with day("2026-11-24"):
        job_id = _decide(branch, FLOOD, people.chan, str(uuid4()))
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
        achievements.correct(
            achievements.entries_of(people.ratana.id)[-1], reason="Not her", actor=people.chan
        )
        session.commit()
        jobs.run_due(app)
        assert bulk_extension.progress(job_id, people.chan).extended == 0
    assert _extended() == []


def test_what_makes_no_sense_is_refused(people: People, branch: Choice) -> None:
    def refused(change: Change, *, seen: str | None = None, reason: str = "Flood") -> tuple[str, str | None]:
        with pytest.raises(RuleBroken) as broken:
            bulk_extension.extend_many(
                branch, change, reason=reason, actor=None, decision=str(uuid4()), seen=seen
            )
        return broken.value.code, broken.value.field

    with day("2026-11-24") as today:
        assert refused(Change()) == ("end-missing", "until")
        assert refused(Change(until=today, months=1)) == ("two-ends", "months")
        assert refused(Change(until=today - timedelta(days=1))) == ("ends-in-the-past", "until")
        assert refused(Change(until=date(2040, 1, 1))) == ("too-far", "until")
        assert refused(Change(months=0))[0] == refused(Change(months=121))[0] == "months-out-of-range"
        assert refused(Change(until=today))[0] == "nobody-affected"
        assert refused(FLOOD, reason=" ") == ("reason-missing", "reason")
        assert refused(FLOOD, seen="")[0] == "changed-meanwhile"
        with pytest.raises(NotFound):
            bulk_extension.units_of("KH-99")
        with pytest.raises(NotFound):
            _decide(Choice(branch.units, "knots"), FLOOD, None, str(uuid4()))


def test_the_second_officer_is_told_that_a_colleague_extends_these_people_just_now(
    app: Flask, people: People, branch: Choice
) -> None:
    """Half a year each, by two officers who have seen the same list: it would be a whole year."""
    half_a_year = Change(months=6)
    with day("2026-11-24"):
        seen = bulk_extension.preview(branch, half_a_year).seen
        _decide(branch, half_a_year, people.chan, str(uuid4()))

        def again() -> object:
            return bulk_extension.extend_many(
                branch, half_a_year, reason="Flood", actor=None, decision=str(uuid4()), seen=seen
            )

        with pytest.raises(RuleBroken, match="extending-now"):
            again()
        session.rollback()
        jobs.run_due(app)
        with pytest.raises(RuleBroken, match="changed-meanwhile"):
            again()
        session.rollback()
        sa_kaeo = Choice(bulk_extension.units_of("TH-27"), AWARD)
        assert _decide(sa_kaeo, half_a_year, people.dao, str(uuid4()))
    assert len(_extended()) == 3


def test_two_officers_who_press_at_the_same_moment_extend_everybody_once(
    app: Flask, people: People, branch: Choice
) -> None:
    with day("2026-11-24"):
        seen = bulk_extension.preview(branch, Change(months=6)).seen
    session.commit()
    start, heard = threading.Barrier(2), list[str]()

    def press() -> None:
        with app.app_context(), day("2026-11-24"):
            start.wait()
            try:
                bulk_extension.extend_many(
                    *(branch, Change(months=6)),
                    reason="Flood",
                    actor=None,
                    decision=str(uuid4()),
                    seen=seen,
                )
                session.commit()
            except RuleBroken as broken:
                session.rollback()
                heard.append(broken.code)

    both = [threading.Thread(target=press) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    with day("2026-11-24"):
        jobs.run_due(app)
    assert heard in (["extending-now"], ["changed-meanwhile"])
    assert len(_extended()) == 3


def test_a_process_killed_in_the_middle_extends_nobody_twice_and_forgets_nobody(
    app: Flask, people: People, branch: Choice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_extension, "_BATCH", 1)  # a commit after each person
    settings = settings_of(app)
    with day("2026-11-24"):
        job_id = _decide(branch, Change(months=6), people.chan, str(uuid4()))
    killed = processes.run("tests.records.killed", settings.database_url, str(settings.instance))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(_extended()) == 1  # two were written, one of them committed
    session.rollback()
    with day("2026-11-24"), clock.frozen(clock.now() + jobs.LEASE + timedelta(seconds=1)):
        assert jobs.run_due(app) == 1
    assert len(_extended()) == len(set(_extended())) == 3
    assert bulk_extension.progress(job_id, people.chan).extended == 3


def test_a_batch_asks_the_database_as_often_for_three_people_as_for_one(
    app: Flask, people: People, branch: Choice
) -> None:
    asked = []
    session.commit()
    jobs.run_due(app)  # certificates of those who are certified
    for change in (Change(until=date(2027, 2, 1)), Change(months=6)):  # Ratana alone, then all three
        with day("2026-11-24"):
            _decide(branch, change, people.chan, str(uuid4()))
            with statements() as seen:
                jobs.run_due(app)
        asked.append(sum("nextval" not in statement for statement, _ in seen))  # ids come by the power of two
    assert len(_extended()) == 4
    assert asked[0] == asked[1]


def _trained_long_ago(people: People) -> None:
    """A list told of Noy that she was trained in 2020: it was over when it was recorded, and nothing was issued."""
    with day("2026-11-24"):
        achievements.record_past_training(
            *(people.noy, AWARD),
            on=date(2020, 3, 1),
            source="List of 2020",
            reason="On paper",
            actor=people.chan,
            result="passed",
        )


def test_what_has_expired_is_left_out_and_counted_unless_it_is_chosen(people: People, branch: Choice) -> None:
    _trained_long_ago(people)
    year_later = Change(until=date(2029, 6, 30))
    with day("2027-08-01"):  # Ratana and Sokha are beyond their grace
        everybody = Choice(branch.units | bulk_extension.units_of("khm"), AWARD)
        found = bulk_extension.preview(everybody, year_later)
        assert (_numbers(found), found.expired, found.over, found.certified) == (["KH-1100"], 3, 0, 0)
        chosen = bulk_extension.preview(Choice(everybody.units, AWARD, "expired"), year_later)
        assert (chosen.count, chosen.expired, chosen.over, chosen.certified) == (3, 0, 3, 1)
        assert {one.number: one.certifies for one in chosen.shown} == {
            "KH-1001": False,
            "KH-1002": False,
            people.noy.number: True,
        }
        short = Choice(everybody.units, AWARD, ends_until=date(2027, 6, 1))
        with pytest.raises(RuleBroken, match="only-expired"):
            bulk_extension.preview_somebody(short, year_later)


def test_as_many_certificates_are_made_as_the_preview_said(
    app: Flask, people: People, branch: Choice
) -> None:
    _trained_long_ago(people)
    with day("2027-08-01"):
        choice = Choice(bulk_extension.units_of("khm"), AWARD, "expired")
        change = Change(until=date(2029, 6, 30))
        said = bulk_extension.preview(choice, change).certified
        certified = select(LedgerEntry.id).where(LedgerEntry.kind == "certified")
        before = len(session.scalars(certified).all())
        _decide(choice, change, people.chan, str(uuid4()))
        jobs.run_due(app)
        assert len(session.scalars(certified).all()) - before == said == 1
