"""What the parts of one survey's file must agree on: questions that name others, the rules of channels, interviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lms.content.loaders.context import Read, Reading
from lms.content.loaders.survey_questions import NONE, questions_of, repeated_id
from lms.content.problems import nearest
from lms.content.schemas.surveys import ChannelsShape, QuestionShape, RepeatedShape, SurveyShape

_OF_QUESTIONS = ("weekly", "trust", "private", "topics", "best", "never", "language", "place")


def check_questions(reading: Reading, read: Read[SurveyShape]) -> None:
    """Ids that are one thing's own; what a question names of another one stands before it."""
    file, shape, line = read.document.file, read.shape, read.document.line
    ids = [*(task.id for task in shape.tasks), *(section.id for section in shape.sections)]
    earlier: dict[str, QuestionShape] = {}
    for place, question in questions_of(shape):
        ids += _ids(question, earlier)
        for doubled in _doubled(choice.id for choice in question.choices):
            message = f"{question.id}: two choices have the id `{doubled}`"
            reading.report(file, line(*place), message, "Give each its own.")
        for message, hint in _wrong_names(question, earlier):
            reading.report(file, line(*place), f"{question.id}: {message}", hint)
        earlier[question.id] = question
    for doubled in _doubled(ids):
        reading.report(file, line("about"), f"the id `{doubled}` stands twice", "Give each its own.")


def _ids(question: QuestionShape, earlier: dict[str, QuestionShape]) -> list[str]:
    """The ids under which a question is answered, and its own."""
    about = question.each if isinstance(question, RepeatedShape) else None
    answers = [choice.id for choice in earlier[about].choices] if about in earlier else []
    return [question.id, *(repeated_id(question.id, answer) for answer in answers if answer != NONE)]


def _wrong_names(question: QuestionShape, earlier: dict[str, QuestionShape]) -> Iterator[tuple[str, str]]:
    """What a question names that is not there: other questions, their answers."""
    named = [question.each, question.choices_of] if isinstance(question, RepeatedShape) else []
    for name in (*named, *question.only_if):
        if name is not None and name not in earlier:
            yield f"no question `{name}` stands before it", nearest(name, earlier)
    for name, ids in question.only_if.items():
        known = [choice.id for choice in earlier[name].choices] if name in earlier else ids
        for wrong in (each for each in ids if each not in known):
            yield f"`{name}` has no answer `{wrong}`", nearest(wrong, known)
    if not question.choices and question.source is None and not any(named[1:]):
        yield "it has no answers", "Write `choices`, or name a question with `choices_of`."


def check_channels(reading: Reading, read: Read[SurveyShape], rules: ChannelsShape) -> None:
    """The rules of channels name questions of the right kind, and answers that these have."""
    shape = read.shape
    questions = {question.id: question for _place, question in questions_of(shape)}
    for key in (key for key in _OF_QUESTIONS if getattr(rules, key) not in questions):
        name = getattr(rules, key)
        _at(reading, read, key, f"there is no question `{name}`", nearest(name, questions))
    if all(getattr(rules, key) in questions for key in _OF_QUESTIONS):
        for key, message, hint in _wrong_rules(rules, questions, shape.scale):
            _at(reading, read, key, message, hint)


def _wrong_rules(
    rules: ChannelsShape, questions: dict[str, QuestionShape], scale: int
) -> Iterator[tuple[str, str, str]]:
    for key, about in (("trust", rules.weekly), ("private", rules.weekly), ("best", rules.topics)):
        question = questions[getattr(rules, key)]
        if not isinstance(question, RepeatedShape) or question.each != about:
            yield key, f"`{question.id}` is not asked of each answer to `{about}`", f"Write `each: {about}`."
    steps = len(questions[rules.trust].choices)
    if steps != scale:
        yield (
            "trust",
            f"`{rules.trust}` has {steps} answers for a scale of {scale}",
            "Write one for each step.",
        )
    for key in ("language", "place", "never", "best", "private", "trust"):
        if questions[getattr(rules, key)].kind != "one":
            yield key, f"`{getattr(rules, key)}` is not of kind `one`", "Let people give one answer."
    for key, name, ids in (
        ("private_enough", rules.private, [rules.private_enough]),
        ("personal", rules.topics, rules.personal),
        ("face_to_face", rules.weekly, rules.face_to_face),
    ):
        known = [choice.id for choice in questions[name].choices]
        for wrong in (each for each in ids if each not in known):
            yield key, f"`{name}` has no answer `{wrong}`", nearest(wrong, known)


def check_interview(reading: Reading, read: Read[SurveyShape]) -> None:
    """Who is asked by somebody else is a role, and one is left that answers by itself."""
    interview = read.shape.interview
    if interview is None:
        return
    roles = [
        choice.id for question in read.shape.about if question.id == "role" for choice in question.choices
    ]
    line = read.document.line("interview", "roles")
    for wrong in (role for role in interview.roles if role not in roles):
        reading.report(read.document.file, line, f"`{wrong}` is no role", nearest(wrong, roles))
    if roles and set(roles) <= set(interview.roles):
        message = "nobody answers by themselves: all roles are asked by somebody"
        reading.report(read.document.file, line, message, "Leave one of them out.")


def _at(reading: Reading, read: Read[SurveyShape], key: str, message: str, hint: str) -> None:
    reading.report(read.document.file, read.document.line("channels", key), message, hint)


def _doubled(ids: Iterable[str]) -> list[str]:
    return [each for each, count in Counter(ids).items() if count > 1]
