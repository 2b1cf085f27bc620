"""Sensitive topics: no page and no file of staff changes by what somebody reads or tries, only by what they complete.

Two looks at everything that staff can open: in between, somebody reads lessons, says that they were not
clear, and takes tests without passing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Final

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lms import clock, jobs
from lms.accounts.services import people
from lms.certificates.services import bulk_print, certificates
from lms.content import registry
from lms.courses import services
from lms.db import session
from lms.feedback import services as feedback
from lms.feedback.domain.opinions import Opinion, Place, version_of
from lms.imports.models import ListImport
from lms.jobs import Job
from lms.privacy.services import requests
from lms.quizzes.models import PaperForm
from lms.quizzes.services import attempts as quizzes
from lms.records.models import ReportedTotal
from lms.records.services import bulk_extension
from lms.surveys.services import rounds
from lms.workshops.models import Workshop, WorkshopWalkIn
from tests.client import StrictClient
from tests.pdfs import text_of
from tests.privacy import lives
from tests.privacy.lives import Life
from tests.records.history import day

# Trainer, HR, whoever looks after everything, and a viewer of figures.
STAFF = ("KH-1100", "KH-1200", "KH-1300", "KH-1002")
READ = "migration"  # a module of which the person has completed nothing

# What differs from one look to the next whatever anybody does, and says nothing about people.
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_CHANCE = re.compile(r'name="(csrf_token|decision|key|walk_in_key)"[^>]*value="[^"]*"')

SHOW_COMPLETED = {f"/en/records/{lives.NUMBER}/", "/en/records/", "/en/reports/records.csv"}

_LISTS = (lives.FAILED, lives.SPELLED)  # one that was carried out, one that waits

# Addresses that send a file, with the page that holds the form; what else is sent is an act, and not looked at here.
FILES = {
    **lives.TAKEN_OUT,
    "/en/people/imports/{uuid}/failed.csv": "/en/people/imports/{uuid}/",
    "/en/people/imports/{uuid}/failed.xlsx": "/en/people/imports/{uuid}/",
}
ACTS = {
    *("acts.act", "baseline.enter", "baseline.withdraw", "erasures.answer", "erasures.register"),
    *("expiring.sent", "extending.decide", "import_steps.act", "imports.bring_in"),
    *("people.add", "people_cards.give", "people_changes.correct", "people_changes.moved"),
    *("people_changes.switch", "people_merging.decide", "people_roles.decide", "people_units.set_up"),
    *("paper_results.row", "paper_results.send", "paper_tests.key", "paper_tests.make"),
    *("paper_tests.take_away", "unlocks.give"),
    *("staff_certificates.act", "staff_certificates.reissue"),
    *("survey_results.begin", "survey_results.end", "survey_files.look_at", "survey_files.take_in"),
    *("survey_results.channels_file", "survey_papers.add", "survey_sheet.sheet"),
    *("workshops.make", "workshops.change", "workshops.remove", "workshop_closing.close"),
    *("workshop_closing.reopen", "workshop_roster.add", "workshop_roster.add_numbers"),
    *("workshop_roster.remove", "workshop_attendance.save"),
    *("workshop_roster.let_somebody_in", "workshop_roster.stop_waiting"),
    *(
        "workshop_walk_ins.match",
        "workshop_walk_ins.confirm",
        "workshop_walk_ins.remove",
        "workshop_walk_ins.remove_unconfirmed",
        "workshop_walk_ins.make",
    ),
    *("workshop_check_in.open_room", "workshop_check_in.accept", "workshop_roster.invite"),
    *(
        "workshop_papers.order",
        "workshop_papers.sign_in",
        "workshop_papers.poster",
        "workshop_papers.feedback",
        "workshop_papers.everything",
    ),
    *("workshop_practice.save", "workshop_notes.of_workshop"),
    "people_cards.sheet",  # a file, of new cards: looking would be an act
}


@pytest.fixture
def everyone(app: Flask, life: Life) -> Life:
    """With somebody for each role, certificates of the person as one file that HR ordered, a survey to print."""
    region = life.people.chan.unit.parent
    assert region is not None
    people.give_role(life.people.noy, "admin", region, actor=None)
    people.give_role(life.people.ratana, "viewer", region, actor=None)
    bulk_print.order(certificates.certificates_of(life.person.id), actor=life.people.chan)
    rounds.begin_round(
        "khm", registry.current().surveys["needs"], clock.today(), clock.today(), actor=life.people.chan
    )
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    return life


def values(life: Life) -> dict[str, list[str]]:
    """What stands in the places of an address: the person, and everything that names them."""
    request = requests.open_request_of(life.person)
    job = session.scalars(select(Job.id).where(Job.kind == bulk_extension.KIND)).first()
    printed = session.scalars(select(Job.id).where(Job.kind == bulk_print.KIND)).first()
    assert request is not None
    return {
        "lang": ["en"],
        "number": [lives.NUMBER],
        "request_id": [str(request.id)],
        "uuid": list(session.scalars(select(ListImport.uuid).where(ListImport.file_name.in_(_LISTS)))),
        "job_id": [str(job)],
        "print_id": [str(printed)],
        "code": [one.code for one in certificates.certificates_of(life.person.id)],
        "total_id": [str(number) for number in session.scalars(select(ReportedTotal.id))],
        "kind": ["people", "trainings"],
        "ending": ["csv", "xlsx"],
        "module": ["pss"],
        "target": ["km"],
        "form_code": list(session.scalars(select(PaperForm.code))),
        "half_day": ["1"],
        "walk_in": [str(one) for one in session.scalars(select(WorkshopWalkIn.id))],
        "person_id": [str(life.person.id)],
        _WORKSHOP: list(session.scalars(select(WorkshopWalkIn.workshop_uuid))),
        _CLOSED: list(session.scalars(select(Workshop.uuid).where(Workshop.closed_at.is_not(None)))),
    }


_WORKSHOP: Final = "uuid of a workshop"  # one that is open and has everything, so that every page of it is
_CLOSED: Final = "uuid of a closed workshop"  # which alone has a report


def rules_of_staff(app: Flask) -> Iterator[Rule]:
    """Every address that is neither public nor one's own."""
    for rule in app.url_map.iter_rules():
        if getattr(app.view_functions[rule.endpoint], "access", "public") not in ("public", "signed-in"):
            yield rule


