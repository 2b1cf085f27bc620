"""Whose papers say what about a question: of each person the first one that was handed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lms import clock
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person, Scope
from lms.content.types.questions import Pool
from lms.db import session
from lms.privacy.services import erasure, requests
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.queries.first_papers import FirstPaper, analysis_of, first_papers
from lms.quizzes.services import attempts
from tests.people import SECRET, People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import every_kind, pool, single

MORNING = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def hand_in(person: Person, *, days: int = 0, right: bool = True, language: str = "km") -> str:
    with clock.frozen(MORNING + timedelta(days=days)):
        uuid = attempts.open_paper(person, "pss", language)
        paper = attempts.paper(person, uuid)
        answers = {one.question.id: rules_of(one.question).key for one in paper.asked} if right else {}
        attempts.submit(person, uuid, answers, language=language)
    return uuid


def found(units: Scope | None = None, *, before: datetime | None = None) -> list[FirstPaper]:
    papers = first_papers(units, every_kind(), before=before)
    return sorted(papers, key=lambda paper: paper.person_id)


def test_whoever_comes_again_counts_once_with_the_first_paper(people: People, small_test: Pool) -> None:
    hand_in(people.sokha, right=False)
    hand_in(people.sokha, days=1)
    hand_in(people.malee, language="th")
    attempts.open_paper(people.ratana, "pss", "km")  # never handed in
    session.flush()
    sokha, malee = found()
    assert (sokha.person_id, sokha.unit_id, sokha.language) == (people.sokha.id, people.sokha.unit_id, "km")
    assert sokha.came_at == MORNING
    assert set(sokha.answers.values()) == {()}
    assert len(malee.answers) == 5
    assert all(malee.answers.values())


def test_a_scope_sees_its_own_people_and_a_day_those_who_came_before(
    people: People, small_test: Pool
) -> None:
    hand_in(people.sokha)
    hand_in(people.ratana, days=3)
    hand_in(people.malee)
    phnom_penh = Scope(frozenset({people.sokha.unit_id}))
    assert [one.person_id for one in found(phnom_penh)] == [people.sokha.id, people.ratana.id]
    until = MORNING + timedelta(days=3)
    assert [one.person_id for one in found(phnom_penh, before=until)] == [people.sokha.id]
    assert found(Scope(frozenset())) == []


def test_a_second_paper_does_not_become_the_first_because_the_first_lies_before_a_day(
    people: People, small_test: Pool
) -> None:
    hand_in(people.sokha, days=5, right=False)
    hand_in(people.sokha, days=9)
    assert found(before=MORNING + timedelta(days=5)) == []
    (paper,) = found(before=MORNING + timedelta(days=10))
    assert paper.came_at == MORNING + timedelta(days=5)


def test_two_records_of_one_person_have_one_first_paper_where_the_kept_record_stands(
    people: People, small_test: Pool
) -> None:
    hand_in(people.ratana, right=False)
    hand_in(people.sokha, days=2)
    hand_in(people.malee)
    merges.merge(people.sokha, people.ratana, reason="one person", actor=people.chan)
    session.flush()
    sokha, malee = found()
    assert (sokha.person_id, sokha.came_at) == (people.sokha.id, MORNING)
    assert malee.person_id == people.malee.id
    assert found(Scope(frozenset({people.malee.unit_id}))) == [malee]


def test_whoever_was_erased_left_no_answers(people: People, small_test: Pool, tmp_path: Path) -> None:
    hand_in(people.sokha)
    hand_in(people.ratana)
    request = requests.ask_erasure(people.sokha, actor=people.sokha)
    erasure.erase(request, actor=people.chan, folder=tmp_path, secret=SECRET)
    assert [paper.person_id for paper in found()] == [people.ratana.id]


@pytest.mark.parametrize("shape", ["right", "options"])
def test_a_question_is_marked_by_the_key_of_today_and_left_out_where_its_options_are_others(
    people: People, shelve: Shelve, shape: str
) -> None:
    before = pool(*(single(f"pss-{n}", right="b") for n in range(3)), lessons={"10-first": 3})
    shelve(before)
    hand_in(people.sokha)
    mended = single("pss-0", right="c") if shape == "right" else every_kind().questions[2]
    after = pool(mended, *before.questions[1:], lessons={"10-first": 3})
    (paper,) = first_papers(None, after)
    assert ("pss-0" in paper.answers) is (shape == "right")
    assert analysis_of(after, date(2026, 4, 1)).papers == 1


def test_the_analysis_waits_for_the_end_of_the_month(people: People, small_test: Pool) -> None:
    hand_in(people.sokha)
    assert [analysis_of(small_test, day).papers for day in (date(2026, 3, 31), date(2026, 4, 1))] == [0, 1]
