"""Questions as Moodle's formats have them: what a kind of question turns into, and what both GIFT and Moodle XML say.

A kind knows this model and no format, a format knows this model and no kind. Texts are plain. Knows no pools.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final, TypeAlias

KIND_TAG: Final = "kind:"  # tells kinds apart that are one type in Moodle
ALL: Final = Decimal(100)
NOTHING: Final = Decimal(0)
_EXACT: Final = Decimal("0.00001")  # Moodle knows a third as 33.33333


@dataclass(frozen=True, kw_only=True)
class Common:
    """What every question has. `id` is Moodle's ID number, else its name; `category` the path, the widest first.

    `line` and `notes` tell of the file that it was read from: where it begins, what of it could not be kept.
    """

    id: str
    stem: str
    feedback: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    def may_be(self, kind: str) -> bool:
        """Whether no tag says that it is another kind of ours."""
        kinds = [tag.removeprefix(KIND_TAG) for tag in self.tags if tag.startswith(KIND_TAG)]
        return not kinds or kinds[0] == kind


@dataclass(frozen=True)
class Answer:
    """One answer of a choice, and how many percent of the mark it gives, -100 to 100."""

    text: str
    percent: Decimal
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice(Common):
    """One answer is chosen (`single`), or as many as one likes."""

    single: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class Statement(Common):
    """True or false, with what is said to who is right and who is wrong."""

    truth: bool
    when_right: str = ""
    when_wrong: str = ""


@dataclass(frozen=True, kw_only=True)
class Matching(Common):
    """Pairs; one without a left side is an answer that fits nowhere."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Numerical(Common):
    """A number, how far an answer may be from it, and its unit, "" without one."""

    number: Decimal
    tolerance: Decimal = NOTHING
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Other(Common):
    """A question of a type that no kind of ours has (`type` in Moodle's word)."""

    type: str


MoodleQuestion: TypeAlias = Choice | Statement | Matching | Numerical | Other


@dataclass(frozen=True)
class Remark:
    """What is to be said of a line of a file that was read; `lost` where a question could not be taken at all."""

    line: int
    message: str
    lost: bool = False


@dataclass(frozen=True)
class MoodleFile:
    """The questions of a file in its order, and what could not be read or kept."""

    questions: tuple[MoodleQuestion, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class DraftPart:
    """An option, reason, step or side of a pair to be reviewed. `why` is None where parts of the kind have none, `fits`
    the place, from 0, of the part that belongs to this one.
    """

    text: str
    why: str | None = None
    right: bool = False
    fits: int | None = None


@dataclass(frozen=True)
class Draft:
    """A question to be reviewed, in the words of `quizzes/`: `keys` are those of its kind alone, `why` None where the
    kind says it of each part. `notes` tell what of the Moodle question has no place.
    """

    kind: str
    part_key: str
    stem: str
    parts: Sequence[DraftPart]
    why: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def plain_number(number: Decimal) -> str:
    """A number in digits, without an exponent and without zeros at the end of its fraction."""
    said = f"{number:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def read_number(written: str) -> Decimal | None:
    """A number as Moodle writes it; None for what is none, or has more digits than anybody asks for."""
    try:
        number = Decimal(written.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and -20 < number.adjusted() < 20 else None


def exact(percent: Decimal) -> Decimal:
    """A percentage as Moodle keeps it, without zeros at its end."""
    rounded = percent.quantize(_EXACT, rounding=ROUND_HALF_UP).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def share(count: int) -> Decimal:
    """What each of so many right answers gives."""
    return exact(ALL / count)
