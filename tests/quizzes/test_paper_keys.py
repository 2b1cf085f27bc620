"""Whoever sees marks of rows can work out the key: they are not marked by that test, like who opened the key."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, event, select

from lms import clock
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.content.types.questions import Pool
from lms.db import session
from lms.errors import RuleBroken
from lms.quizzes.models import PaperKeyOpening, PaperResult
from lms.quizzes.services import paper_forms, paper_removal
from lms.quizzes.services.paper_forms import PrintedTest, knows_key
from lms.records.services.achievements import status_of
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.test_paper_pages import MADE, TYPED, count, read, save, send
from tests.quizzes.test_paper_results import TAKEN, typed, wrong


@pytest.fixture
def slip(people: People, small_test: Pool) -> PrintedTest:
    """A form that Bopha made."""
    with clock.frozen(MADE):
        code = paper_forms.make_form("pss", people.bopha, seed=1)
        session.commit()
        return paper_forms.find_form(code)


@pytest.fixture
def ratana(app: Flask, people: People) -> StrictClient:
    """The computer of Ratana, who trains in Bopha's branch, signed in."""
    people_service.give_role(people.ratana, "trainer", people.ratana.unit, actor=None)
    session.commit()
    client = StrictClient(app, app.response_class)
    client.sign_in(people.ratana.number)
    return client


def kept() -> list[tuple[str, int]]:
    """Of whom it is kept that they can know the key of which form."""
    return [(row.form_code, row.actor_id) for row in session.scalars(select(PaperKeyOpening))]


def acts(person: Person) -> list[str]:
    """What somebody did with tests on paper, as the audit has it."""
    lines = select(AuditLine.act).where(
        AuditLine.actor_id == person.id, AuditLine.act.startswith("quizzes.paper")
    )
    return list(session.scalars(lines.order_by(AuditLine.id)))


def guess(form: PrintedTest, letter: str) -> str:
    """A row of dashes with a letter in its first box alone."""
    return letter + "-" * (form.boxes - 1)


def ask_row(client: StrictClient, form: PrintedTest, who: str, letters: str) -> str:
    """What the script is told of a row."""
    data = {"on": str(TAKEN), "who": who, "letters": letters, "choice": ""}
    with clock.frozen(TYPED):
        answer = client.send(f"/en/paper/{form.code}/row/", data, form=f"/en/paper/{form.code}/results/")
    return str(answer.get_json()["marks"])


def test_ratana_who_tries_letters_with_check_is_not_certified_by_that_test(
    ratana: StrictClient, people: People, slip: PrintedTest
) -> None:
    tried = read(send(ratana, slip, ("KH-1001", guess(slip, "A"))))
    assert "of 5 right" in tried
    assert kept() == [(slip.code, people.ratana.id)]
    with pytest.raises(RuleBroken, match="made-it"):
        typed(slip, people.ratana, slip.key, people.bopha)
    assert (count(), status_of(people.ratana.id, "pss", TAKEN).status) == (0, "never")


@pytest.mark.parametrize("act", ["check", "save", "save-clear"])
def test_marks_that_stand_beside_a_row_that_is_refused_are_seen_too(
    ratana: StrictClient, people: People, slip: PrintedTest, act: str
) -> None:
    answer = send(ratana, slip, ("KH-1001", slip.key), ("KH-9999", "A"), act=act, seen="nothing of it")
    assert answer.status_code == 422
    assert "5 of 5 right" in read(answer)
    assert kept() == [(slip.code, people.ratana.id)]
    assert count() == 0


def test_a_page_that_is_saved_without_having_been_seen_shows_marks_and_that_is_kept(
    ratana: StrictClient, people: People, slip: PrintedTest
) -> None:
    answer = send(ratana, slip, ("KH-1001", slip.key), act="save", seen="wrong")
    assert (answer.status_code, "5 of 5 right" in read(answer)) == (422, True)
    assert (kept(), count()) == ([(slip.code, people.ratana.id)], 0)


def test_the_marks_of_one_row_that_the_script_asks_for_are_seen_too(
    ratana: StrictClient, people: People, slip: PrintedTest
) -> None:
    assert "5 of 5 right" in ask_row(ratana, slip, "KH-1001", slip.key)
    assert kept() == [(slip.code, people.ratana.id)]


def test_a_refusal_that_tells_whether_a_row_passes_is_kept_like_marks(
    ratana: StrictClient, people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, slip.key, people.bopha)
    answer = send(ratana, slip, ("KH-1001", guess(slip, "A")), choice=["now"])
    assert "By the row that was typed before, this person passed." in read(answer)
    assert kept() == [(slip.code, people.ratana.id)]


@pytest.mark.parametrize(("who", "letters"), [("KH-1001", "A"), ("KH-9999", "-" * 10), ("", "-" * 10)])
def test_who_saw_no_mark_yet_has_seen_nothing(
    ratana: StrictClient, slip: PrintedTest, who: str, letters: str
) -> None:
    assert send(ratana, slip, (who, letters)).status_code == 422
    assert ask_row(ratana, slip, who, letters) == ""
    assert kept() == []


