"""Whether a list was brought in as one of the wrong kind: what its columns say as people, and as trainings. Pure.

A hint on a page, and no decision: HR may have a list of people with the day on which each of them joined.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lms.imports.domain.columns import result_ticks
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.values import results

_DAYS: Final = frozenset({"on", split_dates.FIRST_DAY, *split_dates.FIELDS})
_RESULTS: Final = frozenset({"result", "mark", result_ticks.FAILED})
_OF_TRAININGS: Final = _DAYS | _RESULTS | {"award", attendance_days.FIELD}
_OF_PEOPLE: Final = frozenset({"sex", "birth", "phone", "email", "branch", "language"})
_ENOUGH: Final = 2  # columns about people


@dataclass(frozen=True)
class OtherKind:
    """The kind that a list looks like, and the places from 0 of the columns that say so."""

    kind: Kind
    places: tuple[int, ...] = ()


def of(
    kind: Kind,
    people: Mapping[int, str],
    trainings: Mapping[int, str],
    lines: Sequence[Sequence[str]],
    modules: Collection[int],
) -> OtherKind | None:
    """What a list brought in as `kind` looks like instead; None where it looks like what it is.

    `people` and `trainings` are the fields by column number from 1, as a list of each kind is read; `modules` are the
    places of headings that name modules.
    """
    if kind == "people":
        places = _places_of_trainings(trainings, lines, modules)
        return OtherKind("trainings", places) if places else None
    of_people = _OF_PEOPLE & {*people.values()}
    says_trainings = modules or _OF_TRAININGS & {*trainings.values()}
    return OtherKind("people") if len(of_people) >= _ENOUGH and not says_trainings else None


def _places_of_trainings(
    trainings: Mapping[int, str], lines: Sequence[Sequence[str]], modules: Collection[int]
) -> tuple[int, ...]:
    said = {number: field for number, field in trainings.items() if field in _OF_TRAININGS}
    found = {*said.values()}
    places = tuple(sorted(number - 1 for number in said))
    if len(modules) > 1:
        return tuple(sorted({*places, *modules}))
    if attendance_days.FIELD in found or ("award" in found and found & (_DAYS | _RESULTS)):
        return places
    # Without a module they may be the day on which somebody joined, and whether they are still there.
    tells = any(_tells_results(number, lines) for number, field in said.items() if field in _RESULTS)
    return places if found & _DAYS and tells else ()


def _tells_results(number: int, lines: Sequence[Sequence[str]]) -> bool:
    cells = [line[number - 1] for line in lines if number <= len(line) and line[number - 1].strip()]
    return results.tells_results(cells) or results.have_marks(cells)
