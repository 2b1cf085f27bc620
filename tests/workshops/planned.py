"""A workshop of Bopha in Phnom Penh, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from lms.accounts.domain.permissions import Scope
from lms.accounts.queries import unit_tree
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.workshops.domain.attendance import State
from lms.workshops.domain.plan import Kind, Part, half_days
from lms.workshops.models import Workshop
from lms.workshops.queries.roster import roster_of
from lms.workshops.services import closing
from lms.workshops.services.attendance import save_attendance
from lms.workshops.services.plans import Plan, plan_workshop
from lms.workshops.services.roster import add_people
from tests.people import People

UUID = "4f2b8a60-0c4c-4a6e-9a8e-111111111111"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def everywhere() -> Scope:
    """All units."""
    return Scope(frozenset(unit_tree.parents()))


def volunteer(people: People, number: str, name: str = "វណ្ណា", latin: str = "Vanna") -> Person:
    """One more volunteer of Phnom Penh."""
    made = people_service.Particulars(number=number, name=name, latin_name=latin, language="km")
    return people_service.create_person(made, people.sokha.unit, actor=None)


def planned(
    people: People,
    *,
    kind: Kind = "facilitated",
    modules: tuple[str, ...] = ("pss",),
    days: Iterable[tuple[date, Part]] = ((MONDAY, "am"),),
    trainers: tuple[Person, ...] = (),
    uuid: str = UUID,
    leads: Person | None = None,
) -> Workshop:
    """A workshop to which people of Phnom Penh are invited; Bopha leads it, unless somebody else does."""
    leader = leads or people.bopha
    plan = Plan(
        kind,
        modules,
        half_days(days),
        "Phnom Penh",
        ("km",),
        (leader, *trainers),
        (people.sokha.unit_id,),
    )
    return plan_workshop(uuid, plan, actor=leader)


def held(people: People, workshop: Workshop, there: Iterable[Person], absent: Iterable[Person] = ()) -> None:
    """Let everybody be invited, and come or not come to all half-days."""
    away = list(absent)
    add_people(workshop, [*there, *away], actor=people.bopha)
    for one in workshop.half_days:
        note(people.bopha, workshop, dict.fromkeys(away, "absent"), one.number)


def note(actor: Person, workshop: Workshop, states: Mapping[Person, State], number: int = 1) -> None:
    """Tap states on a page that shows everything as it is."""
    seen = {line.person.id: line.states[number - 1] for line in roster_of(workshop)}
    changed = {person.id: state for person, state in states.items()}
    save_attendance(workshop, number, seen, changed, everywhere(), actor=actor)


def close(workshop: Workshop, actor: Person) -> None:
    """Close it as the page shows it."""
    closing.close(workshop, closing.closing_of(workshop).seen, actor=actor)
