"""Which column of a list is which field, where the headings alone do not say it. Pure.

The cells below are looked at: one heading may stand over a title, a given name and a family name, and two headings may
call the same name in two scripts. What is suggested here stands on a page, and HR may say otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from itertools import islice
from typing import Final

from lms.imports.domain import value_names
from lms.imports.domain.columns import branch_columns, module_columns, training_columns
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.columns.candidate_columns import Column, have
from lms.imports.domain.headings import column_names, running_numbers, sex_ticks, split_dates
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import Kind, key
from lms.imports.domain.headings.name_headings import says_both_parts
from lms.imports.domain.values.person_names import LATIN, WHOLE, all_titles
from lms.text.digits import ascii_digits
from lms.text.normalise import for_name
from lms.text.writing_systems import KHMER

_LOOKED_AT: Final = 200  # lines
_MOSTLY: Final = 0.8  # of the lines have a cell in a column without a heading that is a part of a name


def matched(
    header: Sequence[str],
    kind: Kind,
    remembered: Mapping[str, str],
    lines: Sequence[Sequence[str]] = (),
    *,
    branches: Set[str] = frozenset(),
) -> dict[int, str]:
    """The fields by column number, from 1. Of two columns for one field that nothing tells apart the first has it.

    Columns that are left out, or that nobody knows, are not in it. `branches` are the `fields.key` of their names.
    """
    said = remembered_for(header, remembered)
    found: list[Column] = []
    titles: dict[int, str] = {}
    for place, text in enumerate(header):
        cells = [
            for_name(line[place][: columns.LONGEST_HEADER])
            for line in islice(lines, _LOOKED_AT)
            if place < len(line)
        ]
        column = Column(place + 1, text, [cell for cell in cells if cell], None, _is_filled(lines, place))
        before = found[-1] if found else None
        if before is not None and _continues(column, before, len(cells)):
            column.header, column.repeats = before.header, True
        column.field = columns.field_of(column.header, kind, said) if column.header.strip() else None
        if column.field in _NAMES and column.field is not None and all_titles(column.cells):
            titles[column.number], column.field = column.field, LEFT_OUT
        found.append(column)
    if not any(column.field in _NAMES for column in found):
        for column in found:  # "Kanha" is a title, and a name
            column.field = titles.get(column.number, column.field)
    _settle_ticked(found)
    _leave_empty(found)
    _settle_parts(found, kind, lines, said)
    if kind == "trainings":
        module_columns.settle(found)
        training_columns.settle(found, said)
    else:
        branch_columns.settle(found, said, branches)
    _settle_number(found, said)
    training_columns.settle_mark(found)
    _move_latin(found)
    for begin in WHOLE:
        _settle_names(found, begin)
    fields: dict[int, str] = {}
    for column in found:
        if column.field == attendance_days.FIELD or (column.field and column.field not in fields.values()):
            fields[column.number] = column.field
    return fields


_NAMES: Final = frozenset(
    {f"{begin}{part}" for begin in WHOLE for part in ("name", "family_name", "given_name")}
)
_OWN_NAMES: Final = frozenset(field for field in _NAMES if not field.startswith(LATIN))


def remembered_for(header: Sequence[str], remembered: Mapping[str, str]) -> Mapping[str, str]:
    """What a Society has said of headings, but for those that stand over several columns: they say nothing alone."""
    keys = [key(text) for text in header]
    return {one: field for one, field in remembered.items() if keys.count(one) < 2}


def _continues(column: Column, before: Column, lines: int) -> bool:
    """Whether a column belongs under the heading of the one on its left, which is one of names."""
    if not (before.field in _NAMES or (before.field == LEFT_OUT and all_titles(before.cells))):
        return False
    if column.header.strip():
        return key(column.header) == key(before.header)
    words = all(not any(sign.isdecimal() for sign in ascii_digits(cell)) for cell in column.cells)
    filled = bool(column.cells) and len(column.cells) >= _MOSTLY * lines
    return words and filled and not all(key(cell) in _SEXES for cell in column.cells)


_SEXES: Final = frozenset(key(word) for words in value_names.SEXES.values() for word in words.split())


_NOTHING: Final = " \t\n\u00a0-–—."  # what a cell may hold that says nothing


def _is_filled(lines: Sequence[Sequence[str]], place: int) -> bool:
    return any(place < len(line) and line[place].strip(_NOTHING) for line in lines)


def _settle_ticked(found: Sequence[Column]) -> None:
    """Columns for women and for men side by side are one field; one of them alone says nothing that is known."""
    together = dict(sex_ticks.columns_of([column.header for column in found]))
    for place, column in enumerate(found):
        if column.field in (*sex_ticks.FIELDS, "sex", None) and sex_ticks.field_of(column.header):
            alone = "sex" if column.field == "sex" else None
            column.field = together.get(place, alone)


def _leave_empty(found: Sequence[Column]) -> None:
    """A column with nothing below its heading stands back behind one for the same field that says something."""
    full = {column.field for column in found if column.filled}
    for column in found:
        if column.field in full and not column.filled:
            column.field = None


def _settle_parts(
    found: Sequence[Column], kind: Kind, lines: Sequence[Sequence[str]], said: Mapping[str, str]
) -> None:
    """Of a birthday in several columns the year is the field; a training has its day only from all three of them.

    A heading that was remembered for the day of a birthday was taken for the year by mistake.
    """
    dates = list(split_dates.of([column.header for column in found], lines[:_LOOKED_AT]))
    for column in found:
        if column.field in split_dates.FIELDS:
            column.field = None
    for date in dates:
        columns_of = {part: found[place] for part, place in date.places.items()}
        if not (columns_of["year"].filled or "month" in columns_of):
            continue  # a form that nobody filled in beside whole days
        remembered = {part: said.get(key(column.header)) for part, column in columns_of.items()}
        kept_out = remembered["year"] == LEFT_OUT and "birth" not in remembered.values()
        for column in columns_of.values():
            column.field = LEFT_OUT
        if date.of == "birth":
            columns_of["year"].field = LEFT_OUT if kept_out else "birth"
        elif kind == "trainings" and len(columns_of) == len(split_dates.FIELDS) and not have(found, "on"):
            for field, part in split_dates.FIELDS.items():
                columns_of[part].field = field


def _settle_number(found: Sequence[Column], said: Mapping[str, str]) -> None:
    """Of several columns for the number, take the one whose heading says more than "number".

    What HR has said of a heading goes before one that has such a word within it and says nothing of volunteers; what
    they have said of one for the number of the line goes before none.
    """
    numbers = [column for column in found if column.field == "number"]
    running = [column for column in numbers if running_numbers.is_heading(column.header)]
    if len(running) < len(numbers):
        for column in running:
            column.field = LEFT_OUT
        numbers = [column for column in numbers if column not in running]
    vague = columns.keys(column_names.VAGUE_NUMBERS)
    telling = [column for column in numbers if key(column.header) not in vague]
    told = [column for column in numbers if key(column.header) in said]
    plain = columns.keys(column_names.PERSON["number"]) - vague
    if told and not any(
        column in told or any(word in key(column.header) for word in plain) for column in telling
    ):
        telling = told
    for column in numbers if telling else ():
        if column is not telling[0]:
            column.field = None


def _move_latin(found: Sequence[Column]) -> None:
    """Beside a name in its own script, columns in Latin letters hold the name in Latin letters."""
    names = [column for column in found if column.field in _OWN_NAMES and column.cells]
    if len({column.is_latin for column in names}) < 2:
        return
    for column in names:
        if column.is_latin and not have(found, f"{LATIN}{column.field}"):
            column.field = f"{LATIN}{column.field}"


def _settle_names(found: Sequence[Column], begin: str) -> None:
    """Give each of several columns for the same name a field of its own."""
    whole, family, given = WHOLE[begin], f"{begin}family_name", f"{begin}given_name"
    twice = [column for column in found if column.field == given]
    if len(twice) > 1 and not have(found, family):
        # "Neam" is a name, and in Khmer the family name beside one that says "own name".
        _first(twice, lambda column: key(column.header) in _EITHER).field = family
    names = [column for column in found if column.field == whole]
    if len(names) < 2 or have(found, family):
        return
    complete = [column for column in names if says_both_parts(column.header)]
    ending = [column for column in names if key(column.header).endswith(_FAMILY_ENDINGS)]
    if names[1].repeats:
        first, second = names[:2]
        khmer = any(KHMER.block[0] <= cell[0] <= KHMER.block[-1] for cell in first.cells)
        first.field, second.field = (family, given) if khmer else (given, family)
    elif complete:
        for column in names:  # beside the whole name, "name" says less
            column.field = whole if column is complete[0] else None
    elif len(ending) == 1:
        ending[0].field = family


_EITHER: Final = frozenset({key("នាម")})
_FAMILY_ENDINGS: Final = tuple(
    key(word) for word in column_names.PERSON["family_name"].split("|") if len(key(word)) > 3
)


def _first(found: Sequence[Column], fits: Callable[[Column], bool]) -> Column:
    return next((column for column in found if fits(column)), found[0])
