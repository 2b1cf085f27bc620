"""Who may open what: people × pages, each 200, 302 (to sign in), 403 or 404."""

from __future__ import annotations

import pytest

from tests.client import StrictClient
from tests.people import People

NOBODY = ""
# address, then the answer for: nobody, Sokha (volunteer), Bopha (trainer), Noy (editor), Chan (HR), Dao (HR elsewhere)
TABLE = {
    "/en/": (200, 200, 200, 200, 200, 200),
    "/en/modules/pss/": (200, 200, 200, 200, 200, 200),
    "/en/modules/pss/look-listen-link/": (200, 200, 200, 200, 200, 200),
    "/en/modules/pss/handbook/": (200, 200, 200, 200, 200, 200),
    "/en/modules/pss/trainer/": (200, 200, 200, 200, 200, 200),
    "/en/modules/hiv/cases/saturday-evening/": (200, 200, 200, 200, 200, 200),
    "/en/search": (200, 200, 200, 200, 200, 200),
    "/en/search?q=listen": (200, 200, 200, 200, 200, 200),
    "/en/glossary/": (200, 200, 200, 200, 200, 200),
    "/en/library/": (200, 200, 200, 200, 200, 200),
    "/en/components/": (404, 404, 404, 404, 404, 404),  # in a demonstration only
    "/en/components/desk/": (404, 404, 404, 404, 404, 404),
    "/en/society/": (200, 200, 200, 200, 200, 200),
    "/en/society/khm/": (200, 200, 200, 200, 200, 200),
    "/en/sign-in/": (200, 302, 302, 302, 302, 302),
    "/en/signed-out/": (200, 302, 302, 302, 302, 302),
    "/en/me/pin/": (302, 200, 200, 200, 200, 200),
    "/en/sign-in/khm/": (404, 404, 404, 404, 404, 404),  # no Society of these tests has an account service
    "/sign-in/khm/back/": (404, 404, 404, 404, 404, 404),
    "/verify/": (200, 200, 200, 200, 200, 200),
    "/en/verify/": (301, 301, 301, 301, 301, 301),
    "/en/verify/7KQW-3XHM-B9T8": (301, 301, 301, 301, 301, 301),
    "/en/verify/offline/": (301, 301, 301, 301, 301, 301),
    "/verify/offline": (200, 200, 200, 200, 200, 200),
    "/verify/keys.json": (200, 200, 200, 200, 200, 200),
    "/verify/issuers/khm": (200, 200, 200, 200, 200, 200),
    "/verify/issuers/khm/did.json": (200, 200, 200, 200, 200, 200),
    "/verify/issuers/khm/status/1": (404, 404, 404, 404, 404, 404),  # no key has been made yet
    "/verify/worker.js": (200, 200, 200, 200, 200, 200),
    "/script.js": (200, 200, 200, 200, 200, 200),
    "/healthz": (200, 200, 200, 200, 200, 200),
    "/readyz": (200, 200, 200, 200, 200, 200),
    "/en/me/": (302, 200, 200, 200, 200, 200),
    "/en/me/certificates/": (302, 200, 200, 200, 200, 200),
    "/en/me/certificates/7KQW-3XHM-B9T8.json": (302, 404, 404, 404, 404, 404),
    "/en/me/sessions/": (302, 200, 200, 200, 200, 200),
    "/en/sign-in/change/": (302, 200, 200, 200, 200, 200),
    "/en/me/passkeys/": (302, 403, 200, 200, 200, 200),
    "/en/privacy/": (200, 200, 200, 200, 200, 200),
    "/en/me/privacy/": (302, 200, 200, 200, 200, 200),
    "/en/me/lessons/pss/linking/": (302, 200, 200, 200, 200, 200),
    "/en/me/lessons/pss/linking/clear/": (302, 200, 200, 200, 200, 200),
    "/en/me/read/": (302, 200, 200, 200, 200, 200),
    "/en/me/talks/": (302, 200, 200, 200, 200, 200),
    "/en/me/talks/new/": (302, 200, 200, 200, 200, 200),
    "/en/me/talks/00000000-0000-4000-8000-000000000000/": (302, 404, 404, 404, 404, 404),
    "/en/me/data/": (302, 200, 200, 200, 200, 200),
    "/en/me/data/my-data.html": (302, 200, 200, 200, 200, 200),
    "/en/me/workshops.ics": (302, 200, 200, 200, 200, 200),
    "/en/me/workshops/": (302, 200, 200, 200, 200, 200),
    "/en/me/workshops/00000000-0000-4000-8000-000000000000/note.pdf": (302, 404, 404, 404, 404, 404),
    "/en/me/data/my-data.json": (302, 200, 200, 200, 200, 200),
    "/en/people/erasures/": (302, 403, 403, 403, 200, 200),
    "/en/people/erasures/1/": (302, 403, 403, 403, 404, 404),
    "/en/practise/": (302, 200, 200, 200, 200, 200),
    "/en/practise/pss/pss-001/": (302, 302, 302, 302, 302, 302),  # nothing of theirs: to the list
    "/en/quizzes/pss/": (302, 200, 200, 200, 200, 200),
    "/en/quizzes/pss/before/": (302, 200, 200, 200, 200, 200),
    "/en/surveys/needs/": (302, 200, 200, 200, 200, 200),
    "/en/surveys/channels/interview/": (302, 200, 200, 200, 200, 200),
    "/en/surveys/needs/interview/": (302, 404, 404, 404, 404, 404),
    "/en/surveys/needs/plan/": (302, 200, 200, 200, 200, 200),
    "/en/surveys/results/": (302, 403, 200, 403, 200, 200),
    "/en/surveys/results/form.xlsx": (302, 403, 403, 403, 200, 200),
    "/en/surveys/results/paper.pdf": (302, 403, 403, 403, 404, 404),  # no round is open
    "/en/surveys/results/papers/": (302, 403, 403, 403, 200, 200),
    "/en/surveys/nothing/": (302, 404, 404, 404, 404, 404),
    "/en/translations/": (302, 403, 403, 200, 403, 403),
    "/en/translations/pss/km/": (302, 403, 403, 200, 403, 403),
    "/en/translations/km/": (302, 403, 403, 200, 403, 403),
    "/en/translations/pss/en/": (302, 403, 403, 404, 403, 403),
    "/en/translations/pss/clear/": (302, 403, 403, 200, 403, 403),
    "/en/translations/nothing/clear/": (302, 403, 403, 404, 403, 403),
    "/en/questions/": (302, 403, 403, 200, 403, 403),
    "/en/questions/?module=hiv": (302, 403, 403, 200, 403, 403),
    "/en/check-in/": (200, 200, 200, 200, 200, 200),
    "/en/check-in/7KQW3X/": (422, 422, 422, 422, 422, 422),  # no code: its last sign checks the others
    "/en/check-in/done/": (200, 200, 200, 200, 200, 200),
    "/en/me/check-in/7KQW3X/": (302, 200, 200, 200, 200, 200),
    "/en/start/": (302, 302, 302, 302, 302, 302),  # to sign in; to their own start page
    "/en/staff/": (302, 403, 200, 200, 200, 200),
    "/en/people/": (302, 403, 200, 403, 200, 200),
    "/en/people/new/": (302, 403, 403, 403, 200, 200),
    "/en/people/units/": (302, 403, 200, 403, 200, 200),
    "/en/people/cards/": (302, 403, 200, 403, 200, 200),
    "/en/people/KH-1001/": (302, 403, 200, 403, 200, 404),
    "/en/people/KH-1001/edit/": (302, 403, 403, 403, 200, 404),
    "/en/people/KH-1001/unlock/": (302, 403, 200, 403, 200, 404),
    "/en/people/KH-1001/move/": (302, 403, 403, 403, 200, 404),
    "/en/people/KH-1001/active/": (302, 403, 403, 403, 200, 404),
    "/en/people/KH-1001/roles/": (302, 403, 403, 403, 200, 404),
    "/en/people/KH-1001/merge/": (302, 403, 403, 403, 200, 404),
    "/en/people/KH-1001/card/": (302, 403, 200, 403, 200, 404),
    "/en/people/KH-1200/": (302, 403, 404, 403, 200, 404),
    "/en/people/imports/": (302, 403, 403, 403, 200, 200),
    "/en/people/imports/people.xlsx": (302, 403, 403, 403, 200, 200),
    "/en/people/imports/00000000-0000-4000-8000-000000000000/": (302, 403, 403, 403, 404, 404),
    "/en/records/": (302, 403, 403, 403, 200, 200),
    "/en/records/expiring/": (302, 403, 403, 403, 200, 200),
    "/en/reports/": (302, 403, 403, 403, 200, 200),
    "/en/paper/": (302, 403, 200, 403, 200, 200),
    "/en/paper/?code=AAA-AAA": (302, 403, 404, 403, 404, 404),
    "/en/paper/AAAAAA/": (302, 403, 404, 403, 404, 404),
    "/en/paper/AAAAAA/results/": (302, 403, 404, 403, 404, 404),
    "/en/paper/AAAAAA/questions.pdf": (302, 403, 404, 403, 404, 404),
    "/en/paper/AAAAAA/answers.pdf": (302, 403, 404, 403, 404, 404),
    "/en/workshops/": (302, 403, 200, 403, 200, 200),
    "/en/workshops/new/": (302, 403, 200, 403, 200, 200),
    "/en/workshops/calendar/": (302, 403, 200, 403, 200, 200),
    "/en/workshops/calendar.ics": (302, 403, 200, 403, 200, 200),
    "/en/workshops/00000000-0000-4000-8000-000000000000/calendar.ics": (302, 403, 404, 403, 404, 404),
    "/en/workshops/branch/": (302, 403, 200, 403, 200, 200),
    "/en/workshops/00000000-0000-4000-8000-000000000000/": (302, 403, 404, 403, 404, 404),
    "/en/workshops/00000000-0000-4000-8000-000000000000/edit/": (302, 403, 404, 403, 404, 404),
    "/en/workshops/00000000-0000-4000-8000-000000000000/people/": (302, 403, 404, 403, 404, 404),
    "/en/workshops/00000000-0000-4000-8000-000000000000/close/": (302, 403, 404, 403, 404, 404),
    "/en/workshops/00000000-0000-4000-8000-000000000000/practice/pss/": (302, 403, 404, 403, 404, 404),
    "/en/workshops/00000000-0000-4000-8000-000000000000/practice/pss/1/": (302, 403, 404, 403, 404, 404),
    "/en/workshops/00000000-0000-4000-8000-000000000000/practice/pss/cards.pdf": (
        *(302, 403, 404, 403, 404, 404),
    ),
    "/en/workshops/00000000-0000-4000-8000-000000000000/report.pdf": (302, 403, 404, 403, 404, 404),
    "/en/workshops/00000000-0000-4000-8000-000000000000/attendance/1/": (302, 403, 404, 403, 404, 404),
    "/en/workshops/00000000-0000-4000-8000-000000000000/attendance/1/check-in/": (
        302,
        403,
        404,
        403,
        404,
        404,
    ),
    "/en/workshops/00000000-0000-4000-8000-000000000000/walk-ins/1/": (302, 403, 404, 403, 404, 404),
    "/en/workshops/00000000-0000-4000-8000-000000000000/papers/": (302, 403, 404, 403, 404, 404),
    "/en/workshops/cascade/": (302, 403, 403, 403, 200, 200),
    "/en/workshops/cascade/?module=hiv": (302, 403, 403, 403, 200, 200),
    "/en/workshops/trained/": (302, 403, 200, 403, 200, 200),
    "/en/reports/community/": (302, 403, 200, 403, 200, 200),
    "/en/reports/answers/": (302, 403, 200, 403, 200, 200),
    "/en/reports/answers/?module=hiv": (302, 403, 200, 403, 200, 200),
    "/en/reports/baseline/": (302, 403, 403, 403, 200, 200),
    "/en/records/certificates/": (302, 403, 403, 403, 200, 200),
    "/en/records/certificates/print/1/": (302, 403, 403, 403, 404, 404),
    "/en/records/certificates/print/1.pdf": (302, 403, 403, 403, 404, 404),
    "/en/records/KH-1001/certificates/": (302, 403, 403, 403, 200, 404),
    "/en/records/KH-1001/certificates/7KQW-3XHM-B9T8.pdf": (302, 403, 403, 403, 404, 404),
    "/en/records/KH-1001/certificates/7KQW-3XHM-B9T8.json": (302, 403, 403, 403, 404, 404),
    "/en/records/KH-1001/": (302, 403, 403, 403, 200, 404),
    "/en/records/extend/": (302, 403, 403, 403, 200, 200),
    "/en/records/extend/1/": (302, 403, 403, 403, 404, 404),
}
PEOPLE = (NOBODY, "KH-1001", "KH-1100", "KH-1300", "KH-1200", "TH-1200")


@pytest.mark.parametrize("number", PEOPLE)
def test_each_page_opens_for_those_it_is_for(client: StrictClient, people: People, number: str) -> None:
    if number:
        client.sign_in(number)
    cookie, answers = client.get_cookie("sala"), {}
    for address in TABLE:
        # Each begins as after the sign-in: what a page leaves in the browser opens no other one.
        visitor = StrictClient(client.application, client.application.response_class)
        if cookie:
            visitor.set_cookie("sala", cookie.value)
        answers[address] = visitor.get(address).status_code
    assert answers == {address: row[PEOPLE.index(number)] for address, row in TABLE.items()}
