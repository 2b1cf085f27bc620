"""Questions -> Moodle XML. Knows no kinds of ours and no pools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never
from xml.sax.saxutils import escape

from lms.quizzes.domain.exchange import category_paths
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

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
_PLAIN: Final = ' format="plain_text"'


def written(questions: Iterable[MoodleQuestion]) -> str:
    """The file. A question of a type that no kind of ours has is left out: see `Other`."""
    blocks, category = [], None
    for question in questions:
        if isinstance(question, Other):
            continue
        if question.category != category:
            category = question.category
            path = _text("category", category_paths.written(category), "")
            blocks.append(f'  <question type="category">{path}</question>\n')
        blocks.append(_block(question))
    return f"{_HEAD}{''.join(blocks)}</quiz>\n"


def _block(question: Choice | Statement | Matching | Numerical) -> str:
    kind, lines = _of_type(question)
    common = [
        _text("name", question.id, ""),
        _text("questiontext", question.stem),
        _text("generalfeedback", question.feedback),
        "<defaultgrade>1</defaultgrade><penalty>0</penalty><hidden>0</hidden>",
        f"<idnumber>{escape(question.id)}</idnumber>",
    ]
    tags = "".join(f"<tag><text>{escape(tag)}</text></tag>" for tag in question.tags)
    inside = "".join(f"    {line}\n" for line in [*common, *lines, f"<tags>{tags}</tags>"])
    return f'  <question type="{kind}">\n{inside}  </question>\n'


def _of_type(question: Choice | Statement | Matching | Numerical) -> tuple[str, Iterator[str]]:
    match question:
        case Choice():
            return "multichoice", _choice(question)
        case Statement():
            return "truefalse", _statement(question)
        case Matching():
            return "matching", _matching(question)
        case Numerical():
            return "numerical", _numerical(question)
        case _:
            assert_never(question)


def _choice(question: Choice) -> Iterator[str]:
    single = "true" if question.single else "false"
    yield f"<single>{single}</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>"
    yield from (_answer(answer) for answer in question.answers)


def _statement(question: Statement) -> Iterator[str]:
    for value in (True, False):
        said = question.when_right if value == question.truth else question.when_wrong
        yield _answer(Answer(str(value).lower(), ALL if value == question.truth else NOTHING, said), "")


def _matching(question: Matching) -> Iterator[str]:
    yield "<shuffleanswers>true</shuffleanswers>"
    for left, right in question.pairs:
        answer = f"<answer><text>{escape(right)}</text></answer>"
        yield f"<subquestion{_PLAIN}><text>{escape(left)}</text>{answer}</subquestion>"


def _numerical(question: Numerical) -> Iterator[str]:
    """No unit is asked for or marked: the one that is named stands beside the field in Sala."""
    number, tolerance = plain_number(question.number), plain_number(question.tolerance)
    yield f'<answer fraction="100"><text>{number}</text><tolerance>{tolerance}</tolerance></answer>'
    yield "<unitgradingtype>0</unitgradingtype><unitpenalty>0</unitpenalty><showunits>3</showunits>"
    if question.unit:
        name = f"<unit_name>{escape(question.unit)}</unit_name>"
        yield f"<units><unit><multiplier>1</multiplier>{name}</unit></units>"


def _answer(answer: Answer, form: str = _PLAIN) -> str:
    feedback = _text("feedback", answer.feedback)
    said = f"<text>{escape(answer.text)}</text>"
    return f'<answer fraction="{answer.percent}"{form}>{said}{feedback}</answer>'


def _text(tag: str, text: str, form: str = _PLAIN) -> str:
    return f"<{tag}{form}><text>{escape(text)}</text></{tag}>"
