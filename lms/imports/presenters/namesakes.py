"""Who has the name of somebody new already: said by name as long as they are called so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from lms.accounts.services.people import Person
from lms.imports.domain.candidates import is_spelled_so
from lms.imports.domain.lines.line_values import Values
from lms.imports.domain.row_actions import NAMESAKE_HERE
from lms.imports.queries import existing_records

_NAMED: Final = "namesake-named"


def ids(problems: Iterable[Mapping[str, Any]]) -> set[int]:
    """The people whom remarks about a name mean; of lists of older versions nobody."""
    found = (one["values"].get("person") for one in problems if one["word"] == NAMESAKE_HERE)
    return {one for one in found if one is not None}


def named(
    problems: Iterable[Mapping[str, Any]], values: Values, people: Mapping[int, Person]
) -> Iterator[Mapping[str, Any]]:
    """What is said of a line, with the name and the number of who is called as it says.

    Whoever was renamed, erased or removed since is named no more.
    """
    for problem in problems:
        person = people.get(next(iter(ids([problem])), 0))
        if person is not None and is_spelled_so(values, existing_records.known_person(person)):
            yield {
                "field": problem["field"],
                "word": _NAMED,
                "values": {"name": person.name, "number": person.number},
            }
        else:
            yield problem
