"""A person who leaves traces in every feature: what erasing has to find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from flask import Flask

from lms import clock, jobs
from lms.accounts import merging, people, signing_in
from lms.accounts import service as accounts
from lms.accounts.service import Person
from lms.certificates import service as certificates
from lms.content import shelf
from lms.courses import service as courses
from lms.db import session
from lms.privacy import service as privacy
from lms.quizzes import service as quizzes
from lms.quizzes.marking import key
from lms.records import service as records
from lms.records.models import Reminder
from lms.rosters import sources
from lms.rosters.models import RosterImport, RosterRow, State
from lms.scripts import collation
from tests.client import StrictClient
from tests.people import PIN, SECRET, People
from tests.records.history import day

NAME = "ច័ន្ទសុភា ដារ៉ា"
LATIN = "Chansophea Dararith"
NUMBER = "KH-77341"
PHONE = "+85512777341"
EMAIL = "chansophea@example.org"
OTHER_NAME = "ច័ន្ទ សុភាដារ៉ាវី"
OTHER_LATIN = "Chan Sopheadararith"
OTHER_NUMBER = "OLD-55119"
OTHER_PHONE = "+85598555119"

TRACES = {
    "name": NAME,
    "name without space": NAME.replace(" ", ""),
    "first part of the name": "ច័ន្ទសុភា",
    "name in Latin letters": LATIN,
    "first name in Latin letters": "Chansophea",
    "number": NUMBER,
    "phone": PHONE,
    "phone without code": "12777341",
    "phone as typed": "012 777 341",
    "e-mail": EMAIL,
    "order of the name": collation.sort_key(NAME, "km")[:12].hex(),
    "other name": OTHER_NAME,
    "other name in Latin letters": OTHER_LATIN,
    "other number": OTHER_NUMBER,
    "other phone": OTHER_PHONE,
    "name of the paper": "Dararith",
}


@dataclass(frozen=True)
class Life:
    """The person, and the codes of their certificates."""

    person: Person
    codes: tuple[str, ...]


def live(app: Flask, everyone: People) -> Life:
    """Let somebody use everything that there is, and commit."""
    person, other = _settle(everyone)
    _learn(person)
    with day("2026-02-03"):
        records.record_past_training(
            other, "hiv", on=date(2025, 5, 6), source="list of 2025", reason="imported", actor=everyone.chan
        )
        records.record_past_training(
            person, "cea", on=date(2025, 5, 6), source="list of 2025", reason="on paper", actor=everyone.chan
        )
        records.extend(person, "pss", date(2029, 1, 1), reason="outbreak", actor=everyone.chan)
        merging.merge(person, other, reason=f"{LATIN} is {OTHER_LATIN}", actor=everyone.chan)
        _be_listed(person, everyone)
        session.add(
            Reminder(
                person_id=person.id, award="pss", expires_on=date(2029, 1, 1), days=60, channel="email",
                sent_at=clock.now(),
            )
        )  # fmt: skip
        privacy.give_consent(person, "reminders-email")
        first = certificates.certificates_of(person.id)[0]
        certificates.replace(first, person, actor=everyone.chan)
        session.commit()
        jobs.run_due(app)
    _be_looked_at(app)
    papers = certificates.certificates_of(person.id)
    return Life(person, tuple({first.code, *(paper.code for paper in papers)}))


def _settle(everyone: People) -> tuple[Person, Person]:
    with day("2026-01-05"):
        person = accounts.create_person(
            number=NUMBER,
            name=NAME,
            latin_name=LATIN,
            language="km",
            unit=everyone.sokha.unit,
            actor=everyone.chan,
            phone=PHONE,
            email=EMAIL,
            sex="female",
            birth_year=1994,
        )
        signing_in.redeem_card(signing_in.issue_card(person, actor=everyone.bopha), PIN, SECRET)
        accounts.give_role(person, "trainer", everyone.sokha.unit, actor=None)
        other = accounts.create_person(
            number=OTHER_NUMBER,
            name=OTHER_NAME,
            latin_name=OTHER_LATIN,
            language="km",
            unit=everyone.sokha.unit,
            actor=everyone.chan,
            phone=OTHER_PHONE,
        )
        now = people.particulars_of(person)
        people.edit_person(person, now, actor=everyone.chan)
        session.commit()
    return person, other


def _learn(person: Person) -> None:
    module = shelf.library().module("pss")
    with day("2026-01-06"):
        for lesson in module.lessons:
            courses.mark_read(person, module, lesson)
        uuid = quizzes.open_paper(person, "pss", "km")
        paper = quizzes.paper(person, uuid)
        quizzes.submit(
            person, uuid, {one.question.id: key(one.question) for one in paper.asked}, language="km"
        )
        quizzes.open_paper(person, "cea", "km")
        session.commit()


def _be_listed(person: Person, everyone: People) -> None:
    """Two lines of a list: one is known to be about the person, of the other nobody has said so yet.

    And a list that waits for a decision, with its file.
    """
    listed = _list_of(everyone, f"{LATIN}.xlsx", "done")
    known = {"name": NAME, "latin_name": LATIN, "number": NUMBER}
    unknown = {"name": NAME.replace(" ", "\u200b"), "phone": "012 777 341"}
    taken = [{"field": "phone", "word": "phone-taken", "value": "012 777 341"}]
    for line, given, who, problems in (
        (2, known, person.id, []),
        (3, unknown, None, taken),
        (4, {"name": "Ratana"}, None, []),
    ):
        row = RosterRow(
            import_id=listed.id, line=line, action="fail", person_id=who, given=given, problems=problems,
            candidates=[{"id": person.id, "why": "phone"}], before=given if who else {}, done=False,
        )  # fmt: skip
        session.add(row)
    waiting = _list_of(everyone, "list.csv", "matching")
    sources.keep(waiting.uuid, f"Name,Phone\nRatana,\n{NAME},012 777 341\n".encode())
    session.flush()


def _list_of(everyone: People, file_name: str, state: State) -> RosterImport:
    listed = RosterImport(
        uuid=str(uuid4()), kind="people", unit_id=everyone.chan.unit_id, actor_id=everyone.chan.id,
        file_name=file_name, file_digest="0" * 64, sheet="Sheet1",
        matching={"1": "name", "source": f"list of {LATIN}"}, summary={}, state=state, created_at=clock.now(),
        finished_at=clock.now() if state == "done" else None,
    )  # fmt: skip
    session.add(listed)
    session.flush()
    return listed


def _be_looked_at(app: Flask) -> None:
    """HR opens every page about the person; the person mistypes a PIN, signs in and asks to be erased."""
    with day("2026-02-04"):
        staff = StrictClient(app, app.response_class)
        staff.sign_in("KH-1200")
        for address in (f"/en/records/{NUMBER}/", f"/en/people/{NUMBER}/", "/en/records/?q=Chansophea"):
            with staff.get(address) as answer:  # closed: what was looked at is remembered after the answer
                assert answer.status_code == 200, address
        theirs = StrictClient(app, app.response_class)
        token = theirs.token("/en/sign-in/")
        wrong = {"csrf_token": token, "identifier": PHONE, "pin": "999111"}
        assert theirs.post("/en/sign-in/", data=wrong).status_code == 422
        theirs.sign_in(NUMBER)
        assert theirs.send("/km/me/privacy/").status_code == 303
        for address in ("/km/me/", "/km/me/data/", "/km/me/data/my-data.json", "/km/me/data/my-data.html"):
            assert theirs.get(address).status_code == 200
        asking = {"csrf_token": theirs.token("/km/me/data/")}
        assert theirs.post("/km/me/data/erasure/", data=asking).status_code == 303
