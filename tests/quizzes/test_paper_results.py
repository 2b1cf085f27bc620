"""Tests on paper: the same marking and the same ledger as on a phone, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.accounts.queries.people import merged_ids
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.questions import Pool
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.quizzes.domain.attempt_limits import MustWait
from lms.quizzes.models import Attempt, PaperResult
from lms.quizzes.personal_data import export
from lms.quizzes.queries.missed import missed_by
from lms.quizzes.services import attempts, overviews, paper_forms, paper_results
from lms.quizzes.services.paper_forms import PrintedTest
from lms.quizzes.services.paper_results import Choice, Outcome, TypedSheet
from lms.records.services import achievements
from lms.records.services.achievements import entries_of, status_of
from lms.reports.queries import trainings
from tests.people import People
from tests.quizzes import pools
from tests.quizzes.conftest import Shelve

MADE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TAKEN = date(2026, 11, 21)
TYPED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("small_test")


@pytest.fixture
def form(people: People) -> PrintedTest:
    """A form that Bopha made for her group."""
    with clock.frozen(MADE):
        return paper_forms.find_form(paper_forms.make_form("pss", people.bopha, seed=1))


def typed(
    form: PrintedTest,
    person: Person,
    row: str,
    actor: Person,
    *,
    on: date = TAKEN,
    choice: Choice = "",
    at: datetime = TYPED,
) -> Outcome:
    """Somebody types a sheet and saves it; what that did."""
    sheet = TypedSheet(person, row, choice or ("" if row.strip("-") else "empty"))
    with clock.frozen(at):
        checked = paper_results.check_sheet(form, sheet, on, actor)
        paper_results.save_sheets(form, [checked], on, language="km", actor=actor)
    session.commit()
    return checked.outcome


def wrong(form: PrintedTest) -> str:
    """A row on which everything was left empty."""
    return "-" * form.boxes


def rows() -> tuple[int, int]:
    """How many attempts there are, and rows that were typed."""
    counts = [session.scalar(select(func.count()).select_from(table)) for table in (Attempt, PaperResult)]
    return counts[0] or 0, counts[1] or 0


def test_a_form_has_the_questions_of_the_blueprint_and_is_found_by_its_code_however_it_is_typed(
    form: PrintedTest, small_test: Pool
) -> None:
    assert len(form.questions) == small_test.blueprint.length
    assert paper_forms.find_form(f" {form.spoken.lower()} ") == form
    wrong_code = form.code[:-1] + ("A" if form.code[-1] != "A" else "B")
    for nothing in (wrong_code, "", "AAAAAA", "x" * 200):
        with pytest.raises(NotFound):
            paper_forms.find_form(nothing)


def test_bopha_types_a_passed_sheet_and_the_ledger_says_that_it_was_on_paper(
    people: People, form: PrintedTest
) -> None:
    assert typed(form, people.sokha, form.key, people.bopha) == "new"
    (entry,) = [entry for entry in entries_of(people.sokha.id) if entry.kind == "achieved"]
    assert (entry.award, entry.requirement, entry.effective_on) == ("pss", "post-test", TAKEN)
    assert (entry.actor_id, entry.evidence["paper"], entry.evidence["score"]) == (
        *(people.bopha.id, form.code),
        100,
    )
    assert status_of(people.sokha.id, "pss", TAKEN).status == "valid"
    paper = attempts.paper(people.sokha, entry.evidence["attempt"])
    assert paper.state == "submitted"
    assert paper.marks is not None
    assert (paper.marks.score, paper.length, clock.day_of(paper.started_at)) == (100, 5, TAKEN)


def test_paper_and_phone_give_the_same_marks_for_the_same_answers(people: People, form: PrintedTest) -> None:
    row = form.key[:-1] + "-"  # the last question is not answered
    with clock.frozen(TYPED):
        checked = paper_results.check_sheet(form, TypedSheet(people.sokha, row), TAKEN, people.bopha)
        uuid = attempts.open_paper(people.ratana, "pss", "km", seed=3)
        session.get_one(Attempt, uuid).drawn = [
            {"item": one.question.id, "parts": list(one.parts)} for one in form.questions
        ]
        session.flush()
        attempts.submit(people.ratana, uuid, checked.answers, language="km")
    assert attempts.paper(people.ratana, uuid).marks == checked.marks


def test_a_failed_sheet_counts_as_an_attempt_gives_no_entry_and_its_questions_are_practised(
    people: People, form: PrintedTest
) -> None:
    typed(form, people.sokha, wrong(form), people.bopha)
    assert entries_of(people.sokha.id) == []
    assert len(missed_by(people.sokha)) == 5
    assert rows() == (1, 1)


def test_nobody_types_their_own_sheet(people: People, form: PrintedTest) -> None:
    with pytest.raises(RuleBroken, match="own-sheet"):
        typed(form, people.bopha, form.key, people.bopha)
    assert rows() == (0, 0)


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2026, 11, 19), "before-the-form"), (date(2026, 11, 24), "in-the-future"), (TAKEN, "")],
)
def test_the_day_of_the_test_is_none_before_the_form_was_made_and_none_that_has_not_come(
    form: PrintedTest, on: date, code: str
) -> None:
    broken = ""
    with clock.frozen(TYPED):
        try:
            paper_results.check_day(form, on)
        except RuleBroken as said:
            broken = said.code
    assert broken == code


# --- attempts ---------------------------------------------------------------------------------------------------


def fail_online(person: Person, at: datetime) -> None:
    with clock.frozen(at):
        attempts.submit(person, attempts.open_paper(person, "pss", "km"), {}, language="km")


def test_attempts_on_a_phone_count_on_paper_and_after_the_wait_of_a_day_there_are_new_ones(
    people: People, form: PrintedTest
) -> None:
    for hour in (1, 2, 3):
        fail_online(people.sokha, datetime(2026, 11, 21, hour, tzinfo=UTC))
    with pytest.raises(RuleBroken, match="must-wait-until"):
        typed(form, people.sokha, form.key, people.bopha)
    assert typed(form, people.sokha, form.key, people.bopha, on=TAKEN + timedelta(days=1)) == "new"


def test_attempts_on_paper_count_on_a_phone(people: People, form: PrintedTest) -> None:
    for _number in range(3):
        with clock.frozen(MADE):
            another = paper_forms.find_form(paper_forms.make_form("pss", people.bopha))
        typed(another, people.sokha, wrong(another), people.bopha, on=TYPED.date())
    with clock.frozen(TYPED):
        assert isinstance(overviews.overview(people.sokha, "pss").turn, MustWait)


def test_what_was_handed_in_after_the_day_of_the_sheet_hinders_nothing_and_says_what_is_practised(
    people: People, form: PrintedTest
) -> None:
    for hour in (1, 2, 3):
        fail_online(people.sokha, datetime(2026, 11, 22, hour, tzinfo=UTC))
    missed = missed_by(people.sokha)
    assert typed(form, people.sokha, form.key, people.bopha) == "new"
    assert missed_by(people.sokha) == missed


def test_a_test_that_comes_after_another_one_asks_for_it_on_paper_too(
    people: People, form: PrintedTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = registry.current()
    gated = tuple(
        replace(one, award=replace(one.award, prerequisites=("pgi",))) if one.id == "pss" else one
        for one in content.modules
    )
    library = replace(content, modules=gated)
    monkeypatch.setattr(registry, "current", lambda: library)
    with pytest.raises(RuleBroken, match="not-on-paper"):
        typed(form, people.sokha, form.key, people.bopha)
    evidence = {"attempt": "of-pgi"}
    achievements.record_achievement(people.sokha, "pgi", "post-test", on=TAKEN, evidence=evidence, actor=None)
    assert typed(form, people.sokha, form.key, people.bopha) == "new"


# --- the same sheet twice ---------------------------------------------------------------------------------------


def test_the_same_sheet_typed_again_by_whoever_changes_nothing(people: People, form: PrintedTest) -> None:
    typed(form, people.sokha, form.key, people.bopha)
    before = rows(), len(entries_of(people.sokha.id))
    assert typed(form, people.sokha, form.key.lower(), people.chan) == "same"
    assert (rows(), len(entries_of(people.sokha.id))) == before


def test_another_row_of_the_same_sheet_is_asked_about_and_nothing_is_written_before_somebody_chooses(
    people: People, form: PrintedTest
) -> None:
    typed(form, people.sokha, wrong(form), people.bopha)
    for choice, outcome in (("", "asked"), ("before", "kept")):
        assert typed(form, people.sokha, form.key, people.chan, choice=choice) == outcome  # type: ignore[arg-type]
        assert entries_of(people.sokha.id) == []
        assert session.scalars(select(PaperResult.letters)).all() == [wrong(form)]


def test_the_row_that_is_chosen_takes_the_place_of_the_other_and_gives_the_pass(
    people: People, form: PrintedTest
) -> None:
    typed(form, people.sokha, wrong(form), people.bopha)
    assert typed(form, people.sokha, form.key, people.chan, choice="now") == "replaced"
    assert rows() == (1, 1)
    assert status_of(people.sokha.id, "pss", TAKEN).status == "valid"
    assert missed_by(people.sokha) == ()


def test_a_pass_stays_one_entry_where_another_row_passes_too(people: People, form: PrintedTest) -> None:
    with_fault = one_fault(form)
    typed(form, people.sokha, with_fault, people.bopha)
    before = [entry.id for entry in entries_of(people.sokha.id)]
    assert typed(form, people.sokha, form.key, people.bopha, choice="now") == "replaced"
    assert [entry.id for entry in entries_of(people.sokha.id)] == before
    (row,) = session.scalars(select(PaperResult))
    assert (row.letters, session.get_one(Attempt, row.attempt_uuid).score) == (form.key, 100)


def one_fault(form: PrintedTest) -> str:
    """A row with one question wrong that is not about safety: 80 % of five."""
    row = ""
    at = next(one for one in form.questions if one.question.safety is None and one.boxes == 1)
    for one in form.questions:
        row += "-" * one.boxes if one is at else one.key
    return row


@pytest.mark.parametrize("who", ["bopha", "chan"])
def test_a_pass_is_taken_back_on_the_page_of_the_person_and_not_by_typing(
    people: People, form: PrintedTest, who: str
) -> None:
    typed(form, people.sokha, form.key, people.bopha)
    with pytest.raises(RuleBroken, match="pass-taken-back"):
        typed(form, people.sokha, wrong(form), getattr(people, who), choice="now")
    assert status_of(people.sokha.id, "pss", TAKEN).status == "valid"


def test_the_record_says_that_a_pass_was_typed_in_the_place_of_another_row(
    people: People, form: PrintedTest
) -> None:
    typed(form, people.sokha, wrong(form), people.bopha)
    assert typed(form, people.sokha, form.key, people.bopha, choice="now") == "replaced"
    (entry,) = [one for one in entries_of(people.sokha.id) if one.kind == "achieved"]
    assert (entry.evidence["paper"], entry.evidence["retyped"]) == (form.code, "1")


def test_who_made_a_test_has_its_key_and_is_not_marked_by_it(people: People, form: PrintedTest) -> None:
    with pytest.raises(RuleBroken, match="made-it"):
        typed(form, people.bopha, form.key, people.chan)


def test_a_sheet_of_either_of_two_merged_records_is_the_same_sheet(people: People, form: PrintedTest) -> None:
    typed(form, people.ratana, form.key, people.bopha)
    merges.merge(people.sokha, people.ratana, reason="twice in the list", actor=None)
    assert typed(form, people.sokha, form.key, people.bopha) == "same"
    (shown,) = [item for item in export(merged_ids(people.sokha)) if item.what == "test-on-paper"]
    assert (shown.facts["form_code"], "letters" in shown.facts) == (form.code, False)


def test_of_two_who_save_the_same_sheet_at_one_moment_one_is_asked_to_look_again(
    people: People, form: PrintedTest
) -> None:
    with clock.frozen(TYPED):
        sheets = [
            paper_results.check_sheet(form, TypedSheet(people.sokha, form.key), TAKEN, actor)
            for actor in (people.bopha, people.chan)
        ]
        save: Callable[[int], object] = lambda number: paper_results.save_sheets(  # noqa: E731
            form, [sheets[number]], TAKEN, language="km", actor=people.bopha
        )
        save(0)
        with pytest.raises(RuleBroken, match="changed-meanwhile"):
            save(1)
    assert rows() == (1, 1)


# --- questions that change --------------------------------------------------------------------------------------


def test_a_form_of_which_a_question_has_another_key_or_is_gone_is_not_marked_any_more(
    people: People, form: PrintedTest, shelve: Shelve, small_test: Pool
) -> None:
    at = next(one for one in form.questions if one.question.id.startswith("pss-single"))
    other = pools.single(at.question.id, lesson=pools.LINK, level="apply", right="a")
    changed = tuple(other if one.id == other.id else one for one in small_test.questions)
    gone = tuple(one for one in small_test.questions if one.id != other.id)
    for questions in (changed, gone):
        shelve(replace(small_test, questions=questions))
        now = paper_forms.find_form(form.code)
        assert (now.questions, now.changed) == ((), (at.number,))
        with pytest.raises(RuleBroken, match="form-changed"):
            typed(now, people.sokha, form.key, people.bopha)


def test_a_module_without_enough_questions_for_letters_has_no_test_on_paper(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.quizzes.domain.kinds.single_choice.SingleChoiceRules.boxes", 0)
    with pytest.raises(RuleBroken, match="no-paper-form"):
        paper_forms.make_form("pss", people.bopha)
    with pytest.raises(NotFound):
        paper_forms.make_form("nothing", people.bopha)


# --- figures ----------------------------------------------------------------------------------------------------


def test_figures_say_on_paper_also_where_hr_moved_the_day(people: People, form: PrintedTest) -> None:
    typed(form, people.sokha, form.key, people.bopha)
    year, units = (date(2026, 1, 1), date(2026, 12, 31)), frozenset({people.sokha.unit_id})
    asked = trainings.TrainingQuery(units, *year, trainings.awards_taught())
    assert [key.mode for key in trainings.count(asked).trainings] == ["paper"]
    (entry,) = [one for one in entries_of(people.sokha.id) if one.kind == "achieved"]
    with clock.frozen(TYPED):
        right_day = date(2026, 11, 22)
        achievements.correct(entry, reason="the day on the slip", actor=people.chan, on=right_day)
    assert [key.mode for key in trainings.count(asked).trainings] == ["paper"]
