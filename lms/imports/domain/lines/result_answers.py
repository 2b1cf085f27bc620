"""What HR has said of a text in a column of results: by which key it is remembered, and what may be said. Pure.

A word means the same in every list. A tick, a sign or a letter says something by its heading only, and under one of
attendance nothing says that a test was passed: what was said there holds there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lms.imports.domain.columns.result_columns import ResultColumn
from lms.imports.domain.headings import fields, sex_ticks
from lms.imports.domain.text_comparison import for_comparing
from lms.imports.domain.values import results
from lms.text.digits import ascii_digits

OUT: Final = "out"  # the lines that say it are left out
TRAINED: Final = "trained"  # the lines that say nothing are recorded as trained
PASSED: Final = "passed"
# What is answered about lines that say "passed" and of somebody who was there on no day; no key of a text is like it.
PASSED_AND_ABSENT: Final = "passed|!|absent"
_HEADING: Final = "|"  # in no key of a text
_ABSENCES: Final = "|~|"  # "||" is in keys of marks: see `marks`
_LONGEST_SIGN: Final = 40
_LONGEST_HEADING: Final = 150
_LETTERS: Final = 2  # of a word at least one more


def is_sign(text: str) -> bool:
    """Whether a text is a tick, a sign, a number or a letter or two."""
    key = fields.key(text)
    return sex_ticks.is_tick(text) or len(key) <= _LETTERS or not any(map(str.isalpha, key))


def key_of_nothing(column: ResultColumn) -> str:
    """What an answer about the empty cells of a column is remembered by."""
    return _below("", column)


def is_of_nothing(key: str) -> bool:
    """Whether a key is that of the empty cells of a column."""
    return key.startswith(_HEADING)


def counts_as_trained(column: ResultColumn | None, settled: Mapping[tuple[str, str], str]) -> bool:
    """Whether HR has said that lines with nothing in the column are recorded as trained."""
    return column is not None and settled.get(("result", key_of_nothing(column))) == TRAINED


def key_of(text: str, column: ResultColumn | None) -> str:
    """What an answer about a text is remembered by."""
    if column is not None and (column.attendance or is_sign(text)):
        return _below(text, column)
    return _key_of_word(text)


def _key_of_word(text: str) -> str:
    """What is said of «ผ่าน?» is not said of «ผ่าน»."""
    if not results.is_doubtful(text):
        return fields.key(text)
    return "".join(for_comparing(text).split()).replace(_HEADING, "")[: fields.LONGEST_HEADER]


def meaning_of(text: str, column: ResultColumn | None, settled: Mapping[tuple[str, str], str]) -> str:
    """What HR has said that a text means; nothing where they have not, or where it cannot mean that here."""
    said = settled.get(("result", key_of(text, column)), "")
    if not said and column is not None and not is_sign(text):
        said = settled.get(("result", _key_of_word(text)), "")
    return said if said != "passed" or column is None or not column.attendance else ""


def is_of_absences(key: str) -> bool:
    """Whether a key is that of a number of absences: what it says of one training it says of no other."""
    return _ABSENCES in key


def _below(text: str, column: ResultColumn) -> str:
    sign = for_comparing(ascii_digits(text)).strip().replace(_HEADING, "")[:_LONGEST_SIGN]
    between = _ABSENCES if column.absences else _HEADING
    return f"{sign}{between}{fields.key(column.heading)[:_LONGEST_HEADING]}"
