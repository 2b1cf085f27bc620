"""Verbs of roles: who may do what and where, giving a role and taking it away.

Nobody gives what they could not do themselves, or outside their units: `permissions` has the tables.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit
from lms.accounts.domain import permissions
from lms.accounts.domain.permissions import Held, Scope
from lms.accounts.models import Person, Role, RoleName, Unit
from lms.accounts.queries import unit_tree
from lms.accounts.services import email_keys, known_pins, open_cards, sessions
from lms.db import session
from lms.errors import NotFound, RuleBroken

ROLES: tuple[RoleName, ...] = ("trainer", "hr", "editor", "viewer", "admin")


def may(person: Person, permission: str) -> bool:
    """Whether one of the person's roles grants the permission, somewhere."""
    return permissions.may([role.name for role in person.roles], permission)


def scope_of(person: Person, permission: str) -> Scope:
    """The units in which the person holds a role that grants the permission, and all below them."""
    roots = {role.unit_id for role in person.roles if permissions.may([role.name], permission)}
    return Scope(unit_tree.ids_below(roots))


def hold(person: Person) -> None:
    """Let nobody else change the person, their roles or their card until the end of the transaction.

    The row and the roles are read as they are now: who makes a card asks about roles that nobody gives meanwhile.
    """
    asked = select(Person).where(Person.id == person.id).with_for_update(of=Person, key_share=True)
    session.scalars(asked, execution_options={"populate_existing": True}).one()
    session.expire(person, ["roles"])


def refuse_outside(actor: Person | None, person: Person, permission: str) -> None:
    """Raise NotFound where the actor has no permission for this person: they may not know that there is one.

    A command or a job (`actor` None) reaches everybody.
    """
    if actor is not None and person.unit_id not in scope_of(actor, permission):
        raise NotFound(person.number)


def stands_over(actor: Person | None, person: Person) -> bool:
    """Whether the actor stands over every role of a person, and so may open or end their account; their own always."""
    if actor is None or actor.id == person.id:
        return True
    held, tree = _held(actor), unit_tree.parents()
    return all(permissions.covered(one, held, permissions.OPENS, tree) for one in _held(person))


def refuse_higher(actor: Person | None, person: Person) -> None:
    """Raise RuleBroken("holds-more") where a person holds a role over which the actor does not stand, or RuleBroken(
    "holds-more-than-hr") where HR of the Society does not stand over it either.
    """
    if not stands_over(actor, person):
        raise RuleBroken(word_of_higher(person))


def may_change(actor: Person | None, person: Person) -> bool:
    """Whether somebody may change what is known of a person, who signs in with number, phone and e-mail."""
    own = actor is not None and actor.id == person.id  # roles of one's own in other places hinder nobody
    return own or not person.roles or stands_over(actor, person)


def refuse_change(actor: Person | None, person: Person) -> None:
    """Raise RuleBroken as `refuse_higher` where the actor may not change what is known of a person."""
    if not may_change(actor, person):
        raise RuleBroken(word_of_higher(person))


def word_of_higher(person: Person) -> str:
    """Which of the two words of `refuse_higher` is true of a person: who can be asked for their card."""
    tree = unit_tree.parents()
    society = {
        unit.id for unit in session.scalars(select(Unit).filter_by(kind="society", code=person.society))
    }
    held = [("hr", unit) for unit in society]
    hr_can = all(permissions.covered(one, held, permissions.OPENS, tree) for one in _held(person))
    return "holds-more" if hr_can and society else "holds-more-than-hr"


def may_give(actor: Person, name: RoleName, unit: Unit) -> bool:
    """Whether somebody may give a role in a unit, and take it away."""
    return permissions.covered((name, unit.id), _held(actor), permissions.GIVES, unit_tree.parents())


def ends_pin_with(person: Person, given: Iterable[tuple[RoleName, Unit]]) -> bool:
    """Whether somebody's PIN would end with one of these roles: one that is above those that the person holds, and
    above whoever made the card with which it was chosen, and may know it.
    """
    maker = known_pins.maker_of_pin(person)
    if maker is None:
        return False
    reached = [*_held(person), *(_held(maker) if maker.active else ())]
    tree = unit_tree.parents()
    return any(
        not permissions.covered((name, unit.id), reached, permissions.OPENS, tree) for name, unit in given
    )


def end_pin_of_staff(person: Person, *, actor: Person | None) -> None:
    """End the PIN of somebody with a role unless whoever made its card may still make one: after a move.

    Nobody ends their own, who may be the only one to give them a card.
    """
    maker = known_pins.maker_of_pin(person)
    if maker is None or not person.roles or person is actor:
        return
    reached = maker.active and person.unit_id in scope_of(maker, "people.cards")
    if not (reached and stands_over(maker, person)):
        known_pins.end(person, actor=actor)


