"""Pages for extending many at once: choose, see whom it meets, confirm, watch the job, read the result."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth
from lms.accounts.queries import units as units_queries
from lms.content import award_names, registry
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.records.domain.award_rules import STATUSES, Status
from lms.records.forms import STATUS_WORDS, Typed, for_many_in_words
from lms.records.queries import certification_list
from lms.records.queries.ending_awards import Choice
from lms.records.services import achievements, bulk_extension
from lms.records.services.bulk_extension import Change, Preview
from lms.records.views.decisions import typed_day
from lms.web import carried_fields

bp = web.blueprint("extending", __name__)

# Who is revoked, or never held it, cannot be extended.
_STATUSES: Final = tuple(status for status in STATUSES if status not in ("revoked", "never"))
_FIELDS: Final = ("module", "branch", "status", "ends_from", "ends_until", "until", "months", "reason")

WORDS = {
    "no-such-branch": _l("You have no branch with this code. Please choose one from the list."),
    "no-such-status": _l("There is no such status. Please choose one from the list."),
    "days-crossed": _l("This day is before the first one."),
    "end-missing": _l("Please fill in the new end, or by how many months it moves."),
    "two-ends": _l("Please fill in either a day or months, not both."),
    "months-unreadable": _l("Please write a whole number of months."),
    "months-out-of-range": _l("Please write a number from 1 to %(most)s."),
    "extending-now": _l(
        "Another decision is just extending some of these people. Please wait until it is done, then look again."
    ),
    "only-expired": _l(
        "The certificates of all these people have expired. If you mean them, please choose the status “Expired”."
    ),
    "nobody-affected": _l("This would extend nobody. Please change the choice."),
}


@dataclass(frozen=True)
class _Wanted:
    """What was typed, as the service understands it."""

    choice: Choice
    change: Change
    reason: str


@bp.get("/records/extend/")
@web.access("records.write")
def choose() -> ResponseReturnValue:
    """The form: whom, until when, why. A list may lead here with its filter."""
    return _page(request.args, {})


@bp.post("/records/extend/")
@web.access("records.write")
@carried_fields.kept_as(_l("Extend for many"), for_many_in_words)
def decide() -> ResponseReturnValue:
    """Show whom the decision meets; take it once that was confirmed."""
    typed = request.form
    decision = _decision(typed)
    known = bulk_extension.job_of(decision) if decision else None
    if known is not None:  # the button was pressed twice
        return redirect(url_for(".watch", job_id=known.id), 303)
    try:
        wanted = _wanted(typed)
        preview = bulk_extension.preview_somebody(wanted.choice, wanted.change, auth.signed_in_person())
    except RuleBroken as broken:
        return _page(typed, {broken.field or "": web.message_for(broken)}), 422
    if not decision:
        return _confirm(typed, wanted, preview, "")
    try:
        job = bulk_extension.extend_many(
            wanted.choice,
            wanted.change,
            reason=wanted.reason,
            actor=auth.signed_in_person(),
            decision=decision,
            seen=typed.get("seen", ""),
        )
    except RuleBroken as broken:
        return _confirm(typed, wanted, preview, web.message_for(broken)), 422
    return redirect(url_for(".watch", job_id=job.id), 303)


@bp.get("/records/extend/<int:job_id>/")
@web.access("records.write")
def watch(job_id: int) -> ResponseReturnValue:
    """How far the decision is, and its result; for the person who took it. Renews itself meanwhile."""
    progress = bulk_extension.progress(job_id, auth.signed_in_person())
    award = award_names.of_award(registry.current(), progress.award, current_language())
    page = render_template("records/extending.html", progress=progress, award=award, job_id=job_id)
    return web.watched(page, going_on=progress.state not in ("done", "failed"))


def _decision(typed: Typed) -> str:
    """The uuid of a confirmed decision; empty when it was not confirmed yet."""
    try:
        return str(uuid.UUID(typed.get("decision", "")))
    except ValueError:
        return ""


def _wanted(typed: Typed) -> _Wanted:
    units = certification_list.units_of(auth.scope(), current_language())
    award, branch, status = (typed.get(name, "") for name in ("module", "branch", "status"))
    if not award:
        raise RuleBroken("not-chosen", field="module")
    if award not in {module.id for module in registry.current().modules}:
        raise RuleBroken("no-such-module", field="module")
    if branch and branch not in units:
        raise RuleBroken("no-such-branch", field="branch")
    first, last = typed_day(typed, "ends_from"), typed_day(typed, "ends_until")
    if first is not None and last is not None and last < first:
        raise RuleBroken("days-crossed", field="ends_until")
    within = units[branch].below if branch else frozenset(unit.id for unit in units.values())
    choice = Choice(within, award, _status(status), first, last)
    change = Change(typed_day(typed, "until"), _months(typed))
    return _Wanted(choice, change, achievements.written(typed.get("reason", "")))


def _status(typed: str) -> Status | None:
    if typed and typed not in _STATUSES:
        raise RuleBroken("no-such-status", field="status")
    return next((status for status in _STATUSES if status == typed), None)


def _months(typed: Typed) -> int | None:
    text = typed.get("months", "").strip()
    if text and not (text.isdecimal() and len(text) <= 4):
        raise RuleBroken("months-unreadable", field="months")
    return int(text) if text else None


def _page(typed: Typed, errors: dict[str, str]) -> str:
    content, language = registry.current(), current_language()
    units = certification_list.units_of(auth.scope(), current_language())
    return render_template(
        "records/extend.html",
        typed={name: typed.get(name, "") for name in _FIELDS},
        errors=errors,
        units=[(code, units_queries.name_of(code, language)) for code in units],
        awards={module.id: award_names.of_award(content, module.id, language) for module in content.modules},
        statuses={status: STATUS_WORDS[status] for status in _STATUSES},
        longest=achievements.LONGEST_REASON,
        most_months=bulk_extension.LONGEST_MONTHS,
    )


def _confirm(typed: Typed, wanted: _Wanted, preview: Preview, problem: str) -> str:
    content, language = registry.current(), current_language()
    return render_template(
        "records/extend_confirm.html",
        kept={name: typed[name] for name in _FIELDS if typed.get(name)},
        award=award_names.of_award(content, wanted.choice.award, language),
        reason=wanted.reason,
        preview=preview,
        long_months=bulk_extension.LONG_MONTHS,
        words=STATUS_WORDS,
        today=clock.today(),
        problem=problem,
        # Made here, so that the same button pressed twice is one decision.
        decision=str(uuid.uuid4()),
        branch=units_queries.name_of(typed["branch"], language) if typed.get("branch") else None,
        branches=[
            (units_queries.name_of(code, language), count) for code, count in preview.units.most_common()
        ],
    )
