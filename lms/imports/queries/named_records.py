"""Which record a line of a list names: of records that were joined each keeps its number. Reads, never writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms.accounts.domain.volunteer_numbers import key_of
from lms.accounts.services.people import Person, PersonId
from lms.db import among, session
from lms.imports.domain.lines.line_values import Values


@dataclass(frozen=True)
class NamedRecords:
    """The records that were joined with some people, by the one who speaks for them and the number of their own."""

    joined: Mapping[tuple[PersonId, str], PersonId]

    def record_of(self, person_id: PersonId, values: Values) -> PersonId:
        """Whose record a line about somebody names: a joined one by its number, else that of the person."""
        return self.joined.get((person_id, key_of(str(values.get("number", "")))), person_id)


def named_records(people: Iterable[PersonId | None]) -> NamedRecords:
    """The joined records of some people. A number that is the person's own as well names the person."""
    kept = aliased(Person)
    asked = (
        select(kept.id, Person.number_key, Person.id)
        .join(kept, kept.id == Person.merged_into_id)
        .where(
            among(Person.merged_into_id, {one for one in people if one is not None}),
            Person.number_key != kept.number_key,
        )
    )
    return NamedRecords({(speaker, key): record for speaker, key, record in session.execute(asked)})
