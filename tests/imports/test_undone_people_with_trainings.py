"""People whom a list made, and whose only training was taken back with its own list: they go, and the ledger stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import Person
from lms.accounts.queries import people as people_queries
from lms.accounts.services import person_changes
from lms.certificates.domain.codes import grouped
from lms.certificates.models import Certificate
from lms.certificates.services import issuing
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.models import ListImport, ListRow
from lms.imports.services import imports
from lms.imports.services.undo import rollback_forecast
from lms.records.models import LedgerEntry
from lms.records.services import achievements
from tests.client import StrictClient
from tests.imports import test_undone_beside_others as beside
from tests.imports.test_people import DARA, PISEY, rows
from tests.imports.test_trainings import text_of, work
from tests.people import People

# One who passed has a certificate, one who was there has none.
PASSED = ["V-001", "ដារ៉ា", "pss", "06/03/2025", "passed", ""]
ATTENDED = ["V-002", "ពិសី", "hiv", "06/03/2025", "attended", ""]


def known(number: str) -> Person | None:
    return people_queries.person_by_number(number)


def words(list_import: ListImport) -> list[list[str]]:
    return [[problem["word"] for problem in row.problems] for row in rows(list_import)]


def test_people_whose_trainings_were_undone_go_with_the_list_that_made_them(
    app: Flask, client: StrictClient, people: People
) -> None:
    made = beside._people(app, people, "people.xlsx", DARA, PISEY)
    dara = known("V-001")
    assert dara is not None
    number = dara.id
    trained = beside._trainings(app, people, PASSED, ATTENDED)
    assert rollback_forecast.of(made, people.chan).since == 2
    beside._undo(app, people, trained)
    entries = len(session.scalars(select(LedgerEntry)).all())
    assert rollback_forecast.of(made, people.chan).since == 0
    client.sign_in("KH-1200")
    page = text_of(client.get(f"/en/people/imports/{made.uuid}/").get_data(as_text=True))
    assert "This puts 2 lines back to what was before." in page
    beside._undo(app, people, made)
    assert (words(made), known("V-001"), known("V-002")) == ([[], []], None, None)
    # The ledger only grows: what was recorded and taken back stays, about somebody without a name.
    assert len(session.scalars(select(LedgerEntry)).all()) == entries
    row = session.get_one(Person, number)
    assert (row.name, row.latin_name, row.phone, row.active) == ("", "", None, False)
    assert row.erased_at is not None
    assert [one.name for one in session.scalars(select(Certificate))] == [""]
    assert session.scalars(select(ListRow.person_id).where(ListRow.person_id.is_not(None))).all() == []
    page = text_of(client.get("/en/people/?q=V-001").get_data(as_text=True))
    assert "ERASED" not in page
    for list_import in (made, trained):
        for language in ("en", "km", "lo", "th"):
            address = f"/{language}/people/imports/{list_import.uuid}/"
            assert "ERASED" not in client.get(address).get_data(as_text=True)


def test_the_same_people_can_be_brought_in_again(app: Flask, people: People) -> None:
    made = beside._people(app, people, "people.xlsx", DARA)
    trained = beside._trainings(app, people, PASSED)
    beside._undo(app, people, trained)
    beside._undo(app, people, made)
    again = beside._people(app, people, "again.xlsx", DARA, PISEY)
    assert [row.action for row in rows(again)] == ["create", "create"]
    assert known("V-001") is not None


def test_whose_training_still_counts_or_who_was_worked_with_stays(app: Flask, people: People) -> None:
    made = beside._people(app, people, "people.xlsx", DARA, PISEY)
    trained = beside._trainings(app, people, PASSED, ATTENDED)
    beside._undo(app, people, trained)
    dara, pisey = known("V-001"), known("V-002")
    assert dara is not None
    assert pisey is not None
    pisey.version += 1  # somebody has saved this person again
    session.commit()
    beside._trainings(app, people, [*PASSED[:3], "07/04/2024", *PASSED[4:]])
    beside._undo(app, people, made)
    assert words(made) == [["undo-has-training"], ["undo-edited-since", "undo-has-training"]]
    assert (dara.name, pisey.name) == ("ដារ៉ា", "ពិសី")
    assert len(achievements.certifications_of(dara.id)) == 1


def test_the_code_of_somebody_who_went_with_their_list_says_that_it_was_withdrawn_and_by_nobodys_wish(
    app: Flask, client: StrictClient, people: People
) -> None:
    """It said that they had wished to be removed."""
    made = beside._people(app, people, "people.xlsx", DARA)
    trained = beside._trainings(app, people, PASSED)
    dara = known("V-001")
    assert dara is not None
    [first] = session.scalars(select(Certificate)).all()
    issuing.replace(first, dara, actor=people.chan)
    session.commit()
    beside._undo(app, people, trained)
    codes = [grouped(code) for code in session.scalars(select(Certificate.code))]
    before = {code: text_of(_checked(client, code, "en")) for code in codes}
    beside._undo(app, people, made)
    assert [one.name for one in session.scalars(select(Certificate))] == ["", ""]
    for code in codes:
        page = text_of(_checked(client, code, "en"))
        assert "Not valid: it was withdrawn" in page
        assert "wish" not in page
        assert "Dara" in before[code]
        assert "Dara" not in page
        for language, wish in (("km", "សំណូមពរ"), ("lo", "ຄຳຂໍ"), ("th", "เจ้าตัวขอ")):
            assert wish not in _checked(client, code, language)


def _checked(client: StrictClient, code: str, language: str) -> str:
    return client.get(f"/verify/{code}?language={language}").get_data(as_text=True)


def test_before_people_are_undone_the_page_says_how_many_go_and_with_which_certificates(
    app: Flask, client: StrictClient, people: People
) -> None:
    made = beside._people(app, people, "people.xlsx", DARA, PISEY)
    trained = beside._trainings(app, people, PASSED)
    forecast = rollback_forecast.of(made, people.chan)
    assert (forecast.people, forecast.papers) == (1, 0)  # Dara stays with the training, Pisey goes
    assert rollback_forecast.of(trained, people.chan).people == 0
    beside._undo(app, people, trained)
    forecast = rollback_forecast.of(made, people.chan)
    assert (forecast.people, forecast.papers) == (2, 1)
    client.sign_in("KH-1200")
    page = text_of(client.get(f"/en/people/imports/{made.uuid}/").get_data(as_text=True))
    assert "2 people will be removed from Sala, with their names, numbers and phones." in page
    assert (
        "1 withdrawn certificate is theirs. Its code still says that it is not valid, without a name." in page
    )


def test_whom_an_earlier_list_made_and_this_one_alone_holds_is_counted_among_those_who_go(
    app: Flask, people: People
) -> None:
    first = beside._people(app, people, "wrong.xlsx", DARA, PISEY)
    second = beside._people(app, people, "right.xlsx", DARA, beside.NEW)
    beside._undo(app, people, first)
    assert known("V-001") is not None
    forecast = rollback_forecast.of(second, people.chan)
    assert (forecast.released, forecast.people) == (1, 2)
    beside._undo(app, people, second)
    assert (known("V-001"), known("V-003")) == (None, None)


def test_whom_an_earlier_list_made_and_who_was_worked_with_is_not_counted(app: Flask, people: People) -> None:
    first = beside._people(app, people, "wrong.xlsx", DARA)
    second = beside._people(app, people, "right.xlsx", DARA, beside.NEW)
    beside._undo(app, people, first)
    dara = known("V-001")
    assert dara is not None
    dara.version += 1  # somebody has saved this person again
    session.commit()
    assert rollback_forecast.of(second, people.chan).people == 1
    beside._undo(app, people, second)
    assert known("V-001") is not None


def test_who_stayed_for_a_training_can_be_put_back_once_that_training_was_taken_back(
    app: Flask, client: StrictClient, people: People
) -> None:
    made = beside._people(app, people, "people.xlsx", DARA, PISEY)
    trained = beside._trainings(app, people, PASSED)
    beside._undo(app, people, made)
    assert (words(made), known("V-002")) == ([["undo-has-training"], []], None)
    client.sign_in("KH-1200")
    address = f"/en/people/imports/{made.uuid}/"
    offer = "1 of these lines can be put back now: what held it is gone."
    assert offer not in text_of(client.get(address).get_data(as_text=True))
    beside._undo(app, people, trained)
    assert offer in text_of(client.get(address).get_data(as_text=True))
    for reason, status in (("", 422), ("not our list", 303)):
        sent = client.send(address, {"act": "undo-rest", "reason": reason})
        assert sent.status_code == status
    work(app)
    assert (words(made), known("V-001")) == ([[], []], None)
    assert "Everything was taken back." in text_of(client.get(address).get_data(as_text=True))
    with pytest.raises(RuleBroken, match="not-now"):
        imports.undo_rest(made, reason="not our list", actor=people.chan)


def test_putting_back_the_rest_says_of_no_cell_that_somebody_has_changed_it_since(
    app: Flask, people: People
) -> None:
    """What the undo itself has put back is no change of somebody; what Chan typed since is."""
    first = beside._people(app, people, "first.xlsx", (*DARA[:5], "012 555 001", DARA[6]), PISEY)
    changed = beside._people(app, people, "new.xlsx", ("V-001", "ដារ៉ា ចាន់", *DARA[2:5], "012 555 002", ""))
    dara = known("V-001")
    assert dara is not None
    held = person_changes.particulars_of(dara)
    person_changes.edit_person(dara, replace(held, phone="+85512555003"), actor=people.chan)
    beside._undo(app, people, changed)
    assert words(changed) == [["undo-changed-since"]]
    assert rollback_forecast.of(changed, people.chan).takes == 0
    imports.undo_rest(changed, reason="once more", actor=people.chan)
    work(app)
    assert words(changed) == [["undo-changed-since"]]
    assert first.state == "done"
