"""Take away who somebody was where the row has to stay: the ledger only grows, and counts somebody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from lms.accounts.models import Person, PersonId
from lms.signals import Hook, Signal

Births: TypeAlias = Mapping[PersonId, "int | None"]
# Of whom, among some people, the records say nothing any more, because all of it was taken back; each with a year of
# birth that counts alike.
with_nothing_recorded: Final = Hook[[Collection[PersonId]], Births](lambda ids: {})
# These people have no name any more: what has it elsewhere forgets it.
on_nameless: Final = Signal[[Sequence[PersonId]]]()


def leave_without_name(person: Person, *, born: int | None, at: datetime) -> None:
    """Take the name, the number and the contact of a row. Sex and branch stay for the figures of the past."""
    person.number = f"ERASED-{person.id}"
    person.name = person.latin_name = person.name_key = ""
    person.name_order = b""
    person.phone = person.email = person.email_key = person.pin_hash = None
    person.birth_year = born
    person.version += 1
    person.active = False
    person.erased_at = at
