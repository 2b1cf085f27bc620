"""What a cell says of a result: a mark in percent, or a word or sign for passed, attended, failed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from lms.errors import RuleBroken
from lms.imports.domain import value_names
from lms.imports.domain.headings import fields
from lms.imports.domain.values import marks
from lms.imports.domain.values.marks import Points
from lms.text.digits import ascii_digits

_NEARLY_ALL: Final = 0.8  # of the cells
_DOUBTS: Final = frozenset("?？¿⁇؟*＊※()（）[]{}")
_GRADE: Final = "grade"  # that does not say whether somebody has passed
_SCORE: Final = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|(?:/|of|out of|จาก|ຈາກ|លើ|ក្នុងចំណោម)\s*(\d{1,3}))?")


def result_of(cell: str, of_column: Points | None) -> int | str:
    """A score in percent; "passed", "attended" or "failed" for a word or a sign.

    Raises RuleBroken: "result-unknown", "points-unknown" (nobody has said yet out of how many points it is),
    "points-too-many".
    """
    bare = marks.is_bare(cell)
    word = word_of(cell)
    if word and not (bare and of_column):
        return word
    return mark_of(cell, of_column)


def mark_of(cell: str, of_column: Points | None) -> int:
    """A mark in percent. Raises as `result_of` does; 0 is a mark, and no word for "failed"."""
    score = _SCORE.fullmatch(ascii_digits(cell))
    most = marks.most_of(cell, of_column) if marks.is_bare(cell) else int((score and score[2]) or 100)
    reached = 100 * float(score[1].replace(",", ".")) / most if score and most else 101.0
    if reached > 100 or _is_share(cell, of_column):
        raise RuleBroken("result-unknown", typed=cell)
    return int(round(reached, 9))  # 0.29 of 1 is 29, and a trifle less as floats are reckoned


def _is_share(cell: str, of_column: Points | None) -> bool:
    """Whether a number is less than one point in a column of more: 0.9 beside 85 may be 90 percent."""
    asked = of_column is not None and (of_column.shape == marks.SHARES or of_column.scale == marks.SHARE)
    return not asked and marks.is_bare(cell) and 0 < marks.number_of(cell) < 1


def word_of(cell: str) -> str:
    """The result that a word or a sign stands for; nothing where it is none that is known, or not said plainly."""
    word = "" if is_doubtful(cell) else _word_within(cell)
    return "" if word == _GRADE else word


def is_absence(cell: str) -> bool:
    """Whether a word says of somebody that they were not there: they have failed nothing."""
    return word_of(cell) == "failed" and fields.key(cell) in _absences()


def is_known(cell: str) -> bool:
    """Whether a word or a sign is one that results have, whatever it says there: «ผ่าน?», "average"."""
    return bool(_word_within(cell))


def is_doubtful(cell: str) -> bool:
    """Whether something is said with a question mark or an asterisk, or in brackets: «ผ่าน?», "(passed)"."""
    text = cell.strip()
    return len(text) > 1 and not _DOUBTS.isdisjoint(text)


def _word_within(cell: str) -> str:
    word = fields.key(cell) or cell
    if word.isdecimal() and not marks.is_bare(cell):
        return ""  # 1 % is no tick
    return next((result for result, words in _results().items() if word in words), "")


def tells_results(column: Iterable[str]) -> bool:
    """Whether a column is one of results by its cells alone: nearly all are words for one, and not only "yes"."""
    said = [cell for cell in column if fields.key(cell)]
    known = sum(bool(_word_within(cell)) for cell in said)
    return known >= _NEARLY_ALL * len(said) and any(map(_is_plain, said))


def names_results(column: Iterable[str]) -> bool:
    """Whether a column says of somebody that they have not passed, or of most whether they have."""
    said = [cell for cell in column if fields.key(cell)]
    plain = [cell for cell in said if _is_plain(cell)]
    return 2 * len(plain) > len(said) or any(_word_within(cell) == "failed" for cell in plain)


def are_marks(column: Iterable[str]) -> bool:
    """Whether there are numbers in a column, and no words."""
    said = [cell for cell in column if fields.key(cell)]
    return bool(said) and all(_SCORE.fullmatch(ascii_digits(cell)) for cell in said)


def have_marks(column: Iterable[str]) -> bool:
    """Whether nearly all cells of a column are numbers or words for a result, and some are marks, not only 1 and 0."""
    said = [cell for cell in column if fields.key(cell)]
    scores = [cell for cell in said if _SCORE.fullmatch(ascii_digits(cell))]
    known = len(scores) + sum(bool(_word_within(cell)) for cell in said if cell not in scores)
    return known >= _NEARLY_ALL * len(said) and any(ascii_digits(cell) not in ("0", "1") for cell in scores)


def are_up_to_100(column: Iterable[str]) -> bool:
    """Whether all cells of a column can be marks: numbers up to 100, or parts of a whole, and not only 1 and 0."""
    said = [cell for cell in column if fields.key(cell)]
    scores = [_SCORE.fullmatch(ascii_digits(cell)) for cell in said]
    return have_marks(said) and all(
        score and float(score[1].replace(",", ".")) <= int(score[2] or 100) for score in scores
    )


def is_plainly(cell: str, result: str) -> bool:
    """Whether a cell says a result in whatever column it stands."""
    return _is_plain(cell) and word_of(cell) == result


def _is_plain(cell: str) -> bool:
    """Whether a cell says a result in whatever column it stands."""
    return bool(_word_within(cell)) and (fields.key(cell) or cell) not in _says_much()


@cache
def _absences() -> frozenset[str]:
    return frozenset(map(fields.key, value_names.ABSENT.split()))


@cache
def _says_much() -> frozenset[str]:
    words = f"{value_names.SAYS_MUCH} {value_names.GRADES}"
    return frozenset(fields.key(word) or word for word in words.split())


@cache
def _results() -> Mapping[str, frozenset[str]]:
    lists = {
        "passed": value_names.PASSED,
        "attended": value_names.ATTENDED,
        "failed": f"{value_names.NOT_PASSED} {value_names.ABSENT}",
        _GRADE: value_names.GRADES,
    }
    return {
        result: frozenset(fields.key(word) or word for word in words.split())
        for result, words in lists.items()
    }
