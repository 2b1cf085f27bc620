"""Notes of attendance: for those who came and got nothing else, by those who may see them, and by themselves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.services.merging import merges
from lms.audit import AuditLine
from lms.content import registry
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.services import achievements
from lms.workshops import personal_data
from lms.workshops.models import Workshop, WorkshopBranch
from lms.workshops.presenters.notes import attendance_note
from lms.workshops.queries.roster import roster_of
from lms.workshops.services import closing, notes
from lms.workshops.services.roster import add_people
from tests.client import StrictClient
from tests.pdfs import facts_of, text_of
from tests.people import People
from tests.privacy.lives import hand_in
from tests.records.history import day
from tests.workshops.planned import MONDAY, TUESDAY, UUID, close, held, note, planned

PAGE, NOTES = f"/en/workshops/{UUID}/", f"/en/workshops/{UUID}/notes.pdf"
MINE, OWN = "/en/me/workshops/", f"/en/me/workshops/{UUID}/note.pdf"


def held_and_closed(people: People) -> Workshop:
    """Sokha was there and passed no test, Ratana was not there."""
    with day("2026-11-24"):
        workshop = planned(people, days=[(MONDAY, "day"), (TUESDAY, "am")])
        held(people, workshop, [people.sokha], absent=[people.ratana])
        note(people.bopha, workshop, {people.sokha: "left"}, 2)
        note(people.bopha, workshop, {people.sokha: "absent"}, 3)
        close(workshop, people.bopha)
    session.commit()
    return workshop


def test_who_came_may_have_a_note_and_who_did_not_may_not(people: People) -> None:
    workshop = held_and_closed(people)
    lines = roster_of(workshop)
    assert notes.refusals_of(workshop, lines) == {people.sokha.id: None, people.ratana.id: "note-absent"}
    assert [line.person for line in notes.lines_to_note(workshop, lines)] == [people.sokha]
    with pytest.raises(RuleBroken, match="note-absent"):
        notes.lines_to_note(workshop, lines, people.ratana.id)
    with pytest.raises(NotFound):
        notes.lines_to_note(workshop, lines, people.malee.id)


def test_the_note_says_the_half_days_that_are_stored(people: People) -> None:
    workshop = held_and_closed(people)
    [line] = notes.lines_to_note(workshop, roster_of(workshop))
    given = attendance_note(workshop, line, sample=False)
    assert [(one.on, one.half, one.is_whole) for one in given.there] == [
        (MONDAY, "am", True),
        (MONDAY, "pm", False),
    ]
    assert (given.half_days, given.name, given.dating.language) == (3, people.sokha.name, "km")
    assert given.society.text == registry.current().societies["khm"].name("km").text
    assert given.subject is not None
    assert given.subject.text == registry.current().module("pss").text("km").title


def test_several_modules_are_named_and_one_that_is_gone_by_its_id(people: People) -> None:
    workshop = planned(people, modules=("pss", "cea"))
    add_people(workshop, [people.sokha], actor=people.bopha)
    [line] = roster_of(workshop)
    subject = attendance_note(workshop, line, sample=False).subject
    titles = [registry.current().module(one).text("km").title for one in ("pss", "cea")]
    assert subject is not None
    assert (subject.text, subject.language) == (", ".join(titles), "km")
    workshop.modules = ["pss", "gone"]
    subject = attendance_note(workshop, line, sample=False).subject
    assert subject is not None
    assert (subject.text, subject.language) == (f"{titles[0]}, gone", "en")
    workshop.modules = []
    assert attendance_note(workshop, line, sample=False).subject is None


def test_an_open_workshop_has_no_notes(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
    with pytest.raises(RuleBroken, match="workshop-open"):
        notes.lines_to_note(workshop, roster_of(workshop))
    with day("2026-11-24"):
        close(workshop, people.bopha)
        closing.reopen(workshop, "Wrong day", actor=people.chan)
    with pytest.raises(RuleBroken, match="workshop-open"):
        notes.own_line(workshop, people.sokha)
    assert notes.own_attendance(people.sokha) == []


def test_who_passed_the_test_needs_no_note_but_after_an_orientation_everybody_gets_one(
    people: People,
) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        hand_in(people.sokha, "pss", right=True)
        close(workshop, people.bopha)
        assert notes.refusals_of(workshop, roster_of(workshop)) == {people.sokha.id: "note-not-needed"}
        with pytest.raises(RuleBroken, match="note-nobody"):
            notes.lines_to_note(workshop, roster_of(workshop))
        other = planned(people, kind="orientation", modules=("pss",), uuid=UUID.replace("1", "2"))
        held(people, other, [people.sokha])
        close(other, people.bopha)
    assert notes.refusals_of(other, roster_of(other)) == {people.sokha.id: None}
    assert attendance_note(other, roster_of(other)[0], sample=False).kind == "orientation"


def test_what_hr_took_back_is_not_said_again_by_a_note(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        close(workshop, people.bopha)
    with day("2026-11-24"):
        [entry] = achievements.entries_of(people.sokha.id)
        achievements.correct(entry, reason="They were somewhere else", actor=people.chan)
    assert notes.refusals_of(workshop, roster_of(workshop)) == {people.sokha.id: "note-taken-back"}


def test_a_note_is_about_the_person_whichever_of_their_records_was_on_the_list(people: People) -> None:
    workshop = held_and_closed(people)
    merges.merge(people.ratana, people.sokha, reason="twice in the list", actor=people.chan)
    [own] = notes.own_attendance(people.ratana)
    assert (own.workshop, own.refusal, own.half_days) == (workshop, None, 2)
    assert notes.own_line(workshop, people.ratana).person == people.ratana


def switch_to(client: StrictClient, number: str) -> None:
    """Let somebody else sign in."""
    client.post("/en/sign-out/", data={"csrf_token": client.token("/en/me/privacy/")})
    client.sign_in(number)


def test_bopha_takes_the_notes_of_all_or_of_one_and_it_is_written_down(
    client: StrictClient, people: People
) -> None:
    held_and_closed(people)
    client.sign_in("KH-1100")
    page = client.get(PAGE).get_data(as_text=True)
    assert page.count("workshops/" + UUID + "/notes.pdf") == 2
    assert "1 attendance note (PDF)" in page
    everybody = client.send(NOTES, form=PAGE)
    assert (everybody.status_code, everybody.content_type) == (200, "application/pdf")
    assert people.sokha.name in text_of(everybody.data)
    assert people.ratana.name not in text_of(everybody.data)
    one = client.send(NOTES, {"person": people.sokha.id}, form=PAGE)
    assert one.data == everybody.data
    lines = session.scalars(select(AuditLine).filter_by(act="workshops.papers")).all()
    assert [line.facts for line in lines] == [{"what": "notes"}] * 2


def test_a_note_for_who_was_absent_is_refused_in_words(client: StrictClient, people: People) -> None:
    held_and_closed(people)
    client.sign_in("KH-1100")
    answer = client.send(NOTES, {"person": people.ratana.id}, form=PAGE)
    assert answer.status_code == 422
    assert "There is no attendance note for somebody who was not there." in answer.get_data(as_text=True)
    for nobody in ("0", "x", str(people.malee.id), "²", "9" * 30):
        assert client.send(NOTES, {"person": nobody}, form=PAGE).status_code == 404
    assert session.scalars(select(AuditLine).filter_by(act="workshops.papers")).all() == []


def test_who_may_not_open_the_workshop_takes_no_notes_and_names_of_others_stay_with_them(
    client: StrictClient, people: People
) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        workshop.branches.append(WorkshopBranch(unit_id=people.malee.unit_id))
        add_people(workshop, [people.sokha, people.malee], actor=people.bopha)
        note(people.bopha, workshop, {people.malee: "absent"})
        note(people.bopha, workshop, {people.malee: "present"})
        close(workshop, people.bopha)
    session.commit()
    client.sign_in("KH-1100")
    drawn = client.send(NOTES, form=PAGE)
    assert re.search(r"Pages: +1\n", facts_of(drawn.data)[0])
    assert client.send(NOTES, {"person": people.malee.id}, form=PAGE).status_code == 404
    switch_to(client, "KH-1001")
    assert client.send(NOTES, form="/en/me/").status_code == 403


def test_sokha_finds_the_own_note_on_the_page_me_and_nobody_elses(
    client: StrictClient, people: People
) -> None:
    held_and_closed(people)
    client.sign_in("KH-1001")
    assert MINE in client.get("/en/me/").get_data(as_text=True)
    page = client.get(MINE).get_data(as_text=True)
    assert "You were there on 2 of 3 half-days." in page
    assert OWN in page
    drawn = client.get(OWN)
    assert drawn.headers["Content-Disposition"] == "attachment; filename=attendance-note.pdf"
    assert people.sokha.name in text_of(drawn.data)
    switch_to(client, "KH-1002")
    page = client.get(MINE).get_data(as_text=True)
    assert "It is noted that you were not there." in page
    assert OWN not in page
    assert client.get(OWN).status_code == 404
    switch_to(client, "TH-1001")
    assert MINE not in client.get("/en/me/").get_data(as_text=True)
    assert "No workshop of yours is closed yet." in client.get(MINE).get_data(as_text=True)
    assert client.get(OWN).status_code == 404


def test_once_the_list_is_gone_there_is_no_note(client: StrictClient, people: People) -> None:
    held_and_closed(people)
    personal_data.drop_old_rosters(clock.now() + timedelta(days=1000))
    session.commit()
    client.sign_in("KH-1001")
    assert client.get(OWN).status_code == 404
    switch_to(client, "KH-1100")
    assert client.send(NOTES, form="/en/me/privacy/").status_code == 422
