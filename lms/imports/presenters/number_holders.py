"""Whose a number is that a list cannot give to somebody else: said to those who may see that person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from lms.accounts.domain.volunteer_numbers import key_of
from lms.accounts.services.people import Person, Scope, Unit
from lms.db import session
from lms.imports.domain import row_actions
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import value_texts


def of(list_import: ListImport, rows: Iterable[ListRow], scope: Scope | None) -> dict[str, Person]:
    """Who has the numbers that are taken, by their keys: those whom the reader may see."""
    keys = {key_of(number) for row in rows for number in _taken(row.problems)}
    if scope is None or not keys:
        return {}
    society = session.get_one(Unit, list_import.unit_id).society
    asked = select(Person).where(Person.number_key.in_(keys), Person.society == society)
    seen = asked.where(Person.unit_id.in_(scope.units), Person.erased_at.is_(None))
    return {one.number_key: one for one in session.scalars(seen.where(Person.merged_into_id.is_(None)))}


def _taken(problems: Iterable[Mapping[str, Any]]) -> list[str]:
    words = ("number-taken", row_actions.NUMBER_OF_ANOTHER)
    return [str(one["values"].get("number", "")) for one in problems if one["word"] in words]


def said(problems: Iterable[Mapping[str, Any]], holders: Mapping[str, Person]) -> Iterator[dict[str, Any]]:
    """Whose the numbers are of which problems say that they are taken, as a problem beside them."""
    for number in _taken(problems):
        if (one := holders.get(key_of(number))) is not None:
            values = {"name": one.name, "branch": value_texts.branch_of(one)}
            yield {"field": "number", "word": "number-holder", "values": values}
