"""What holds for a test on paper as for one on a phone: tries, waits, keys, whose record it is; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.accounts.queries.people import record_with_number
from lms.accounts.services import person_changes
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person, Scope
from lms.content import registry
from lms.db import session
from lms.errors import RuleBroken
from lms.privacy.services import erasure, requests
from lms.quizzes.domain.attempt_limits import MayStart, MustWait
from lms.quizzes.models import Attempt, PaperKeyOpening, PaperResult
from lms.quizzes.queries.missed import missed_by
from lms.quizzes.queries.paper_people import Owners
from lms.quizzes.services import attempts, overviews, paper_forms, paper_results, saved_answers
from lms.quizzes.services.paper_forms import PrintedTest
from lms.quizzes.services.paper_hindrances import waits_by_slips
from lms.quizzes.services.paper_results import TypedSheet
from lms.records.services.achievements import entries_of, record_achievement, status_of
from tests.people import SECRET, People

MADE = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 21)
EVENING = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)  # 19:00 in the region
LATER = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("small_test")


def new_form(people: People) -> PrintedTest:
    """A form that Bopha made."""
    with clock.frozen(MADE):
        return paper_forms.find_form(paper_forms.make_form("pss", people.bopha))


def type_slip(
    people: People,
    person: Person,
    *,
    on: date = DAY,
    at: datetime = LATER,
    right: bool = False,
    form: PrintedTest | None = None,
    number: str = "",
) -> PrintedTest:
    """Bopha types a slip of a form and saves it."""
    form = form or new_form(people)
    record = record_with_number(person, number) if number else None
    with clock.frozen(at):
        row = form.key if right else "-" * form.boxes
        sheet = TypedSheet(person, row, "" if right else "empty", record)
        checked = paper_results.check_sheet(form, sheet, on, people.bopha)
        paper_results.save_sheets(form, [checked], on, language="km", actor=people.bopha)
    session.commit()
    return form


def on_phone(person: Person, at: datetime) -> None:
    """Somebody hands in an empty test on a phone."""
    with clock.frozen(at):
        attempts.submit(person, attempts.open_paper(person, "pss", "km"), {}, language="km")


@pytest.fixture
def wait_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let the test of the module ask for another wait."""

    def put(hours: int) -> None:
        content = registry.current()
        modules = tuple(
            replace(one, award=replace(one.award, post_test=replace(one.award.post_test, wait_hours=hours)))
            for one in content.modules
        )
        library = replace(content, modules=modules)
        monkeypatch.setattr(registry, "current", lambda: library)

    return put


# --- three, then a wait -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "days"), [(12, 1), (24, 1), (36, 2), (48, 2)])
def test_after_three_failed_slips_the_next_one_is_of_a_day_after_the_wait(
    people: People, wait_of: Callable[[int], None], hours: int, days: int
) -> None:
    wait_of(hours)
    for _number in range(3):
        type_slip(people, people.sokha)
    for later in range(days):
        with pytest.raises(RuleBroken, match="must-wait-until"):
            type_slip(people, people.sokha, on=DAY + timedelta(days=later), right=True)
    assert entries_of(people.sokha.id) == []
    type_slip(people, people.sokha, on=DAY + timedelta(days=days), right=True)
    assert status_of(people.sokha.id, "pss", DAY + timedelta(days=days)).status == "valid"


@pytest.mark.parametrize(("hours", "days"), [(24, 1), (48, 2)])
def test_after_three_failed_slips_the_phone_waits_until_a_day_after_them_begins(
    people: People, wait_of: Callable[[int], None], hours: int, days: int
) -> None:
    wait_of(hours)
    for _number in range(3):
        type_slip(people, people.sokha, at=EVENING)
    until = datetime(2026, 11, 20, 17, 0, tzinfo=UTC) + timedelta(days=days)  # midnight in the region
    for at, turn in ((until - timedelta(seconds=1), MustWait(until)), (until, MayStart(3))):
        with clock.frozen(at):
            assert overviews.overview(people.sokha, "pss").turn == turn


@pytest.mark.parametrize(("hours", "days"), [(24, 1), (48, 2)])
def test_after_three_failures_on_a_phone_a_slip_is_of_a_day_in_which_the_wait_ends(
    people: People, wait_of: Callable[[int], None], hours: int, days: int
) -> None:
    wait_of(hours)
    for minute in range(3):
        on_phone(people.sokha, EVENING + timedelta(minutes=minute))
    with pytest.raises(RuleBroken, match="must-wait-until"):
        type_slip(people, people.sokha, on=DAY + timedelta(days=days - 1), right=True)
    type_slip(people, people.sokha, on=DAY + timedelta(days=days), right=True)


def test_a_slip_that_is_typed_before_the_wait_is_over_was_not_written_after_it(people: People) -> None:
    for minute in range(3):
        on_phone(people.sokha, EVENING + timedelta(minutes=minute))
    tomorrow = DAY + timedelta(days=1)
    with pytest.raises(RuleBroken, match="must-wait-until"):
        type_slip(people, people.sokha, on=tomorrow, at=EVENING + timedelta(hours=10), right=True)
    type_slip(people, people.sokha, on=tomorrow, at=EVENING + timedelta(hours=25), right=True)


