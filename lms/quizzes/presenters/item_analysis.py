"""What statistics of questions say, in sentences: for the page of editors and for `flask content report`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.content.types.curriculum import Content
from lms.content.types.questions import Question, QuestionText
from lms.quizzes.domain import kinds
from lms.quizzes.domain.item_analysis import ItemResult, PoolResult, Remark
from lms.quizzes.domain.item_statistics import LEAST_FOR_CORRELATION, LEAST_FOR_SHARE
from lms.quizzes.domain.kinds.true_false import FALSE, TRUE
from lms.quizzes.domain.mantel_haenszel import LEAST_OF_BOTH, LEAST_OF_GROUP, Comparison
from lms.quizzes.domain.reliability import LEAST_PAPERS

NOT_ENOUGH: Final = _l("not enough data")
SOURCES: Final = (
    "L. Crocker, J. Algina: Introduction to Classical and Modern Test Theory, 1986",
    "S. Henrysson: Psychometrika 28, 1963",
    "T. Haladyna, S. Downing: Educational and Psychological Measurement 53, 1993",
    "G. Kuder, M. Richardson: Psychometrika 2, 1937; P. Shrout, J. Fleiss: Psychological Bulletin 86, 1979",
    "P. Holland, D. Thayer, 1988; R. Zwick: ETS RR-12-08, 2012",
)


@dataclass(frozen=True)
class OptionUse:
    """A wrong option of a question, and which share of the people took it."""

    text: str
    share: str


@dataclass(frozen=True)
class LanguageUse:
    """How a question compares in one language: the class of ETS, and the same in words."""

    code: str
    name: str
    said: str


@dataclass(frozen=True)
class QuestionRow:
    """A question as an editor reads it. `strong` remarks say that it may do harm, `hints` that it could be better.

    `verdict` and `right` are the right answer: whether a statement is true, and its words, steps in order.
    """

    id: str
    text: QuestionText
    verdict: str
    right: tuple[str, ...]
    asked: int
    share: str
    discrimination: str
    options: tuple[OptionUse, ...]
    languages: tuple[LanguageUse, ...]
    strong: tuple[str, ...]
    hints: tuple[str, ...]


def rows(result: PoolResult, content: Content, language: str) -> list[QuestionRow]:
    """The questions of a pool, those that may do harm first."""
    found = [_row(item, content, language) for item in result.items]
    return sorted(found, key=lambda row: not row.strong)  # stable: in the order of the pool


def explanations() -> list[tuple[str, str]]:
    """What each number means, and how many people it needs."""
    return [
        (
            _("Right"),
            _(
                "The share of people who answered rightly the first time. Needs %(people)s people.",
                people=LEAST_FOR_SHARE,
            ),
        ),
        (
            _("Fits the rest"),
            _(
                "Whether those who got this question right also did well on the rest of their test (corrected "
                "point-biserial correlation, from -1 to 1; 0.2 and more is good). Needs %(people)s people.",
                people=LEAST_FOR_CORRELATION,
            ),
        ),
        (
            _("Wrong options"),
            _(
                "How many people in a hundred took each. One that fewer than five take teaches nothing. Needs "
                "%(people)s people.",
                people=LEAST_FOR_SHARE,
            ),
        ),
        (
            _("Languages"),
            _(
                "Each language against all the others, of people with as many points (Mantel-Haenszel): A alike, B "
                "somewhat different, C so different that the translation should be read again. Needs %(group)s "
                "people in the smaller group and %(both)s together.",
                group=LEAST_OF_GROUP,
                both=LEAST_OF_BOTH,
            ),
        ),
        (
            _("Reliability"),
            _(
                "How far people would stand in the same order with other questions of the pool, from 0 to 1. Each "
                "person has other questions, so it is Kuder and Richardson's formula 21 (one-way analysis of "
                "variance), which is a little too strict. Needs %(papers)s tests of today's length.",
                papers=LEAST_PAPERS,
            ),
        ),
    ]


def remark_lines(result: PoolResult, content: Content, language: str) -> Iterable[str]:
    """A line for each question that may do harm, for reviewers of a language."""
    for item in result.items:
        said = [
            _sentence(item, remark, content, language)
            for remark in item.remarks
            if remark.misbehaves and (remark.kind != "language" or remark.about == language)
        ]
        if said:
            yield f"{item.question.id}: {' '.join(said)}"


def number(value: float | None) -> str:
    """A coefficient with two digits, or that there is not enough data."""
    return str(NOT_ENOUGH) if value is None else f"{value:.2f}"


def percent(value: float | None) -> str:
    """A share in whole percent, half of one rounded up, or that there is not enough data."""
    return str(NOT_ENOUGH) if value is None else f"{floor(round(100 * value, 6) + 0.5)} %"


def _right_answer(question: Question, text: QuestionText) -> tuple[str, tuple[str, ...]]:
    rules = kinds.rules_of(question)
    words = {TRUE: _("True"), FALSE: _("False")}
    verdict = next((words[part] for part in rules.key if part in words and part not in text.parts), "")
    return verdict, rules.worded(rules.key, text)


def _row(item: ItemResult, content: Content, language: str) -> QuestionRow:
    text = item.question.text(language)
    options = (item.distractors or {}).items()
    names = {one.code: one.name for one in content.languages}
    return QuestionRow(
        item.question.id,
        text,
        *_right_answer(item.question, text),
        item.asked,
        percent(item.difficulty),
        number(item.discrimination),
        tuple(OptionUse(text.parts[part].text, percent(share)) for part, share in options),
        tuple(
            LanguageUse(code, names.get(code, code), _compared(found))
            for code, found in item.languages.items()
        ),
        tuple(_sentence(item, one, content, language) for one in item.remarks if one.misbehaves),
        tuple(_sentence(item, one, content, language) for one in item.remarks if not one.misbehaves),
    )


def _compared(found: Comparison | None) -> str:
    return str(NOT_ENOUGH) if found is None else f"{found.ets_class} ({found.delta:+.2f})"


def _sentence(item: ItemResult, remark: Remark, content: Content, language: str) -> str:
    text = item.question.text(language)
    match remark.kind:
        case "backwards":
            return _(
                "People who do well on the rest get this question wrong more often. Is the key right, and the stem "
                "clear?"
            )
        case "distractor-first":
            return _(
                "More people chose “%(option)s” than the right answer. Is it really wrong?",
                option=text.parts[remark.about].text,
            )
        case "unused":
            return _("Hardly anybody takes “%(option)s”.", option=text.parts[remark.about].text)
        case "language":
            names = {one.code: one.name for one in content.languages}
            name = names.get(remark.about, remark.about)
            if remark.harder:
                return _(
                    "In %(language)s it is much harder than in other languages for people who know as much. Read "
                    "the translation again.",
                    language=name,
                )
            return _(
                "In %(language)s it is much easier than in other languages for people who know as much. Does the "
                "translation give the answer away?",
                language=name,
            )
