"""What HR does about one person's records: each act with a reason, shown first as what it will change, then done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, Literal, TypeAlias, TypedDict, get_args

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts import auth
from lms.accounts.services.people import Person
from lms.content import award_names, registry
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.records.domain.award_rules import EntryKind
from lms.records.domain.past_results import RESULTS, PastResult, evidence_of
from lms.records.forms import BUTTONS, STATUS_WORDS, Typed, decision_in_words
from lms.records.presenters.evidence import what_it_rests_on
from lms.records.presenters.uncertified import why_no_certificate
from lms.records.services import achievements, certificate_changes, decision_preview, idempotency
from lms.records.services.achievements import LedgerEntry
from lms.records.services.decision_preview import Plan
from lms.records.views import person
from lms.records.views.person import Mistaken
from lms.text.calendars import read_date
from lms.text.digits import ascii_digits
from lms.web import carried_fields

bp = web.blueprint("acts", __name__)

Act: TypeAlias = Literal["revoke", "reinstate", "extend", "past", "correct"]

_ACTS: Final[tuple[Act, ...]] = get_args(Act)
_FIELDS: Final = ("award", "entry", "on", "until", "source", "result", "mark", "recognised", "reason")

WORDS = {
    "in-the-future": _l("This day has not come yet."),
    "too-long-ago": _l("This day is more than %(years)s years ago. Please check the year."),
    "too-young": _l(
        "By the year of birth in the record, this person was younger than %(age)s on this day, or not born yet. Please "
        "check the day; if it is right, correct the year of birth."
    ),
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
    "own-record": _l("This is your own record. Somebody else of HR has to decide about it."),
    "no-such-result": _l("There is no such choice. Please choose one from the list."),
    "mark-unreadable": _l("Please write the mark in percent, a whole number from 0 to 100."),
    "mark-of-nothing": _l("A mark belongs to a test that was passed. Please leave it empty, or choose that."),
    "mark-below-pass": _l("The test of this module is passed with %(least)s %% or more."),
    "already-recorded": _l("A training on this day is recorded already."),
    "already-corrected": _l("This entry is corrected already."),
    "corrected-since": _l(
        "Somebody of HR has corrected the day of this training since: it stays recorded on the day that is right. If "
        "it was no training at all, correct it on the page of the person."
    ),
    "decided-since": _l(
        "Somebody of HR has extended, revoked or reinstated the certificate since: the training stays recorded. If it "
        "was no training at all, correct it on the page of the person."
    ),
    "is-a-correction": _l("A correction stays. Record the training again if it was right."),
    "decided-by-rules": _l("This follows from other entries. Correct the one that is wrong."),
    "only-achievements-move": _l("Only the day of something achieved can be changed."),
    "same-day": _l("The entry has this day already."),
    "changed-meanwhile": _l("Something changed meanwhile. Please look again at what will happen."),
}


@dataclass(frozen=True)
class _Asked:
    """An act as it was typed: how to see what it changes, how to carry it out, and whether that was done already."""

    plan: Callable[[], Plan]
    carry_out: Callable[[str], object]
    done_already: Callable[[], bool]
    entry: LedgerEntry | None = None
    evidence: Mapping[str, Any] | None = None  # what the new entries will rest on, where it was typed


@bp.post("/records/<number>/")
@web.access("records.write")
@carried_fields.kept_as(_l("Training record"), decision_in_words)
def act(number: str) -> ResponseReturnValue:
    """Show what an act will change; do it once that was confirmed."""
    subject, typed = person.in_scope(number), request.form
    kind = next((one for one in _ACTS if one == typed.get("act")), None)
    if kind is None:
        raise NotFound(number)
    confirmed = typed.get("confirmed", "")
    try:
        asked = _asked(kind, subject, typed)
        if confirmed and _carried_out(asked, confirmed):
            return redirect(url_for("records.person", number=subject.number, done=kind), 303)
        page = _confirm(kind, subject, asked, typed, stale=bool(confirmed))
    except RuleBroken as broken:
        return _refused(kind, subject, typed, broken), 422
    return page, 422 if confirmed else 200


def _carried_out(asked: _Asked, confirmed: str) -> bool:
    """Do what was confirmed. False when it is not the same any more as what was seen."""
    try:
        asked.carry_out(confirmed)
    except RuleBroken as broken:
        if asked.done_already():  # the button was pressed twice
            return True
        if broken.code == "changed-meanwhile":
            return False
        raise
    return True


def _refused(kind: Act, subject: Person, typed: Typed, broken: RuleBroken) -> str:
    place = "past" if kind == "past" else f"{kind}-{typed.get('entry') or typed.get('award', '')}"
    kept = {name: typed.get(name, "") for name in _FIELDS}
    return person.page(subject, Mistaken(place, kept, {broken.field or "": web.message_for(broken)}))


def _asked(kind: Act, subject: Person, typed: Typed) -> _Asked:
    """The act that was typed. Raises RuleBroken on the field that is wrong, NotFound for what is not this person's."""
    achievements.refuse_own(subject, auth.signed_in_person())
    if kind == "correct":
        return _correction(subject, typed)
    award = typed.get("award", "")
    if kind == "past":
        return _past_training(subject, award, typed)
    if award not in {held.award for held in achievements.certifications_of(subject.id)}:
        raise NotFound(award)
    if kind == "extend":
        return _extension(subject, award, typed)
    decided: EntryKind = "revoked" if kind == "revoke" else "reinstated"
    verb = achievements.revoke if kind == "revoke" else achievements.reinstate
    actor, reason = auth.signed_in_person(), achievements.written_about(subject, typed.get("reason", ""))
    return _Asked(
        lambda: decision_preview.deciding(subject, award, decided),
        lambda seen: verb(subject, award, reason=reason, actor=actor, seen=seen),
        lambda: idempotency.decided(subject, award, decided, reason=reason, actor=actor),
    )


