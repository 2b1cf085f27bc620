"""The page on which papers are typed: a short field for each question, with what was typed and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms.content.types.surveys import Survey, SurveyQuestion, Wording
from lms.surveys.domain.field_names import CONSENT
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.paper_form import CodeProblem, PaperQuestion, Part, paper_form, read_codes
from lms.surveys.forms.answers import Typed
from lms.surveys.forms.answers import answers as answers_of


@dataclass(frozen=True)
class CodeField:
    """A question or task, what was typed and what is wrong with it. `answers`: the letters, empty for a task."""

    number: int
    name: str
    part: Part
    wording: Wording
    answers: Mapping[str, Wording]
    typed: str
    error: str = ""
    is_ranked: bool = False


@dataclass(frozen=True)
class TypedPaper:
    """A paper as it was typed. `consent_error`: the tick of who answered is missing."""

    fields: tuple[CodeField, ...]
    agreed: bool
    consent_error: str
    answers: GivenAnswers

    @property
    def is_refused(self) -> bool:
        """Whether something has to be looked at."""
        return bool(self.consent_error) or any(field.error for field in self.fields)

    @property
    def wrong(self) -> tuple[CodeField, ...]:
        """The fields that have to be looked at."""
        return tuple(field for field in self.fields if field.error)


def typed_paper(survey: Survey, typed: Typed, *, sent: bool = False) -> TypedPaper:
    """What was typed of one paper; once it was `sent`, with what is wrong."""
    read = read_codes(survey, typed)
    problems = read.problems if sent else {}
    agreed = bool(typed.get(CONSENT))
    return TypedPaper(
        tuple(_fields(survey, typed, problems)),
        agreed,
        _not_agreed() if sent and not agreed else "",
        answers_of(survey, MultiDict(read.values)),
    )


def _fields(survey: Survey, typed: Typed, problems: Mapping[str, CodeProblem]) -> Iterator[CodeField]:
    form = paper_form(survey)
    for each in form.about:
        yield _field("about", each, typed, problems)
    for item in form.tasks:
        task = item.task
        error = _task_sentence(problems[task.id], survey.scale) if task.id in problems else ""
        yield CodeField(item.number, task.id, "tasks", task.wording, {}, typed.get(task.id, ""), error)
    for each in form.care:
        yield _field("care", each, typed, problems)
    for each in form.preferences:
        yield _field("preferences", each, typed, problems)


def _field(part: Part, each: PaperQuestion, typed: Typed, problems: Mapping[str, CodeProblem]) -> CodeField:
    question = each.question
    error = _sentence(problems[question.id], question) if question.id in problems else ""
    answers = {letter: choice.wording for letter, choice in each.answers.items()}
    return CodeField(
        each.number, question.id, part, question.wording, answers, typed.get(question.id, ""), error,
        question.kind == "ranked",
    )  # fmt: skip


def _sentence(problem: CodeProblem, question: SurveyQuestion) -> str:
    if problem == "missing":
        return str(_("Please type the letter that is ticked, or - where none is."))
    if problem == "more":
        return str(_("Please choose at most %(count)s.", count=question.most or 1))
    if problem == "twice":
        return str(_("The same answer stands in two places. Please choose each answer only once."))
    last = ascii_lowercase[len(question.choices) - 1]
    return str(_("Please type letters from a to %(last)s, or - alone.", last=last))


def _task_sentence(problem: CodeProblem, scale: int) -> str:
    if problem == "missing":
        return str(_("Please type both numbers, first how important, then how well; 0 alone, or - for none."))
    return str(_("Please type two numbers from 1 to %(scale)s, such as 42, or 0 alone, or -.", scale=scale))


def _not_agreed() -> str:
    return str(_("Only papers on which the box for yes is ticked are typed. Without it nothing is kept."))
