"""Who can answer a request to be erased: said before the button, and counted for whoever can."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from lms.accounts.queries import people
from lms.accounts.services import roles
from lms.accounts.services.people import Person, Scope
from lms.db import session
from lms.privacy.models import ErasureRequest
from lms.privacy.services.requests import PendingErasure


def hindrance(asked: PendingErasure, actor: Person) -> str | None:
    """The word of what keeps somebody from erasing whoever asked; None where nothing does.

    "own-request", "holds-more" and "holds-more-than-hr" have somebody else who can; "own-last-admin-asks" and
    "last-admin-asks" nobody, until there is another administrator.
    """
    person = people.canonical_person(asked.person)
    own = people.canonical_person(actor).id == person.id
    if not own and roles.stands_over(actor, person):
        return None
    if roles.is_last_admin(person):
        return "own-last-admin-asks" if own else "last-admin-asks"
    return "own-request" if own else roles.word_of_higher(person)


def count_for(actor: Person, scope: Scope) -> int:
    """How many requests of a scope wait for an answer that somebody can give."""
    waiting = (
        select(ErasureRequest, Person)
        .join(Person, Person.id == ErasureRequest.person_id)
        .where(ErasureRequest.decided_at.is_(None), Person.unit_id.in_(scope.units))
    )
    # Of few it has to be asked who stands over them; the others are only counted.
    unlike = or_(Person.id == actor.id, Person.roles.any(), Person.merged_into_id.is_not(None))
    alike = session.scalar(waiting.where(~unlike).with_only_columns(func.count())) or 0
    others = session.execute(waiting.where(unlike)).all()
    return alike + sum(hindrance(PendingErasure(*row), actor) is None for row in others)
