"""Which lines of a table are about nobody: sums, counts, names of sections, who signs, the headings once more. Pure.

A line with a name and with a number, a phone or a date is somebody, whatever they are called: Sum is a name in Khmer,
Chai ("man") one in Thai. What is left out is shown to HR, who can say that it is a person after all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from lms.imports.domain import value_names
from lms.imports.domain.columns import row_cells, signature_lines
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import sex_ticks
from lms.imports.domain.values import totals
from lms.imports.domain.values.cell_text import said
from lms.text.digits import ascii_digits

_NAMES: Final = frozenset(
    {"name", "family_name", "given_name", "latin_name", "latin_family_name", "latin_given_name"}
)
_FEWEST_COUNTED: Final = 2
_SHORTEST_SECTION: Final = (
    4  # characters; a shorter text alone in a line is a cell of somebody without the others
)
_FEWEST_DIGITS: Final = 6  # of a phone
_MOST_SIGNING: Final = 3  # people who sign in one line
_COMPARED: Final = 50  # lines of the table, to see whether a column says what people are
_SEXES: Final = frozenset(columns.key(word) for words in value_names.SEXES.values() for word in words.split())


@dataclass(frozen=True, slots=True)  # there are as many as rows
class Line:
    """One row of a table: its number in the sheet, counted from 1, and its cells, one for each column."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sorter:
    """Tells the lines about somebody from those about nobody, by the headings and the fields that these mean."""

    header: Sequence[str]
    fields: Sequence[str | None]

    def sorted(self, lines: Sequence[Line], people: Collection[int]) -> tuple[list[Line], list[Line]]:
        """The lines about somebody, and the others; `people` are the numbers of those of which HR said so.

        What is said of one line makes no person of another one: their office and a day stand below who signs.
        """
        nobody = self._nobody(lines, ())
        if people:
            nobody = (nobody | self._nobody(lines, people)).difference(people)
        return (
            [line for line in lines if line.number not in nobody],
            [line for line in lines if line.number in nobody],
        )

    def _nobody(self, lines: Sequence[Line], people: Collection[int]) -> frozenset[int]:
        kept: list[Line] = []
        left: list[Line] = []
        numbers, end, since = _Numbers(self, lines), _End(self, lines), 0
        signed: frozenset[int] = frozenset()
        for given in lines:
            line = _cut(given)
            labelled = line.number not in people and (
                self._is_labelled(line, end, kept, left) or self._is_signed_by_role(line, kept, left)
            )
            told = line.number in people or (not labelled and self._is_somebody(line))
            signs = not told and (labelled or self._signs(line, signed))
            aside = labelled or (not told and self._is_nobody(line, numbers, kept, since, signs))
            since = len(kept) if aside else since
            signed = (signed | _filled(line) if signs else signed) if aside else frozenset()
            (left if aside else kept).append(given)
        while kept and self._is_footer(_cut(kept[-1]), people):
            left.append(kept.pop())
        return frozenset(line.number for line in left)

    def _is_nobody(
        self, line: Line, numbers: _Numbers, kept: Sequence[Line], since: int, signs: bool
    ) -> bool:
        """`since`: how many lines were kept above the last one that was not."""
        return (
            self._is_sum(line, numbers, {len(kept), len(kept) - since}, kept)
            or self._is_header(line)
            or (not kept and _counts_columns(line))
            or (not self._has_number(line) and (signs or self._is_section(line)))
        )

    @cached_property
    def _several(self) -> bool:
        return sum(bool(text) for text in self.header) > _FEWEST_COUNTED

    def cells_of(self, line: Line, *fields: str) -> Iterator[str]:
        """The cells of some fields that say something."""
        for cell, field in zip(line.cells, self.fields, strict=True):
            if field in fields and cell.strip():
                yield cell

    def _is_somebody(self, line: Line) -> bool:
        """A name that is no word for a sum or for who signs, and something that only a person has."""
        return any(map(row_cells.is_name, self.cells_of(line, *_NAMES))) and (
            self._has_number(line)
            or self._is_counted(line)
            or any(map(row_cells.digits, self.cells_of(line, "phone", "birth", "on")))
            or self._has_sex(line)
            or any("@" in cell for cell in self.cells_of(line, "email"))
        )

    def _has_number(self, line: Line) -> bool:
        """Whether a volunteer number stands in a line: then it is about a person, whatever else it lacks."""
        return any(map(row_cells.is_number, self.cells_of(line, "number")))

    def _is_counted(self, line: Line) -> bool:
        """Whether a line begins with a count, as lines of the table do; it may begin anew in a section."""
        return not self.fields[0] and ascii_digits(line.cells[0]).strip(" .").isdecimal()

    def has_number_and_name(self, line: Line) -> bool:
        """Whether a line has both, as lines of the table have."""
        return self._has_number(line) and any(map(row_cells.is_name, self.cells_of(line, *_NAMES)))

    def has_bare_number(self, line: Line) -> bool:
        """Whether a name has a number without a digit, which is no label."""
        numbers = [*self._numbers_said(line)]
        labels = (
            signature_lines.is_label(cell) or row_cells.is_signature(cell) or row_cells.digits(cell)
            for cell in numbers
        )
        return bool(numbers) and not any(labels) and any(map(row_cells.is_name, self.cells_of(line, *_NAMES)))

    def _numbers_said(self, line: Line) -> Iterator[str]:
        """What stands as a number, but for a dash or "none"."""
        return (cell for cell in self.cells_of(line, "number") if columns.key(said(cell)))

    def _is_labelled(self, line: Line, end: _End, kept: Sequence[Line], left: Sequence[Line]) -> bool:
        """A label where the number stands, or a day where the name does: of those who sign, with their names."""
        numbers = [*self._numbers_said(line)]
        if any(map(row_cells.is_number, numbers)):
            return False
        if any(signature_lines.is_label(cell) or row_cells.is_signature(cell) for cell in numbers):
            return True
        if self._is_somebody(line):
            return False
        if any(signature_lines.is_dated(cell) or signature_lines.is_phone(cell) for cell in numbers):
            return True
        if numbers and any(map(signature_lines.is_day, self.cells_of(line, *_NAMES))):
            return True
        if self._has_phone(line) or self._has_sex(line):
            return False
        if signature_lines.is_label(next(filter(str.strip, line.cells))):
            return True
        after = "" if _follows(line, kept) else end.comes_before(line, left)
        if not after:
            return False
        labels = numbers or [
            cell for cell, field in zip(line.cells[:1], self.fields[:1], strict=True) if not field
        ]
        if any(signature_lines.begins_as_label(cell) or row_cells.is_signature(cell) for cell in labels):
            return True
        few = sum(map(bool, map(str.strip, line.cells))) <= _MOST_SIGNING
        return bool(numbers) and after == "apart" and few

    def _is_signed_by_role(self, line: Line, kept: Sequence[Line], left: Sequence[Line]) -> bool:
        """What those who sign are, side by side, or one of it with a name behind it."""
        filled = sorted(_filled(line))
        roles = [place for place in filled if signature_lines.begins_as_role(line.cells[place])]
        whole = [place for place in filled if signature_lines.is_role(line.cells[place])]
        if (
            not (roles or whole)
            or not kept
            or self._has_number(line)
            or self._has_phone(line)
            or self._has_sex(line)
        ):
            return False
        said = {*roles, *whole}
        if any(
            signature_lines.begins_as_role(one.cells[place]) for one in kept[-_COMPARED:] for place in said
        ):
            return False  # a column of the table says what people are
        if all(place in whole or _signs_in(line.cells[place]) for place in filled):
            return True
        if not _has_ended(line, kept, left):
            return False
        alone = all(place in said or _signs_in(line.cells[place]) for place in filled)
        return alone or (filled[0] in whole and len(filled) <= _MOST_SIGNING)

    def _is_sum(self, line: Line, numbers: _Numbers, counted: Collection[int], kept: Sequence[Line]) -> bool:
        filled = [(cell, field) for cell, field in zip(line.cells, self.fields, strict=True) if cell.strip()]
        if not all(totals.is_said(cell) for cell, _ in filled):
            return self._is_labelled_sum(filled) or self._is_sum_of_results(line, filled)
        if not any(totals.has_words(cell) for cell, _ in filled):
            # Nothing but numbers: sums below columns, or lines of a form that nobody filled in.
            return not self._has_number(line) and not self._has_phone(line)
        somebody = numbers.is_own(line, counted) or self._has_phone(line) or _follows(line, kept)
        named = any(totals.has_words(cell) for cell, field in filled if field in _NAMES)
        if any(totals.has_total(cell) or totals.counts_people(cell) for cell, _ in filled):
            return not (named and somebody)
        return _counts_by_sex(filled) and not somebody

    def _is_labelled_sum(self, filled: Sequence[tuple[str, str | None]]) -> bool:
        """ "Total of Kampot" beside numbers; also where a name stands, if it counts people."""
        texts = [(cell, field) for cell, field in filled if not totals.is_said(cell)]
        cell, field = texts[0]
        return len(texts) == 1 and (
            (totals.has_total(cell) and totals.counts_people(cell))
            or (totals.begins_with_total(cell) and field not in _NAMES and len(filled) > 1)
        )

    def _is_sum_of_results(self, line: Line, filled: Sequence[tuple[str, str | None]]) -> bool:
        """ "Total 7 | passed 4": a total first, and nothing but counts beside it."""
        (first, field), *others = filled
        if not totals.begins_with_total(first):
            return False
        texts = [first] if not totals.is_said(first) else []
        texts += [cell for cell, _ in others if not (totals.is_said(cell) or totals.is_said_of_results(cell))]
        has_number, has_sex = self._has_number(line), self._has_sex(line)
        if not texts:
            return not (has_number or self._has_phone(line) or has_sex)
        # "Total 5 | F 2": a sex by its letter, and its number in the same cell or the next one.
        called_so = field in _NAMES and not row_cells.digits(first) and (has_number or has_sex)
        counts = any(row_cells.digits(cell) for cell, _ in filled)
        lettered = counts and all(map(totals.is_said_by_letter, texts))
        return lettered and not called_so and not self._has_phone(line)

    def _has_sex(self, line: Line) -> bool:
        return any(columns.key(cell) in _SEXES for cell in self.cells_of(line, "sex"))

    def _has_phone(self, line: Line) -> bool:
        return any(len(row_cells.digits(cell)) >= _FEWEST_DIGITS for cell in self.cells_of(line, "phone"))

    def _is_header(self, line: Line) -> bool:
        """The header once more, as on top of each printed page, or its lower half."""
        if sex_ticks.are_headings(cell for cell in line.cells if cell.strip()):
            return True
        pairs = [(cell, text) for cell, text in zip(line.cells, self.header, strict=True) if cell.strip()]
        return len(pairs) > 1 and all(
            columns.key(cell) == columns.key(text) or (sex_ticks.says_sex(cell) and sex_ticks.field_of(text))
            for cell, text in pairs
        )

    def _signs(self, line: Line, signed: frozenset[int]) -> bool:
        """A line of those who sign; below the first of them their names and offices.

        These are a few cells in a line, or stand in the columns where something of those who sign stood: `signed`.
        """
        filled = [cell for cell in line.cells if cell.strip()]
        signing = [cell for cell in filled if row_cells.is_signature(cell)]
        few = len({cell.strip() for cell in filled}) <= _MOST_SIGNING
        if signing and (few or len(signing) == len(filled)):
            # Beside a name it is what somebody is: "head of department".
            names = filter(row_cells.is_name, self.cells_of(line, *_NAMES))
            return bool(signed) or all(map(signature_lines.is_role, names))
        below = bool(signed) and (few or _filled(line) <= signed)
        return below or any(row_cells.DOTS.search(cell) for cell in filled)

    def _is_section(self, line: Line) -> bool:
        """A text over the columns between two lines, such as a branch's; in a column of names it is a name."""
        filled = {cell.strip() for cell in line.cells if cell.strip()}
        alone = sum(bool(cell.strip()) for cell in line.cells) == 1
        in_a_name = alone and any(map(row_cells.is_name, self.cells_of(line, *_NAMES)))
        long_enough = len(" ".join(filled)) >= _SHORTEST_SECTION
        return self._several and len(filled) == 1 and not in_a_name and long_enough

    def _is_footer(self, line: Line, people: Collection[int]) -> bool:
        """A remark below the table, of whatever length."""
        filled = {cell.strip() for cell in line.cells if cell.strip()}
        told = line.number in people or self._has_number(line) or self._is_somebody(line)
        of_somebody = any(self.cells_of(line, *_NAMES, "sex"))
        return not told and not of_somebody and self._several and len(filled) == 1


