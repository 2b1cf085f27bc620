"""Create people and units. What other features need of accounts is offered here.

Changing somebody is in `person_changes`, many at once in `bulk`, roles in `roles`, two records of one person in
`merges`, signing in in `sign_in`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts.domain import contact, phones, volunteer_numbers
from lms.accounts.domain.latin_names import other_script_in
from lms.accounts.domain.lost_names import fault_of
from lms.accounts.domain.permissions import Scope
from lms.accounts.domain.volunteer_numbers import key_of as number_key
from lms.accounts.models import Person, PersonId, RoleName, Sex, Unit, UnitId, UnitKind
from lms.accounts.queries.people import LONGEST_NAME, tidy_number
from lms.accounts.services import email_keys
from lms.accounts.services.roles import give_role, may, scope_of
from lms.accounts.services.signals import on_merged, on_moved, on_parted
from lms.db import session
from lms.errors import RuleBroken
from lms.text import collation, font_coverage, normalise

__all__ = [
    "Person",
    "PersonId",
    "RoleName",
    "Scope",
    "Sex",
    "Unit",
    "UnitId",
    "UnitKind",
    "give_role",
    "may",
    "number_key",
    "on_merged",
    "on_moved",
    "on_parted",
    "scope_of",
]

# The columns' sizes. Both are cut, never refused: a search or an order by so many signs is exact enough.
_KEY_LETTERS: Final = 400
_ORDER_BYTES: Final = 800


def ensure_unit(kind: UnitKind, code: str, parent: Unit | None) -> Unit:
    """The unit with this code; made below `parent` where it does not exist yet."""
    unit = session.scalar(select(Unit).filter_by(code=code))
    if unit is None:
        unit = Unit(kind=kind, code=code, parent=parent)
        session.add(unit)
        session.flush()
    return unit


@dataclass(frozen=True)
class Particulars:
    """What is known of somebody, as it was typed: `phone` in any form, "" for none.

    `number` is "" where it stays as it is.
    """

    name: str
    latin_name: str
    language: str
    number: str = ""
    phone: str = ""
    email: str = ""
    sex: Sex = ""
    birth_year: int | None = None


def stored_values(
    given: Particulars, *, country: str | None = None, known: Person | None = None
) -> dict[str, Any]:
    """What was typed about somebody -> the columns of a person; without "number" where none was typed.

    `country` (ISO 3166-1 alpha-2) is that of a phone without country code, `known` whom it is about.
    Raises RuleBroken: "number-missing", "number-colon",
    "name-missing", "too-long", "name-lost", "name-without-letters", "name-cannot-be-drawn", "phone-unreadable",
    "phone-length",
    "phone-length-abroad", "phone-abroad", "phone-of-laos", "email-unreadable", each on its field.
    """
    # A number from before there was a rule stays: it is no hindrance to correct something else.
    stays = known is not None and volunteer_numbers.tidy(given.number) == known.number
    number = {"number": tidy_number(given.number)} if given.number.strip() and not stays else {}
    return {
        **number,
        "language": given.language,
        "phone": _phone(given.phone, country, known.phone if known else None),
        "email": contact.email(given.email),
        "sex": given.sex,
        "birth_year": given.birth_year,
        **name_values(given.name, given.latin_name, given.language),
    }


def _phone(typed: str, country: str | None, known: str | None) -> str | None:
    """The number to store; one that was stored with a digit too few is no hindrance to correct something else."""
    if not typed.strip():
        return None
    try:
        return phones.e164(typed, country)
    except RuleBroken:
        if known is not None and known in phones.readings(typed, [country] if country else []):
            return known
        raise


def create_person(
    given: Particulars, unit: Unit, *, actor: Person | None, country: str | None = None
) -> Person:
    """Add somebody to a unit. `country` (ISO 3166-1 alpha-2) is that of a phone without country code.

    Raises RuleBroken as `stored_values`, and "number-taken" (within the Society of the unit).
    """
    values = {"number": tidy_number(given.number), **stored_values(given, country=country)}
    person = Person(**values, unit=unit, created_at=clock.now())
    _add(person)
    audit.note(actor.id if actor else None, "accounts.create", "person", person.id, unit=unit.code)
    return person


def _add(person: Person) -> None:
    # The database decides who was first: asking before would leave a gap between the question and the answer.
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:
        raise taken(error, person.number) from None


def taken(error: IntegrityError, number: str) -> Exception:
    """What a broken promise of the table means: "number-taken", "email-taken", or a program's fault."""
    # The two engines name the column, or the constraint that is named after it.
    if any(place in str(error.orig) for place in ("person.number", "uq_person_number")):
        return RuleBroken("number-taken", field="number", number=number)
    if email_keys.is_taken(error):
        return RuleBroken("email-taken", field="email")
    return error


def set_name(person: Person, name: str, latin_name: str) -> None:
    """Store both names as they will be drawn, found and sorted. Raises as `name_values`."""
    for column, value in name_values(name, latin_name, person.language).items():
        setattr(person, column, value)


def name_values(name: str, latin_name: str, language: str) -> dict[str, Any]:
    """What both names become in the columns of a person who speaks a language.

    A name in Latin letters that is not known, or the same as the name, stays empty: nothing is
    printed twice. Raises RuleBroken "name-missing", "too-long", "name-lost", "name-without-letters",
    "name-cannot-be-drawn" or "not-latin", on its field.
    """
    name = _drawable(name, "name")
    latin_name = _drawable(latin_name, "latin_name", needed=False)
    if normalise.for_comparing(latin_name) == normalise.for_comparing(name):
        latin_name = ""
    if piece := other_script_in(latin_name):
        raise RuleBroken("not-latin", field="latin_name", piece=piece)
    return {
        "name": name,
        "latin_name": latin_name,
        "name_key": normalise.for_comparing(f"{name} {latin_name}")[:_KEY_LETTERS],
        "name_order": collation.sort_key_of_name(name, language)[:_ORDER_BYTES],
    }


def _drawable(name: str, field: str, *, needed: bool = True) -> str:
    if len(name) > LONGEST_NAME:
        raise RuleBroken("too-long", field=field, most=LONGEST_NAME)
    name = normalise.for_name(name)
    if needed and not name:
        raise RuleBroken("name-missing", field=field)
    if name and (fault := fault_of(name)):
        word, piece = fault
        raise RuleBroken(word, field=field, piece=piece)
    for problem in font_coverage.problems_of(name):
        raise RuleBroken("name-cannot-be-drawn", field=field, piece=problem.piece)
    return name
