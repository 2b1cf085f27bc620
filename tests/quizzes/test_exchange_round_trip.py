"""What goes out comes back as it was: our own pools in four languages, and any words in four scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.config import CHECKOUT
from lms.content import check, yaml_files
from lms.content.types.curriculum import Content
from lms.content.types.questions import MatchingPairs, Question
from lms.quizzes.domain.exchange import gift_reader, gift_writer, moodle_xml_reader, moodle_xml_writer
from lms.quizzes.domain.exchange.review import Otherwise
from lms.quizzes.domain.kinds import draft_of, rules_of
from lms.quizzes.domain.moodle_questions import (
    ALL,
    NOTHING,
    Answer,
    Choice,
    DraftPart,
    Matching,
    MoodleFile,
    MoodleQuestion,
    Numerical,
    Statement,
    share,
)
from lms.quizzes.services import question_exchange
from lms.quizzes.services.question_exchange import FORMS, Form
from tests.quizzes.pools import matching, multiple, numeric, ordering, single, true_false

LANGUAGES = ("en", "km", "lo", "th")
MODULES = ("cea", "hiv", "migration", "pgi", "pss")


@pytest.fixture(scope="module")
def content() -> Content:
    return check.load(CHECKOUT)


def said_by(root: Path, name: str) -> Any:
    """What a YAML file says, wherever its lines end."""
    document, problems = yaml_files.read(name, (root / name).read_text(encoding="utf-8"))
    assert document is not None
    assert problems == []
    return document.data


def test_these_are_all_pools_and_languages(content: Content) -> None:
    assert tuple(sorted(content.pools)) == MODULES
    assert tuple(language.code for language in content.languages) == LANGUAGES


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("form", FORMS)
def test_our_pools_come_back_word_for_word_in_every_language(
    content: Content, tmp_path: Path, module: str, form: Form
) -> None:
    files = {}
    for language in LANGUAGES:
        text, _ = question_exchange.export_pool(content, module, language, form, "Why?")
        files[f"{language}.{form}"] = question_exchange.read_question_file(text.encode())
    review = question_exchange.review_of(content, files, Otherwise())
    assert review.remarks == []
    written = question_exchange.write_review(CHECKOUT, content, review, tmp_path)
    count = len(content.pools[module].questions)
    assert [(file.new, file.replacements, file.same) for file in written] == [(0, (), count)] * len(LANGUAGES)
    assert question_exchange.problems_of(content, tmp_path, written) == []
    pool, asked = f"quizzes/{module}.yaml", {question.id for question in content.pools[module].questions}
    ours = said_by(CHECKOUT, pool)
    ours["items"] = [item for item in ours["items"] if item["id"] in asked]  # what is retired does not go out
    assert said_by(tmp_path, pool) == ours
    for language in LANGUAGES[1:]:
        name = f"curriculum/translations/{language}/{pool}"
        theirs = said_by(CHECKOUT, name)["items"]
        assert said_by(tmp_path, name)["items"] == {one: theirs[one] for one in theirs if one in asked}


# --- every kind ---------------------------------------------------------------------------------------------------

QUESTIONS: list[Question] = [
    single("s"),
    multiple("m"),
    true_false("t"),
    ordering("o"),
    matching("p"),
    numeric("n"),
]


def test_the_kinds_below_are_all_that_there_are() -> None:
    assert {*get_args(Question)} == {type(question) for question in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.kind)
def test_every_kind_comes_back_with_its_right_answers(question: Question) -> None:
    text = question.text("en")
    draft = draft_of(rules_of(question).to_moodle(text, "Why?"))
    assert draft is not None
    assert (draft.kind, draft.part_key) == (question.kind, question.part_key)
    assert (draft.stem, draft.why, draft.notes) == (text.stem, text.why, ())
    rights = question.right_parts or ()
    expected = [
        DraftPart(text.parts[part].text, text.parts[part].why, part in rights) for part in question.parts
    ]
    if question.kind in ("order", "number"):
        expected = [DraftPart(part.text) for part in expected]
    if isinstance(question, MatchingPairs):
        fits = [question.parts.index(question.fits[stem]) for stem in question.stems]
        expected = [
            DraftPart(part.text, fits=place)
            for part, place in zip(expected, [*fits, None, None, None], strict=True)
        ]
    assert list(draft.parts) == expected


# --- any words ----------------------------------------------------------------------------------------------------

# The signs of GIFT and XML, what begins a weight, a format, a comment or a category, and letters with their marks.
SIGNS = [
    *"\\~=#{}:%[]<>&;/$-\"' \n\tn",
    "->",
    "####",
    "%50%",
    "[html]",
    "//",
    "::",
    "$CATEGORY:",
    "]]>",
    "&amp;",
    "<b>",
]
LETTERS = [*"aB1", *"ក្ខុំ១", *"ສະບ່ຳ", *"ไทยก์๑", "é", "\u200b", "\u2028", "\x85", "\U0001f600"]
texts = (
    st.lists(st.sampled_from([*SIGNS, *LETTERS]), min_size=1, max_size=12)
    .map("".join)
    .map(str.strip)
    .filter(bool)
)
maybe = st.just("") | texts
percents = st.sampled_from([NOTHING, share(2), share(3), -share(4), -ALL])
COMMON = {
    "id": st.sampled_from(["pss-001", "x"]),
    "stem": texts,
    "feedback": maybe,
    "category": st.sampled_from([("pss", "20-look"), ("a/b",)]),
    "tags": st.sampled_from([(), ("level:apply", "a]b")]),
}
answers = st.builds(Answer, texts, percents, maybe)
rights = st.builds(Answer, texts, st.just(ALL), maybe)
questions = st.one_of(
    st.builds(Choice, **COMMON, single=st.just(True), answers=st.tuples(rights, answers, answers, rights)),
    st.builds(Choice, **COMMON, single=st.just(False), answers=st.tuples(answers, answers, rights)),
    st.builds(
        Numerical,
        **COMMON,
        number=st.decimals(-9999, 9999, places=2),
        tolerance=st.sampled_from([NOTHING, share(8)]),
        unit=st.sampled_from(["", "hours", "ម៉ោង"]),
    ),
    st.builds(Statement, **COMMON, truth=st.booleans(), when_right=maybe, when_wrong=maybe),
    st.builds(
        Matching,
        **COMMON,
        pairs=st.lists(texts, min_size=1, max_size=4).map(
            lambda said: tuple((step, str(place)) for place, step in enumerate(said, 1))
        ),
    ),
)
Pair = tuple[Callable[[Sequence[MoodleQuestion]], str], Callable[[str], MoodleFile]]
FORMATS: dict[Form, Pair] = {
    "gift": (gift_writer.written, gift_reader.read),
    "moodle-xml": (moodle_xml_writer.written, moodle_xml_reader.read),
}


@pytest.mark.parametrize("form", FORMS)
@given(said=st.lists(questions, min_size=1, max_size=3))
def test_any_words_come_back_as_they_were(form: Form, said: list[MoodleQuestion]) -> None:
    write, read = FORMATS[form]
    found = read(write(said))
    assert found.remarks == ()
    assert found.questions == tuple(said)
    assert [question.notes for question in found.questions] == [()] * len(said)


@given(
    text=st.lists(st.sampled_from([*SIGNS, *LETTERS, "\n\n", "=a", "~b", "{", "}"]), max_size=40).map("".join)
)
def test_whatever_stands_in_a_gift_file_is_read_or_named(text: str) -> None:
    read = gift_reader.read(text)
    kept = [line for line in text.split("\n") if line.strip()]
    lines = [
        line
        for line in kept
        if not line.strip().startswith("//") and not line.strip().startswith("$CATEGORY:")
    ]
    assert not lines or read.questions or read.remarks


@given(
    text=st.lists(
        st.sampled_from(
            ["<quiz>", "</quiz>", "<question type='multichoice'>", "</question>", "<text>", "</text>", *SIGNS]
        ),
        max_size=30,
    ).map("".join)
)
def test_whatever_stands_in_an_xml_file_is_read_or_named(text: str) -> None:
    read = moodle_xml_reader.read(f"<quiz>{text}")
    is_empty = not text.partition("</quiz>")[0].strip()
    assert read.questions or read.remarks or is_empty