def _filled(line: Line) -> frozenset[int]:
    return frozenset(place for place, cell in enumerate(line.cells) if cell.strip())


def _signs_in(cell: str) -> bool:
    """Whether a cell beside a label of those who sign is one as well, or says the day."""
    return row_cells.is_signature(cell) or signature_lines.is_label(cell) or signature_lines.is_day(cell)


def _has_ended(line: Line, kept: Sequence[Line], left: Sequence[Line]) -> bool:
    """Whether a total, another line about nobody or an empty row stands between a line and the table above."""
    return bool(left and left[-1].number > kept[-1].number) or line.number > kept[-1].number + 1


def _cut(line: Line) -> Line:
    """A line without what no name, number or remark needs: no more of a cell is looked at."""
    if max(map(len, line.cells)) <= columns.LONGEST_HEADER:
        return line
    return Line(line.number, tuple(cell[: columns.LONGEST_HEADER] for cell in line.cells))


_After = Literal["", "below", "apart"]


class _End:
    """Where the lines with a number and a name end, in a list whose numbers all have digits.

    Looks through the list when it is asked first, as `_Numbers` does.
    """

    def __init__(self, sorter: Sorter, lines: Sequence[Line]) -> None:
        self._sorter = sorter
        self._lines = lines

    @cached_property
    def _last(self) -> int:
        """The line; 0 where there is none, or where some numbers above have no digit, as others may have then."""
        lines = [*map(_cut, self._lines)]
        last = max((line.number for line in lines if self._sorter.has_number_and_name(line)), default=0)
        above = (line for line in lines if line.number < last)
        return 0 if any(map(self._sorter.has_bare_number, above)) else last

    @cached_property
    def _apart(self) -> int:
        """The first line behind an empty row below the last one."""
        before = self._last
        for line in self._lines:
            if line.number > self._last:
                if line.number > before + 1:
                    return line.number
                before = line.number
        return before + 1

    def comes_before(self, line: Line, asides: Sequence[Line]) -> _After:
        """Whether a line stands "below" the last of them, or "apart" from it: behind an empty row, or a total."""
        if not self._last or line.number <= self._last:
            return ""
        behind = line.number >= self._apart or (asides and asides[-1].number > self._last)
        return "apart" if behind else "below"


