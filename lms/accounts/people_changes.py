"""Pages that change somebody: correct, move, end the account and open it again."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import web
from lms.accounts import gate, people, people_forms, places, roles, service
from lms.accounts.people_forms import FIELD_WORDS, LEAVING_WORDS, SEX_WORDS, PersonForm
from lms.accounts.service import Person
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language

bp = web.blueprint("people_changes", __name__)


def _to(person: Person) -> ResponseReturnValue:
    return redirect(url_for("people.person", number=person.number), 303)


def _version(typed: str | None) -> int:
    """The version in a form; one that was tampered with is older than any."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else -1


@bp.get("/people/<number>/edit/")
@web.access("people.write")
def edit(number: str) -> ResponseReturnValue:
    """The form with what is stored."""
    subject = gate.person_in_scope(number)
    form = PersonForm(people_forms.languages_for(subject), obj=subject)
    return _edit_page(subject, form, ())


@bp.post("/people/<number>/edit/")
@web.access("people.write")
def correct(number: str) -> ResponseReturnValue:
    """Store what was typed. Who comes second sees what is new beside what they typed."""
    subject = gate.person_in_scope(number)
    form = PersonForm(people_forms.languages_for(subject))
    if not form.validate():
        return _edit_page(subject, form, ()), 422
    try:
        people.edit_person(
            subject,
            form.given,
            actor=gate.signed_in_person(),
            version=_version(form.version.data),
            country=places.country_of(subject.unit),
        )
    except RuleBroken as broken:
        form.blame(broken)
        changed = broken.values.get("changed", ())
        if broken.word == "changed-meanwhile":
            form.version.data = str(subject.version)
        return _edit_page(subject, form, changed if isinstance(changed, tuple) else ()), 422
    return _to(subject)


def _edit_page(subject: Person, form: PersonForm, changed: tuple[str, ...]) -> str:
    return render_template(
        "accounts/people_edit.html",
        subject=subject,
        form=form,
        changed=[(FIELD_WORDS[name], _shown(subject, name)) for name in changed],
    )


def _shown(person: Person, field: str) -> str:
    """What a field of a person holds now, as it is read."""
    if field == "unit":
        return places.name_of(person.unit.code, current_language()).text
    if field == "sex":
        return str(SEX_WORDS[person.sex])
    if field == "active":
        return str(people_forms.ACTIVE_WORDS["active" if person.active else "inactive"])
    value = getattr(person, field)
    return "–" if value in (None, "") else str(value)


@bp.get("/people/<number>/move/")
@web.access("people.write")
def move(number: str) -> ResponseReturnValue:
    """The form: where to."""
    return _move_page(gate.person_in_scope(number), "")


@bp.post("/people/<number>/move/")
@web.access("people.write")
def moved(number: str) -> ResponseReturnValue:
    """Give somebody another branch."""
    subject, code = gate.person_in_scope(number), request.form.get("unit", "")
    try:
        unit = service.unit_by_code(code)
        version = _version(request.form.get("version"))
        people.move_person(subject, unit, actor=gate.signed_in_person(), version=version)
    except NotFound:
        return _move_page(subject, "unit"), 422
    except RuleBroken as broken:
        return _move_page(subject, "", people_forms.sentence(broken)), 422
    return _to(subject)


def _move_page(subject: Person, wrong: str, error: str = "") -> str:
    around = places.places(gate.scope(), current_language())
    return render_template(
        "accounts/people_move.html",
        subject=subject,
        places=[one for one in around if one.unit.id != subject.unit_id],
        unit_name=places.name_of(subject.unit.code, current_language()),
        wrong=wrong,
        error=error,
    )


@bp.get("/people/<number>/active/")
@web.access("people.write")
def active(number: str) -> ResponseReturnValue:
    """End the account, or open it again: what it means first."""
    return _active_page(gate.person_in_scope(number))


@bp.post("/people/<number>/active/")
@web.access("people.write")
def switch(number: str) -> ResponseReturnValue:
    """End the account, with a reason from the list, or open it again."""
    subject, actor = gate.person_in_scope(number), gate.signed_in_person()
    version = _version(request.form.get("version"))
    reason = next((one for one in people.LEAVINGS if one == request.form.get("reason")), None)
    try:
        match request.form.get("act"):
            case "reactivate":
                people.reactivate(subject, actor=actor, version=version)
            case "deactivate" if reason is not None:
                people.deactivate(subject, reason=reason, actor=actor, version=version)
            case _:
                return _active_page(subject, reason_missing=True), 422
    except RuleBroken as broken:
        return _active_page(subject, people_forms.sentence(broken)), 422
    return _to(subject)


def _active_page(subject: Person, error: str = "", *, reason_missing: bool = False) -> str:
    return render_template(
        "accounts/people_active.html",
        subject=subject,
        error=error,
        reason_missing=reason_missing,
        above=not roles.stands_over(gate.signed_in_person(), subject),
        leaving_words=LEAVING_WORDS,
    )