def test_who_compares_a_row_that_a_colleague_typed_sees_marks(
    ratana: StrictClient, people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, wrong(slip), people.bopha)
    assert "Already there" in read(send(ratana, slip, ("KH-1001", wrong(slip)), choice=[""]))
    assert knows_key(slip, people.ratana)


def test_hr_who_checks_slips_can_know_the_key_too(app: Flask, people: People, slip: PrintedTest) -> None:
    chan = StrictClient(app, app.response_class)
    chan.sign_in(people.chan.number)
    send(chan, slip, ("KH-1001", slip.key))
    with pytest.raises(RuleBroken, match="made-it"):
        typed(slip, people.chan, slip.key, people.bopha)


def test_it_is_written_at_the_first_check_alone_and_the_audit_says_it_once(
    ratana: StrictClient, people: People, slip: PrintedTest
) -> None:
    written: list[str] = []
    listen = (session.get_bind(), "before_cursor_execute")

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "paper_key_opening" in statement and statement.lstrip().startswith("INSERT"):
            written.append(statement)

    event.listen(*listen, note)
    try:
        for _time in range(3):
            send(ratana, slip, ("KH-1001", slip.key))
            ask_row(ratana, slip, "KH-1001", slip.key)
    finally:
        event.remove(*listen, note)
    assert len(written) == 1
    assert acts(people.ratana) == ["quizzes.paper-marks"]
    assert "Marks of a test on paper seen while typing slips" in read(ratana.get("/en/me/data/"))


def test_of_bopha_who_made_the_test_nothing_is_kept_while_she_types(
    client: StrictClient, people: People, slip: PrintedTest
) -> None:
    client.sign_in(people.bopha.number)
    save(client, slip, ("KH-1001", slip.key))
    assert kept() == []


def test_who_typed_before_that_was_kept_has_seen_marks(people: People, slip: PrintedTest) -> None:
    typed(slip, people.sokha, slip.key, people.ratana)
    session.execute(delete(PaperKeyOpening))
    session.commit()
    with pytest.raises(RuleBroken, match="made-it"):
        typed(slip, people.ratana, slip.key, people.bopha)


def test_it_stays_known_when_another_row_takes_the_place_of_theirs_or_it_is_taken_away(
    people: People, slip: PrintedTest
) -> None:
    people_service.give_role(people.ratana, "trainer", people.ratana.unit, actor=None)
    for attempt in ("another row", "taken away"):
        typed(slip, people.sokha, wrong(slip), people.ratana)
        session.execute(delete(PaperKeyOpening))  # it was typed before that was kept
        session.commit()
        if attempt == "another row":
            typed(slip, people.sokha, guess(slip, "A"), people.chan, choice="now")
        row = session.scalars(select(PaperResult)).one()
        paper_removal.take_away(slip, row.attempt_uuid, frozenset({people.sokha.unit_id}), people.chan)
        assert knows_key(slip, people.ratana)


def test_ratana_whose_own_slip_was_typed_first_keeps_her_pass_and_types_the_others(
    ratana: StrictClient, people: People, slip: PrintedTest
) -> None:
    typed(slip, people.ratana, slip.key, people.bopha)
    assert "1 slip was saved." in read(save(ratana, slip, ("KH-1001", slip.key)))
    assert status_of(people.ratana.id, "pss", TAKEN).status == "valid"


def test_ratana_reads_it_before_she_types_and_bopha_who_made_the_test_does_not(
    ratana: StrictClient, app: Flask, people: People, slip: PrintedTest
) -> None:
    bopha = StrictClient(app, app.response_class)
    bopha.sign_in(people.bopha.number)
    warning = "Whoever checks or types slips sees marks, and is not marked by this test any more"
    for place in ("", "results/"):
        assert warning in read(ratana.get(f"/en/paper/{slip.code}/{place}"))
        assert warning not in read(bopha.get(f"/en/paper/{slip.code}/{place}"))
    send(ratana, slip, ("KH-1001", slip.key))
    refused = read(send(bopha, slip, ("KH-1002", slip.key)))
    assert "opened its key, or checked or typed slips of it: they can know the key." in refused


def test_who_saw_marks_and_opens_the_key_later_is_named_by_the_audit_for_both(
    people: People, slip: PrintedTest
) -> None:
    paper_forms.note_marks_seen(slip, people.ratana)
    for _time in range(2):
        paper_forms.note_key_opened(slip, people.ratana)
    assert acts(people.ratana) == ["quizzes.paper-marks", "quizzes.paper-key"]
    assert kept() == [(slip.code, people.ratana.id)]


def test_only_who_typed_a_slip_and_hr_read_its_result_and_the_list_says_so(
    ratana: StrictClient, app: Flask, people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, slip.key, people.bopha)
    sentence = "Only who typed a slip, and HR, read its result here."
    assert sentence in read(ratana.get(f"/en/paper/{slip.code}/"))
    bopha = StrictClient(app, app.response_class)
    bopha.sign_in(people.bopha.number)
    assert sentence not in read(bopha.get(f"/en/paper/{slip.code}/"))
