"""Finding people: the list of a scope by filter, in the order of their names, and who may be the same person.

Reads, never writes; knows no web and no language. A record that was merged is found through the one that is kept,
and only there; whoever was erased is not found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from lms import clock
from lms.accounts.domain import phones
from lms.accounts.domain.permissions import Scope
from lms.accounts.domain.volunteer_numbers import key_of as number_key
from lms.accounts.models import Card, OidcAccount, Passkey, Person, PersonId, Role, RoleName
from lms.accounts.queries import name_search
from lms.accounts.queries.people import LONGEST_NAME, has_number, reference_within
from lms.db import among, session
from lms.errors import RuleBroken
from lms.text import search_key
from lms.text.digits import ascii_digits
from lms.text.normalise import for_comparing, for_name
from lms.text.titles import behind_glued, without_title

PAGE = 50  # people on one page
MOST_LIKELY: Final = 10  # likely duplicates that are offered
_FEWEST_DIGITS: Final = 5  # of a piece of a phone number; fewer would fit half of the country
_LAST_DIGITS: Final = re.compile("[0-9]{4}")  # what people remember of a phone number: how it ends
_FEW_HAVE_IT: Final = 8  # letters: so long a text stands within few names

Active = Literal["active", "inactive", "all"]


@dataclass(frozen=True)
class Filter:
    """Who is wanted: people of these units; with a role, None for any; part of a name, number or phone.

    Roles and phones are known to the reader in the units of `known` only: nobody elsewhere is found by them.
    """

    units: frozenset[int]
    text: str = ""
    role: RoleName | None = None
    active: Active = "active"
    known: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Page:
    """Some people; `after` is the number to go on from, None on the last page."""

    people: tuple[Person, ...]
    after: str | None


def page(wanted: Filter, after: str = "") -> Page:
    """The next 50 people after the one with the number `after` ("" for the first page).

    Raises RuleBroken("no-such-place") when that person is not in the units of the filter.
    """
    query = _people(wanted)
    if after:
        query = query.where(tuple_(Person.name_order, Person.id) > _place(wanted, after))
    found = session.scalars(query.order_by(Person.name_order, Person.id).limit(PAGE + 1)).all()
    shown = tuple(found[:PAGE])
    if len(found) <= PAGE:
        return Page(shown, None)
    last = shown[-1]
    return Page(shown, reference_within(last.number, last.unit_id, wanted.units))


def count(wanted: Filter) -> int:
    """How many people a filter finds."""
    asked = _people(wanted).with_only_columns(func.count(), maintain_column_froms=True)
    return session.scalar(asked) or 0


def for_cards(
    units: frozenset[int], numbers: frozenset[str] | None, *, again: bool, most: int
) -> list[Person]:
    """Active people of some units who need a sign-in card, in the order of their names; at most so many.

    With `numbers`: of these only. With `again`: also who has a PIN, or a card that is still open.
    """
    query = _people(Filter(units))
    if numbers is not None:
        query = query.where(Person.number_key.in_(map(number_key, numbers)))
    if not again:
        query = query.where(*_without_card())
    return list(session.scalars(query.order_by(Person.name_order, Person.id).limit(most)))


def count_without_card(units: frozenset[int]) -> Mapping[int, int]:
    """How many people `for_cards` would find in each of some units; units without any are left out."""
    query = _people(Filter(units)).where(*_without_card())
    rows = session.execute(query.with_only_columns(Person.unit_id, func.count()).group_by(Person.unit_id))
    found: dict[int, int] = dict(rows.all())
    return found


def staff_without_card(units: frozenset[int]) -> list[Person]:
    """Those of `count_without_card` who hold a role: a reader may not make a card for each of them."""
    query = _people(Filter(units)).where(*_without_card(), exists().where(Role.person_id == Person.id))
    return list(session.scalars(query))


def any_without_role(units: frozenset[int]) -> bool:
    """Whether there is anybody in some units who is not of staff, and whose account is active."""
    asked = _people(Filter(units)).where(Person.active, ~Person.roles.any())
    return session.scalar(select(asked.exists())) or False


def any_hr(units: frozenset[int]) -> bool:
    """Whether anybody with an active account is HR in some units."""
    asked = _people(Filter(units)).where(Person.active, Person.roles.any(Role.name == "hr"))
    return session.scalar(select(asked.exists())) or False


def cannot_sign_in(ids: Collection[PersonId]) -> frozenset[PersonId]:
    """Which of some people have no way to sign in: no PIN, no card that is open, no passkey, no account elsewhere."""
    asked = select(Person.id).where(
        among(Person.id, ids),
        *_without_card(),
        ~exists().where(Passkey.person_id == Person.id),
        ~exists().where(OidcAccount.person_id == Person.id),
    )
    return frozenset(session.scalars(asked))


def _without_card() -> tuple[ColumnElement[bool], ...]:
    """Neither a PIN nor a card that is still open."""
    card = exists().where(
        Card.person_id == Person.id,
        Card.used_at.is_(None),
        Card.revoked_at.is_(None),
        Card.expires_at > clock.now(),
    )
    return Person.pin_hash.is_(None), ~card


def likely_same(
    *, name: str, latin_name: str, phone: str, regions: tuple[str, ...], scope: Scope
) -> list[Person]:
    """People of a scope who may be the one that somebody is about to enter: the same phone, or the same name.

    A name is the same in either script, whatever the title, the spaces, the spelling of signs and the case. Offered to
    a person who decides, never acted upon.
    """
    squashed = {_squashed(name), _squashed(latin_name)}
    typed = (squashed | set(map(behind_glued, squashed))) - {""}
    numbers = phones.readings(phone, regions)
    key = func.replace(Person.name_key, " ", "")
    # The key holds both names, the own script first, with what a monk is called before it.
    alike = [way(text, autoescape=True) for text in sorted(typed) for way in (key.startswith, key.endswith)]
    alike += [key.contains(text, autoescape=True) for text in sorted(typed) if len(text) >= _FEW_HAVE_IT]
    query = select(Person).where(
        Person.unit_id.in_(scope.units),
        Person.merged_into_id.is_(None),
        Person.erased_at.is_(None),
        or_(Person.phone.in_(numbers), *alike),
    )
    found = [
        one
        for one in session.scalars(query.order_by(Person.name_order, Person.id))
        if one.phone in numbers or typed & {_squashed(one.name), _squashed(one.latin_name)}
    ]
    return found[:MOST_LIKELY]


def shares_phone(person: Person, scope: Scope) -> bool:
    """Whether somebody else of the same Society and of a scope has this person's phone."""
    query = select(Person.id).where(
        Person.unit_id.in_(scope.units),
        Person.society == person.society,
        Person.phone == person.phone,
        Person.id != person.id,
        Person.merged_into_id.is_(None),
        Person.erased_at.is_(None),
    )
    return bool(person.phone) and session.scalar(query.limit(1)) is not None


