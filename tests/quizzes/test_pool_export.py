"""What of a pool no file of Moodle holds is said when it goes out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.content.types.questions import Question, QuestionText
from lms.quizzes.domain.exchange.labels import Labels, labels_of
from lms.quizzes.domain.exchange.pool_export import exported
from tests.quizzes.pools import multiple, ordering, pool, single, true_false


def in_khmer(question: Question, **changes: object) -> Question:
    english = question.texts["en"]
    said: QuestionText = replace(english, language="km", status="draft", **changes)  # type: ignore[arg-type]
    return replace(question, texts={"en": english, "km": said})


DRAWN = "not in the file: how a test is drawn (`post_test` of quizzes/pss.yaml)"


def test_what_moodle_marks_otherwise_is_said_once_for_all_questions_of_a_kind() -> None:
    questions = (single("s"), multiple("m"), true_false("t"), ordering("o"), multiple("n"))
    assert exported(pool(*questions, lessons={}), "en", "Why?").notes == (
        DRAWN,
        "Moodle gives a part of the mark for some of the right answers; Sala does not: m, n",
        "the statement and its reason become two questions, which Moodle marks apart: t",
        "steps become places to match, and Moodle gives a part of the mark for some of them: o",
    )


def test_a_question_that_is_not_in_the_language_or_is_old_there_is_named() -> None:
    questions = (single("a"), in_khmer(single("b")), in_khmer(single("c"), mark="stale"))
    export = exported(pool(*questions, lessons={}), "km", "Why?")
    assert export.notes == (
        DRAWN,
        "a: in English, for there is no translation that may be shown",
        "c: translated from an older English text",
    )
    assert [question.tags[0] for question in export.questions] == [
        "language:en",
        "language:km",
        "language:km",
    ]
    assert {question.category for question in export.questions} == {("pss", "km", "10-first")}


def test_the_question_for_a_reason_begins_with_its_statement() -> None:
    statement, reason = exported(pool(true_false("t"), lessons={}), "en", "Why so?").questions
    assert (statement.id, statement.stem) == ("t", "stem t")
    assert (reason.id, reason.stem) == ("t-reason", "stem t\nWhy so?")


@pytest.mark.parametrize(
    ("tags", "labels"),
    [
        ((), Labels()),
        (("language:km", "level:apply", "safety:pep-72h"), Labels("km", "apply", "pep-72h")),
        (("parts:bac",), Labels(parts="bac")),
        (("parts:bab", "parts:1", "level:hard"), Labels(others=("parts:bab", "parts:1", "level:hard"))),
        (("level:apply", "level:judge", "mine"), Labels(level="apply", others=("level:judge", "mine"))),
    ],
)
def test_tags_that_are_ours_are_told_from_others(tags: tuple[str, ...], labels: Labels) -> None:
    assert labels_of(tags) == labels
