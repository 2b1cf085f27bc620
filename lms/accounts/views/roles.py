"""The page of somebody's roles: giving one in a unit, taking one away."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import web
from lms.accounts import auth
from lms.accounts.forms.people import ROLE_WORDS
from lms.accounts.queries import people, units
from lms.accounts.services import open_cards, roles
from lms.accounts.services.people import Person, RoleName
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
    """Give a role, or take one away."""
    subject, typed, actor = auth.person_in_scope(number), request.form, auth.signed_in_person()
    errors = _not_chosen(typed)
    if errors:
        return _page(subject, errors), 422
    try:
        name = _role(typed["role"])
        unit = people.unit_by_code(typed["unit"])
        verb = roles.take_role if typed.get("act") == "take" else roles.give_role
        verb(subject, name, unit, actor=actor)
    except NotFound:
        errors["unit"] = web.message_for(RuleBroken("role-not-yours"))
    except RuleBroken as broken:
        errors[broken.field or ""] = web.message_for(broken)
    if errors:
        return _page(subject, errors), 422
    if subject.id == actor.id:  # all sessions have ended, this one too: who has just given the PIN goes on
        auth.enter(subject, keep=False)
    return redirect(url_for(".held", number=subject.number), 303)


def _not_chosen(typed: Mapping[str, str]) -> dict[str, str]:
    missing = RuleBroken("not-chosen")
    return {field: web.message_for(missing) for field in ("role", "unit") if not typed.get(field)}


def _role(typed: str) -> RoleName:
    for name in roles.ROLES:
        if name == typed:
            return name
    raise RuleBroken("role-not-yours", field="role")


def _page(subject: Person, errors: dict[str, str]) -> str:
    actor, language = auth.signed_in_person(), current_language()
    around = units.places(auth.scope(), language)
    can_give = [name for name in roles.ROLES if any(roles.may_give(actor, name, one.unit) for one in around)]
    return render_template(
        "accounts/people_roles.html",
        subject=subject,
        card=open_cards.open_card_of(subject),
        held=[
            (
                role,
                units.name_of(role.unit.code, language),
                roles.may_give(actor, role.name, role.unit),
            )
            for role in subject.roles
        ],
        places=around,
        can_give=can_give,
        errors=errors,
        chosen=request.form,
        role_words=ROLE_WORDS,
    )
