"""What is worth a look of somebody who was just stored: a value that another person of the reader's has, or had."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from lms.accounts.domain import volunteer_numbers
from lms.accounts.queries import people_list
from lms.accounts.queries.former_numbers import former_holders
from lms.accounts.services.people import Person, Scope

PHONE_SHARED: Final = "phone-shared"
NUMBER_BEFORE: Final = "number-before"


def remarks_on(person: Person, scope: Scope, stored: Collection[str] = ("phone", "number")) -> Iterator[str]:
    """A word for each of some fields, in which somebody else of a scope has the same value, or had it once."""
    if "phone" in stored and people_list.shares_phone(person, scope):
        yield PHONE_SHARED
    own = volunteer_numbers.reference(person.society, person.number)
    if "number" in stored and any(one.id != person.id for one in former_holders(own, scope.units)):
        yield NUMBER_BEFORE
