"""What Bopha sees of the slips that she typed, and how one that belongs to somebody else is taken away again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms import audit, clock
from lms.accounts.queries.people import unit_by_code
from lms.accounts.services import people as people_service
from lms.audit import AuditLine
from lms.content.types.questions import Pool
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.quizzes.domain.attempt_limits import MayStart
from lms.quizzes.models import Attempt, PaperResult
from lms.quizzes.queries.missed import missed_by
from lms.quizzes.services import overviews, paper_forms, paper_removal
from lms.quizzes.services.paper_forms import PrintedTest
from lms.records.services import achievements
from lms.records.services.achievements import entries_of, status_of
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.test_paper_pages import MADE, TYPED, read, save, seen, send
from tests.quizzes.test_paper_results import fail_online, one_fault, rows, typed, wrong


@pytest.fixture
def slip(people: People, small_test: Pool) -> PrintedTest:
    """A form that Bopha made for her group."""
    with clock.frozen(MADE):
        code = paper_forms.make_form("pss", people.bopha, seed=1)
        session.commit()
        return paper_forms.find_form(code)


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha's phone, signed in."""
    client.sign_in(people.bopha.number)
    return client


def another(app: Flask, number: str) -> StrictClient:
    """The computer of somebody else, signed in."""
    client = StrictClient(app, app.response_class)
    client.sign_in(number)
    return client


def uuid_of() -> str:
    (uuid,) = session.scalars(select(PaperResult.attempt_uuid))
    return uuid


# --- who passed --------------------------------------------------------------------------------------------------


def test_after_saving_bopha_reads_who_passed_and_with_what_mark(
    bopha: StrictClient, slip: PrintedTest
) -> None:
    page = read(save(bopha, slip, ("KH-1001", slip.key), ("KH-1002", "-" * slip.boxes)))
    assert "5 of 5 right, 100 % · Passed" in page
    assert "0 of 5 right, 0 % · Not passed" in page


def test_hr_reads_the_mark_and_a_trainer_who_did_not_type_it_does_not(
    app: Flask, bopha: StrictClient, people: People, slip: PrintedTest
) -> None:
    save(bopha, slip, ("KH-1001", slip.key))
    people_service.give_role(people.ratana, "trainer", unit_by_code("KH-12"), actor=people.chan)
    session.commit()
    assert "100 %" in read(another(app, "KH-1200").get(f"/en/paper/{slip.code}/"))
    page = read(another(app, "KH-1002").get(f"/en/paper/{slip.code}/"))
    assert "KH-1001" in page
    assert "100 %" not in page
    assert "This slip belongs to somebody else" not in page


# --- somebody else's slip ----------------------------------------------------------------------------------------


def test_a_slip_of_somebody_else_is_taken_away_and_typed_for_the_right_person(
    bopha: StrictClient, people: People, slip: PrintedTest
) -> None:
    address = f"/en/paper/{slip.code}/"
    assert "This slip belongs to somebody else" in read(save(bopha, slip, ("KH-1001", "-" * slip.boxes)))
    gone = bopha.send(address, {"slip": uuid_of()})
    assert (gone.status_code, rows()) == (303, (0, 0))
    assert "The slip was taken away" in read(bopha.get(gone.location))
    assert not missed_by(people.sokha)
    with clock.frozen(TYPED):
        assert overviews.overview(people.sokha, "pss").turn == MayStart(3)
    (line,) = session.scalars(select(AuditLine).filter_by(act="quizzes.paper-removed"))
    assert (line.actor_id, line.facts["module"]) == (people.bopha.id, "pss")
    assert audit.lines_of("person", people.sokha.id, ["quizzes.paper-removed"])
    save(bopha, slip, ("KH-1002", slip.key))
    assert status_of(people.ratana.id, "pss", TYPED.date()).status == "valid"


def test_a_slip_that_passed_is_not_taken_away_and_the_page_names_the_way_of_hr(
    bopha: StrictClient, people: People, slip: PrintedTest
) -> None:
    save(bopha, slip, ("KH-1001", slip.key))
    refused = bopha.send(f"/en/paper/{slip.code}/", {"slip": uuid_of()})
    assert (refused.status_code, rows()) == (422, (1, 1))
    assert "HR corrects that first: Training records, the person, “Correct this entry”" in read(refused)


def corrected(people: People) -> None:
    """HR takes the pass back that the slip gave Sokha."""
    (entry,) = [one for one in entries_of(people.sokha.id) if one.kind == "achieved"]
    with clock.frozen(TYPED):
        achievements.correct(entry, reason="typed from a wrong slip", actor=people.chan)
    session.commit()


def test_the_page_says_before_the_press_that_hr_comes_first_where_the_slip_passed(
    bopha: StrictClient, people: People, slip: PrintedTest
) -> None:
    page = read(save(bopha, slip, ("KH-1001", slip.key), ("KH-1002", "-" * slip.boxes)))
    first, second = page.split("This slip belongs to somebody else")[1:]
    assert "so HR comes first" in first
    assert "HR comes first" not in second


