"""A survey as an XLSForm, for KoboToolbox and ODK: the rows of its three sheets. Pure.

The same questions, answers and ways past them as on the page, in every language of the site; no name, no place, no
hour and no device is asked for. An order of preference is a select for each place, as on the page: `rank` would have
everybody put all answers in order, and could not be left open.
Source: https://xlsform.org/en/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lms.content.types.curriculum import Language
from lms.content.types.surveys import Condition, Survey, SurveyQuestion, SurveyTask, Wording
from lms.surveys.domain.field_names import (
    AGREED,
    CONSENT,
    DECLINED,
    FORM,
    NOT_APPLICABLE,
    SKIP,
    VERSION,
    care_name,
    note_name,
    rank_names,
    rating_names,
)

_SCREEN: Final = "field-list"  # all of a group on one screen
_CONSENTED: Final = f"${{{CONSENT}}} = '{AGREED}'"


@dataclass(frozen=True)
class Words:
    """What the page says beside the words of the survey, in every language.

    Of an order of preference: what is said above so many places (`ranked`), and each place.
    """

    consent: Wording
    agree: Wording
    decline: Wording
    begin: Wording
    about: Wording
    care: Wording
    learning: Wording
    importance: Wording
    skill: Wording
    skip: Wording
    not_applicable: Wording
    several: Wording
    ranked: Mapping[int, Wording]
    places: Sequence[Wording]
    answer_missing: Wording
    chosen_already: Wording
    one_way: Wording


@dataclass(frozen=True)
class Row:
    """A row of the sheet `survey`."""

    type: str
    name: str = ""
    label: Wording | None = None
    hint: Wording | None = None
    is_required: bool = False
    relevant: str = ""
    constraint: str = ""
    refusal: Wording | None = None
    calculation: str = ""
    appearance: str = ""


_END: Final = Row("end_group")


def sheets(survey: Survey, words: Words, languages: Sequence[Language]) -> dict[str, list[list[str]]]:
    """The sheets `survey`, `choices` and `settings`, each with its headings. A text that is missing is in English."""

    def in_each(wording: Wording | None) -> list[str]:
        return ["" if wording is None else wording.text(one.code).text for one in languages]

    def columns(name: str) -> list[str]:
        return [f"{name}::{_named(one)}" for one in languages]

    rows = [
        [
            row.type,
            row.name,
            *in_each(row.label),
            *in_each(row.hint),
            "yes" if row.is_required else "",
            *in_each(words.answer_missing if row.is_required else None),
            row.relevant,
            row.constraint,
            *in_each(row.refusal),
            row.calculation,
            row.appearance,
        ]
        for row in _rows(survey, words)
    ]
    head = ["type", "name", *columns("label"), *columns("hint"), "required", *columns("required_message")]
    head += ["relevant", "constraint", *columns("constraint_message"), "calculation", "appearance"]
    choices = [[of, name, *in_each(wording)] for of, name, wording in _choices(survey, words)]
    settings = {
        "form_title": survey.title.text("en").text,
        "form_id": survey.id,
        "version": str(survey.version),
        "default_language": _named(languages[0]),
        "style": "pages",
    }
    return {
        "survey": [head, *rows],
        "choices": [["list_name", "name", *columns("label")], *choices],
        "settings": [list(settings), list(settings.values())],
    }


def _named(language: Language) -> str:
    return f"{language.name} ({language.code})"


def _rows(survey: Survey, words: Words) -> Iterator[Row]:
    yield Row("calculate", FORM, calculation=f"'{survey.id}'")
    yield Row("calculate", VERSION, calculation=f"'{survey.version}'")
    yield Row("begin_group", "before", words.begin, appearance=_SCREEN)
    for number, sentence in enumerate(survey.read_first):
        yield Row("note", note_name(f"{CONSENT}-{number}"), sentence)
    yield Row(f"select_one {CONSENT}", CONSENT, words.consent, is_required=True)
    yield _END
    yield from _group("about", words.about, survey.about, words)
    for task in survey.tasks:
        yield from _task(task, words)
    for only_if in dict.fromkeys(question.only_if for question in survey.preferences):
        asked = [question for question in survey.preferences if question.only_if == only_if]
        if only_if:
            yield from _group(care_name(asked[0]), words.care, asked, words, _relevant(survey, only_if))
        else:
            yield from _group("preferences", words.learning, asked, words)
    for section in survey.sections:
        yield Row("begin_group", section.id, section.title, relevant=_CONSENTED, appearance=_SCREEN)
        for question in section.questions:
            for row in _question(question, words):
                yield replace(row, relevant=_relevant(survey, question.only_if)) if question.only_if else row
        yield _END


def _relevant(survey: Survey, condition: Condition) -> str:
    """A condition as a form tests it."""
    is_several = survey.question(condition.question).kind == "several"
    test = "selected(${%s}, '%s')" if is_several else "${%s} = '%s'"
    return " or ".join(test % (condition.question, choice) for choice in condition.choices)


def _group(
    name: str, label: Wording, questions: Sequence[SurveyQuestion], words: Words, only_if: str = ""
) -> Iterator[Row]:
    relevant = f"{_CONSENTED} and {only_if}" if only_if else _CONSENTED
    yield Row("begin_group", name, label, relevant=relevant, appearance=_SCREEN)
    for question in questions:
        yield from _question(question, words)
    yield _END


def _question(question: SurveyQuestion, words: Words) -> Iterator[Row]:
    if question.kind == "one":
        yield Row(f"select_one {question.id}", question.id, question.wording, is_required=True)
    elif question.kind == "several":
        yield Row(
            f"select_multiple {question.id}",
            question.id,
            question.wording,
            None if question.has_skip else words.several,
            is_required=question.has_skip,
            constraint=" and ".join(_limits(question)),
            refusal=words.one_way if question.has_skip else None,
        )
    else:
        names = rank_names(question)
        yield Row("note", note_name(question.id), question.wording, words.ranked[len(names)])
        for place, (name, label) in enumerate(zip(names, words.places, strict=False)):
            yield Row(
                f"select_one {question.id}",
                name,
                label,
                relevant=f"${{{names[place - 1]}}} != ''" if place else "",
                constraint=" and ".join(f". != ${{{earlier}}}" for earlier in names[:place]),
                refusal=words.chosen_already if place else None,
            )


def _limits(question: SurveyQuestion) -> Iterator[str]:
    """What several answers may not be together."""
    if question.has_skip:
        yield f"(not(selected(., '{SKIP}')) or count-selected(.) = 1)"
    if question.most:
        yield f"count-selected(.) <= {question.most}"


def _task(task: SurveyTask, words: Words) -> Iterator[Row]:
    """Importance and skill. Whoever does not do the task, or says nothing of it, is not asked for the skill."""
    importance, skill = rating_names(task)
    is_over = ("", NOT_APPLICABLE, SKIP)
    yield Row("begin_group", task.id, task.wording, relevant=_CONSENTED, appearance=_SCREEN)
    yield Row("select_one importance", importance, words.importance, is_required=True)
    relevant = " and ".join(f"${{{importance}}} != '{value}'" for value in is_over)
    yield Row("select_one skill", skill, words.skill, is_required=True, relevant=relevant)
    yield _END


def _choices(survey: Survey, words: Words) -> Iterator[tuple[str, str, Wording]]:
    yield CONSENT, AGREED, words.agree
    yield CONSENT, DECLINED, words.decline
    for of, anchors in (("importance", survey.importance), ("skill", survey.skill)) if survey.tasks else ():
        yield from ((of, str(step), wording) for step, wording in enumerate(anchors, start=1))
        if of == "importance":
            yield of, NOT_APPLICABLE, words.not_applicable
        yield of, SKIP, words.skip
    for question in survey.questions:
        yield from ((question.id, choice.id, choice.wording) for choice in question.choices)
        if question.kind == "one" or question.has_skip:
            yield question.id, SKIP, words.skip