def test_slips_and_tests_on_a_phone_of_one_day_count_together(people: People) -> None:
    on_phone(people.sokha, EVENING)
    type_slip(people, people.sokha)
    type_slip(people, people.sokha)
    with pytest.raises(RuleBroken, match="must-wait-until"):
        type_slip(people, people.sokha, right=True)


def test_why_a_slip_cannot_count_is_said_in_one_way_where_the_trainer_may_not_know_which(
    people: People,
) -> None:
    """Sokha failed on a phone, Ratana lacks the certificate that comes first: Bopha may not read which it is."""
    for minute in range(3):
        on_phone(people.sokha, EVENING + timedelta(minutes=minute))
    with clock.frozen(MADE):
        record_achievement(
            people.sokha,
            "pgi",
            "post-test",
            on=clock.today(),
            evidence={"source": "a list"},
            actor=people.chan,
        )
    session.commit()
    said = set()
    for person in (people.sokha, people.ratana):
        broken = refused_after_pgi(people, person, people.bopha)
        said.add((broken.code, broken.field, str(broken.values)))
    assert len(said) == 1
    assert {code for code, _field, _values in said} == {"not-on-paper-after"}


def refused_after_pgi(people: People, person: Person, typist: Person) -> RuleBroken:
    """Why a slip of the day is refused, where the certificate of another module comes first."""
    content = registry.current()
    gated = tuple(
        replace(one, award=replace(one.award, prerequisites=("pgi",))) if one.id == "pss" else one
        for one in content.modules
    )
    form = new_form(people)
    with pytest.MonkeyPatch.context() as patch, clock.frozen(LATER):
        patch.setattr(registry, "current", lambda: replace(content, modules=gated))
        with pytest.raises(RuleBroken) as broken:
            paper_results.check_sheet(form, TypedSheet(person, form.key), DAY, typist)
    return broken.value


def test_hr_reads_which_certificate_is_missing_and_a_trainer_does_not(people: People) -> None:
    told = refused_after_pgi(people, people.ratana, people.chan)
    assert (told.code, told.values["modules"]) == ("needs-first", [registry.current().module("pgi")])
    assert refused_after_pgi(people, people.ratana, people.bopha).code == "not-on-paper-after"


def test_a_wait_that_follows_from_slips_is_said_to_the_trainer_with_its_day(people: People) -> None:
    for _number in range(3):
        type_slip(people, people.sokha)
    told = refused_after_pgi(people, people.sokha, people.bopha)
    assert (told.code, told.values["day"]) == ("must-wait-until", DAY + timedelta(days=1))


def test_where_no_certificate_comes_first_the_wait_is_said_with_its_day(people: People) -> None:
    for minute in range(3):
        on_phone(people.sokha, EVENING + timedelta(minutes=minute))
    with pytest.raises(RuleBroken) as broken:
        type_slip(people, people.sokha, right=True)
    assert (broken.value.code, broken.value.values["day"], broken.value.values["attempts"]) == (
        *("must-wait-until", DAY + timedelta(days=1)),
        3,
    )


def test_hr_reads_on_the_page_of_the_person_until_when_slips_make_them_wait(people: People) -> None:
    """Slips are shown to HR; what somebody did on a phone is theirs alone."""
    for minute in range(3):
        on_phone(people.ratana, EVENING + timedelta(minutes=minute))
    for _number in range(3):
        type_slip(people, people.sokha, at=EVENING)
    with clock.frozen(EVENING + timedelta(hours=1)):
        assert waits_by_slips(people.sokha) == {"pss": DAY + timedelta(days=1)}
        assert waits_by_slips(people.ratana) == {}
    with clock.frozen(LATER):
        assert waits_by_slips(people.sokha) == {}


# --- a test that lies open meanwhile ----------------------------------------------------------------------------


def test_a_test_that_was_open_is_no_try_beyond_the_three_that_were_typed_meanwhile(people: People) -> None:
    with clock.frozen(EVENING):
        uuid = attempts.open_paper(people.sokha, "pss", "km")
        saved_answers.save(uuid, {1: {"q1": ["a"]}})
    for minute in range(1, 4):
        type_slip(people, people.sokha, at=EVENING + timedelta(minutes=minute))
    with clock.frozen(EVENING + timedelta(minutes=5)), pytest.raises(RuleBroken) as broken:
        attempts.submit(people.sokha, uuid, {}, language="km")
    assert broken.value.code == "attempts-used-meanwhile"
    assert saved_answers.saved(uuid)
    with clock.frozen(EVENING + timedelta(hours=24)):
        attempts.submit(people.sokha, uuid, {}, language="km")
    assert attempts.paper(people.sokha, uuid).state == "submitted"