def pages_of_staff(app: Flask, life: Life) -> list[str]:
    """Every such page. After a new kind of place in an address: say in `values` what stands there."""
    known, addresses = values(life), []
    for rule in rules_of_staff(app):
        if "GET" not in (rule.methods or ()):
            continue
        filled: list[dict[str, str]] = [{}]
        for name in sorted(rule.arguments):
            what = name
            if name == "uuid" and "/workshops/" in rule.rule:
                what = _CLOSED if rule.endpoint == "workshop_report.paper" else _WORKSHOP
            filled = [{**one, name: value} for one in filled for value in known[what]]
        for one in filled:
            with app.test_request_context("/en/"):
                built = rule.build(one)
            assert built is not None
            addresses.append(built[1])
    return addresses


def shown(answer: TestResponse) -> str:
    """What a page or a file says."""
    content = answer.get_data()
    if content.startswith(b"%PDF"):
        return text_of(content)
    if content.startswith(b"PK"):
        sheets = load_workbook(io.BytesIO(content)).worksheets
        return "\n".join(str(row) for sheet in sheets for row in sheet.iter_rows(values_only=True))
    return _CHANCE.sub("", unescape(content.decode()))


class Looker:
    """Everybody of the staff at their screens. What opens for whom is found out at the first look."""

    def __init__(self, app: Flask, life: Life) -> None:
        self.pages = pages_of_staff(app, life)
        self.files = dict(files_of(life))
        self.screens = {number: StrictClient(app, app.response_class) for number in STAFF}
        self.closed: set[tuple[str, str]] = set()
        for number, screen in self.screens.items():
            screen.sign_in(number)

    def look(self, *only: str) -> dict[tuple[str, str], str]:
        """All that staff can see, or what they can see at some addresses, by who looks and the address."""
        seen: dict[tuple[str, str], str] = {}
        for number, screen in self.screens.items():
            for address in only or (*self.pages, *self.files):
                if (number, address) in self.closed:
                    continue
                answer = self._open(screen, address)
                if answer is None or answer.status_code != 200:
                    self.closed.add((number, address))
                else:
                    seen[number, address] = shown(answer)
        return seen

    def _open(self, screen: StrictClient, address: str) -> TestResponse | None:
        if address not in self.files:
            return screen.get(address)
        form = _TOKEN.search(screen.get(self.files[address]).get_data(as_text=True))
        return screen.post(address, data={"csrf_token": form[1]}) if form else None


