"""Lines of one list that may be about one person under two numbers. Pure; asks, never decides.

The same name and something else: the year of birth and the branch, or the phone. A phone alone is a family's, and a
name alone in one branch is worth a remark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from lms.accounts.domain.volunteer_numbers import key_of
from lms.imports.domain.lines.line_values import Read

_MOST: Final = 20  # lines that are looked at for one name: so many people of it tell nothing any more


def written_numbers(lines: Iterable[tuple[int, Read]]) -> dict[tuple[str, Any], int]:
    """The first line of each number that is written so, by its key: it is not taken away by one that got its zeros."""
    written = ((line, read) for line, read in lines if "number" in read.values and not read.number_mended)
    first: dict[tuple[str, Any], int] = {}
    for line, read in written:
        first.setdefault(("number", key_of(str(read.values["number"]))), line)
    return first


def numbers_again(lines: Iterable[tuple[int, Read]], first: Mapping[tuple[str, Any], int]) -> dict[int, int]:
    """The next line with the number of another one, by the line that keeps it: `first` are those written so."""
    firsts, again = dict(first), dict[int, int]()
    for line, read in lines:
        if "number" in read.values:
            kept = firsts.setdefault(("number", key_of(str(read.values["number"]))), line)
            if kept != line:
                again.setdefault(kept, line)
    return again


class _Line(NamedTuple):
    """A line, and what may say of another one of the same name that it is about somebody else."""

    number: int
    born: str
    birth: object
    sex: object


class Twins:
    """The lines of a list by their names. Take them in one after the other."""

    def __init__(self) -> None:
        self._lines: defaultdict[tuple[Any, ...], list[_Line]] = defaultdict(list)

    def first_of(self, number: int, read: Read, names: Iterable[int]) -> int:
        """The first line that may be about the person of this one, by the keys of their names; else its own number."""
        return self._first(number, read, _keys(read, names))

    def namesake_of(self, number: int, read: Read, folded: Iterable[int], spelled: Iterable[int]) -> int:
        """The first line of a branch with the name of this one, by the keys of what it is without its signs; where sex
        or birth say that they are two people, by the keys of its spelling.
        """
        branch = read.values.get("branch")
        nearly = self._first(number, read, ((name, "branch", branch) for name in folded))
        same = ((name, "spelled", branch) for name in spelled)
        return min(nearly, self._first(number, read, same, differing=True))

    def _first(
        self, number: int, read: Read, keys: Iterable[tuple[Any, ...]], *, differing: bool = False
    ) -> int:
        line = _Line(number, read.born, read.values.get("birth"), read.values.get("sex"))
        first = number
        for key in keys:
            lines = self._lines[key]
            first = min([first, *(one.number for one in lines if differing or not _differ(one, line))])
            if len(lines) < _MOST:
                lines.append(line)
        return first


def _keys(read: Read, names: Iterable[int]) -> Iterator[tuple[Any, ...]]:
    birth, phone = read.values.get("birth"), read.values.get("phone")
    for name in names:
        if birth:
            yield (name, "birth", birth, read.values.get("branch"))
        if phone:
            yield (name, "phone", phone)


def _differ(one: _Line, other: _Line) -> bool:
    """Whether two lines of a name are of two people; the same whole day of birth says more than the sex."""
    if one.born and one.born == other.born:
        return False
    pairs = ((one.born, other.born), (one.birth, other.birth), (one.sex, other.sex))
    return any(said and too and said != too for said, too in pairs)
