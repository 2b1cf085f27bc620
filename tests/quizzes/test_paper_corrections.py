"""Slips that were typed wrongly are put right: after HR took back their pass, and with the right day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import RuleBroken
from lms.quizzes.models import Attempt, PaperResult
from lms.quizzes.services import attempts, paper_forms
from lms.quizzes.services.paper_forms import PrintedTest
from lms.records.models import LedgerEntry
from lms.records.presenters.evidence import evidence_in_words
from lms.records.queries import retyped_slips
from lms.records.queries.counted_passes import attempt_counts
from lms.records.services import achievements
from lms.records.services.achievements import entries_of, status_of
from tests.people import People
from tests.quizzes.test_paper_results import MADE, TAKEN, TYPED, one_fault, rows, typed, wrong

NEXT_DAY = TAKEN + timedelta(days=1)
LATER = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("small_test")


@pytest.fixture
def slip(people: People) -> PrintedTest:
    """A form that Bopha made for her group."""
    with clock.frozen(MADE):
        return paper_forms.find_form(paper_forms.make_form("pss", people.bopha, seed=1))


def passes_of(person: Person) -> list[LedgerEntry]:
    """Their passes, the newest first, whatever became of them."""
    return [entry for entry in entries_of(person.id) if entry.kind == "achieved"]


def take_back(person: Person, actor: Person, *, on: date | None = None) -> None:
    """HR takes back the newest pass, or moves it to another day."""
    with clock.frozen(TYPED):
        achievements.correct(passes_of(person)[0], reason="typed from a wrong slip", actor=actor, on=on)
    session.commit()


# --- after HR took the pass back ---------------------------------------------------------------------------------


def test_after_hr_took_back_a_pass_the_right_slip_that_passes_gives_a_pass(
    people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, slip.key, people.bopha)
    take_back(people.sokha, people.chan)
    assert typed(slip, people.sokha, one_fault(slip), people.bopha, choice="now") == "replaced"
    assert status_of(people.sokha.id, "pss", TAKEN).status == "valid"
    newest = max(passes_of(people.sokha), key=lambda entry: entry.id)
    assert (newest.evidence["score"], newest.evidence["retyped"]) == (80, "taken-back")
    assert "the pass of the row that was typed before was taken back" in " ".join(
        evidence_in_words(newest, {})
    )


def test_after_hr_took_back_a_pass_the_right_slip_that_fails_is_kept(
    people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, slip.key, people.bopha)
    take_back(people.sokha, people.chan)
    assert typed(slip, people.sokha, wrong(slip), people.bopha, choice="now") == "replaced"
    assert status_of(people.sokha.id, "pss", TAKEN).status == "never"
    (result,) = session.scalars(select(PaperResult))
    assert (result.letters, session.get_one(Attempt, result.attempt_uuid).passed) == (wrong(slip), False)


def test_the_very_row_that_hr_took_back_is_refused_with_a_sentence(people: People, slip: PrintedTest) -> None:
    typed(slip, people.sokha, slip.key, people.bopha)
    take_back(people.sokha, people.chan)
    for on in (TAKEN, NEXT_DAY):
        with pytest.raises(RuleBroken, match="same-as-taken-back"):
            typed(slip, people.sokha, slip.key, people.bopha, on=on, choice="now")
    assert rows() == (1, 1)


def test_what_hr_took_back_does_not_come_back_by_typing_an_old_pile_twice(
    people: People, slip: PrintedTest
) -> None:
    """The right slip stood in its place by then, and the row that HR had refused gave a certificate again."""
    typed(slip, people.sokha, slip.key, people.bopha)
    take_back(people.sokha, people.chan)
    typed(slip, people.sokha, wrong(slip), people.bopha, choice="now")
    with pytest.raises(RuleBroken, match="same-as-taken-back"):
        typed(slip, people.sokha, slip.key, people.bopha, choice="now")
    (result,) = session.scalars(select(PaperResult))
    assert result.letters == wrong(slip)


def test_a_pass_that_hr_moved_to_another_day_still_counts_and_does_not_go_by_typing(
    people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, slip.key, people.bopha)
    take_back(people.sokha, people.chan, on=NEXT_DAY)
    (result,) = session.scalars(select(PaperResult))
    assert attempt_counts(people.sokha.id, "pss", result.attempt_uuid)
    with pytest.raises(RuleBroken, match="pass-taken-back"):
        typed(slip, people.sokha, wrong(slip), people.bopha, choice="now")
    take_back(people.sokha, people.chan)
    assert not attempt_counts(people.sokha.id, "pss", result.attempt_uuid)


def test_a_pass_that_another_test_gave_says_nothing_of_this_attempt(
    people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, slip.key, people.bopha)
    assert not attempt_counts(people.sokha.id, "pss", "another")
    assert not attempt_counts(people.ratana.id, "pss", passes_of(people.sokha)[0].evidence["attempt"])


# --- another row that passes, too --------------------------------------------------------------------------------


def test_history_says_that_another_row_was_typed_in_the_place_of_one_that_passed(
    people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, one_fault(slip), people.bopha)
    (entry,) = passes_of(people.sokha)
    assert retyped_slips.retyped(entries_of(people.sokha.id)) == frozenset()
    typed(slip, people.sokha, slip.key, people.chan, choice="now", at=LATER)
    retyped = retyped_slips.retyped(entries_of(people.sokha.id))
    assert retyped == {entry.id}
    assert "The slip was typed again later. Both rows passed" in " ".join(
        evidence_in_words(entry, {}, {}, retyped)
    )


# --- the wrong day -----------------------------------------------------------------------------------------------


def test_the_day_of_a_slip_that_did_not_pass_is_put_right_once_somebody_says_that_it_is_the_same(
    people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, wrong(slip), people.bopha)
    assert typed(slip, people.sokha, wrong(slip), people.bopha, on=NEXT_DAY) == "asked"
    assert typed(slip, people.sokha, wrong(slip), people.bopha, on=NEXT_DAY, choice="before") == "kept"
    (result,) = session.scalars(select(PaperResult))
    assert result.taken_on == TAKEN
    assert typed(slip, people.sokha, wrong(slip), people.bopha, on=NEXT_DAY, choice="now") == "replaced"
    (result,) = session.scalars(select(PaperResult))
    session.refresh(result)
    row = session.get_one(Attempt, result.attempt_uuid)
    assert (result.taken_on, clock.day_of(row.started_at), rows()) == (NEXT_DAY, NEXT_DAY, (1, 1))


def test_the_day_of_a_pass_is_moved_by_hr_alone(people: People, slip: PrintedTest) -> None:
    typed(slip, people.sokha, slip.key, people.bopha)
    with pytest.raises(RuleBroken, match="passed-on-another-day"):
        typed(slip, people.sokha, slip.key, people.bopha, on=NEXT_DAY, choice="now")


def test_the_rules_of_attempts_hold_on_the_right_day_too_and_the_slip_itself_is_no_attempt_before_it(
    people: People, slip: PrintedTest
) -> None:
    typed(slip, people.sokha, wrong(slip), people.bopha)
    for hour in (1, 2):
        fail_online(people.sokha, datetime(2026, 11, 22, hour, tzinfo=UTC))
    assert typed(slip, people.sokha, wrong(slip), people.bopha, on=NEXT_DAY, choice="now") == "replaced"
    for hour in (1, 2, 3):
        fail_online(people.sokha, datetime(2026, 11, 23, hour, tzinfo=UTC) + timedelta(hours=24))
    with pytest.raises(RuleBroken, match="must-wait-until"):
        typed(
            slip, people.sokha, wrong(slip), people.bopha, on=LATER.date(), choice="now",
            at=LATER + timedelta(days=1),
        )  # fmt: skip


def fail_online(person: Person, at: datetime) -> None:
    with clock.frozen(at):
        attempts.submit(person, attempts.open_paper(person, "pss", "km"), {}, language="km")
