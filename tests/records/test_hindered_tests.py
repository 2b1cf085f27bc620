"""What HR reads on the page of a person of tests that do not count today."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html import unescape

from lms import clock
from lms.db import session
from lms.quizzes.services import paper_forms, paper_results
from lms.quizzes.services.paper_results import TypedSheet
from tests.client import StrictClient
from tests.people import People

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_hr_reads_which_certificate_comes_first_and_until_when_slips_make_somebody_wait(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.chan.number)
    with clock.frozen(NOW):
        before = unescape(client.get("/en/records/KH-1001/").get_data(as_text=True))
    assert "A test that is taken now would not count" in before
    assert "The certificate of another module comes first:" in before
    assert "there is a wait" not in before
    for _number in range(3):
        with clock.frozen(NOW):
            form = paper_forms.find_form(paper_forms.make_form("pss", people.bopha))
            sheet = TypedSheet(people.sokha, "-" * form.boxes, "empty")
            checked = paper_results.check_sheet(form, sheet, clock.today(), people.bopha)
            paper_results.save_sheets(form, [checked], clock.today(), language="km", actor=people.bopha)
    session.commit()
    with clock.frozen(NOW + timedelta(hours=1)):
        page = unescape(client.get("/en/records/KH-1001/").get_data(as_text=True))
    assert f"A test of {date(2026, 11, 21).day} November 2026 or later counts." in page
