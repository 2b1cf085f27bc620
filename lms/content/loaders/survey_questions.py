"""The questions of a survey's file -> SurveyQuestion. What is asked of each answer to another question is spelt out.

Knows no rules. A name that leads nowhere gives no answers here; `survey_checks` reports it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lms.content.loaders.context import Reading
from lms.content.schemas.surveys import ChoiceShape, QuestionShape, RepeatedShape, SurveyShape
from lms.content.types.curriculum import SOURCE
from lms.content.types.societies import Society
from lms.content.types.surveys import Condition, SurveyChoice, SurveyQuestion, Wording

NONE: Final = (
    "none"  # an answer by which somebody says that there is nothing: no further question is about it
)


def questions_of(shape: SurveyShape) -> Iterator[tuple[tuple[str | int, ...], QuestionShape]]:
    """Every question as it is written, with its place in the file."""
    for name, questions in (("about", shape.about), ("preferences", shape.preferences)):
        yield from (((name, at), question) for at, question in enumerate(questions))
    for at, section in enumerate(shape.sections):
        yield from (
            (("sections", at, "questions", number), question)
            for number, question in enumerate(section.questions)
        )


class Builder:
    """Makes questions in the order of the file; remembers them for those that are built on their answers."""

    def __init__(self, reading: Reading, societies: Mapping[str, Society]) -> None:
        self._languages = reading.languages
        self._societies = societies
        self._choices: dict[str, tuple[SurveyChoice, ...]] = {}

    def question(self, shape: QuestionShape) -> SurveyQuestion:
        """A question with its answers."""
        choices = (*self._supplied(shape.source), *map(_choice, shape.choices))
        return self._made(shape, choices)

    def repeated(self, shape: RepeatedShape) -> Iterator[SurveyQuestion]:
        """A question of a section; where it is asked of each answer to another one, a question for each."""
        taken = self._choices.get(shape.choices_of or "", ())
        own = (*self._supplied(shape.source), *map(_choice, shape.choices))
        made = self._made(shape, (*(choice for choice in taken if choice.id != NONE), *own))
        if shape.each is None:
            yield made
            return
        for about in self._choices.get(shape.each, ()):
            if about.id != NONE:
                yield SurveyQuestion(
                    repeated_id(shape.id, about.id),
                    made.kind,
                    _about(about.wording, made.wording),
                    made.choices,
                    made.most,
                    Condition(shape.each, (about.id,)),
                    made.has_skip,
                )

    def _made(self, shape: QuestionShape, choices: tuple[SurveyChoice, ...]) -> SurveyQuestion:
        self._choices[shape.id] = choices
        only_if = next((Condition(name, tuple(ids)) for name, ids in shape.only_if.items()), None)
        has_skip = isinstance(shape, RepeatedShape) and shape.kind == "several"
        return SurveyQuestion(
            shape.id, shape.kind, wording(shape.text), choices, shape.most or 0, only_if, has_skip
        )

    def _supplied(self, source: str | None) -> Iterator[SurveyChoice]:
        """Those of `source`; a Society by its name in each language, a language by its own name for itself."""
        if source == "societies":
            for code, society in self._societies.items():
                names = {name.language: name.text for name in society.names.values()}
                yield SurveyChoice(code, Wording(MappingProxyType(names)))
        elif source == "languages":
            for language in self._languages:
                name = MappingProxyType({SOURCE: language.name, language.code: language.name})
                yield SurveyChoice(language.code, Wording(name))


def repeated_id(question: str, answer: str) -> str:
    """The id of a question that is asked of an answer to another one."""
    return f"{question}-{answer}"


def wording(texts: Mapping[str, str]) -> Wording:
    """The sentence in every language that the file has."""
    return Wording(MappingProxyType(dict(texts)))


def _choice(shape: ChoiceShape) -> SurveyChoice:
    return SurveyChoice(shape.id, wording(shape.text))


def _about(subject: Wording, question: Wording) -> Wording:
    """The question with what it is about in front."""
    texts = {code: f"{subject.text(code).text}: {text}" for code, text in question.texts.items()}
    return Wording(MappingProxyType(texts))