def files_of(life: Life) -> Iterator[tuple[str, str]]:
    """The files, with the page that holds the form of each."""
    for address, form in FILES.items():
        for uuid in values(life)["uuid"]:
            yield address.format(uuid=uuid), form.format(uuid=uuid)


def test_what_somebody_reads_and_tries_changes_nothing_that_staff_see(app: Flask, everyone: Life) -> None:
    person, module = everyone.person, registry.current().module(READ)
    with day("2026-02-06"):
        staff = Looker(app, everyone)
        before = staff.look()
        for lesson in module.lessons:
            services.mark_read(person, module, lesson)
            place = Place(READ, lesson.id, "km", version_of(lesson.text("km")))
            feedback.say(person, place, Opinion(False, "disagree"))
        list(feedback.count_answers())
        lives.hand_in(person, READ, right=False)
        quizzes.open_paper(person, READ, "km")
        session.commit()
        assert staff.look() == before
        lives.hand_in(person, READ, right=True)
        session.commit()
        completed = staff.look(*SHOW_COMPLETED)
    # That the module was completed is seen: the looks do see what there is.
    changed = {key[1] for key, text in completed.items() if text != before.get(key)}
    assert changed == SHOW_COMPLETED


def test_every_page_and_file_of_staff_is_looked_at_and_names_no_lesson(app: Flask, everyone: Life) -> None:
    modules = registry.current().modules
    names = {module.text("en").title for module in modules}
    titles = {lesson.text("en").title for module in modules for lesson in module.lessons} - names
    staff = Looker(app, everyone)
    seen = staff.look()
    # Nothing is left out because none of these may open it.
    assert set(staff.pages) - {address for _, address in seen} == set()
    for address in FILES:
        assert any(re.fullmatch(address.format(uuid="[0-9a-f-]{36}"), one) for _, one in seen), address
    for (_, address), text in seen.items():
        if "/translations/" not in address:  # about lessons, and about nobody
            within = re.sub("<nav.*?</nav>", "", text, flags=re.DOTALL)
            assert [title for title in titles if title in within] == [], address


def test_whatever_staff_can_send_is_a_file_that_is_looked_at_or_an_act(app: Flask) -> None:
    """After a new address that sends a file: give it to FILES. After a new act: say so in ACTS."""
    files = {re.sub("[{<].*?[}>]", "*", address.removeprefix("/en")) for address in FILES}
    sent = [rule for rule in rules_of_staff(app) if "POST" in (rule.methods or ())]
    unknown = []
    for rule in sent:
        kind = re.sub("<.*?>", "*", re.sub("<any[^>]*>", "csv", rule.rule.removeprefix("/<lang:lang>")))
        if kind not in files and rule.endpoint not in ACTS:
            unknown.append(rule.endpoint)
    assert sorted(unknown) == []
