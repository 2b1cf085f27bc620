"""Moodle XML -> questions, each by itself: one that is broken is named with its line, and the others are read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from lms.quizzes.domain.exchange import category_paths
from lms.quizzes.domain.exchange.plain_text import Format, lost_words, plain
from lms.quizzes.domain.exchange.xml_nodes import Node, questions_of
from lms.quizzes.domain.moodle_questions import (
    ALL,
    NOTHING,
    Answer,
    Choice,
    Common,
    Matching,
    MoodleFile,
    MoodleQuestion,
    Numerical,
    Other,
    Remark,
    Statement,
    exact,
    read_number,
)

_FORMATS: Final[dict[str, Format]] = {
    "html": "html",
    "plain_text": "plain",
    "markdown": "markdown",
    "moodle_auto_format": "moodle",
}
_READ: Final = frozenset(
    {"name", "questiontext", "generalfeedback", "idnumber", "tags", "answer", "subquestion", "units"}
)
# How Moodle shows and marks a question: Sala has its own ways, which are the same for all.
_SETTINGS: Final = frozenset(
    {
        *(
            "defaultgrade",
            "penalty",
            "hidden",
            "single",
            "shuffleanswers",
            "answernumbering",
            "shownumcorrect",
        ),
        *("showstandardinstruction", "layouttype", "selecttype", "selectcount", "gradingtype", "showgrading"),
        *("unitgradingtype", "unitpenalty", "showunits", "unitsleft", "instructions"),
        *("numberingstyle", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"),
    }
)
_WHOLE_FEEDBACK: Final = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


class _BrokenError(Exception):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class _Texts:
    """Reads texts in their own format, and gathers what they lose."""

    def __init__(self) -> None:
        self.lost: list[str] = []

    def read(self, node: Node | None) -> str:
        if node is None:
            return ""
        if node.all("file"):
            self.lost.append("file")
        said = plain(node.said("text"), _FORMATS.get(node.attributes.get("format", ""), "moodle"))
        self.lost += said.lost
        return said.text


def read(text: str) -> MoodleFile:
    """The questions of a file, and a remark for each that could not be read and for what was odd."""
    questions: list[MoodleQuestion] = []
    remarks: list[Remark] = []
    category: tuple[str, ...] = ()
    for node in questions_of(text):
        if isinstance(node, Remark):
            remarks.append(node)
        elif node.attributes.get("type") == "category":
            category = category_paths.path_of(node.said("category", "text"))
        else:
            try:
                questions.append(_question(node, category))
            except _BrokenError as broken:
                remarks.append(Remark(broken.line, str(broken), lost=True))
    return MoodleFile(tuple(questions), tuple(remarks))


def _question(node: Node, category: tuple[str, ...]) -> MoodleQuestion:
    texts = _Texts()
    tags = node.first("tags")
    common = Common(
        id=node.said("idnumber") or node.said("name", "text"),
        stem=texts.read(node.first("questiontext")),
        feedback=texts.read(node.first("generalfeedback")),
        category=category,
        tags=tuple(tag.said("text") for tag in tags.all("tag")) if tags else (),
        line=node.line,
    )
    if not common.stem:
        raise _BrokenError("there is no text of a question (`questiontext`)", node.line)
    made = _of_type(node, common, texts)
    notes = (*made.notes, *lost_words(tuple(dict.fromkeys(texts.lost))), *_not_kept(node))
    return type(made)(**{**vars(made), "notes": notes})


def _of_type(node: Node, common: Common, texts: _Texts) -> MoodleQuestion:
    match node.attributes.get("type", ""):
        case "multichoice":
            single = node.said("single").lower() not in ("false", "0")
            answers = tuple(_answer(answer, texts) for answer in _answers(node))
            return Choice(**vars(common), single=single, answers=answers)
        case "truefalse":
            return _statement(node, common, texts)
        case "matching":
            return Matching(**vars(common), pairs=tuple(_pairs(node, texts)))
        case "ordering":
            return Matching(**vars(common), pairs=tuple(_places(node, texts)))
        case "numerical":
            return _numerical(node, common, texts)
        case kind:
            return Other(**vars(common), type=kind)


def _answers(node: Node) -> list[Node]:
    found = node.all("answer")
    if not found:
        raise _BrokenError("the question has no answers", node.line)
    return found


def _answer(node: Node, texts: _Texts) -> Answer:
    said = texts.read(node)
    if not said:
        raise _BrokenError("an answer is empty; a picture alone cannot be kept", node.line)
    percent = exact(_fraction(node))
    if abs(percent) > ALL:
        raise _BrokenError(f"an answer gives {percent} %; it can give -100 to 100", node.line)
    return Answer(said, percent, texts.read(node.first("feedback")))


def _fraction(node: Node) -> Decimal:
    written = node.attributes.get("fraction", "0")
    try:
        found = Decimal(written)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found.adjusted() > 9:
        raise _BrokenError(f"`fraction` is “{written}”, which is no number", node.line)
    return found


def _statement(node: Node, common: Common, texts: _Texts) -> Statement:
    said = {answer.said("text").lower(): answer for answer in _answers(node)}
    right = [word for word, answer in said.items() if _fraction(answer) > NOTHING]
    if not {*said} <= {"true", "false"} or len(right) != 1:
        raise _BrokenError("the answers are not `true` and `false`, one of them right", node.line)
    feedback = {word: texts.read(answer.first("feedback")) for word, answer in said.items()}
    wrong = next((word for word in said if word not in right), "")
    return Statement(
        **vars(common),
        truth=right == ["true"],
        when_right=feedback[right[0]],
        when_wrong=feedback.get(wrong, ""),
    )


def _numerical(node: Node, common: Common, texts: _Texts) -> Numerical:
    """The first number that gives the whole mark."""
    answers = _answers(node)
    first = next((answer for answer in answers if _fraction(answer) == ALL), answers[0])
    number, tolerance = read_number(first.said("text")), read_number(first.said("tolerance") or "0")
    if number is None or tolerance is None or tolerance < 0 or _fraction(first) != ALL:
        raise _BrokenError(f"“{first.said('text')}” is no number that gives the whole mark", first.line)
    notes = [f"one number is kept, not “{answer.said('text')}”" for answer in answers if answer is not first]
    if feedback := texts.read(first.first("feedback")):
        notes.append(f"feedback to a number is not kept: “{feedback}”")
    units = node.first("units")
    names = [unit.said("unit_name") for unit in units.all("unit")] if units else []
    notes += [f"one unit is kept, not “{name}”" for name in names[1:]]
    unit = names[0] if names else ""
    return Numerical(**{**vars(common), "notes": tuple(notes)}, number=number, tolerance=tolerance, unit=unit)


def _pairs(node: Node, texts: _Texts) -> Iterator[tuple[str, str]]:
    found = node.all("subquestion")
    if not found:
        raise _BrokenError("the question has no pairs", node.line)
    for pair in found:
        yield texts.read(pair), pair.said("answer", "text")


def _places(node: Node, texts: _Texts) -> Iterator[tuple[str, str]]:
    """Steps of Moodle's own ordering question: `fraction` is the place."""
    for answer in _answers(node):
        yield texts.read(answer), str(_fraction(answer).to_integral_value())


def _not_kept(node: Node) -> Iterator[str]:
    """What else the file says of a question."""
    for tag in _WHOLE_FEEDBACK:
        if said := node.said(tag, "text"):
            yield f"feedback to the whole answer (`{tag}`) is not kept: “{said}”"
    others = (child for child in node.children if child.tag not in _READ | _SETTINGS)
    names = dict.fromkeys(child.tag for child in others if child.text.strip() or child.children)
    if names and node.attributes.get("type") in (
        "multichoice",
        "truefalse",
        "matching",
        "ordering",
        "numerical",
    ):
        yield "not kept: " + ", ".join(f"`{name}`" for name in names)