class _Numbers:
    """The volunteer numbers of a list: whether that of a line whose name is a word for a sum can be one of them.

    Looks through the list when it is asked first: most lists have no such line.
    """

    def __init__(self, sorter: Sorter, lines: Sequence[Line]) -> None:
        self._sorter = sorter
        self._lines = lines

    @cached_property
    def _by_line(self) -> dict[int, str]:
        numbers = ((line.number, self._sorter.cells_of(line, "number")) for line in self._lines)
        return {line: number.strip() for line, found in numbers for number in found}

    @cached_property
    def _known(self) -> frozenset[str]:
        """The numbers of lines with a name."""
        lines = map(_cut, self._lines)
        people = {
            line.number for line in lines if any(map(row_cells.is_name, self._sorter.cells_of(line, *_NAMES)))
        }
        return frozenset(number for line, number in self._by_line.items() if line in people)

    @cached_property
    def _shapes(self) -> set[str]:
        return {row_cells.shape(number) for number in self._known}

    def is_own(self, line: Line, counted: Collection[int]) -> bool:
        """Not where it counts the lines above, belongs to somebody else, or looks like no other number."""
        number = self._by_line.get(line.number, "")
        digits = row_cells.digits(number)
        if not digits or number in self._known or int(digits) in counted:
            return False
        return not self._shapes or row_cells.shape(number) in self._shapes


def _counts_columns(line: Line) -> bool:
    """A line under the header of a form that numbers its columns: (1), (2), (3)."""
    filled = [ascii_digits(cell).strip(" ()") for cell in line.cells if cell.strip()]
    return len(filled) > _FEWEST_COUNTED and filled == [str(number) for number in range(1, len(filled) + 1)]


def _follows(line: Line, kept: Sequence[Line]) -> bool:
    """Whether the first cell goes on with the numbers of the lines above."""
    now, before = row_cells.digits(line.cells[0]), row_cells.digits(kept[-1].cells[0]) if kept else ""
    if not now or ascii_digits(line.cells[0]).strip(" .") != now:
        return False
    return int(now) == 1 + (int(before) if before else 0)


def _counts_by_sex(filled: Sequence[tuple[str, str | None]]) -> bool:
    """ "Women | 5": a word for a sex, and a number in the same cell or right of it."""
    for place, (cell, _) in enumerate(filled):
        if totals.has_sex(cell):
            return any(row_cells.digits(other) for other, _ in filled[place:])
    return False