def _extension(subject: Person, award: str, typed: Typed) -> _Asked:
    until = required_day(typed, "until")
    actor, reason = auth.signed_in_person(), achievements.written_about(subject, typed.get("reason", ""))
    return _Asked(
        lambda: decision_preview.extending(subject, award, until),
        lambda seen: achievements.extend(subject, award, until, reason=reason, actor=actor, seen=seen),
        lambda: idempotency.decided(subject, award, "extended", reason=reason, actor=actor, until=until),
    )


def _past_training(subject: Person, award: str, typed: Typed) -> _Asked:
    if award not in {module.id for module in registry.current().modules}:
        raise RuleBroken("no-such-module", field="award")
    on = required_day(typed, "on")
    source = achievements.written_about(
        subject, typed.get("source", ""), "source", achievements.LONGEST_SOURCE
    )
    result = past_result(typed)
    mark, recognised = _mark(typed, result, award), "recognised" in typed
    actor, reason = auth.signed_in_person(), achievements.written_about(subject, typed.get("reason", ""))
    known: _Known = {"result": result, "recognised": recognised}
    record = partial(
        achievements.record_past_training, subject, award, on=on, source=source, mark=mark, **known
    )

    def plan() -> Plan:
        planned = decision_preview.past_training(subject, award, on, **known)
        if not planned.entries:
            raise RuleBroken("already-recorded", field="on")
        return planned

    return _Asked(
        plan,
        lambda seen: record(reason=reason, actor=actor, seen=seen),
        lambda: idempotency.recorded(subject, award, on, source=source, reason=reason, actor=actor),
        evidence=evidence_of(source, result, mark),
    )


class _Known(TypedDict):
    """What is known of a past training, and whether the Society decides that it counts."""

    result: PastResult
    recognised: bool


def past_result(typed: Typed) -> PastResult:
    """What is written down about a training. Raises RuleBroken("no-such-result")."""
    result = next((one for one in RESULTS if one == typed.get("result", "")), None)
    if result is None:
        raise RuleBroken("no-such-result", field="result")
    return result


def _mark(typed: Typed, result: PastResult, award: str) -> int | None:
    """The mark in percent; None where none is written. Raises RuleBroken on the field "mark"."""
    text = ascii_digits(typed.get("mark", "").strip().removesuffix("%").strip())
    if not text:
        return None
    if not (text.isdecimal() and len(text) <= 3 and int(text) <= 100):
        raise RuleBroken("mark-unreadable", field="mark")
    if result != "passed":
        raise RuleBroken("mark-of-nothing", field="mark")
    least = registry.current().module(award).award.post_test.pass_mark
    if int(text) < least:
        raise RuleBroken("mark-below-pass", field="mark", least=least)
    return int(text)


def _correction(subject: Person, typed: Typed) -> _Asked:
    number = typed.get("entry", "")
    # Nine digits at most: a longer number is no id, and the databases differ in what they make of it.
    entry = achievements.entry_by_id(int(number)) if re.fullmatch("[0-9]{1,9}", number) else None
    if entry is None or entry.person_id not in achievements.people_of(subject.id):
        raise NotFound(number)
    on = typed_day(typed, "on")
    actor, reason = auth.signed_in_person(), achievements.written_about(subject, typed.get("reason", ""))
    return _Asked(
        lambda: decision_preview.correcting(entry, on),
        lambda seen: achievements.correct(entry, reason=reason, actor=actor, on=on, seen=seen),
        lambda: idempotency.corrected(entry, on, reason=reason, actor=actor),
        entry,
    )


def typed_day(typed: Typed, name: str) -> date | None:
    """The day in a field, None when it is empty. Raises RuleBroken("day-unreadable")."""
    text = typed.get(name, "").strip()
    try:
        return read_date(text) if text else None
    except ValueError:
        raise RuleBroken("day-unreadable", field=name) from None


def required_day(typed: Typed, name: str) -> date:
    """The day in a field. Raises RuleBroken: "day-missing", "day-unreadable"."""
    day = typed_day(typed, name)
    if day is None:
        raise RuleBroken("day-missing", field=name)
    return day


def _confirm(kind: Act, subject: Person, asked: _Asked, typed: Typed, *, stale: bool) -> str:
    plan, entry = asked.plan(), asked.entry
    withdrawn = sum(one.corrects is not None and one.corrects.kind == "certified" for one in plan.entries)
    achieved = [one for one in plan.entries if one.kind == "achieved"]
    beside = idempotency.beside(subject, plan.award, achieved[0].on) if kind == "past" else None
    return render_template(
        "records/confirm.html",
        act=kind,
        button=BUTTONS[kind],
        subject=subject,
        plan=plan,
        award=award_names.of_award(registry.current(), plan.award, current_language()),
        entry=entry,
        happened=None if entry is None else person.happened(entry),
        changes=certificate_changes.changed_by(subject.id, plan),
        withdrawn=withdrawn,
        why_none="" if kind != "past" or plan.certifies else why_no_certificate(plan),
        recorded=[person.what_is_met(one.requirement) for one in achieved],
        evidence=[] if asked.evidence is None else what_it_rests_on("achieved", asked.evidence),
        right_day=achieved[0].on if achieved else None,
        beside=beside,
        kept={name: typed[name] for name in _FIELDS if typed.get(name)},
        stale=str(WORDS["changed-meanwhile"]) if stale else "",
        words=STATUS_WORDS,
    )