def _squashed(name: str) -> str:
    # A name that is too long is refused later; a pattern of any length would be refused by the database.
    return for_comparing(without_title(for_name(name[:LONGEST_NAME]))).replace(" ", "")


def _people(wanted: Filter) -> Select[Person]:
    query = select(Person).where(
        Person.unit_id.in_(wanted.units), Person.merged_into_id.is_(None), Person.erased_at.is_(None)
    )
    if wanted.active != "all":
        query = query.where(Person.active.is_(wanted.active == "active"))
    if wanted.role is not None:
        held = exists().where(Role.person_id == Person.id, Role.name == wanted.role)
        query = query.where(held, Person.unit_id.in_(wanted.known))
    if search_key.words(wanted.text):
        other = aliased(Person)
        others = select(other.merged_into_id).where(
            other.merged_into_id.is_not(None), _named(other, wanted.text, None, wanted.known)
        )
        own = _named(Person, wanted.text, wanted.units, wanted.known)
        query = query.where(or_(own, Person.id.in_(others)))
    return query


def _named(
    person: type[Person], text: str, units: frozenset[int] | None, known: frozenset[int]
) -> ColumnElement[bool]:
    ways = [name_search.condition(text, person, units)]
    # A local number begins with a zero that the country code replaces.
    digits = re.sub("[^0-9]", "", ascii_digits(text)).lstrip("0")
    if known and len(digits) >= _FEWEST_DIGITS and not re.search("[a-z]", for_comparing(text)):
        # Also a mobile of Laos that was stored without its 020.
        has_it = or_(
            person.phone.contains(digits, autoescape=True), person.phone.in_(phones.readings(text, ("LA",)))
        )
        ways.append(and_(has_it, person.unit_id.in_(known)))
    elif known and _LAST_DIGITS.fullmatch(ascii_digits(text).strip()):
        ends_so = person.phone.endswith(ascii_digits(text).strip(), autoescape=True)
        ways.append(and_(ends_so, person.unit_id.in_(known)))
    return or_(*ways)


def _place(wanted: Filter, number: str) -> tuple[bytes, PersonId]:
    query = select(Person.name_order, Person.id).where(*has_number(number), Person.unit_id.in_(wanted.units))
    found = session.execute(query).first()
    if found is None:
        raise RuleBroken("no-such-place", field="after")
    return found.name_order, found.id
