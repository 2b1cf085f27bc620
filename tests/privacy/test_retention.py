"""What has an end goes when it is over, and not a day earlier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import clock, jobs
from lms.accounts.models import BrowserSession, Card, FailedSignIns, Person
from lms.accounts.services import sessions, sign_in
from lms.audit import AuditLine, Lookup
from lms.certificates.rendering import store
from lms.certificates.services import certificates
from lms.community.models import CommunitySession
from lms.config import settings_of
from lms.content import registry
from lms.data_inventory import DAYS, Ending
from lms.db import Base, session
from lms.feedback import services as feedback
from lms.feedback.domain.opinions import Opinion, Place
from lms.feedback.models import LessonFeedback
from lms.imports.models import ListImport, ListRow
from lms.jobs import Job
from lms.privacy.services import retention
from lms.quizzes.models import Attempt, PracticeItem, Unlock
from lms.quizzes.services import attempts, pre_tests
from lms.quizzes.services.unlocks import unlock
from lms.records.models import Reminder
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.models import SurveyInterviewer, SurveyMark, SurveyResponse
from lms.surveys.services import answers as surveys
from lms.surveys.services import rounds
from lms.surveys.services.interviews import add_interview
from lms.workshops.models import WorkshopParticipant, WorkshopWalkIn
from lms.workshops.services.walk_ins import Typed, add_walk_in
from tests.community.talking import record
from tests.people import People
from tests.privacy import lives
from tests.privacy.lives import Life
from tests.records.history import passes, projection_rows
from tests.workshops.planned import close, everywhere, held, planned

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
LATER = timedelta(seconds=1)


def _card(people: People) -> None:
    sign_in.issue_card(people.sokha, actor=None)
    session.scalars(select(Card)).one().expires_at = NOW


def _failure(people: People) -> None:
    session.add(FailedSignIns(subject="0" * 64, failures=1, last_at=NOW))


def _list(people: People, state: str = "done") -> None:
    listed = ListImport(
        uuid="1", kind="people", unit_id=people.chan.unit_id, file_name="list.csv", file_digest="", sheet="",
        matching={}, summary={}, state=state, created_at=NOW,
        finished_at=NOW if state == "done" else None,
    )  # fmt: skip
    session.add(listed)
    session.flush()
    row = ListRow(
        import_id=listed.id, line=1, action="create", given={"name": "Sokha"}, problems=[], candidates=[], before={}
    )  # fmt: skip
    session.add(row)


def _lookup(people: People) -> None:
    row = Lookup(person_id=people.sokha.id, actor_id=people.chan.id, on=clock.today(), page="people.person")
    session.add(row)


def _reminder(people: People) -> None:
    session.add(
        Reminder(
            person_id=people.sokha.id, award="pss", expires_on=clock.today(), days=7, channel="email", sent_at=NOW
        )
    )  # fmt: skip


def _job(people: People) -> None:
    session.add(Job(kind="done long ago", args={}, state="done", queued_at=NOW, finished_at=NOW))


def _paper(people: People) -> None:
    attempts.open_paper(people.sokha, "pss", "km")


def _pre_test(people: People) -> None:
    uuid = pre_tests.open_pre_test(people.sokha, "pss", "km")
    assert uuid is not None
    pre_tests.hand_in_pre_test(people.sokha, uuid, {}, language="km")


def _practice(people: People) -> None:
    row = PracticeItem(person_id=people.sokha.id, module="pss", item="pss-001", step=0, next_on=clock.today())
    session.add(row)


def _unlock(people: People) -> None:
    unlock(people.sokha, "pss", "Explained in a call.", "", actor=people.bopha)


def _response(people: People) -> None:
    given = GivenAnswers({}, {"role": ["volunteer"]})
    survey = registry.current().surveys["needs"]
    surveys.send_answers(people.sokha, survey, str(uuid4()), given, language="km", wants_plan=True)


def _answered(people: People) -> None:
    """In the month that ends on the day of NOW: of when it was sent the month is kept."""
    _response(people)
    session.scalars(select(SurveyMark)).one().answered_by = clock.today()


def _interview(people: People) -> None:
    """In a round that ends on the day of NOW."""
    survey, today = registry.current().surveys["channels"], clock.today()
    rounds.begin_round("khm", survey, today, today, actor=None)
    add_interview(people.sokha, survey, str(uuid4()), GivenAnswers({}, {}), language="km")


def _said_of_a_lesson(people: People) -> None:
    """In the month that ends on the day of NOW: of when it was said the month is kept."""
    feedback.say(people.sokha, Place("pss", "40-linking", "km", ""), Opinion(True))
    session.scalars(select(LessonFeedback)).one().answered_by = clock.today()


def _session(people: People) -> None:
    sessions.start_session(people.sokha, keep=False)
    session.scalars(select(BrowserSession)).one().ends_at = NOW


def _workshop(people: People) -> None:
    workshop = planned(people, days=[(clock.today(), "am")])
    held(people, workshop, [people.sokha])
    close(workshop, people.bopha)


def _talk(people: People) -> None:
    record(people.sokha)


def _walk_in(people: People) -> None:
    workshop = planned(people, days=[(clock.today(), "am")])
    held(people, workshop, [people.sokha])
    typed = Typed("1", "Dara", "012 345 678")
    add_walk_in(workshop, 1, typed, everywhere(), actor=people.bopha)
    close(workshop, people.bopha)


ROWS: dict[Ending, tuple[type[Base], Callable[[People], None]]] = {
    "old-card": (Card, _card),
    "old-session": (BrowserSession, _session),
    "old-failures": (FailedSignIns, _failure),
    "closed-import": (ListRow, _list),
    "old-lookup": (Lookup, _lookup),
    "old-reminder": (Reminder, _reminder),
    "old-job": (Job, _job),
    "old-practice": (PracticeItem, _practice),
    "old-unlock": (Unlock, _unlock),
    "old-response": (SurveyResponse, _response),
    "old-answered": (SurveyMark, _answered),
    "old-interviews": (SurveyInterviewer, _interview),
    "old-feedback": (LessonFeedback, _said_of_a_lesson),
    "old-workshop": (WorkshopParticipant, _workshop),
    "old-walk-in": (WorkshopWalkIn, _walk_in),
    "old-community": (CommunitySession, _talk),
    "open-paper": (Attempt, _paper),
    "old-pre-test": (Attempt, _pre_test),
}


def count(model: type[Base]) -> int:
    """The rows that hold something of somebody: of a walk-in it stays as a number that they came."""
    asked = select(func.count()).select_from(model)
    if model is CommunitySession:
        asked = asked.where(CommunitySession.person_id.is_not(None))
    return session.scalar(asked.where(model.name != "") if model is WorkshopWalkIn else asked) or 0


@pytest.mark.parametrize("rule", list(DAYS))
def test_a_row_goes_when_its_days_are_over_and_not_before(people: People, rule: Ending) -> None:
    model, make = ROWS[rule]
    with clock.frozen(NOW):
        make(people)
    session.commit()
    assert count(model) == 1
    end = NOW + timedelta(days=DAYS[rule])
    with clock.frozen(end):
        assert retention.apply(rule) == 0
    counted_in_days = (
        "old-lookup",
        "old-practice",
        "old-response",
        "old-answered",
        "old-interviews",
        "old-feedback",
        "old-community",
    )
    with clock.frozen(end + (timedelta(days=1) if rule in counted_in_days else LATER)):
        assert retention.apply(rule) == 1
        assert retention.apply(rule) == 0
    assert count(model) == 0
    line = session.scalars(select(AuditLine).filter_by(act="privacy.retention")).one()
    assert (line.record_id, line.facts) == (rule, {"rows": 1})


def test_a_list_that_was_left_lying_is_dropped(people: People) -> None:
    _list(people, "preview")
    with clock.frozen(NOW + timedelta(days=31)):
        assert retention.apply("closed-import") == 1
    assert session.scalars(select(ListImport.state)).one() == "dropped"


@pytest.mark.parametrize(("state", "kept"), [("done", {}), ("failed", {"reason": "a flood"})])
def test_a_job_that_an_import_names_stays_with_what_trying_again_needs(
    people: People, state: jobs.State, kept: dict[str, str]
) -> None:
    _job(people)
    _list(people)
    session.flush()
    job = session.scalars(select(Job)).one()
    job.state, job.args = state, {"reason": "a flood"}
    session.scalars(select(ListImport)).one().job_id = job.id
    with clock.frozen(NOW + timedelta(days=400)):
        retention.apply("old-job")
        assert retention.apply("old-job") == 0
    assert job.args == kept


def test_whatever_is_said_to_end_has_ended_after_its_days(app: Flask, life: Life) -> None:
    """The inventory's word against every column, after somebody has used everything that there is."""
    _work_later(app)
    left = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if "personal" in column.info and column.info["personal"].kept in DAYS:
                values = session.scalars(select(column))
                left += [str(column) for value in values if value not in (None, "", {}, [])]
    # What the columns of a list are is no personal data; where it came from is gone.
    assert set(left) <= {"roster_import.matching"}
    sources = [one.get("source", "–") for one in session.scalars(select(ListImport.matching))]
    assert set(sources) == {"–"}
    folder = settings_of(app).instance / "imports"
    assert list(folder.iterdir()) == []


