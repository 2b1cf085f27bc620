"""Pages of plans: the workshops of a reader, a new one, one of them, and changing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.accounts.forms.person_words import words_of_left
from lms.accounts.queries import units
from lms.accounts.queries.trainers import trainers_beside
from lms.accounts.services import people
from lms.content import registry
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.web import carried_fields
from lms.workshops.domain.pasted import Reason
from lms.workshops.domain.waiting import HR_DAYS
from lms.workshops.forms.plan import (
    Choices,
    PlanForm,
    copied_form,
    first_form,
    form_of,
    plan_in_words,
    saved_half_days,
)
from lms.workshops.models import Workshop
from lms.workshops.presenters.certified_before import certified_before
from lms.workshops.presenters.comes_first import firsts_of
from lms.workshops.presenters.invitation import invitation_of
from lms.workshops.presenters.walk_ins import shown_walk_ins
from lms.workshops.presenters.wording import KIND_WORDS, PART_WORDS, WHERE_WORDS, left_by_reason, module_title
from lms.workshops.presenters.workshops import (
    cards_of,
    days_of,
    half_day_in_words,
    place_of,
    stage_of,
    title_of,
)
from lms.workshops.queries.practice import practice_cards_of
from lms.workshops.queries.roster import roster_of, visible
from lms.workshops.queries.waiting import waiting_of
from lms.workshops.queries.walk_ins import walk_ins_of, walk_ins_shown
from lms.workshops.queries.workshops import Reader, counts_of, find_workshop, unclosed_of, workshops_of
from lms.workshops.services import closing, notes
from lms.workshops.services.plans import (
    Plan,
    call_off,
    change_plan,
    plan_workshop,
    refuse_closed,
)

bp = web.blueprint("workshops", __name__)


def reader() -> Reader:
    """Who opens the page, and what they may open as HR."""
    person = signed_in_person()
    return Reader(person, people.scope_of(person, "records.read"))


@bp.get("/workshops/")
@web.access("workshops.run")
def overview() -> str:
    """The workshops of the reader: not closed, planned, closed; or those alone that wait long to be closed."""
    is_late = "unclosed" in request.args
    found = (
        unclosed_of(reader(), clock.today() - timedelta(days=HR_DAYS)) if is_late else workshops_of(reader())
    )
    cards = cards_of(found, counts_of(found), clock.today())
    return render_template(
        "workshops/overview.html",
        cards=cards,
        called_off="off" in request.args,
        late_days=HR_DAYS if is_late else 0,
    )


@bp.get("/workshops/new/")
@web.access("workshops.run")
def new() -> str:
    """An empty plan, filled in as far as one can guess; or like that of an earlier workshop (`like`)."""
    if like := request.args.get("like"):
        return _form_page(copied_form(find_workshop(like, reader()), _choices()))
    return _form_page(first_form(_choices()))


@bp.post("/workshops/new/")
@web.access("workshops.run")
@carried_fields.kept_as(_l("Prepare a session"), plan_in_words)
def make() -> ResponseReturnValue:
    """Plan it; the roster is next."""
    form = PlanForm(request.form, _choices())
    plan = form.plan(signed_in_person())
    try:
        made = plan and plan_workshop(form.key, plan, actor=signed_in_person())
    except RuleBroken as broken:
        form.refuse(broken)
        made = None
    if not made:
        return _form_page(form), 422
    return redirect(url_for("workshop_roster.candidates", uuid=made.uuid), 303)


@bp.get("/workshops/<uuid>/")
@web.access("workshops.run")
def one(uuid: str) -> str:
    """Where a workshop stands, and what comes next."""
    return workshop_page(find_workshop(uuid, reader()))


@bp.get("/workshops/<uuid>/edit/")
@web.access("workshops.run")
def edit(uuid: str) -> ResponseReturnValue:
    """The plan as it stands, until it is closed; what still changes once somebody's attendance is saved."""
    workshop = find_workshop(uuid, reader())
    try:
        refuse_closed(workshop)
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return _form_page(form_of(workshop, _choices(workshop)), workshop)


@bp.post("/workshops/<uuid>/edit/")
@web.access("workshops.run")
@carried_fields.kept_as(_l("Plan of a workshop"), plan_in_words)
def change(uuid: str) -> ResponseReturnValue:
    """Change the plan. Who leads it stays."""
    workshop = find_workshop(uuid, reader(), hold=True)
    form = PlanForm(request.form, _choices(workshop), saved_half_days(workshop))
    plan = form.plan(workshop.trainers[0].person)
    try:
        if plan is not None:
            plan = _with_others(plan, workshop, form.choices)
            change_plan(workshop, plan, actor=signed_in_person())
    except RuleBroken as broken:
        form.refuse(broken)
    if plan is None or form.errors:
        return _form_page(form, workshop), 422
    return redirect(url_for(".one", uuid=uuid), 303)


