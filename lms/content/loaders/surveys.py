"""quizzes/surveys/<id>.yaml -> Survey, held against the modules, lessons and Societies that it names.

All languages stand in the one file: a survey is frozen as a whole, so it has no source lock. A language that `status`
does not name reads English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from lms.content.loaders.context import Read, Reading
from lms.content.loaders.many_languages import Place, check_languages
from lms.content.loaders.survey_checks import check_channels, check_interview, check_questions
from lms.content.loaders.survey_questions import Builder, questions_of, wording
from lms.content.problems import nearest
from lms.content.schemas.surveys import ChannelsShape, QuestionShape, RulesShape, SectionShape, SurveyShape
from lms.content.types.curriculum import Module
from lms.content.types.societies import Society
from lms.content.types.surveys import (
    ChannelRules,
    Interview,
    PlanRules,
    Survey,
    SurveySection,
    SurveyTask,
)

# Questions by which groups are formed: every survey has them.
GROUPED_BY: Final = ("society", "role")
_ANSWERS: Final = {"yes", "no"}  # of a question about care


def read_surveys(
    reading: Reading, modules: Sequence[Module], societies: Mapping[str, Society]
) -> Mapping[str, Survey]:
    """Every survey that can be read, by id; problems of the others are noted."""
    surveys = {}
    # What a broken lesson or Society holds is not known: its own problem is told first.
    whole = not reading.problems
    for path in reading.entries(reading.root / "quizzes" / "surveys"):
        if path.suffix != ".yaml" or path.is_dir():
            reading.unknown(path, ("needs.yaml",))
        elif (read := reading.yaml(path, SurveyShape)) is not None:
            check_languages(reading, read.document, read.shape.status, _texts(read.shape))
            _check_shape(reading, read)
            if whole:
                _check_places(reading, read, modules)
            surveys[path.stem] = _survey(path.stem, read.shape, Builder(reading, societies))
    return MappingProxyType(surveys)


def _texts(shape: SurveyShape) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """Every text with its place in the file."""
    yield ("title",), shape.title
    yield ("summary",), shape.summary
    for name, texts in (
        ("consent", shape.consent),
        ("importance", shape.importance),
        ("skill", shape.skill),
    ):
        yield from (((name, at), text) for at, text in enumerate(texts))
    if shape.interview:
        yield from ((("interview", "before", at), text) for at, text in enumerate(shape.interview.before))
    yield from ((("tasks", at, "text"), task.text) for at, task in enumerate(shape.tasks))
    yield from ((("sections", at, "title"), section.title) for at, section in enumerate(shape.sections))
    for place, question in questions_of(shape):
        yield (*place, "text"), question.text
        yield from (
            ((*place, "choices", number, "text"), choice.text)
            for number, choice in enumerate(question.choices)
        )


def _check_shape(reading: Reading, read: Read[SurveyShape]) -> None:
    """Anchors for each step, questions by which groups are formed, one kind of rules and what they name."""
    file, shape, line = read.document.file, read.shape, read.document.line
    questions = {question.id: question for _place, question in questions_of(shape)}
    tasks = [task.id for task in shape.tasks]
    check_questions(reading, read)
    for name in GROUPED_BY:
        if name not in questions or questions[name].kind != "one":
            reading.report(file, line("about"), f"a question `{name}` of kind `one` is missing", "Add it.")
    for name, anchors in (("importance", shape.importance), ("skill", shape.skill)):
        if shape.tasks and len(anchors) != shape.scale:
            message = f"{name} has {len(anchors)} words for a scale of {shape.scale}"
            reading.report(file, line(name), message, "Write one for each step, the lowest first.")
    is_of_needs, is_of_channels = bool(shape.rules and tasks), bool(shape.channels and shape.sections)
    if (
        is_of_needs == is_of_channels
        or bool(shape.rules) != bool(tasks)
        or bool(shape.channels) != bool(shape.sections)
    ):
        message = "a survey has `tasks` with `rules`, or `sections` with `channels`"
        reading.report(file, line("version"), message, "Take one of the two.")
    elif shape.rules:
        _check_rules(reading, read, shape.rules, tasks, questions)
    elif shape.channels:
        check_channels(reading, read, shape.channels)
    check_interview(reading, read)


def _check_rules(
    reading: Reading,
    read: Read[SurveyShape],
    rules: RulesShape,
    tasks: Sequence[str],
    questions: Mapping[str, QuestionShape],
) -> None:
    modules = {task.module for task in read.shape.tasks}
    if set(rules.safety_order) != modules or len(rules.safety_order) != len(modules):
        message = "`safety_order` does not name each module of the tasks once"
        _at_rule(reading, read, "safety_order", message, f"Order these: {', '.join(sorted(modules))}.")
    if rules.certificate not in modules:
        hint = nearest(rules.certificate, modules)
        _at_rule(reading, read, "certificate", f"no task is of `{rules.certificate}`", hint)
    named = (*rules.referral_tasks, rules.referral_duty, rules.care_task)
    for task in (task for task in named if task not in tasks):
        _at_rule(reading, read, "referral_tasks", f"there is no task `{task}`", nearest(task, tasks))
    for question in rules.care_questions:
        if question not in questions or {one.id for one in questions[question].choices} != _ANSWERS:
            message = f"`{question}` is no question with the answers `yes` and `no`"
            _at_rule(reading, read, "care_questions", message, nearest(question, questions))
    for question, wanted in rules.on_paper.items():
        choices = [choice.id for choice in questions[question].choices] if question in questions else []
        for choice in (choice for choice in wanted if choice not in choices):
            message = f"`{question}` has no answer `{choice}`"
            _at_rule(reading, read, "on_paper", message, nearest(choice, choices))


def _at_rule(reading: Reading, read: Read[SurveyShape], key: str, message: str, hint: str) -> None:
    reading.report(read.document.file, read.document.line("rules", key), message, hint)


def _check_places(reading: Reading, read: Read[SurveyShape], modules: Sequence[Module]) -> None:
    """Modules and lessons that are named exist."""
    names = [module.id for module in modules]
    for at, task in enumerate(read.shape.tasks):
        if task.module not in names:
            line = read.document.line("tasks", at, "module")
            message = f"there is no module `{task.module}`"
            reading.report(read.document.file, line, message, nearest(task.module, names))
    lessons = [f"{module.id}/{lesson.id}" for module in modules for lesson in module.lessons]
    for key in ("certificate_lessons", "referral_lessons", "care_lessons"):
        named = getattr(read.shape.rules, key) if read.shape.rules else ()
        for lesson in (name for name in named if name not in lessons):
            _at_rule(reading, read, key, f"there is no lesson `{lesson}`", nearest(lesson, lessons))


def _survey(survey_id: str, shape: SurveyShape, build: Builder) -> Survey:
    about = tuple(build.question(question) for question in shape.about)
    return Survey(
        id=survey_id,
        version=shape.version,
        scale=shape.scale,
        drafts=frozenset(code for code, status in shape.status.items() if status == "draft"),
        title=wording(shape.title),
        summary=wording(shape.summary),
        consent=tuple(map(wording, shape.consent)),
        importance=tuple(map(wording, shape.importance)),
        skill=tuple(map(wording, shape.skill)),
        about=about,
        tasks=tuple(SurveyTask(task.id, task.module, wording(task.text)) for task in shape.tasks),
        preferences=tuple(build.question(question) for question in shape.preferences),
        rules=_rules(shape.rules) if shape.rules else None,
        sections=tuple(_section(section, build) for section in shape.sections),
        channels=_channels(shape.channels) if shape.channels else None,
        interview=Interview(tuple(map(wording, shape.interview.before)), frozenset(shape.interview.roles))
        if shape.interview
        else None,
    )


def _section(shape: SectionShape, build: Builder) -> SurveySection:
    questions = tuple(question for each in shape.questions for question in build.repeated(each))
    return SurveySection(shape.id, wording(shape.title), questions)


def _rules(shape: RulesShape) -> PlanRules:
    return PlanRules(
        safety_order=tuple(shape.safety_order),
        certificate=shape.certificate,
        certificate_lessons=tuple(shape.certificate_lessons),
        referral_tasks=tuple(shape.referral_tasks),
        referral_duty=shape.referral_duty,
        referral_lessons=tuple(shape.referral_lessons),
        care_task=shape.care_task,
        care_lessons=tuple(shape.care_lessons),
        on_paper=MappingProxyType({name: frozenset(ids) for name, ids in shape.on_paper.items()}),
        care_questions=tuple(shape.care_questions),
    )


def _channels(shape: ChannelsShape) -> ChannelRules:
    plain = shape.model_dump(exclude={"personal", "face_to_face"})
    return ChannelRules(
        **plain, personal=frozenset(shape.personal), face_to_face=frozenset(shape.face_to_face)
    )
