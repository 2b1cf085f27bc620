"""Sokha says whether a lesson was clear: she counts once, can say otherwise, and nothing leads from it to her."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.accounts.personal_data import Erasure
from lms.accounts.queries.identifying_text import identifying_text_of
from lms.accounts.queries.people import merged_ids
from lms.accounts.services.merging import merges
from lms.audit import AuditLine
from lms.config import current_settings
from lms.db import session
from lms.feedback import personal_data, services
from lms.feedback.domain.hiding import Tally
from lms.feedback.domain.opinions import Opinion
from lms.feedback.models import LessonFeedback, LessonFigures
from lms.feedback.queries import counted_in
from tests.feedback.answering import CLEAR, LESSON, UNCLEAR, count_them, place, rows, say_all
from tests.people import People

NOON = datetime(2026, 11, 28, 5, tzinfo=UTC)


def counted(language: str = "km") -> Tally | None:
    found = counted_in("pss").get((LESSON, language))
    return found.tally if found else None


def test_a_person_counts_once_and_the_last_word_holds(people: People) -> None:
    for opinion in (CLEAR, UNCLEAR, Opinion(False, "long", 2)):
        services.say(people.sokha, place(), opinion)
        assert services.opinion_of(people.sokha, place()) == opinion
    assert rows() == [(False, "long", 2)]
    assert services.opinion_of(people.ratana, place()) is None


def test_a_second_tap_on_not_clear_takes_no_reason_back(people: People) -> None:
    services.say(people.sokha, place(), Opinion(False, "long"))
    services.say(people.sokha, place(), UNCLEAR)
    assert rows() == [(False, "long", 0)]


def test_each_language_and_lesson_is_said_by_itself(people: People) -> None:
    services.say(people.sokha, place(), UNCLEAR)
    services.say(people.sokha, place(language="en"), CLEAR)
    services.say(people.sokha, place("20-look-listen-link"), CLEAR)
    assert len(rows()) == 3


def test_no_row_says_who_or_when_and_the_audit_says_nothing(people: People) -> None:
    before = session.scalar(select(func.count()).select_from(AuditLine))
    with clock.frozen(NOON):
        services.say(people.sokha, place(), UNCLEAR)
        services.say(people.sokha, place("20-look-listen-link"), UNCLEAR)
    first, second = session.scalars(select(LessonFeedback))
    assert {column.name for column in LessonFeedback.__table__.columns} == {
        *("mark", "module", "lesson", "language", "version", "clear", "why", "card", "counted", "answered_by")
    }
    assert first.mark != second.mark, "not even what one person said of two lessons stands together"
    assert first.answered_by == date(2026, 11, 30)
    assert session.scalar(select(func.count()).select_from(AuditLine)) == before


def test_what_was_said_of_other_words_is_asked_anew(people: People) -> None:
    services.say(people.sokha, place(), CLEAR)
    assert services.opinion_of(people.sokha, replace(place(), version="another")) is None


def test_two_records_of_one_person_count_once_and_tell_each_other_nothing(people: People) -> None:
    services.say(people.ratana, place(), UNCLEAR)
    merges.merge(people.sokha, people.ratana, reason="twice in the list", actor=None)
    assert services.opinion_of(people.sokha, place()) is None
    assert personal_data.export(merged_ids(people.sokha)) == []
    services.say(people.sokha, place(), CLEAR)
    assert rows() == [(True, "", 0)]


# --- counting -------------------------------------------------------------------------------------------------


def test_numbers_move_when_five_people_have_said_something_new_and_not_before(people: People) -> None:
    crowd = say_all(people, [CLEAR] * 4)
    count_them()
    assert counted() is None
    say_all(people, [Opinion(False, "words", 3)])
    count_them()
    tally = counted()
    assert tally is not None
    assert (tally.clear, tally.unclear, tally.whys["words"], tally.cards["3"]) == (4, 1, 1, 1)
    services.say(people.sokha, place(), UNCLEAR)
    services.say(crowd[0], place(), UNCLEAR)
    for _ in range(9):  # whoever taps to and fro is one person
        services.say(crowd[1], place(), UNCLEAR)
        services.say(crowd[1], place(), CLEAR)
    count_them()
    assert counted() == tally, "three people"
    say_all(people, [CLEAR, CLEAR])
    count_them()
    after = counted()
    assert after is not None
    assert (after.clear, after.unclear) == (5, 3)


def test_the_same_tap_again_is_nothing_new(people: People) -> None:
    crowd = say_all(people, [CLEAR] * 5)
    count_them()
    for person in crowd:
        services.say(person, place(), CLEAR)
    assert session.scalars(select(LessonFeedback.counted).distinct()).all() == [True]


def test_five_people_of_two_languages_are_no_five(people: People) -> None:
    say_all(people, [CLEAR] * 3)
    say_all(people, [CLEAR] * 2, language="th")
    count_them()
    assert counted_in("pss") == {}


def test_numbers_end_after_a_year_in_which_nobody_said_anything_new(people: People) -> None:
    with clock.frozen(NOON):
        say_all(people, [CLEAR] * 5)
        count_them()
    with clock.frozen(NOON + timedelta(days=367)):
        count_them()
        assert counted() is not None
    with clock.frozen(NOON + timedelta(days=368)):
        count_them()
        assert session.scalars(select(LessonFigures)).all() == []


# --- one's own data -------------------------------------------------------------------------------------------


def test_sokha_reads_what_she_said_and_it_goes_with_her(people: People, tmp_path: Path) -> None:
    with clock.frozen(NOON):
        services.say(people.sokha, place(), Opinion(False, "disagree", 2))
        services.say(people.ratana, place(), CLEAR)
    (item,) = personal_data.export([people.sokha.id])
    assert item.facts == {
        "module": "pss",
        "lesson": LESSON,
        "language": "km",
        "clear": False,
        "why": "disagree",
        "card": 2,
        "answered_by": date(2026, 11, 30),
    }
    ids = [people.sokha.id]
    secret = current_settings().secret_key
    erasure = Erasure(ids, identifying_text_of(ids), {}, NOON, tmp_path, secret)
    personal_data.erase(erasure)
    assert rows() == [(True, "", 0)]


@pytest.mark.parametrize(("days", "left"), [(0, 1), (1, 0)])
def test_what_was_said_ends_a_year_after_its_month(people: People, days: int, left: int) -> None:
    with clock.frozen(NOON):
        services.say(people.sokha, place(), CLEAR)
    services.drop_old_answers(datetime(2026, 11, 30, 5, tzinfo=UTC) + timedelta(days=days))
    assert len(rows()) == left
