"""What stands between the braces of a GIFT question -> the question. Knows no file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from lms.quizzes.domain.exchange.gift_syntax import UNIT_TAG, shown
from lms.quizzes.domain.exchange.plain_text import Format, Plain, plain
from lms.quizzes.domain.moodle_questions import (
    ALL,
    NOTHING,
    Answer,
    Choice,
    Common,
    Matching,
    MoodleQuestion,
    Numerical,
    Other,
    Statement,
    exact,
    read_number,
)

_GENERAL: Final = "####"
_ARROW: Final = "->"
_TRUE: Final = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_PIECE = re.compile("([~=])([^~=]*)")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d+)?)%")
_FORMAT = re.compile(r"\s*\[(html|plain|markdown|moodle)\]")


class BrokenError(Exception):
    """A question that cannot be read; the message says why, `place` where in its answers."""

    def __init__(self, message: str, place: int = 0) -> None:
        super().__init__(message)
        self.place = place


@dataclass
class Texts:
    """Reads texts in the format of their question, and gathers what they lose."""

    form: Format = "moodle"

    def __post_init__(self) -> None:
        self.lost: list[str] = []

    def read(self, written: str) -> str:
        """A text with or without its own format before it."""
        form, rest = format_of(written, self.form)
        return self.read_as(form, rest)

    def read_as(self, form: Format, written: str) -> str:
        """A text whose format is known: what looks like another one at its beginning is text."""
        said: Plain = plain(shown(written), form)
        self.lost += said.lost
        return said.text


def format_of(written: str, otherwise: Format) -> tuple[Format, str]:
    """The format that a text names before it, and the rest of the text."""
    named = _FORMAT.match(written)
    if named is None:
        return otherwise, written
    forms: dict[str, Format] = {"html": "html", "plain": "plain", "markdown": "markdown", "moodle": "moodle"}
    return forms[named[1]], written[named.end() :]


def question(common: Common, answers: str, texts: Texts) -> MoodleQuestion:
    """The question that its answers make, as Moodle tells the types apart. Raises BrokenError."""
    before, general, feedback = answers.rpartition(_GENERAL)
    if general:
        common, answers = replace(common, feedback=texts.read(feedback)), before
    return _maker(answers)(common, answers, texts)


def _maker(answers: str) -> Callable[[Common, str, Texts], MoodleQuestion]:
    said = answers.strip()
    if not said:
        return lambda common, _answers, _texts: _other(common, "essay")
    if said.startswith("#"):
        return _numerical
    if "~" in said:
        return _choice
    if "=" in said and _ARROW in said:
        return _matching
    if said.partition("#")[0].strip().upper() in _TRUE:
        return _statement
    return lambda common, _answers, _texts: _other(common, "shortanswer")


def _other(common: Common, kind: str) -> Other:
    return Other(**vars(common), type=kind)


def _pieces(answers: str) -> Iterator[tuple[str, str]]:
    """Each answer with the sign before it; Moodle takes `~=` as `=`."""
    first = re.search("[~=]", answers)
    before = answers[: first.start()] if first else answers
    if before.strip():
        raise BrokenError(f"there is text before the first answer: “{shown(before)}”")
    for sign, text in _PIECE.findall(answers):
        if sign == "~" and not text:
            continue
        if not text.strip():
            raise BrokenError(f"there is nothing behind a `{sign}`; a sign in a text is written `\\{sign}`")
        yield sign, text


def _choice(common: Common, answers: str, texts: Texts) -> Choice:
    found = [_answer(sign, text, texts) for sign, text in _pieces(answers)]
    return Choice(**vars(common), single="=" in answers, answers=tuple(found))


def _answer(sign: str, text: str, texts: Texts) -> Answer:
    percent, text = ALL if sign == "=" else NOTHING, text.lstrip()
    if weight := _WEIGHT.match(text):
        percent, text = exact(Decimal(weight[1])), text[weight.end() :]
        if abs(percent) > ALL:
            raise BrokenError(f"an answer gives {weight[1]} %; it can give -100 to 100")
    said, _, feedback = text.partition("#")
    return Answer(texts.read(said), percent, texts.read(feedback))


def _matching(common: Common, answers: str, texts: Texts) -> Matching:
    pairs = []
    for _, text in _pieces(answers):
        left, arrow, right = text.rpartition(_ARROW)
        if not arrow:
            raise BrokenError(f"“{shown(text)}” has no `->`, which the others have")
        pairs.append((texts.read(left), shown(right)))
    return Matching(**vars(common), pairs=tuple(pairs))


def _numerical(common: Common, answers: str, texts: Texts) -> Numerical:
    """The first number that gives the whole mark: 72, 72:0.5 or 71.5..72.5."""
    pieces = [piece.strip() for piece in re.split("[=~]", answers.strip()[1:]) if piece.strip()]
    weights = [_WEIGHT.match(piece) for piece in pieces]
    wholes = [one for one, weight in zip(pieces, weights, strict=True) if not weight or weight[1] == "100"]
    if not wholes:
        raise BrokenError("there is no number behind the `#`")
    said, _, feedback = _WEIGHT.sub("", wholes[0], count=1).partition("#")
    number, tolerance = _number_of(shown(said))
    notes = [f"one number is kept, not “{shown(piece)}”" for piece in pieces if piece is not wholes[0]]
    notes += [f"feedback to a number is not kept: “{shown(feedback)}”"] if feedback.strip() else []
    units = [tag for tag in common.tags if tag.startswith(UNIT_TAG)][:1]
    common = replace(common, tags=tuple(tag for tag in common.tags if tag not in units), notes=tuple(notes))
    unit = "".join(units).removeprefix(UNIT_TAG)
    return Numerical(**vars(common), number=number, tolerance=tolerance, unit=unit)


def _number_of(said: str) -> tuple[Decimal, Decimal]:
    """A number and how far one may be from it. Raises BrokenError."""
    low, is_range, high = said.partition("..")
    first, second = (low, high) if is_range else [*said.split(":"), "0"][:2]
    one, other = read_number(first), read_number(second)
    if one is None or other is None or (other < one if is_range else other < 0):
        raise BrokenError(f"“{said}” is no number")
    return ((one + other) / 2, (other - one) / 2) if is_range else (one, other)


def _statement(common: Common, answers: str, texts: Texts) -> Statement:
    truth, *said = answers.split("#")
    when_wrong, when_right = (texts.read(text) for text in [*said, "", ""][:2])
    return Statement(
        **vars(common), truth=_TRUE[truth.strip().upper()], when_right=when_right, when_wrong=when_wrong
    )
