"""The page of what ends soon: whom to write to, the text in each person's language, and what was sent already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, mail, web
from lms.accounts import auth
from lms.accounts.domain import volunteer_numbers
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import people_list
from lms.accounts.queries import units as units_queries
from lms.config import current_settings
from lms.content import award_names, registry
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.records.forms import Typed
from lms.records.queries import certification_list
from lms.records.queries.certification_list import Unit
from lms.records.services import expiring, reminder_marks, reminders
from lms.records.services.expiring import WINDOWS, Due

bp = web.blueprint("expiring", __name__)

_DEFAULT_WINDOW = 60


@bp.get("/records/expiring/")
@web.access("records.read")
def soon() -> ResponseReturnValue:
    """Who has to renew within 30, 60 or 90 days, the first end first."""
    units = certification_list.units_of(auth.scope(), current_language())
    branch, days, errors = _read(request.args, units)
    page, lost, today = None, "", clock.today()
    counts: Mapping[int, int] = {}
    waiting: Mapping[int, int] = {}
    if not errors:
        within = _within(branch, units)
        try:
            page = expiring.page(within, days, today, request.args.get("after", ""))
        except RuleBroken as broken:
            page, lost = expiring.page(within, days, today), web.message_for(broken)
        counts, waiting = expiring.counts(within, days, today), expiring.waiting(within, days, today)
    people = page.people if page else ()
    unable = people_list.cannot_sign_in([due.person_id for due in people])
    answer = render_template(
        "records/expiring.html",
        page=page,
        lost=lost,
        errors=errors,
        branch=branch,
        days=days,
        windows=WINDOWS,
        count=sum(counts.values()),
        waiting=sum(waiting.values()),
        own_marks=reminder_marks.own_marks(people, auth.signed_in_person()),
        unable=unable,
        day_of=clock.day_of,
        branches=_branches(counts, units),
        texts={due.person_id: _text(due, can_sign_in=due.person_id not in unable) for due in people},
        mails=mail.may_send(current_settings()),
        **_named(units),
    )
    return answer, 422 if errors or lost else 200


@bp.post("/records/expiring/")
@web.access("records.write")
def sent() -> ResponseReturnValue:
    """Remember that somebody was sent the text, or forget it after a wrong tap."""
    units = certification_list.units_of(auth.scope(), current_language())
    branch, days, errors = _read(request.form, units)
    people = people_queries.people_by_number(
        volunteer_numbers.whole(request.form.get("number", "")), auth.scope()
    )
    if len(people) > 1:  # two Societies of the reader's have the number: the list says whose line it was
        people = [person for person in people if str(person.unit_id) == request.form.get("unit")]
    if errors or len(people) != 1:
        raise NotFound("person")
    person = people[0]
    verb = reminder_marks.take_back if request.form.get("act") == "take-back" else reminder_marks.mark_sent
    verb(person, days, actor=auth.signed_in_person())
    after = request.form.get("after") or None
    place = url_for(".soon", branch=branch or None, days=days, after=after)
    return redirect(f"{place}#p-{person.number}", 303)


def _read(typed: Typed, units: Mapping[str, Unit]) -> tuple[str, int, dict[str, str]]:
    branch, days = typed.get("branch", "").strip(), typed.get("days", "").strip()
    errors = {}
    if branch and branch not in units:
        errors["branch"] = _("You have no branch with this code. Please choose one from the list.")
    window = next((one for one in WINDOWS if str(one) == (days or str(_DEFAULT_WINDOW))), None)
    if window is None:
        errors["days"] = _("There is no such choice. Please choose one from the list.")
    return branch, window or _DEFAULT_WINDOW, errors


def _within(branch: str, units: Mapping[str, Unit]) -> frozenset[int]:
    return units[branch].below if branch else frozenset(unit.id for unit in units.values())


def _branches(counts: Mapping[int, int], units: Mapping[str, Unit]) -> list[tuple[str, int, int]]:
    """The places in which something ends, by code with their id and number; where most ends comes first."""
    found = [(code, unit.id, counts[unit.id]) for code, unit in units.items() if unit.id in counts]
    return sorted(found, key=lambda one: -one[2])


def _named(units: Mapping[str, Unit]) -> dict[str, Any]:
    content, language = registry.current(), current_language()
    by_code = {code: units_queries.name_of(code, language) for code in units}
    return {
        "units": list(by_code.items()),
        "unit_names": {unit.id: by_code[code] for code, unit in units.items()},
        "awards": {
            module.id: award_names.of_award(content, module.id, language) for module in content.modules
        },
    }


def _text(due: Due, *, can_sign_in: bool) -> tuple[str, str]:
    """The message and its language."""
    language, base_url = reminders.language_of(due.language), current_settings().base_url
    return reminders.text(due.name, language, due.endings, base_url, can_sign_in=can_sign_in), language
