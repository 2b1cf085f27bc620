"""A survey on paper: its questions with their numbers and letters, and what the letters that somebody typed mean. Pure.

The letter of an answer is its place in the survey, so that it is the same in every language. A dash is "prefer not to
say", and 0 is "does not apply". A box that was left empty on the paper is typed as a dash: so no field is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final, Literal, TypeAlias

from lms.content.types.surveys import Survey, SurveyChoice, SurveyQuestion, SurveyTask
from lms.surveys.domain.field_names import NOT_APPLICABLE, SKIP, rank_names, rating_names
from lms.surveys.domain.given_answers import SOCIETY, is_asked
from lms.text.digits import ascii_digits

DASH, ZERO = "-", "0"
LONGEST: Final = 40  # characters of a field
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212_", DASH))
_BETWEEN: Final = str.maketrans("", "", " ,.;/")

Part: TypeAlias = Literal["about", "tasks", "care", "preferences"]
# Nothing was typed; no such letter, or a dash beside letters; more answers than the question takes; one letter twice.
CodeProblem: TypeAlias = Literal["missing", "unknown", "more", "twice"]


@dataclass(frozen=True)
class PaperQuestion:
    """A question with its number on the paper, and its answers by letter."""

    number: int
    question: SurveyQuestion
    answers: Mapping[str, SurveyChoice]


@dataclass(frozen=True)
class PaperTask:
    """A task with its number on the paper."""

    number: int
    task: SurveyTask


@dataclass(frozen=True)
class PaperForm:
    """What a paper asks, in its order. Which Society asks is printed on it, and no question."""

    about: tuple[PaperQuestion, ...]
    tasks: tuple[PaperTask, ...]
    care: tuple[PaperQuestion, ...]
    preferences: tuple[PaperQuestion, ...]

    @property
    def questions(self) -> Iterator[PaperQuestion]:
        """Every question that is not a rating."""
        yield from (*self.about, *self.care, *self.preferences)


@dataclass(frozen=True)
class ReadCodes:
    """What was typed, as the fields of the page hold it; and what is wrong, by the id of the question or task."""

    values: tuple[tuple[str, str], ...]
    problems: Mapping[str, CodeProblem]


def is_on_paper(survey: Survey) -> bool:
    """Whether there is a paper of a survey: of one that asks for the same of everybody."""
    return bool(survey.tasks) and not survey.sections


def paper_form(survey: Survey) -> PaperForm:
    """The paper of a survey. Questions that are asked of some alone stand together, as on the page."""
    about = [each for each in survey.about if each.id != SOCIETY]
    care = [each for each in survey.preferences if each.only_if]
    others = [each for each in survey.preferences if not each.only_if]
    first_task = len(about) + 1
    first_care = first_task + len(survey.tasks)
    return PaperForm(
        _numbered(about, 1),
        tuple(PaperTask(number, task) for number, task in enumerate(survey.tasks, first_task)),
        _numbered(care, first_care),
        _numbered(others, first_care + len(care)),
    )


def read_codes(survey: Survey, typed: Mapping[str, str]) -> ReadCodes:
    """What the letters and digits of one paper mean, by the id of each question and task.

    Small and capital letters, digits and dashes of any keyboard, spaces and commas are forgiven.
    """
    form = paper_form(survey)
    steps = [str(step) for step in range(1, survey.scale + 1)]
    values: list[tuple[str, str]] = []
    problems: dict[str, CodeProblem] = {}
    for item in form.tasks:
        read = _rating(item.task, _tidy(typed.get(item.task.id, "")), steps)
        _note(item.task.id, read, values, problems)
    said: dict[str, Sequence[str]] = {}
    for each in form.questions:
        question, code = each.question, _tidy(typed.get(each.question.id, ""))
        if not code and not is_asked(question, said):
            continue
        chosen = _chosen(each, code)
        if not isinstance(chosen, str):
            said[question.id] = chosen
        _note(question.id, chosen if isinstance(chosen, str) else _fields(question, chosen), values, problems)
    return ReadCodes(tuple(values), problems)


def _numbered(questions: Sequence[SurveyQuestion], first: int) -> tuple[PaperQuestion, ...]:
    return tuple(
        PaperQuestion(number, question, dict(zip(ascii_lowercase, question.choices, strict=False)))
        for number, question in enumerate(questions, first)
    )


def _note(
    name: str,
    read: list[tuple[str, str]] | CodeProblem,
    values: list[tuple[str, str]],
    problems: dict[str, CodeProblem],
) -> None:
    if isinstance(read, str):
        problems[name] = read
    else:
        values += read


def _tidy(code: str) -> str:
    return ascii_digits(code[:LONGEST]).lower().translate(_DASHES).translate(_BETWEEN)


def _rating(task: SurveyTask, code: str, steps: Sequence[str]) -> list[tuple[str, str]] | CodeProblem:
    """Importance, then skill: "42". Whoever says nothing of the first, or does not do the task, is not asked more."""
    importance_name, skill_name = rating_names(task)
    importance, skill, rest = code[:1], code[1:2], code[2:]
    if not importance:
        return "missing"
    if rest or importance not in (*steps, ZERO, DASH) or skill not in ("", *steps, DASH):
        return "unknown"
    if importance == ZERO:
        return [(importance_name, NOT_APPLICABLE)]
    if importance == DASH:
        return [(importance_name, SKIP)]
    if not skill:
        return "missing"
    return [(importance_name, importance), (skill_name, SKIP if skill == DASH else skill)]


def _chosen(each: PaperQuestion, code: str) -> list[str] | CodeProblem:
    """The chosen ids in the order of typing; none for a dash."""
    question = each.question
    if not code:
        return "missing"
    if not code.strip(DASH):
        return []
    if any(letter not in each.answers for letter in code):
        return "unknown"
    if question.kind == "ranked" and len(set(code)) < len(code):
        return "twice"
    letters = dict.fromkeys(code)
    most = 1 if question.kind == "one" else question.most
    if most and len(letters) > most:
        return "more"
    return [each.answers[letter].id for letter in letters]


def _fields(question: SurveyQuestion, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """The fields of the page. Where several answers are possible, none is an answer, too."""
    if question.kind == "ranked":
        return list(zip(rank_names(question), chosen, strict=False))
    says_nothing = [SKIP] if question.kind == "one" or question.has_skip else []
    return [(question.id, choice) for choice in chosen or says_nothing]