def test_the_record_and_the_certificate_have_no_end_of_their_own(app: Flask, life: Life) -> None:
    before = projection_rows()
    _work_later(app)
    assert projection_rows() == before
    assert (session.get_one(Person, life.person.id).name, life.person.phone) == (lives.NAME, lives.PHONE)


def _work_later(app: Flask) -> None:
    session.commit()
    with clock.frozen(NOW + timedelta(days=4000)):
        jobs.queue_daily()
        jobs.run_due(app)
        # The work of that day is itself over one day.
    with clock.frozen(NOW + timedelta(days=8000)):
        for rule in retention.RULES:
            retention.apply(rule)
    session.commit()


def test_a_paper_that_was_handed_in_stays(people: People) -> None:
    with clock.frozen(NOW):
        uuid = attempts.open_paper(people.sokha, "pss", "km")
        attempts.submit(people.sokha, uuid, {}, language="km")
    with clock.frozen(NOW + timedelta(days=3650)):
        assert retention.apply("open-paper") == 0


def test_the_background_does_it_once_a_day(app: Flask, people: People) -> None:
    retention.every_day()
    with clock.frozen(NOW):
        _card(people)
        session.commit()
        jobs.queue_daily()
        jobs.queue_daily()
    with clock.frozen(NOW + timedelta(days=31)):
        jobs.queue_daily()
        jobs.run_due(app)
    assert count(Card) == 0
    done = session.scalars(select(Job).filter_by(kind=retention.KIND)).all()
    assert [job.state for job in done] == ["done", "done"]


def test_a_file_that_a_power_cut_left_of_an_erased_person_goes(app: Flask, people: People) -> None:
    settings = settings_of(app)
    passes(people.sokha, "a-1")
    session.commit()
    jobs.run_due(app)
    certificate = certificates.certificates_of(people.sokha.id)[0]
    assert store.path_of(settings.instance, certificate.code).exists()
    certificate.name = certificate.latin_name = ""
    session.commit()
    answer = app.test_cli_runner().invoke(args=["privacy", "retention"])
    assert answer.exit_code == 0, answer.output
    assert "files of erased people: 1" in answer.output
    assert not store.path_of(settings.instance, certificate.code).exists()
