"""A person who leaves traces in every feature: what erasing has to find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from lms import clock, jobs
from lms.accounts.models import OidcAccount, Passkey
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services import person_changes as people
from lms.accounts.services import sign_in
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person, PersonId
from lms.certificates.services import certificates, issuing
from lms.content import registry
from lms.courses import services
from lms.db import session
from lms.feedback import services as feedback
from lms.feedback.domain.opinions import Opinion, Place, version_of
from lms.imports.domain.headings.fields import Kind
from lms.imports.models import ListImport, ListRow
from lms.imports.services import column_matching, imports
from lms.privacy.services import requests
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.services import attempts as quizzes
from lms.quizzes.services import paper_forms, paper_results, pre_tests, saved_answers, unlocks
from lms.records.models import Reminder
from lms.records.queries.ending_awards import Choice
from lms.records.services import achievements, baseline, bulk_extension
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.scoring import Rating
from lms.surveys.services import answers as surveys
from lms.surveys.services import rounds
from lms.surveys.services.interviews import add_interview
from lms.text import collation
from lms.workshops.domain.attendance import State
from lms.workshops.domain.plan import half_days
from lms.workshops.models import WorkshopCheckIn, WorkshopWaiting
from lms.workshops.services import closing
from lms.workshops.services.attendance import save_attendance
from lms.workshops.services.plans import Plan, plan_workshop
from lms.workshops.services.practice import save_practice
from lms.workshops.services.roster import add_people
from lms.workshops.services.walk_ins import Typed, add_walk_in
from tests.client import StrictClient
from tests.community.talking import record
from tests.imports.files import PEOPLE, brought, text, xlsx
from tests.people import PIN, SECRET, People
from tests.records.history import day

NAME = "ច័ន្ទសុភា ដារ៉ា"
LATIN = "Chansophea Dararith"
NUMBER = "KH-77341"
FIRST_PHONE = "+85511446688"
PHONE = "+85512777341"
EMAIL = "chansophea@example.org"
OTHER_NAME = "ច័ន្ទ សុភាដារ៉ាវី"
OTHER_LATIN = "Chan Sopheadararith"
OTHER_NUMBER = "OLD-55119"
FORMER_NUMBER = "OLD-55118"
OTHER_PHONE = "+85598555119"
SPELLING = "Chansopea"

TRACES = {
    "name": NAME,
    "name without space": NAME.replace(" ", ""),
    "first part of the name": "ច័ន្ទសុភា",
    "name in Latin letters": LATIN,
    "first name in Latin letters": "Chansophea",
    "number": NUMBER,
    "first phone": FIRST_PHONE,
    "phone": PHONE,
    "phone without code": "12777341",
    "phone as typed": "012 777 341",
    "e-mail": EMAIL,
    "order of the name": collation.sort_key_of_name(NAME, "km")[:12].hex(),
    "other name": OTHER_NAME,
    "other name in Latin letters": OTHER_LATIN,
    "other number": OTHER_NUMBER,
    "number before": FORMER_NUMBER,
    "other phone": OTHER_PHONE,
    "family name": "Dararith",
    "another spelling": SPELLING,
}

# By the file that is brought in; the last two stay open.
DONE, FAILED, TRAININGS, OPEN, SPELLED = (
    *(f"{LATIN}.xlsx", "rest of the branch.csv", "trainings.csv"),
    *("who comes next.csv", "spelled otherwise.csv"),
)


@dataclass(frozen=True)
class Life:
    """The person, the codes of their certificates, everybody else, and what was written into the log meanwhile."""

    person: Person
    codes: tuple[str, ...]
    people: People
    log: tuple[str, ...] = ()


def live(app: Flask, everyone: People) -> Life:
    """Let somebody use everything that there is, and commit."""
    person, other = _settle(app, everyone)
    _learn(person)
    with day("2026-02-03"):
        _be_named_by_others(app, everyone)
        _be_trained(app, person, other, everyone)
        _answer_on_paper(person, everyone)
        unlocks.unlock(person, "hiv", "Explained in a call.", "Read it first.", actor=everyone.bopha)
        _take_part(person, everyone)
        merges.merge(person, other, reason=f"{LATIN} is {OTHER_LATIN}", actor=everyone.chan)
        _be_listed(app, everyone)
        people_service.give_role(person, "trainer", everyone.sokha.unit, actor=None)
        session.add(
            Reminder(
                person_id=person.id, award="pss", expires_on=date(2029, 1, 1), days=60, channel="email",
                sent_at=clock.now(),
            )
        )  # fmt: skip
        key_of_theirs = Passkey(
            person_id=person.id, credential_id=b"1", public_key=b"2", sign_count=3,
            name=f"Phone of {LATIN}", created_at=clock.now(), used_at=clock.now(),
        )  # fmt: skip
        session.add(key_of_theirs)
        account_elsewhere = OidcAccount(
            person_id=person.id, issuer="https://accounts.example.org", subject=EMAIL,
            linked_at=clock.now(), used_at=clock.now(),
        )  # fmt: skip
        session.add(account_elsewhere)
        requests.give_consent(person, "reminders-email")
        first = certificates.certificates_of(person.id)[0]
        issuing.replace(first, person, actor=everyone.chan)
        _work(app)
    _be_looked_at(app, person)
    papers = certificates.certificates_of(person.id)
    return Life(person, tuple({first.code, *(paper.code for paper in papers)}), everyone)


def _work(app: Flask) -> None:
    session.commit()
    jobs.run_due(app)
    session.expire_all()


# --- lists ------------------------------------------------------------------------------------------------------


def _bring_in(
    everyone: People, name: str, content: bytes, kind: Kind = "people", source: str = ""
) -> ListImport:
    """A list up to its preview."""
    list_import = brought(content, name, kind, everyone.chan.unit, everyone.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source=source)
    return list_import


def _carry_out(app: Flask, list_import: ListImport) -> None:
    imports.start(list_import)
    _work(app)
    assert list_import.state == "done"


def _settle(app: Flask, everyone: People) -> tuple[Person, Person]:
    """The person comes with a list, another one corrects their phone; a second record is made by hand."""
    line = (NUMBER, NAME, LATIN, "F", "1994", FIRST_PHONE, "KH-12", EMAIL)
    with day("2026-01-10"):
        first = xlsx([*PEOPLE, "E-mail"], line, ["KH-88001", "វណ្ណា", "Vanna"], name=LATIN)
        _carry_out(app, _bring_in(everyone, DONE, first))
        again = text(["Volunteer number", "Name", "Phone"], [NUMBER, NAME, "012 777 341"])
        _carry_out(app, _bring_in(everyone, "phones.csv", again))
        person = people_queries.person_by_number(NUMBER)
        assert person is not None
        assert (person.phone, person.latin_name) == (PHONE, LATIN)
        sign_in.redeem_card(sign_in.issue_card(person, actor=everyone.chan), PIN, SECRET)
        other = people_service.create_person(
            people_service.Particulars(
                number=FORMER_NUMBER,
                name=OTHER_NAME,
                latin_name=OTHER_LATIN,
                language="km",
                phone=OTHER_PHONE,
            ),
            everyone.sokha.unit,
            actor=everyone.chan,
        )
        people.edit_person(person, people.particulars_of(person), actor=everyone.chan)
        corrected = replace(people.particulars_of(other), number=OTHER_NUMBER)
        people.edit_person(other, corrected, actor=everyone.chan)
        session.commit()
    return person, other


def _be_listed(app: Flask, everyone: People) -> None:
    """A list of which a line about the person failed; two that wait for a decision. In one of those no cell is theirs,
    but HR may still say so.
    """
    header = ["Volunteer number", "Name", "Phone"]
    failed = text(header, ["KH-88002", "Ratana Keo", ""], ["", NAME.replace(" ", "\u200b"), "012 777 341"])
    _carry_out(app, _bring_in(everyone, FAILED, failed))
    _bring_in(everyone, OPEN, text(header, ["KH-88003", "Ratana", ""], ["", NAME, ""]))
    spelled = _bring_in(everyone, SPELLED, text(header, ["KH-88004", f"{SPELLING} Dararit", ""]))
    (row,) = session.scalars(select(ListRow).filter_by(import_id=spelled.id))
    assert len(row.candidates) == 1
    session.commit()


def _be_named_by_others(app: Flask, everyone: People) -> None:
    """What others typed where it may be taken back: a source of a number, an answer, the reason for an undo."""
    unit, first, last = everyone.sokha.unit_id, date(2024, 1, 1), date(2024, 1, 2)
    source = f"list of {LATIN}"
    baseline.report(unit, "", first, last, female=1, male=0, unknown=0, source=source, actor=everyone.chan)
    asked = requests.ask_erasure(everyone.ratana, actor=everyone.ratana)
    requests.refuse_erasure(asked, reason=f"{LATIN} has the papers", actor=everyone.chan)
    list_import = _bring_in(everyone, "wrong.csv", text(["Volunteer number", "Name"], ["KH-88009", "Sovann"]))
    _carry_out(app, list_import)
    imports.undo(list_import, reason=f"{LATIN} had sent another list", actor=everyone.chan)
    _work(app)
    assert list_import.state == "undone"


# --- trainings --------------------------------------------------------------------------------------------------


def _learn(person: Person) -> None:
    module = registry.current().module("pss")
    with day("2026-01-11"):
        for lesson in module.lessons:
            services.mark_read(person, module, lesson)
        see_what_is_known(person, "pss")
        hand_in(person, "pss", right=False)
        hand_in(person, "pss", right=True)
        saved_answers.save(quizzes.open_paper(person, "cea", "km"), {1: {"q1": ["2"]}})
        given = GivenAnswers({"b9": Rating(5, 2)}, {"role": ["volunteer"], "format": ["audio", "group"]})
        survey = registry.current().surveys["needs"]
        surveys.send_answers(person, survey, str(uuid4()), given, language="km", wants_plan=True)
        _ask_somebody(person)
        _say_whether_clear(person)
        record(person)
        session.commit()


def _ask_somebody(person: Person) -> None:
    """In a round about channels."""
    survey = registry.current().surveys["channels"]
    rounds.begin_round(person.society, survey, clock.today(), clock.today(), actor=None)
    answers = GivenAnswers({}, {"role": ["migrant"], "phone": ["own"]})
    add_interview(person, survey, str(uuid4()), answers, language="km")


def _say_whether_clear(person: Person) -> None:
    """Of their first lesson: its second card was too long."""
    module = registry.current().module("pss")
    lesson = module.lessons[0]
    place = Place("pss", lesson.id, "km", version_of(lesson.text("km")))
    feedback.say(person, place, Opinion(False, "long", 2))


def hand_in(person: Person, module: str, *, right: bool) -> None:
    """Take a test: everything right, or nothing answered."""
    uuid = quizzes.open_paper(person, module, "km")
    paper = quizzes.paper(person, uuid)
    answers = {one.question.id: rules_of(one.question).key for one in paper.asked} if right else {}
    quizzes.submit(person, uuid, answers, language="km")


def see_what_is_known(person: Person, module: str) -> None:
    """Take a pre-test, and answer its first question rightly."""
    uuid = pre_tests.open_pre_test(person, module, "km")
    assert uuid is not None
    first = quizzes.paper(person, uuid).asked[0].question
    pre_tests.hand_in_pre_test(person, uuid, {first.id: rules_of(first).key}, language="km")


def _answer_on_paper(person: Person, everyone: People) -> None:
    """Their slip of a test of a group, on which nothing is right, is typed by their trainer."""
    form = paper_forms.find_form(paper_forms.make_form("cea", everyone.bopha, seed=1))
    slip = paper_results.TypedSheet(person, "-" * form.boxes, "empty")
    checked = paper_results.check_sheet(form, slip, clock.today(), everyone.bopha)
    paper_results.save_sheets(form, [checked], clock.today(), language="km", actor=everyone.bopha)


def _take_part(person: Person, everyone: People) -> None:
    """Their trainer holds a workshop at which they come late, and closes it."""
    plan = Plan(
        *("facilitated", ("pss",), half_days([(clock.today(), "am")]), f"House of {LATIN}", ("km",)),
        *((everyone.bopha,), (everyone.sokha.unit_id,)),
    )
    workshop = plan_workshop(str(uuid4()), plan, actor=everyone.bopha)
    add_people(workshop, [person], actor=everyone.bopha)
    seen: dict[PersonId, State] = {person.id: "present"}
    late: dict[PersonId, State] = {person.id: "late"}
    scope = people_service.scope_of(everyone.bopha, "workshops.run")
    save_attendance(workshop, 1, seen, late, scope, actor=everyone.bopha)
    closing.close(workshop, closing.closing_of(workshop).seen, actor=everyone.bopha)
    # Another one is still to be held: nobody knows yet who will come.
    next_one = plan_workshop(str(uuid4()), replace(plan, modules=("migration", "pss")), actor=everyone.bopha)
    add_people(next_one, [person], actor=everyone.bopha)
    # Somebody wrote them down at the door, too, and nobody noticed that it is them.
    session.add(WorkshopCheckIn(workshop_uuid=next_one.uuid, number=1, person_id=person.id, at=clock.now()))
    door = Typed(str(uuid4()), LATIN, PHONE, number=NUMBER, is_another=True)
    add_walk_in(next_one, 1, door, scope, actor=everyone.bopha)
    save_practice(next_one, "pss", person.id, {}, {"calm": 1}, scope, actor=everyone.bopha)
    # And a third one is full.
    full = plan_workshop(str(uuid4()), replace(plan, modules=("hiv",)), actor=everyone.bopha)
    session.add(WorkshopWaiting(workshop_uuid=full.uuid, person_id=person.id, waits_since=clock.now()))
    session.flush()


def _be_trained(app: Flask, person: Person, other: Person, everyone: People) -> None:
    achievements.record_past_training(
        other,
        "hiv",
        on=date(2025, 5, 6),
        source="list of 2025",
        reason="imported",
        actor=everyone.chan,
        result="passed",
    )
    line = [NUMBER, LATIN, "CEA", "6/5/2025", "passed"]
    content = text(["Volunteer number", "Name", "Course", "Date", "Result"], line)
    _carry_out(app, _bring_in(everyone, TRAININGS, content, "trainings", source="list of 2025"))
    achievements.extend(person, "pss", date(2029, 1, 1), reason="outbreak", actor=everyone.chan)
    choice = Choice(frozenset({everyone.sokha.unit_id}), "cea")
    change = bulk_extension.Change(months=6)
    # Of many at once: a word of the reason that is somebody's name as well leaves nobody out.
    bulk_extension.extend_many(
        choice, change, reason="flood", actor=everyone.chan, decision=str(uuid4()), seen=None
    )
    _work(app)


# --- pages ------------------------------------------------------------------------------------------------------

# Files with names, or of totals: by address, then the page with the form.
TAKEN_OUT: Mapping[str, str] = {
    "/en/reports/records.csv": "/en/records/",
    "/en/reports/records.xlsx": "/en/records/",
    "/en/reports/community.xlsx": "/en/reports/community/",
    "/en/workshops/cascade.xlsx": "/en/workshops/cascade/",
    "/en/reports/figures.csv": "/en/reports/",
    "/en/reports/figures.xlsx": "/en/reports/",
    "/en/reports/brief.pdf": "/en/reports/",
}


def _be_looked_at(app: Flask, person: Person) -> None:
    """HR opens every page about the person and takes lists out; the person mistypes a PIN, signs in, asks."""
    pages: Sequence[str] = (
        f"/en/records/{NUMBER}/",
        f"/en/people/{NUMBER}/",
        "/en/records/?q=Chansophea",
        "/en/people/?q=Chansophea",
    )
    with day("2026-02-04"):
        staff = StrictClient(app, app.response_class)
        staff.sign_in("KH-1200", lasting=False)
        for address in pages:
            with staff.get(address) as answer:  # closed: what was looked at is remembered after the answer
                assert answer.status_code == 200, address
        for address, form in TAKEN_OUT.items():
            assert staff.send(address, {"q": "Chansophea"}, form=form).status_code == 200, address
        theirs = StrictClient(app, app.response_class)
        token = theirs.token("/en/sign-in/")
        wrong = {"csrf_token": token, "identifier": PHONE, "pin": "999111"}
        assert theirs.post("/en/sign-in/", data=wrong).status_code == 422
        theirs.sign_in(NUMBER, lasting=False)
        assert theirs.send("/km/me/privacy/").status_code == 303
        code = certificates.certificates_of(person.id)[0].code
        for address in (
            *("/km/me/", "/km/me/certificates/", f"/km/me/certificates/{code}.pdf", "/km/me/data/"),
            *("/km/me/data/my-data.json", "/km/me/data/my-data.html"),
        ):
            assert theirs.get(address).status_code == 200, address
        asking = {"csrf_token": theirs.token("/km/me/data/"), "confirm-pin": PIN}
        assert theirs.post("/km/me/data/erasure/", data=asking).status_code == 303
