"""The first person of an empty site: an administrator, who makes all other accounts."""

from __future__ import annotations

from lms.accounts.queries import people, units
from lms.accounts.services import people as people_service
from lms.accounts.services import roles, sign_in
from lms.accounts.services import units as units_service
from lms.accounts.services.people import Person
from lms.content.types.societies import Society
from lms.errors import RuleBroken


def found(
    *, number: str, name: str, latin_name: str, language: str, society: Society, another: bool
) -> tuple[Person, str]:
    """Settle an administrator of the whole site in a Society; returns the person and the secret of a sign-in link.

    Raises RuleBroken: "has-an-admin" where there is one and not `another` is wanted, and as `create_person`.
    """
    if roles.admins() and not another:
        raise RuleBroken("has-an-admin")
    units_service.settle([society], actor=None)
    person = people_service.create_person(
        people_service.Particulars(number=number, name=name, latin_name=latin_name, language=language),
        people.unit_by_code(society.code),
        actor=None,
    )
    roles.give_role(person, "admin", people.unit_by_code(units.REGION), actor=None)
    return person, sign_in.issue_card(person, actor=None, life=sign_in.LINK_LIFE)
