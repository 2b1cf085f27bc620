"""Numbers that look otherwise than nearly all others, and how they would look like them. Pure; asks, never guesses.

«LA103», «106», «LA-00204» and «LA-O214» (a letter for a zero) beside LA-0101 … are slips as a rule, and a number is
what somebody signs in with. Which numbers only lack zeros behind the usual letters is asked by `number_widths`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from lms.accounts.domain.volunteer_numbers import key_of
from lms.errors import RuleBroken
from lms.imports.domain.values.number_widths import parts_of, widths_of
from lms.text.digits import ascii_digits

FITTED: Final = "fitted"  # write it as the others are written
_FEWEST: Final = 5  # numbers that say what is usual
_FEWEST_OF_SERIES: Final = 2  # so many say that a letter among the digits of another one is a slip
_MOST_OTHERS: Final = 4  # of so many numbers one may look otherwise
_OF_ONE: Final = "="  # before a number that is asked about by itself
_FIXED: Final = 4  # so many digits in all of them are filled with zeros where there are fewer
_LIKE_DIGITS: Final = str.maketrans("OIL", "011")
_DIGITS_AND_LETTERS: Final = re.compile(r"[0-9OIL]*[0-9][0-9OIL]*")
_ONE: Final = re.compile(r"(?P<letters>[^\W\d_]{0,6})[-–— ]?(?P<digits>\d{1,8})")
# What stands between two numbers in one cell. A stroke is a part of many numbers («0012/2019»).
_BETWEEN: Final = re.compile(
    r"\s*(?:[,;&+\n]|\bAND\b|ແລະ|และ|និង)\s*|\s*(?P<weak>/)\s*|\s(?P<dash>[-–—])\s", re.IGNORECASE
)


class Usual(NamedTuple):
    """What nearly all numbers look like: the signs before their digits, how many digits those have that are filled with
    zeros (0: none are), how many the longest has, and a number that shows it.

    `letters_only`: they are too few, or too many look otherwise; only a letter among the digits is a slip all the same.
    """

    before: str
    digits: int
    longest: int
    like: str
    letters_only: bool = False


class Fitting(NamedTuple):
    """What the answer about a number is remembered by, and how the number would look like the others."""

    shape: str
    number: str


def usual_of(numbers: Collection[str]) -> Usual | None:
    """What nearly all of some numbers look like; None where that says nothing of any other.

    Who spells a number otherwise ("TH1003", "TH 1003"), or types a letter for a digit, has no other number in mind.
    """
    parts = {number: parts_of(number) for number in sorted(numbers)}
    befores = Counter(before for before, digits in parts.values() if digits).most_common()
    for before, times in befores[:1]:
        series = _series_of(before, parts)
        meant = [number for number in parts if len(_rest_of(number, before)) in series.lengths]
        others = len(parts) - len({*series.alike, *meant})
        if times >= _FEWEST and others * _MOST_OTHERS <= len(parts):
            return series.usual
    of_letters = (before for before, times in befores if before and times >= _FEWEST_OF_SERIES)
    before = next(of_letters, "")
    return _series_of(before, parts).usual._replace(letters_only=True) if before else None


class _Series(NamedTuple):
    """The numbers that begin alike, how many digits they have, and what they say is usual."""

    alike: list[str]
    lengths: set[int]
    usual: Usual


def _series_of(before: str, parts: Mapping[str, tuple[str, str]]) -> _Series:
    alike = [number for number, (own, digits) in parts.items() if digits and own == before]
    lengths = {len(parts[number][1]) for number in alike}
    width = widths_of(alike).get(before)
    if width is not None:
        return _Series(alike, lengths, Usual(before, width.digits, max(lengths), width.like))
    fixed = min(lengths) if len(lengths) == 1 and min(lengths) >= _FIXED else 0
    return _Series(alike, lengths, Usual(before, fixed, max(lengths), alike[0]))


def _rest_of(number: str, before: str) -> str:
    """What stands behind the letters of a series, however they are spelled: digits, or letters that look like some.

    Nothing where the number is not of that series, or has letters of its own as well.
    """
    letters, core = key_of(before), key_of(number)
    rest = core[len(letters) :] if core.startswith(letters) else ""
    return rest if _DIGITS_AND_LETTERS.fullmatch(rest) and number.endswith(rest) else ""


def of(number: str, usual: Usual | None) -> Fitting | None:
    """How a number would look like the others; None where it does, or could not."""
    if usual is None or not number:
        return None
    before, digits = parts_of(number)
    if digits and before == usual.before and (not usual.digits or len(digits) <= usual.digits):
        return None
    letters, core = key_of(usual.before), key_of(number)
    rest = core[len(letters) :] if core.startswith(letters) else core
    if not _DIGITS_AND_LETTERS.fullmatch(rest) or not number.endswith(rest):
        return None
    if usual.letters_only and rest.isdecimal():
        return None
    bare = rest.translate(_LIKE_DIGITS).lstrip("0") or "0"
    fitting = f"{usual.before}{bare.zfill(usual.digits)}"
    if len(bare) > usual.longest or key_of(fitting) == core:
        return None
    shape = _shape(number.removesuffix(rest), rest, usual)
    return Fitting(f"{shape}>{usual.before}{'0' * (usual.digits or 1)}", fitting)


def as_said(number: str, usual: Usual | None, settled: Mapping[tuple[str, str], str]) -> str:
    """A number as HR has said. Raises RuleBroken("number-shape", field="number") where they have not said yet."""
    fitting = of(number, usual)
    if usual is None or fitting is None:
        return number
    said = settled.get(("number", fitting.shape), "")
    if not said:
        values = {"typed": number, "like": usual.like, "fitting": fitting.number}
        raise RuleBroken("number-shape", field="number", **values)
    return fitting.number if said == FITTED else number


def are_several(cell: str) -> bool:
    """Whether a cell holds two numbers or more: that of one person and that of another.

    On both sides of a stroke or a dash the same letters, or as many digits with spaces between, have to stand.
    """
    text = ascii_digits(cell).strip()
    between = [*_BETWEEN.finditer(text)]
    pieces = [_ONE.fullmatch(piece) for piece in _pieces(text, between)]
    found = [(piece["letters"].upper(), piece["digits"]) for piece in pieces if piece is not None]
    if len(found) < 2 or len(found) < len(pieces):
        return False
    letters, lengths = {letters for letters, _ in found}, {len(digits) for _, digits in found}
    same_letters = len(letters) == 1 and "" not in letters
    if same_letters and len(lengths) == 1:
        return True
    apart = all(one["weak"] is None or (one[0].startswith(" ") and one[0].endswith(" ")) for one in between)
    return apart and len(lengths) == 1 and min(lengths) > 1 and not _has_year(found)


def _pieces(text: str, between: Collection[re.Match[str]]) -> list[str]:
    starts = [0, *(one.end() for one in between)]
    ends = [*(one.start() for one in between), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _has_year(found: Collection[tuple[str, str]]) -> bool:
    """Whether one of the numbers may be a year: «0012 / 2019» is one number."""
    return any(not letters and re.fullmatch("(?:19|20|25)\\d\\d", digits) for letters, digits in found)


def _shape(own: str, digits: str, usual: Usual) -> str:
    """What numbers that are wrong in the same way have in common: what stands before the digits, or too many of these.

    With a letter for a digit each is asked about by itself: that one is right says nothing of another one.
    """
    if not digits.isdecimal():
        return f"{_OF_ONE}{usual.before if own else ''}{digits}"
    return f"{own}{'0' * len(digits)}" if own == usual.before else f"{own}0"


def is_shape(key: str) -> bool:
    """Whether what an answer is remembered by is of such a number, and not of one that lacks zeros."""
    return ">" in key


def is_of_one_number(key: str) -> bool:
    """Whether an answer is about a single number: that is somebody's, and not kept beyond its list."""
    return key.startswith(_OF_ONE)


def covers(before: str, usual: Usual | None) -> bool:
    """Whether numbers with these signs before their digits are asked about here, and so not for their zeros."""
    if usual is None or usual.letters_only or before == usual.before:
        return False
    return key_of(before) in ("", key_of(usual.before))
