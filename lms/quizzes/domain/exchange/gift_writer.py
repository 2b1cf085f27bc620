"""Questions -> GIFT, as Moodle reads it. Knows no kinds of ours and no pools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from lms.quizzes.domain.exchange import category_paths
from lms.quizzes.domain.exchange.gift_syntax import CATEGORY, UNIT_TAG, comment, escaped
from lms.quizzes.domain.moodle_questions import (
    ALL,
    NOTHING,
    Answer,
    Choice,
    Matching,
    MoodleQuestion,
    Numerical,
    Other,
    Statement,
    plain_number,
)

_PLAIN: Final = "[plain]"


def written(questions: Iterable[MoodleQuestion]) -> str:
    """The file. A question of a type that only XML can hold is left out: see `Other`."""
    blocks, category = [], None
    for question in questions:
        if isinstance(question, Other):
            continue
        if question.category != category:
            category = question.category
            blocks.append(f"{CATEGORY} {category_paths.written(category)}\n")
        blocks.append(_block(question))
    return "\n".join(blocks)


def _block(question: Choice | Statement | Matching | Numerical) -> str:
    head = f"::{escaped(question.id)}::{_PLAIN}{escaped(question.stem)}"
    lines = [
        comment(question.id, (*question.tags, *_unit(question))),
        f"{head} {{",
        *(f"\t{line}" for line in _answers(question)),
        "}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _unit(question: MoodleQuestion) -> Iterator[str]:
    """The unit of a number, which GIFT has no place for, as a tag."""
    if isinstance(question, Numerical) and question.unit:
        yield f"{UNIT_TAG}{question.unit}"


def _answers(question: Choice | Statement | Matching | Numerical) -> Iterator[str]:
    match question:
        case Choice():
            yield from (_choice(answer, single=question.single) for answer in question.answers)
        case Statement():
            yield _statement(question)
        case Matching():
            yield from (f"={_text(left)} -> {escaped(right)}" for left, right in question.pairs)
        case Numerical(number=number, tolerance=tolerance):
            yield f"#{plain_number(number)}:{plain_number(tolerance)}"
        case _:
            assert_never(question)
    if question.feedback:
        yield f"####{_text(question.feedback)}"


def _choice(answer: Answer, *, single: bool) -> str:
    mark = "~" if answer.percent == NOTHING else f"~%{answer.percent}%"
    if single and answer.percent == ALL:
        mark = "="
    said = f"#{_text(answer.feedback)}" if answer.feedback else ""
    return f"{mark}{_text(answer.text)}{said}"


def _statement(question: Statement) -> str:
    said = [question.when_wrong, question.when_right] if question.when_right else [question.when_wrong]
    feedback = "".join(f"#{_text(text)}" for text in said) if any(said) else ""
    return ("TRUE" if question.truth else "FALSE") + feedback


def _text(text: str) -> str:
    """An answer takes the format of its question, so a bracket at its beginning would be read as another one.

    A percent sign there would be read as a weight.
    """
    return (_PLAIN if text.startswith(("[", "%")) else "") + escaped(text)
