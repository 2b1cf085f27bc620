"""Pages of HR: the roll of a scope, and one person's ledger with what can be decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import gate
from lms.accounts import service as accounts
from lms.accounts.service import Person
from lms.content import shelf
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language, day
from lms.records import forms, names, roll, rules, service
from lms.records.forms import REQUIREMENT_WORDS, STATUS_WORDS, Typed
from lms.records.rules import Status
from lms.records.service import Certification, LedgerEntry

bp = web.blueprint("records", __name__)

WORDS = {
    "in-the-future": _l("This day has not come yet."),
    "reason-missing": _l("Please write the reason. It stays in the record."),
    "nothing-to-revoke": _l("This person never held this certificate."),
    "already-revoked": _l("This certificate is revoked already."),
    "not-revoked": _l("This certificate is not revoked."),
    "no-such-place": _l("The list cannot go on from there. It starts again from the top."),
}


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    app.register_blueprint(bp)
    web.register_words(WORDS)


@bp.get("/records/")
@web.access("records.read")
def people() -> ResponseReturnValue:
    """The roll: people of the scope with the status of each award."""
    return roll_page(request.args)


def roll_page(typed: Typed) -> ResponseReturnValue:
    """The roll under a filter; with 422 and the errors on their fields where the filter means nothing."""
    library, today, language = shelf.library(), clock.today(), current_language()
    units = roll.units_of(gate.scope())
    form = forms.read_filter(typed, units, library)
    page, counts, lost = None, None, ""
    if form.wanted is not None:
        try:
            page = roll.page(form.wanted, today, typed.get("after", ""))
        except RuleBroken as broken:
            page, lost = roll.page(form.wanted, today), web.sentence(broken)
        counts = roll.counts(form.wanted, today)
    unit_names = {unit.id: names.of_unit(library, code, language) for code, unit in units.items()}
    answer = render_template(
        "records/people.html",
        form=form,
        page=page,
        counts=counts,
        lost=lost,
        first=not typed.get("after") or bool(lost),
        units=[(code, unit_names[unit.id]) for code, unit in units.items()],
        unit_names=unit_names,
        awards={module.id: names.of_award(library, module.id, language) for module in library.modules},
        shown=form.wanted.awards if form.wanted else (),
        words=STATUS_WORDS,
    )
    return answer, 422 if form.errors or lost else 200


@dataclass(frozen=True)
class _Decision:
    """What was typed into the form of one award, and what is wrong with it."""

    award: str
    reason: str
    error: str


@bp.get("/records/<number>/")
@web.access("records.read")
def person(number: str) -> ResponseReturnValue:
    """One person: every certificate, and the ledger as a timeline."""
    return _person_page(_in_scope(number), None)


@bp.post("/records/<number>/")
@web.access("records.write")
def decide(number: str) -> ResponseReturnValue:
    """Revoke or reinstate, with a reason."""
    subject, typed = _in_scope(number), request.form
    award, reason = typed.get("award", ""), typed.get("reason", "")
    verbs = {"revoke": service.revoke, "reinstate": service.reinstate}
    held = {certification.award for certification in service.certifications_of(subject.id)}
    if typed.get("act") not in verbs or award not in held:
        raise NotFound(award)
    try:
        verbs[typed["act"]](subject, award, reason=reason, actor=gate.signed_in_person())
    except RuleBroken as broken:
        return _person_page(subject, _Decision(award, reason, web.sentence(broken))), 422
    return redirect(url_for(".person", number=subject.number), 303)


def _in_scope(number: str) -> Person:
    """The person with this number. Whoever is outside the reader's scope does not exist."""
    found = accounts.person_by_number(number)
    if found is None or found.unit_id not in gate.scope():
        raise NotFound(number)
    return found


def _person_page(subject: Person, decision: _Decision | None) -> str:
    library, language = shelf.library(), current_language()
    certifications = service.certifications_of(subject.id)
    entries = service.entries_of(subject.id)
    awards = {entry.award: names.of_award(library, entry.award, language) for entry in entries}
    return render_template(
        "records/person.html",
        subject=subject,
        unit_name=names.of_unit(library, subject.unit.code, language),
        certifications=[(one, _status(one)) for one in certifications],
        entries=[(entry, _happened(entry)) for entry in entries],
        awards=awards,
        actors=_actors(entries),
        decision=decision,
        may_decide=gate.may("records.write"),
        longest=service.LONGEST_REASON,
        words=STATUS_WORDS,
    )


def _status(held: Certification) -> Status:
    return rules.status_on(
        clock.today(), expires_on=held.expires_on, grace_until=held.grace_until, revoked_on=held.revoked_on
    )


def _happened(entry: LedgerEntry) -> str:
    """What an entry says; the day and the award stand beside it."""
    kind = entry.kind
    match kind:
        case "achieved":
            words = REQUIREMENT_WORDS.get(entry.requirement)
            return entry.requirement if words is None else str(words)
        case "certified":
            until = entry.expires_on
            return str(_("Certified until %(day)s", day=day(until)) if until else _("Certified for good"))
        case "extended":
            return str(_("Extended until %(day)s", day=day(entry.expires_on)))
        case "corrected":
            return str(_("Corrected: an earlier entry does not count"))
        case "revoked":
            return str(_("Revoked"))
        case "reinstated":
            return str(_("Reinstated"))
        case _:
            assert_never(kind)


def _actors(entries: list[LedgerEntry]) -> Mapping[int, str]:
    ids = {entry.actor_id for entry in entries if entry.actor_id is not None}
    return {one.id: one.name for one in map(accounts.person_by_id, sorted(ids)) if one is not None}
