"""The page of somebody's roles: giving one in a unit, taking one away."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import web
from lms.accounts import auth
from lms.accounts.auth import next_page
from lms.accounts.forms.person_words import ROLE_WORDS
from lms.accounts.queries import people, units
from lms.accounts.services import known_pins, open_cards, roles
from lms.accounts.services.people import Person, RoleName, Unit
from lms.content.types.localized import Name
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language

bp = web.blueprint("people_roles", __name__)


@bp.get("/people/<number>/roles/")
@web.access("people.roles")
def held(number: str) -> ResponseReturnValue:
    """The roles of a person, and those that can be given."""
    return _page(auth.person_in_scope(number), {})


@bp.post("/people/<number>/roles/")
@web.access("people.roles")
def decide(number: str) -> ResponseReturnValue:
    """Give a role, or take one away. Before one's own is taken, a page asks."""
    subject, typed, actor = auth.person_in_scope(number), request.form, auth.signed_in_person()
    errors = _not_chosen(typed)
    if errors:
        return _page(subject, errors), 422
    try:
        name = _role(typed["role"])
        unit = people.unit_by_code(typed["unit"])
        takes = typed.get("act") == "take"
        if takes and "sure" not in typed and subject.id == actor.id and roles.holds(subject, name, unit):
            roles.refuse_taking(subject, name, unit, actor=actor)
            return _question(subject, name, unit)
        verb = roles.take_role if takes else roles.give_role
        verb(subject, name, unit, actor=actor)
    except NotFound:
        errors["unit"] = web.message_for(RuleBroken("role-not-yours"))
    except RuleBroken as broken:
        errors[broken.field or ""] = web.message_for(broken)
    if errors:
        return _page(subject, errors), 422
    if subject.id == actor.id:  # all sessions have ended, this one too: who has just given the PIN goes on
        auth.enter(subject, keep=False)
        if subject.unit_id not in roles.scope_of(
            subject, "people.roles"
        ):  # the page of roles is closed to them now
            return redirect(next_page.start_page(subject), 303)
    return redirect(url_for(".held", number=subject.number), 303)


def _not_chosen(typed: Mapping[str, str]) -> dict[str, str]:
    missing = RuleBroken("not-chosen")
    return {field: web.message_for(missing) for field in ("role", "unit") if not typed.get(field)}


def _role(typed: str) -> RoleName:
    for name in roles.ROLES:
        if name == typed:
            return name
    raise RuleBroken("role-not-yours", field="role")


def _question(subject: Person, name: RoleName, unit: Unit) -> str:
    """What it means that somebody takes their own role away, before it is done."""
    return render_template(
        "accounts/people_role_own.html",
        subject=subject,
        role=name,
        role_word=ROLE_WORDS[name],
        unit=unit,
        unit_name=units.name_of(unit.code, current_language()),
    )


def _name_above(subject: Person, name: RoleName, unit: Unit) -> Name | None:
    """Where else, above, somebody has the same role: then this one gives them nothing."""
    above = roles.held_above(subject, name, unit)
    return None if above is None else units.name_of(above.code, current_language())


def _page(subject: Person, errors: dict[str, str]) -> str:
    actor, language = auth.signed_in_person(), current_language()
    around = units.places(auth.scope(), language)
    in_reach = [
        (name, one.unit) for name in roles.ROLES for one in around if roles.may_give(actor, name, one.unit)
    ]
    card = open_cards.open_card_of(subject)
    comes_in = bool(card or known_pins.has_keys(subject))
    return render_template(
        "accounts/people_roles.html",
        subject=subject,
        card=card,
        ends_pin=comes_in and roles.ends_pin_with(subject, in_reach),
        locked_out=bool(subject.roles) and subject.active and not comes_in,
        may_make_card=roles.stands_over(actor, subject),
        held=[
            (
                role,
                units.name_of(role.unit.code, language),
                roles.may_give(actor, role.name, role.unit),
                _name_above(subject, role.name, role.unit),
            )
            for role in subject.roles
        ],
        places=around,
        can_give=list(dict.fromkeys(name for name, _unit in in_reach)),
        errors=errors,
        chosen=request.form,
        role_words=ROLE_WORDS,
    )
