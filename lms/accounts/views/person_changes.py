"""Pages that change somebody: correct, move, end the account and open it again."""

from __future__ import annotations

from collections.abc import Iterable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts import auth
from lms.accounts.domain import three_way_merge
from lms.accounts.forms import people as people_forms
from lms.accounts.forms import person_words
from lms.accounts.forms.people import TYPED, PersonForm
from lms.accounts.forms.person_words import FIELD_WORDS, LEAVING_WORDS, SEX_WORDS
from lms.accounts.forms.remarks import remarks_on
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import units
from lms.accounts.services import people as people_service
from lms.accounts.services import person_changes, roles
from lms.accounts.services.people import Person
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language, year
from lms.web import carried_fields

bp = web.blueprint("people_changes", __name__)


def _to(person: Person, done: str, left: Iterable[str] = ()) -> ResponseReturnValue:
    """Back to the person, where it is said what was done, and what of the form was not stored."""
    return redirect(
        url_for("people.person", number=person.number, done=done, left=",".join(left) or None), 303
    )


def _version(typed: str | None) -> int:
    """The version in a form; one that was tampered with is older than any."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else -1


@bp.get("/people/<number>/edit/")
@web.access("people.write")
def edit(number: str) -> ResponseReturnValue:
    """The form with what is stored."""
    subject, reader = auth.person_in_scope(number), auth.signed_in_person()
    form = PersonForm(person_words.languages_for(subject), obj=subject)
    form.take(people_forms.texts_of(subject))
    above = "" if roles.may_change(reader, subject) else people_forms.above(reader, subject)
    return _edit_page(subject, form, above=above)


@bp.post("/people/<number>/edit/")
@web.access("people.write")
@carried_fields.kept_as(_l("Correct what is held"), person_words.in_words)
def correct(number: str) -> ResponseReturnValue:
    """Store what was typed. Who comes second keeps what they typed, gets what is new, and chooses where both differ."""
    subject = auth.person_in_scope(number)
    form = PersonForm(person_words.languages_for(subject))
    form.stored = (subject.name, subject.latin_name)
    shown = {name: request.form[f"was-{name}"] for name in TYPED if f"was-{name}" in request.form}
    chosen = [name for name in shown if request.form.get(f"use-{name}") == "theirs"]
    form.take({name: shown[name] for name in chosen})
    form.validate()
    country = units.country_of(subject.unit)
    if form.blame_all(people_service.faults_of(form.given, subject.society, country=country, known=subject)):
        return _edit_page(subject, form, shown=shown), 422
    try:
        changed = person_changes.edit_person(
            subject,
            form.given,
            actor=auth.signed_in_person(),
            version=_version(form.version.data),
            country=country,
        )
    except RuleBroken as broken:
        form.blame(broken)
        if broken.code != "changed-meanwhile":
            return _edit_page(subject, form, shown=shown), 422
        return _meanwhile_page(subject, form, shown, broken), 422
    remarks = remarks_on(subject, auth.scope(), changed)
    return _to(subject, "edit" if changed else "same", (*form.left, *remarks))


def _meanwhile_page(subject: Person, form: PersonForm, shown: dict[str, str], broken: RuleBroken) -> str:
    """The form once more, with both changes in it."""
    typed = form.typed
    merged = three_way_merge.merge(shown, people_forms.texts_of(subject), typed)
    form.take(merged.values)
    form.version.data = str(subject.version)
    changed = broken.values.get("changed", ())
    names = changed if isinstance(changed, tuple) else ()
    return _edit_page(subject, form, changed=names, both=merged.both)


def _edit_page(
    subject: Person,
    form: PersonForm,
    *,
    shown: dict[str, str] | None = None,
    changed: tuple[str, ...] = (),
    both: frozenset[str] = frozenset(),
    above: str = "",
) -> str:
    """The form, or `above`: who can do it instead.

    `shown` is what it showed first; `changed` is new, `both` was changed by two people.
    """
    return render_template(
        "accounts/people_edit.html",
        subject=subject,
        form=form,
        above=above,
        shown=people_forms.texts_of(subject) if shown is None else shown,
        changed=[(FIELD_WORDS[name], _shown(subject, name)) for name in changed if name not in both],
        both=[
            (name, FIELD_WORDS[name], _shown(subject, name), form.typed[name])
            for name in TYPED
            if name in both
        ],
    )


def _shown(person: Person, field: str) -> str:
    """What a field of a person holds now, as it is read."""
    if field == "unit":
        return units.name_of(person.unit.code, current_language()).text
    if field == "sex":
        return str(SEX_WORDS[person.sex])
    if field == "active":
        return str(person_words.ACTIVE_WORDS["active" if person.active else "inactive"])
    if field == "birth_year" and person.birth_year is not None:
        return year(person.birth_year)
    value = getattr(person, field)
    return "–" if value in (None, "") else str(value)


@bp.get("/people/<number>/move/")
@web.access("people.write")
def move(number: str) -> ResponseReturnValue:
    """The form: where to."""
    return _move_page(auth.person_in_scope(number), {})


@bp.post("/people/<number>/move/")
@web.access("people.write")
@carried_fields.kept_as(_l("Move to another branch"), person_words.in_words)
def moved(number: str) -> ResponseReturnValue:
    """Give somebody another branch."""
    subject, code = auth.person_in_scope(number), request.form.get("unit", "")
    try:
        unit = people_queries.unit_by_code(code)
        version = _version(request.form.get("version"))
        typed = request.form.get("number", "")
        person_changes.move_person(
            subject, unit, actor=auth.signed_in_person(), version=version, number=typed
        )
    except NotFound:
        return _move_page(subject, {"unit": _("Please choose one from the list.")}), 422
    except RuleBroken as broken:
        return _move_page(subject, {broken.field or "": people_forms.sentence(broken)}), 422
    return _to(subject, "move")


def _move_page(subject: Person, errors: dict[str, str]) -> str:
    around = units.places(auth.scope(), current_language())
    return render_template(
        "accounts/people_move.html",
        subject=subject,
        places=[one for one in around if one.unit.id != subject.unit_id],
        unit_name=units.name_of(subject.unit.code, current_language()),
        chosen=request.form.get("unit", ""),
        # In another Society the number may be somebody else's.
        abroad=any(one.unit.society != subject.society for one in around),
        number=request.form.get("number", subject.number),
        errors=errors,
    )


@bp.get("/people/<number>/active/")
@web.access("people.write")
def active(number: str) -> ResponseReturnValue:
    """End the account, or open it again: what it means first."""
    return _active_page(auth.person_in_scope(number))


@bp.post("/people/<number>/active/")
@web.access("people.write")
def switch(number: str) -> ResponseReturnValue:
    """End the account, with a reason from the list, or open it again."""
    subject, actor = auth.person_in_scope(number), auth.signed_in_person()
    version = _version(request.form.get("version"))
    reason = next((one for one in person_changes.LEAVINGS if one == request.form.get("reason")), None)
    try:
        match request.form.get("act"):
            case "reactivate":
                person_changes.reactivate(subject, actor=actor, version=version)
            case "deactivate" if reason is not None:
                person_changes.deactivate(subject, reason=reason, actor=actor, version=version)
            case _:
                return _active_page(subject, reason_missing=True), 422
    except RuleBroken as broken:
        return _active_page(subject, people_forms.sentence(broken)), 422
    return _to(subject, "active")


def _not_yours(subject: Person) -> str:
    """Why the reader cannot end or open an account; empty where they can."""
    actor = auth.signed_in_person()
    if subject.active and subject.id == actor.id:
        return web.message_for(RuleBroken("not-yourself"))
    return people_forms.above(actor, subject)


def _active_page(subject: Person, error: str = "", *, reason_missing: bool = False) -> str:
    return render_template(
        "accounts/people_active.html",
        subject=subject,
        error=error,
        reason_missing=reason_missing,
        above=_not_yours(subject),
        leaving_words=LEAVING_WORDS,
    )