@pytest.mark.parametrize("slips", [0, 1, 2])
def test_a_test_that_was_open_is_handed_in_while_a_try_is_left(people: People, slips: int) -> None:
    with clock.frozen(EVENING):
        uuid = attempts.open_paper(people.sokha, "pss", "km")
    for minute in range(1, slips + 1):
        type_slip(people, people.sokha, at=EVENING + timedelta(minutes=minute))
    with clock.frozen(EVENING + timedelta(minutes=5)):
        attempts.submit(people.sokha, uuid, {}, language="km")
    assert attempts.paper(people.sokha, uuid).state == "submitted"


# --- whose slip it is -------------------------------------------------------------------------------------------


def test_a_slip_with_the_number_of_a_joined_record_goes_with_that_record_when_the_two_are_parted(
    people: People,
) -> None:
    with clock.frozen(LATER - timedelta(days=1)):
        merges.merge(people.sokha, people.ratana, reason="one person", actor=people.chan)
        session.commit()
    (merge,) = merges.merged_into(people.sokha)
    owners = Owners(Scope(frozenset({people.sokha.unit_id})))
    assert owners.named("KH-1002").id == people.sokha.id
    type_slip(people, people.sokha, right=True, number="KH-1002")
    assert status_of(people.sokha.id, "pss", DAY).status == "valid"
    with clock.frozen(LATER + timedelta(days=1)):
        merges.undo_merge(merge.id, actor=people.chan)
        session.commit()
    assert status_of(people.ratana.id, "pss", DAY).status == "valid"
    assert status_of(people.sokha.id, "pss", DAY).status == "never"
    (slip,) = session.scalars(select(PaperResult))
    assert slip.person_id == session.get_one(Attempt, slip.attempt_uuid).person_id == people.ratana.id


def test_what_was_wrong_on_the_slip_of_a_joined_record_is_practised_by_nobody_else(people: People) -> None:
    merges.merge(people.sokha, people.ratana, reason="one person", actor=people.chan)
    type_slip(people, people.sokha, number="kh 1002")
    assert missed_by(people.sokha) == ()
    assert len(missed_by(people.ratana)) == 5


@pytest.mark.parametrize("typed", ["KH-1001", "Sokha", "", "KH-9999", "tha:KH-1002"])
def test_any_other_number_or_name_is_that_of_the_record_that_stays(people: People, typed: str) -> None:
    merges.merge(people.sokha, people.ratana, reason="one person", actor=people.chan)
    assert record_with_number(people.sokha, typed).id == people.sokha.id
    assert record_with_number(people.sokha, "khm:KH-1002").id == people.ratana.id


def test_a_slip_of_somebody_whose_account_is_closed_is_refused_in_words(people: People) -> None:
    person_changes.deactivate(people.sokha, reason="left", actor=people.chan)
    with pytest.raises(RuleBroken, match="typed-for-closed"):
        type_slip(people, people.sokha, right=True)
    assert session.scalar(select(func.count()).select_from(PaperResult)) == 0


# --- keys -------------------------------------------------------------------------------------------------------


@pytest.fixture
def theara(people: People) -> Person:
    """Ratana trains as well."""
    return people.ratana


def test_who_opened_the_key_that_somebody_else_made_is_not_marked_by_that_test(
    people: People, theara: Person
) -> None:
    form, other = new_form(people), new_form(people)
    paper_forms.note_key_opened(form, theara)
    paper_forms.note_key_opened(form, theara)
    with pytest.raises(RuleBroken, match="made-it"):
        type_slip(people, theara, form=form, right=True)
    type_slip(people, theara, form=other, right=True)
    type_slip(people, people.sokha, form=form, right=True)


def test_who_opened_a_key_with_a_record_that_was_joined_has_opened_it(people: People, theara: Person) -> None:
    form = new_form(people)
    paper_forms.note_key_opened(form, theara)
    merges.merge(people.sokha, theara, reason="one person", actor=people.chan)
    with pytest.raises(RuleBroken, match="made-it"):
        type_slip(people, people.sokha, form=form, right=True)


def test_of_who_made_a_test_no_opening_is_kept(people: People) -> None:
    form = new_form(people)
    paper_forms.note_key_opened(form, people.bopha)
    assert session.scalars(select(PaperKeyOpening)).all() == []


def test_a_key_opens_in_the_society_of_who_made_it_and_nowhere_else(people: People) -> None:
    form = new_form(people)
    assert [paper_forms.may_open_key(form, one) for one in (people.bopha, people.chan, people.dao)] == [
        *(True, True, False)
    ]


def test_whoever_is_erased_leaves_no_key_that_they_opened(
    people: People, theara: Person, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paper_forms.note_key_opened(new_form(people), theara)
    request = requests.ask_erasure(theara, actor=theara)
    erasure.erase(request, actor=people.chan, folder=tmp_path_factory.mktemp("files"), secret=SECRET)
    assert session.scalars(select(PaperKeyOpening)).all() == []