@pytest.mark.parametrize("who", ["KH-1100", "KH-1200"])
def test_once_hr_has_corrected_it_a_slip_that_passed_says_so_and_is_taken_away(
    app: Flask, people: People, slip: PrintedTest, who: str
) -> None:
    """Neither the trainer nor HR could take it away any more, and it stayed in the list as passed."""
    typed(slip, people.sokha, slip.key, people.bopha)
    corrected(people)
    client, address = another(app, who), f"/en/paper/{slip.code}/"
    page = read(client.get(address))
    assert "100 % · Passed · does not count: HR has corrected it" in page
    assert "HR comes first" not in page
    gone = client.send(address, {"slip": uuid_of()})
    assert (gone.status_code, rows()) == (303, (0, 0))
    typed(slip, people.ratana, slip.key, people.bopha)
    assert status_of(people.ratana.id, "pss", TYPED.date()).status == "valid"


@pytest.mark.parametrize("again", [False, True])
def test_their_own_slip_with_the_same_letters_is_typed_by_hr_once_the_wrong_one_is_gone(
    people: People, slip: PrintedTest, again: bool
) -> None:
    typed(slip, people.sokha, slip.key, people.bopha)
    corrected(people)
    if again:
        typed(slip, people.sokha, wrong(slip), people.bopha, choice="now")
    with pytest.raises(RuleBroken, match="same-as-taken-back"):
        typed(slip, people.sokha, slip.key, people.bopha, choice="now")
    paper_removal.take_away(slip, uuid_of(), frozenset({people.sokha.unit_id}), people.bopha)
    with pytest.raises(RuleBroken, match="pass-after-correction"):
        typed(slip, people.sokha, slip.key, people.bopha)
    assert typed(slip, people.sokha, slip.key, people.chan) == "new"
    assert status_of(people.sokha.id, "pss", TYPED.date()).status == "valid"


def test_nobody_takes_away_a_slip_of_another_place_or_one_that_another_trainer_typed(
    people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, wrong(slip), people.bopha)
    here, uuid = frozenset({people.sokha.unit_id}), uuid_of()
    people_service.give_role(people.ratana, "trainer", unit_by_code("KH-12"), actor=people.chan)
    for units, actor in ((frozenset[int](), people.bopha), (here, people.ratana), (here, people.dao)):
        with pytest.raises(NotFound):
            paper_removal.take_away(slip, uuid, units, actor)
    with pytest.raises(NotFound):
        paper_removal.take_away(slip, "nothing", here, people.bopha)
    assert rows() == (1, 1)
    assert paper_removal.take_away(slip, uuid, here, people.chan) == people.sokha


def test_nobody_takes_away_their_own_slip(people: People, slip: PrintedTest) -> None:
    typed(slip, people.chan, one_fault(slip)[:-1] + "-", people.bopha)
    session.get_one(Attempt, uuid_of()).passed = False
    with pytest.raises(RuleBroken, match="own-sheet"):
        paper_removal.take_away(slip, uuid_of(), frozenset({people.chan.unit_id}), people.chan)


def test_what_their_own_test_had_wrong_is_still_to_be_practised(people: People, slip: PrintedTest) -> None:
    fail_online(people.sokha, TYPED - timedelta(days=1))
    own = {one.item for one in missed_by(people.sokha)}
    typed(slip, people.sokha, wrong(slip), people.bopha, on=TYPED.date())
    paper_removal.take_away(slip, uuid_of(), frozenset({people.sokha.unit_id}), people.bopha)
    assert {one.item for one in missed_by(people.sokha)} == own


# --- an empty slip -----------------------------------------------------------------------------------------------


def test_a_row_of_dashes_alone_is_asked_about_before_it_is_saved(
    bopha: StrictClient, slip: PrintedTest
) -> None:
    row = ("KH-1001", "-" * slip.boxes)
    asked = send(bopha, slip, row, choice=[""])
    assert asked.status_code == 422
    assert "No box of this row has a letter. Please look at the slip" in read(asked)
    assert "A row has no letter at all." in read(asked)
    assert "Is this slip really empty?" in read(asked)
    said = send(bopha, slip, row, choice=["empty"])
    assert "1 slip is ready." in read(said)
    assert send(bopha, slip, row, choice=["empty"], act="save", seen=seen(said)).status_code == 303


# --- the key -----------------------------------------------------------------------------------------------------


def test_the_maker_reads_that_nothing_is_kept_of_her_and_others_that_it_is(
    app: Flask, bopha: StrictClient, slip: PrintedTest
) -> None:
    address = f"/en/paper/{slip.code}/"
    assert "You made this test, so you are not marked by it." in read(bopha.get(address))
    assert "Whoever opens it is not marked by this test; that is kept." not in read(bopha.get(address))
    chan = read(another(app, "KH-1200").get(address))
    assert "Whoever opens it is not marked by this test; that is kept." in chan
