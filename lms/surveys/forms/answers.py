"""A survey as a form: its fields with what was typed, what is missing, and the answers once nothing is.

Every question has an answer that says nothing ("skip"), a task also one that it does not apply ("not"); so a question
without any was overlooked, and is asked once more. Only questions with several answers may stay empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms.content.types.surveys import Condition, Survey, SurveyQuestion, SurveyTask, Wording
from lms.surveys.domain.field_names import CONSENT, NOT_APPLICABLE, SKIP, rank_names, rating_names
from lms.surveys.domain.given_answers import GivenAnswers, asked_alone, is_asked
from lms.surveys.domain.scoring import Rating

PLAN: Final = "plan"
_MANY: Final = 12  # answers that would fill more than a screen: a list to open

Typed: TypeAlias = "MultiDict[str, str]"
FieldKind: TypeAlias = Literal["radio", "checkbox", "ranked", "select"]
Screen: TypeAlias = Literal["consent", "about", "task", "care", "preferences", "section", "send"]


@dataclass(frozen=True)
class Option:
    """One answer to tap. Without `wording` the page has the words: for "skip", for "not"."""

    value: str
    wording: Wording | None
    is_typed: bool


@dataclass(frozen=True)
class SurveyField:
    """One question on the page. `wording` is None for the two ratings of a task, which the page words itself.

    `ranks`: for an order of preference what was chosen for the first place, the second and so on. `only_if`: of whom it
    is asked. `has_skip`: one of several answers says nothing.
    """

    name: str
    kind: FieldKind
    wording: Wording | None
    options: tuple[Option, ...]
    error: str = ""
    ranks: tuple[str, ...] = ()
    only_if: Condition | None = None
    has_skip: bool = False


@dataclass(frozen=True)
class SurveyCard:
    """One screen. `task` is the one that a screen of kind "task" is about, `title` that of a "section"."""

    id: str
    screen: Screen
    fields: tuple[SurveyField, ...] = ()
    task: SurveyTask | None = None
    error: str = ""
    title: Wording | None = None

    @property
    def is_refused(self) -> bool:
        """Whether something on this screen has to be looked at."""
        return bool(self.error) or any(field.error for field in self.fields)


def cards(survey: Survey, typed: Typed, *, sent: bool = False) -> list[SurveyCard]:
    """The screens in their order with what was `typed`; once it was `sent`, with an error at what is missing."""

    said = _choices(survey, typed)

    def card(screen: Screen, questions: Sequence[SurveyQuestion]) -> Iterator[SurveyCard]:
        if asked := [question for question in questions if not is_settled(question)]:
            yield SurveyCard(screen, screen, _fields(asked, typed, said, sent=sent))

    is_asked_for = sent and not typed.get(CONSENT)
    return [
        SurveyCard(CONSENT, "consent", error=_consent_missing() if is_asked_for else ""),
        *card("about", survey.about),
        *(_task_card(survey, task, typed, sent=sent) for task in survey.tasks),
        *card("care", [question for question in survey.preferences if question.only_if]),
        *card("preferences", [question for question in survey.preferences if not question.only_if]),
        *(
            SurveyCard(each.id, "section", _fields(each.questions, typed, said, sent=sent), title=each.title)
            for each in survey.sections
        ),
        SurveyCard("send", "send"),
    ]


def where_to_look(cards: Sequence[SurveyCard]) -> dict[str, Any]:
    """The screens on which something is wrong, and the one at which the page opens then."""
    refused = [card for card in cards if card.is_refused]
    return {"refused": refused, "here": refused[0].id if refused else ""}


def _fields(
    questions: Sequence[SurveyQuestion],
    typed: Typed,
    said: Mapping[str, Sequence[str]],
    *,
    sent: bool,
) -> tuple[SurveyField, ...]:
    """Questions of a screen. Who was not asked one does not miss it."""
    return tuple(_question(each, typed, is_due=sent and is_asked(each, said)) for each in questions)


def answers(survey: Survey, typed: Typed) -> GivenAnswers:
    """What was answered. Unknown values, and what other roles are asked, are nothing."""
    return GivenAnswers(dict(_ratings(survey, typed)), _choices(survey, typed))


def _choices(survey: Survey, typed: Typed) -> dict[str, Sequence[str]]:
    return asked_alone(survey.questions, {each.id: _chosen(each, typed) for each in survey.questions})


def _ratings(survey: Survey, typed: Typed) -> Iterator[tuple[str, Rating]]:
    steps = {str(step): step for step in range(1, survey.scale + 1)}
    for task in survey.tasks:
        importance, skill = (steps.get(typed.get(name, "")) for name in rating_names(task))
        if importance is not None and skill is not None:
            yield task.id, Rating(importance, skill, survey.scale)


def _chosen(question: SurveyQuestion, typed: Typed) -> list[str]:
    if is_settled(question):
        return [question.choices[0].id]
    if question.has_skip and SKIP in typed.getlist(question.id):
        return []
    known = {choice.id for choice in question.choices}
    if question.kind == "ranked":
        given = [typed.get(name, "") for name in rank_names(question)]
    elif question.kind == "several":
        given = typed.getlist(question.id)
    else:
        given = [typed.get(question.id, "")]
    return list(dict.fromkeys(value for value in given if value in known))


def is_settled(question: SurveyQuestion) -> bool:
    """Whether there is only one answer to a question of one answer, so that nobody is asked."""
    return question.kind == "one" and len(question.choices) == 1


def _question(question: SurveyQuestion, typed: Typed, *, is_due: bool) -> SurveyField:
    given = set(typed.getlist(question.id))
    options = [Option(one.id, one.wording, one.id in given) for one in question.choices]
    if question.kind == "ranked":
        ranks = tuple(typed.get(name, "") for name in rank_names(question))
        placed = [rank for rank in ranks if rank]
        error = _placed_twice() if is_due and len(set(placed)) < len(placed) else ""
        return SurveyField(question.id, "ranked", question.wording, tuple(options), error, ranks)
    kind: FieldKind = "radio" if len(options) < _MANY else "select"
    if question.kind == "several":
        kind = "checkbox"
    if question.kind == "one" or question.has_skip:
        options.append(Option(SKIP, None, SKIP in given))
    error = _error(question, options) if is_due else ""
    return SurveyField(
        question.id, kind, question.wording, tuple(options), error, only_if=question.only_if,
        has_skip=question.has_skip,
    )  # fmt: skip


def _error(question: SurveyQuestion, options: Sequence[Option]) -> str:
    """What is wrong with the answer to a question that was asked."""
    typed = [option for option in options if option.is_typed]
    if not typed and (question.kind == "one" or question.has_skip):
        return _answer_missing()
    if question.most and len(typed) > question.most:
        return str(_("Please choose at most %(count)s.", count=question.most))
    return ""


def _task_card(survey: Survey, task: SurveyTask, typed: Typed, *, sent: bool) -> SurveyCard:
    """Importance and skill. Whoever does not do the task, or says nothing of it, is not asked for the skill."""
    importance_name, skill_name = rating_names(task)
    importance = _rating(importance_name, survey.importance, typed, (NOT_APPLICABLE, SKIP), sent=sent)
    is_over = typed.get(importance_name) in (NOT_APPLICABLE, SKIP)
    skill = _rating(skill_name, survey.skill, typed, (SKIP,), sent=sent and not is_over)
    return SurveyCard(task.id, "task", (importance, skill), task)


def _rating(
    name: str, anchors: Sequence[Wording], typed: Typed, others: Sequence[str], *, sent: bool
) -> SurveyField:
    given = typed.get(name)
    words: Mapping[str, Wording | None] = {
        **{str(step): wording for step, wording in enumerate(anchors, start=1)},
        **dict.fromkeys(others),
    }
    options = tuple(Option(value, wording, value == given) for value, wording in words.items())
    is_missing = sent and not any(option.is_typed for option in options)
    return SurveyField(name, "radio", None, options, _answer_missing() if is_missing else "")


def _answer_missing() -> str:
    return str(_("Please choose an answer. “Prefer not to say” is one, too."))


def _placed_twice() -> str:
    return str(_("The same answer stands in two places. Please choose each answer only once."))


def _consent_missing() -> str:
    return str(_("Please tick this box if you want to answer. Otherwise nothing is sent."))
