"""Whose account it may be that somebody signs in to, and what follows from the PINs that fit. Knows no PIN.

A number is one person's in each Society, a phone may be a family's: so an identifier can lead to several accounts.
Nobody may learn from the answer, or from the time that it takes, whether another Society has a number or who shares
a phone: without a PIN that fits, every try ends after the same work and with the same sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import or_, select

from lms.accounts.domain import contact, phones
from lms.accounts.domain.volunteer_numbers import key_of as number_key
from lms.accounts.models import Person
from lms.accounts.queries.people import canonical_person
from lms.db import session
from lms.errors import RuleBroken

# PINs that are compared in one try: one in each of three Societies, or a family of three at one phone. Whoever
# shares a phone with more people signs in with the number.
MOST_COMPARED: Final = 3


@dataclass(frozen=True)
class Readings:
    """What an identifier may be, each in its one spelling: a number, a phone of several countries, an address."""

    number: str
    phones: tuple[str, ...]
    email: str

    def names(self) -> tuple[str, ...]:
        """A text for each, by which tries are counted: whoever is known or unknown by one of them waits alike."""
        email = (f"email {self.email}",) if "@" in self.email else ()  # without it nobody's
        return f"number {self.number}", *(f"phone {phone}" for phone in self.phones), *email


def readings(identifier: str, regions: Sequence[str] = ()) -> Readings:
    """`regions` are the countries (ISO 3166-1) whose local phone numbers are understood. Looks nobody up."""
    key = number_key(identifier)
    return Readings(key, phones.readings(key, regions), contact.email_key(identifier))


def candidates(read: Readings, society: str = "") -> list[Person]:
    """The accounts that an identifier may mean, MOST_COMPARED at most; those of a Society (its code) come first.

    Accounts of this number, or where there are none of this phone or e-mail. Where there are too many, those of the
    Society; without it, nobody.
    """
    # One question for numbers, phones and addresses, so that the answer takes as long for each, and for none.
    ways = (
        Person.number_key == (read.number or None),
        Person.phone.in_(read.phones),
        Person.email_key == read.email,
    )
    # More would be a phone that no PIN can decide about; a Society of many people must not make this slow.
    records = session.scalars(select(Person).where(or_(*ways)).order_by(Person.id).limit(100)).all()
    by_number = [record for record in records if record.number_key == read.number]
    # Two records of one person are one: the one that is kept has the PIN.
    people = {person.id: person for person in map(canonical_person, by_number or records)}
    active = [person for person in people.values() if person.active and person.pin_hash]
    if len(active) > MOST_COMPARED:
        active = [person for person in active if person.society == society]
    if len(active) > MOST_COMPARED:
        return []
    return sorted(active, key=lambda person: person.society != society)


def fitting_places(hashes: Sequence[str], fits: Callable[[str], bool], nobody: str) -> list[int]:
    """The places of the hashes that fit a PIN. `fits` is the slow comparison, `nobody` a hash that never fits.

    Compares as often as there are hashes; where none fits always MOST_COMPARED times.
    """
    places = [place for place, kept in enumerate(hashes) if fits(kept)]
    for _ in range(0 if places else MOST_COMPARED - len(hashes)):
        fits(nobody)
    return places


def decide(societies: Sequence[str], places: Sequence[int], society: str = "") -> int | None:
    """Which account opens: its place, or None for a wrong PIN. Pure.

    `societies` are the codes of the accounts' Societies, `places` those whose PIN fits, `society` the one that was
    chosen or that the device remembers: it decides where several fit. Raises RuleBroken "which-society", or
    "which-number" where a family has one phone, one Society and one PIN.
    """
    of_society = [place for place in places if societies[place] == society]
    left = of_society if len(places) > 1 and of_society else list(places)
    if len(left) > 1:
        same = len({societies[place] for place in left}) < len(left)
        raise (
            RuleBroken("which-number", field="identifier")
            if same
            else RuleBroken("which-society", field="society")
        )
    return left[0] if left else None
