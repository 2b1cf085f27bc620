"""The first person of a house where nobody lives yet: an administrator, who lets everybody else in."""

from __future__ import annotations

from lms.accounts.queries import people as people_queries
from lms.accounts.queries import units as unit_queries
from lms.accounts.services import people as service
from lms.accounts.services import roles
from lms.accounts.services import sign_in as signing_in
from lms.accounts.services import units as places
from lms.accounts.services.people import Person
from lms.content.types.societies import Society
from lms.errors import RuleBroken


def found(
    *, number: str, name: str, latin_name: str, language: str, society: Society, another: bool
) -> tuple[Person, str]:
    """Settle an administrator of the whole house in a Society; returns the person and the secret of a sign-in link.

    Raises RuleBroken: "has-an-admin" where there is one and not `another` is wanted, and as `create_person`.
    """
    if roles.admins() and not another:
        raise RuleBroken("has-an-admin")
    places.settle([society], actor=None)
    person = service.create_person(
        number=number,
        name=name,
        latin_name=latin_name,
        language=language,
        unit=people_queries.unit_by_code(society.code),
        actor=None,
    )
    roles.give_role(person, "admin", people_queries.unit_by_code(unit_queries.REGION), actor=None)
    return person, signing_in.issue_card(person, actor=None, life=signing_in.LINK_LIFE)
