"""What HR does about one person's records: each act with a reason, shown first as what it will change, then done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias, assert_never, get_args

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts import gate
from lms.accounts.service import Person
from lms.content import shelf
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.records import history, names, plans, service
from lms.records.forms import STATUS_WORDS, Typed
from lms.records.history import Mistaken
from lms.records.plans import Plan
from lms.records.service import LedgerEntry

bp = web.blueprint("acts", __name__)

Act: TypeAlias = Literal["revoke", "reinstate", "extend", "past", "correct"]

_ACTS: Final[tuple[Act, ...]] = get_args(Act)
_FIELDS: Final = ("award", "entry", "on", "until", "source", "reason")

BUTTONS: Final[Mapping[Act, LazyString]] = {
    "revoke": _l("Revoke"),
    "reinstate": _l("Reinstate"),
    "extend": _l("Extend"),
    "past": _l("Record the training"),
    "correct": _l("Correct the entry"),
}

WORDS = {
    "in-the-future": _l("This day has not come yet."),
    "too-long-ago": _l("This day is too long ago. Please check the year."),
    "day-unreadable": _l("This is not a day. Please write it as 2026-01-31."),
    "day-missing": _l("Please fill in the day."),
    "no-such-module": _l("There is no such module. Please choose one from the list."),
    "reason-missing": _l("Please write the reason. It stays in the record."),
    "source-missing": _l("Please write where this training is written down."),
    "nothing-to-revoke": _l("This person never held this certificate."),
    "already-revoked": _l("This certificate is revoked already."),
    "not-revoked": _l("This certificate is not revoked."),
    "nothing-to-extend": _l("This person never held this certificate."),
    "is-revoked": _l("This certificate is revoked. Reinstate it first."),
    "never-expires": _l("This certificate never expires."),
    "not-later": _l("It is valid until that day already. Please choose a later day."),
    "ends-in-the-past": _l("This day is over. Please choose today or a later day."),
    "too-far": _l("This is more than %(years)s years away. Please check the year."),
    "already-recorded": _l("A training on this day is recorded already."),
    "already-corrected": _l("This entry is corrected already."),
    "is-a-correction": _l("A correction stays. Record the training again if it was right."),
    "decided-by-rules": _l("This follows from other entries. Correct the one that is wrong."),
    "only-achievements-move": _l("Only the day of something achieved can be changed."),
    "same-day": _l("The entry has this day already."),
    "changed-meanwhile": _l("Something changed meanwhile. Please look again at what will happen."),
}


@dataclass(frozen=True)
class _Wanted:
    """An act as it was asked for: its plan, what it is about, and how to carry it out."""

    plan: Plan
    carry_out: Callable[[], object]
    entry: LedgerEntry | None = None


@bp.post("/records/<number>/")
@web.access("records.write")
def act(number: str) -> ResponseReturnValue:
    """Show what an act will change; do it once that was confirmed."""
    subject, typed = history.in_scope(number), request.form
    kind = next((one for one in _ACTS if one == typed.get("act")), None)
    if kind is None:
        raise NotFound(number)
    place = f"{kind}-{typed.get('entry') or typed.get('award', '')}" if kind != "past" else "past"
    try:
        wanted = _wanted(kind, subject, typed)
    except RuleBroken as broken:
        kept = {name: typed.get(name, "") for name in _FIELDS}
        mistaken = Mistaken(place, kept, {broken.field or "": web.sentence(broken)})
        return history.page(subject, mistaken), 422
    confirmed = typed.get("confirmed", "")
    if confirmed != wanted.plan.seen:
        return _confirm(kind, subject, wanted, typed, stale=bool(confirmed)), 422 if confirmed else 200
    wanted.carry_out()
    return redirect(url_for("records.person", number=subject.number), 303)


def _wanted(kind: Act, subject: Person, typed: Typed) -> _Wanted:
    """The act that was typed. Raises RuleBroken on the field that is wrong, NotFound for what is not this person's."""
    if kind == "correct":
        return _correction(subject, typed)
    award, actor = typed.get("award", ""), gate.signed_in_person()
    if kind == "past":
        return _past_training(subject, award, typed)
    if award not in {held.award for held in service.certifications_of(subject.id)}:
        raise NotFound(award)
    reason = service.written(typed.get("reason", ""))
    match kind:
        case "revoke":
            plan = plans.deciding(subject, award, "revoked")
            return _Wanted(plan, lambda: service.revoke(subject, award, reason=reason, actor=actor))
        case "reinstate":
            plan = plans.deciding(subject, award, "reinstated")
            return _Wanted(plan, lambda: service.reinstate(subject, award, reason=reason, actor=actor))
        case "extend":
            until = required_day(typed, "until")
            plan = plans.extending(subject, award, until)
            return _Wanted(plan, lambda: service.extend(subject, award, until, reason=reason, actor=actor))
        case _:
            assert_never(kind)


def _past_training(subject: Person, award: str, typed: Typed) -> _Wanted:
    if award not in {module.id for module in shelf.library().modules}:
        raise RuleBroken("no-such-module", field="award")
    on = required_day(typed, "on")
    source = service.written(typed.get("source", ""), "source", service.LONGEST_SOURCE)
    reason = service.written(typed.get("reason", ""))
    plan = plans.past_training(subject, award, on)
    if not plan.entries:
        raise RuleBroken("already-recorded", field="on")
    actor = gate.signed_in_person()
    return _Wanted(
        plan,
        lambda: service.record_past_training(
            subject, award, on=on, source=source, reason=reason, actor=actor
        ),
    )


def _correction(subject: Person, typed: Typed) -> _Wanted:
    number = typed.get("entry", "")
    # Nine digits at most: a longer number is no id, and the databases differ in what they make of it.
    entry = service.entry_by_id(int(number)) if re.fullmatch("[0-9]{1,9}", number) else None
    if entry is None or entry.person_id not in service.people_of(subject.id):
        raise NotFound(number)
    on = typed_day(typed, "on")
    reason = service.written(typed.get("reason", ""))
    plan = plans.correcting(entry, on)
    actor = gate.signed_in_person()
    return _Wanted(plan, lambda: service.correct(entry, reason=reason, actor=actor, on=on), entry)


def typed_day(typed: Typed, name: str) -> date | None:
    """The day in a field, None when it is empty. Raises RuleBroken("day-unreadable")."""
    text = typed.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RuleBroken("day-unreadable", field=name) from None


def required_day(typed: Typed, name: str) -> date:
    """The day in a field. Raises RuleBroken: "day-missing", "day-unreadable"."""
    day = typed_day(typed, name)
    if day is None:
        raise RuleBroken("day-missing", field=name)
    return day


def _confirm(kind: Act, subject: Person, wanted: _Wanted, typed: Typed, *, stale: bool) -> str:
    known = {} if wanted.entry is None else {wanted.entry.id: wanted.entry}
    withdrawn = sum(
        one.corrects is not None and one.corrects.kind == "certified" for one in wanted.plan.entries
    )
    return render_template(
        "records/confirm.html",
        act=kind,
        button=BUTTONS[kind],
        subject=subject,
        plan=wanted.plan,
        award=names.of_award(shelf.library(), wanted.plan.award, current_language()),
        entry=wanted.entry,
        happened=None if wanted.entry is None else history.happened(wanted.entry, known),
        withdrawn=withdrawn,
        right_day=next((one.on for one in wanted.plan.entries if one.kind == "achieved"), None),
        kept={name: typed[name] for name in _FIELDS if typed.get(name)},
        stale=str(WORDS["changed-meanwhile"]) if stale else "",
        words=STATUS_WORDS,
    )