def give_role(person: Person, name: RoleName, unit: Unit, *, actor: Person | None) -> None:
    """Let somebody act as `name` in a unit and below. Doing it twice changes nothing.

    With the first role the person's e-mail address opens the account. The person is signed out everywhere: the
    sessions of staff are shorter; a card that is still open ends: who made it may stand below the role. The PIN ends
    where that is so of the card with which it was chosen (see `ends_pin_with`). Raises
    NotFound for somebody outside the actor's units, RuleBroken("role-not-yours", field="role"), the same with
    "role-held-above" where they have the role in a unit above already, and
    RuleBroken("email-taken", field="email") where somebody else signs in with that address.
    """
    hold(person)
    refuse_outside(actor, person, "people.roles")
    if actor is not None and not may_give(actor, name, unit):
        raise RuleBroken("role-not-yours", field="role")
    if _role(person, name, unit) is not None:
        return
    if held_above(person, name, unit) is not None:
        raise RuleBroken("role-held-above", field="role")
    ends_pin = ends_pin_with(person, [(name, unit)])
    try:
        with session.begin_nested():
            session.add(Role(person=person, name=name, unit=unit))
            sessions.end_sessions([person.id])
            open_cards.end(person, actor=actor)
            if ends_pin:
                known_pins.end(person, actor=actor)
            email_keys.settle(person)
    except IntegrityError as error:
        if email_keys.is_taken(error):
            raise RuleBroken("email-taken", field="email") from None
        session.expire(person, ["roles"])  # a double tap: the other one was faster
        return
    actor_id = actor.id if actor else None
    audit.note(actor_id, "accounts.role", "person", person.id, role=name, unit=unit.code)


def held_above(person: Person, name: RoleName, unit: Unit) -> Unit | None:
    """The unit above this one in which somebody has the role already; None where there is none."""
    above = {one.id for one in unit_tree.lineage(unit)} - {unit.id}
    return next((role.unit for role in person.roles if role.name == name and role.unit_id in above), None)


def take_role(person: Person, name: RoleName, unit: Unit, *, actor: Person | None) -> None:
    """Take a role away; what the person did with it stays. Doing it twice changes nothing.

    The person is signed out everywhere, and a card that is still open ends. Raises what `refuse_taking` does.
    """
    hold(person)
    refuse_taking(person, name, unit, actor=actor)
    role = _role(person, name, unit)
    if role is None:
        return
    session.delete(role)
    session.flush()
    session.expire(person, ["roles"])
    sessions.end_sessions([person.id])
    open_cards.end(person, actor=actor)
    email_keys.settle(person)
    actor_id = actor.id if actor else None
    audit.note(actor_id, "accounts.role-taken", "person", person.id, role=name, unit=unit.code)


def refuse_taking(person: Person, name: RoleName, unit: Unit, *, actor: Person | None) -> None:
    """Raise what hinders that a role is taken away: NotFound for somebody outside the actor's units and RuleBroken:
    "role-not-yours", "own-last-admin" (nobody locks themselves out), "last-admin" (there always is one) and
    "own-last-hr" (nobody leaves a Society without anybody who could give the role back).
    """
    refuse_outside(actor, person, "people.roles")
    if actor is not None and not may_give(actor, name, unit):
        raise RuleBroken("role-not-yours", field="role")
    if name == "admin":
        _refuse_last(person, unit, actor)
    own = actor is not None and actor.id == person.id
    if own and name == "hr" and holds(person, name, unit):
        _refuse_last_hr(person, unit)


def holds(person: Person, name: RoleName, unit: Unit) -> bool:
    """Whether somebody holds just this role in just this unit."""
    return _role(person, name, unit) is not None


def keep_an_admin(person: Person) -> None:
    """Raise RuleBroken("last-admin") if without this person nobody would be administrator of the whole site."""
    for role in person.roles:
        if role.name == "admin" and not _others(person, role.unit):
            raise RuleBroken("last-admin")


def is_last_admin(person: Person) -> bool:
    """Whether without this person there would be no administrator. For a page: nothing is locked."""
    others = select(Role.id).join(Role.person)
    others = others.where(Role.name == "admin", Person.active, Role.person_id != person.id)
    is_admin = any(role.name == "admin" for role in person.roles)
    return is_admin and session.scalar(others.limit(1)) is None


def admins() -> int:
    """How many administrators there are, of the site or of a part of it."""
    return len(_admins())


def _refuse_last(person: Person, unit: Unit, actor: Person | None) -> None:
    mine = [role for role in person.roles if role.name == "admin"]
    if actor is not None and actor.id == person.id and len(mine) == 1:
        raise RuleBroken("own-last-admin")
    if not _others(person, unit):
        raise RuleBroken("last-admin")


def _refuse_last_hr(person: Person, unit: Unit) -> None:
    # Another administrator of the whole site is nobody of the Society, and counts for roles in the whole site only.
    of_the_site = unit.parent_id is None
    left = [
        (role.name, role.unit_id)
        for role in _active("hr", "admin")
        if (role.person_id, role.name, role.unit_id) != (person.id, "hr", unit.id)
        and (
            role.name == "hr" or role.person_id == person.id or role.unit.parent_id is not None or of_the_site
        )
    ]
    if not permissions.covered(("hr", unit.id), left, permissions.GIVES, unit_tree.parents()):
        raise RuleBroken("own-last-hr")


def _others(person: Person, unit: Unit) -> bool:
    """Whether there is another administrator; of the whole site, where the unit is its root."""
    found = [role for role in _admins() if role.person_id != person.id]
    return any(role.unit.parent_id is None for role in found) if unit.parent_id is None else bool(found)


def _admins() -> list[Role]:
    return _active("admin")


def _active(*names: RoleName) -> list[Role]:
    # The rows stay locked: two who take each other's role, or their own, at one moment do not both succeed.
    asked = select(Role).join(Role.person).where(Role.name.in_(names), Person.active).order_by(Role.id)
    return list(session.scalars(asked.with_for_update(of=Role)))


def _role(person: Person, name: RoleName, unit: Unit) -> Role | None:
    return session.scalar(select(Role).filter_by(person_id=person.id, name=name, unit_id=unit.id))


def _held(person: Person) -> list[Held]:
    return [(role.name, role.unit_id) for role in person.roles]