@bp.post("/workshops/<uuid>/call-off/")
@web.access("workshops.run")
def remove(uuid: str) -> ResponseReturnValue:
    """Call a workshop off that did not take place."""
    workshop = find_workshop(uuid, reader(), hold=True)
    try:
        call_off(workshop, actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for(".overview", off=1), 303)


def workshop_page(
    workshop: Workshop,
    *,
    error: str = "",
    numbers: str = "",
    left: Sequence[tuple[str, Reason]] = (),
    added: int = -1,
    waits: int = 0,
    reason_error: str = "",
    reason: str = "",
) -> str:
    """The page of one workshop, with what was wrong with something that was sent from it."""
    person, lines = signed_in_person(), roster_of(workshop)
    shown = visible(lines, auth.scope())
    everybody, waiting = walk_ins_of(workshop), waiting_of(workshop)
    walk_ins = walk_ins_shown(workshop, everybody, person, auth.scope())
    return render_template(
        "workshops/one.html",
        workshop=workshop,
        title=title_of(workshop),
        days=days_of(workshop),
        place=place_of(workshop),
        kind=KIND_WORDS[workshop.kind],
        stage=stage_of(workshop, clock.today()),
        half_days=[(each, half_day_in_words(each.plain)) for each in workshop.half_days],
        lines=shown,
        before={} if workshop.closed_at is None else certified_before(workshop, shown),
        noted={} if workshop.closed_at is None else notes.refusals_of(workshop, shown),
        others=len(lines) - len(shown),
        has_begun=workshop.first_on <= clock.today(),
        walk_ins=shown_walk_ins(workshop, walk_ins, auth.scope()),
        walk_ins_apart=len(everybody) - len(walk_ins),
        may_match=workshop.closed_at is None or people.may(person, "records.write"),
        matched="matched" in request.args,
        not_stored=words_of_left(request.args.get("left", "")),
        places=[units.name_of(code, current_language()) for code in _codes(workshop)],
        spoken=[one for one in registry.current().languages if one.code in workshop.languages],
        modules=[(one, module_title(one)) for one in workshop.modules],
        practice=practice_cards_of(workshop),
        report_in=registry.current().languages,
        decisions=closing.decisions_of(workshop),
        may_reopen=closing.may_reopen(workshop, person, is_hr=people.may(person, "records.write")),
        today=clock.today(),
        error=error,
        numbers=numbers or "\n".join(text for text, _ in left),
        left=left_by_reason(left),
        reason_error=reason_error,
        reason=reason,
        day_of=clock.day_of,
        added=max(min(request.args.get("added", added, int), 1000), -1),
        waits=max(min(request.args.get("waits", waits, int), 1000), 0),
        waiting=[one for one in waiting if one.unit_id in auth.scope()],
        waiting_apart=sum(one.unit_id not in auth.scope() for one in waiting),
        invitation=invitation_of(workshop),
        saved="saved" in request.args,
    )


def _codes(workshop: Workshop) -> list[str]:
    wanted = {branch.unit_id for branch in workshop.branches}
    return [
        place.unit.code for place in units.places(auth.scope(), current_language()) if place.unit.id in wanted
    ]


def _with_others(plan: Plan, workshop: Workshop, choices: Choices) -> Plan:
    """The plan with the branches and trainers that stand in no form of the reader: their own line, other Societies."""
    theirs = tuple(one.unit_id for one in workshop.branches if one.unit_id not in auth.scope())
    offered = {one.id for one in choices.trainers}
    beside = tuple(one.person for one in workshop.trainers if one.person_id not in offered)
    trainers = tuple(dict.fromkeys((*plan.trainers, *beside)))
    return replace(plan, trainers=trainers, units=(*plan.units, *theirs))


def _choices(workshop: Workshop | None = None) -> Choices:
    """What the reader may choose. Whoever leads the workshop, and the reader, are not chosen as those beside."""
    person = signed_in_person()
    places = units.places(auth.scope(), current_language())
    home = places[0].unit if places else person.unit
    leader = workshop.trainers[0].person_id if workshop else None
    others = [one for one in trainers_beside(home) if one.id not in (person.id, leader)]
    return Choices(places, others, units.society_of(home))


def _form_page(form: PlanForm, workshop: Workshop | None = None) -> str:
    content = registry.current()
    return render_template(
        "workshops/plan.html",
        form=form,
        workshop=workshop,
        kinds=KIND_WORDS,
        parts=PART_WORDS,
        wheres=WHERE_WORDS,
        modules=content.modules,
        first=firsts_of([one.id for one in content.modules], auth.scope(), signed_in_person()),
        spoken=content.languages,
        language=current_language(),
        saved=[half_day_in_words(one) for one in form.saved],
    )
