"""A survey in memory: consent, questions, tasks to be rated, and what its recommendations name. Frozen, read at start.

Knows no answers: how they are counted stands in lms/surveys/domain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lms.content.types.localized import Name

# one choice; several; an order of preference, up to `most`
QuestionKind: TypeAlias = Literal["one", "several", "ranked"]


@dataclass(frozen=True)
class Wording:
    """A sentence in every language of the survey."""

    texts: Mapping[str, str]

    def text(self, language: str) -> Name:
        """The sentence in a language, or in English where the survey is not in it."""
        there = language if language in self.texts else "en"
        return Name(self.texts[there], there)


@dataclass(frozen=True)
class SurveyChoice:
    """One of the answers to a question."""

    id: str
    wording: Wording


@dataclass(frozen=True)
class Condition:
    """A question is asked only of who gave one of the answers `choices` to an earlier `question`."""

    question: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class SurveyQuestion:
    """A question with fixed answers; `only_if`: of whom it is asked, None for everybody.

    `most`: how many answers count, 0 for any number. Nobody has to answer: the page adds "prefer not to say". Of
    several answers it does so where `has_skip`; else none ticked is an answer.
    """

    id: str
    kind: QuestionKind
    wording: Wording
    choices: tuple[SurveyChoice, ...]
    most: int = 0
    only_if: Condition | None = None
    has_skip: bool = False


@dataclass(frozen=True)
class SurveySection:
    """Questions that stand on one screen."""

    id: str
    title: Wording
    questions: tuple[SurveyQuestion, ...]


@dataclass(frozen=True)
class SurveyTask:
    """A task that is rated twice, importance and present skill, and the module that teaches it."""

    id: str
    module: str
    wording: Wording


@dataclass(frozen=True)
class PlanRules:
    """What the recommendations name: modules in the order in which safety breaks a tie, lessons as `<module>/<lesson>`.

    `certificate`: the module without whose certificate its `certificate_lessons` come first. `referral_tasks` lead to
    `referral_lessons` (of the module of the first one); `referral_duty` is the task whose importance says that the
    role includes it. `care_task` leads to `care_lessons`; the questions `care_questions` ask whether a branch takes
    care of its people (`yes` or `no`). `on_paper`: the answers, by question, of those who need more than a phone.
    """

    safety_order: tuple[str, ...]
    certificate: str
    certificate_lessons: tuple[str, ...]
    referral_tasks: tuple[str, ...]
    referral_duty: str
    referral_lessons: tuple[str, ...]
    care_task: str
    care_lessons: tuple[str, ...]
    on_paper: Mapping[str, frozenset[str]]
    care_questions: tuple[str, ...]

    @property
    def lessons(self) -> tuple[str, ...]:
        """Every lesson that is named."""
        return (*self.certificate_lessons, *self.referral_lessons, *self.care_lessons)


@dataclass(frozen=True)
class ChannelRules:
    """Which questions of a survey of channels say what.

    `weekly`: the channels somebody uses. Of each of them `trust` (its answers are steps, the lowest first) and
    `private` (one of its answers, `private_enough`, says yes). `topics` are those somebody wants to hear of, `best` the
    best channel for each. `never`: a channel that somebody never wants for messages on health. `personal` are topics
    for which a channel has to be private, `face_to_face` the channels that need no phone. Groups are formed by
    `language` and `place`.
    """

    weekly: str
    trust: str
    private: str
    private_enough: str
    topics: str
    best: str
    never: str
    language: str
    place: str
    personal: frozenset[str]
    face_to_face: frozenset[str]


@dataclass(frozen=True)
class Interview:
    """How a survey is asked by somebody who enters the answers of one person after another.

    `before`: what who asks reads for themselves. `roles`: those who are asked so; the others answer by themselves.
    """

    before: tuple[Wording, ...]
    roles: frozenset[str]


@dataclass(frozen=True, eq=False)
class Survey:
    """A survey. Answers of one version are never mixed with those of another; `scale` is the highest rating (from 1).

    `drafts`: the languages whose wording no native reader has confirmed yet. A survey of needs has tasks and `rules`,
    one of channels has sections and `channels`; `interview` where somebody may ask others.
    """

    id: str
    version: int
    scale: int
    drafts: frozenset[str]
    title: Wording
    summary: Wording
    consent: tuple[Wording, ...]
    importance: tuple[Wording, ...]
    skill: tuple[Wording, ...]
    about: tuple[SurveyQuestion, ...]
    tasks: tuple[SurveyTask, ...]
    preferences: tuple[SurveyQuestion, ...]
    rules: PlanRules | None
    sections: tuple[SurveySection, ...] = ()
    channels: ChannelRules | None = None
    interview: Interview | None = None

    @property
    def questions(self) -> Iterator[SurveyQuestion]:
        """Every question that is not a rating, in the order of the survey."""
        yield from self.about
        yield from self.preferences
        for section in self.sections:
            yield from section.questions

    @property
    def plan_rules(self) -> PlanRules:
        """The rules of its plans. Raises LookupError for a survey that makes none."""
        if self.rules is None:
            raise LookupError(self.id)
        return self.rules

    @property
    def read_first(self) -> tuple[Wording, ...]:
        """What is read before the first question: by who asks, then by who answers, or to them."""
        before = self.interview.before if self.interview else ()
        return (*before, self.summary, *self.consent)

    def question(self, question_id: str) -> SurveyQuestion:
        """The question with this id. Raises KeyError."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)
