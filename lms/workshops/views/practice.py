"""Pages of observed practice: everybody with their word, the card of one person, the card on paper."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, db, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.accounts.queries.people import canonical_person
from lms.content import registry
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.web import carried_fields
from lms.workshops.domain.practice import Points, is_seen, sum_of
from lms.workshops.forms.practice import read_practice, shown
from lms.workshops.models import Workshop
from lms.workshops.presenters.wording import module_title
from lms.workshops.presenters.workshops import title_of
from lms.workshops.queries.practice import points_of, words_of
from lms.workshops.queries.roster import roster_of, visible
from lms.workshops.queries.workshops import find_workshop
from lms.workshops.rendering.practice_cards import practice_cards
from lms.workshops.services.practice import NotedOtherwise, card_of, is_waiting, save_practice
from lms.workshops.services.roster import line_of
from lms.workshops.views.plans import reader

bp = web.blueprint("workshop_practice", __name__)


@bp.get("/workshops/<uuid>/practice/<module>/")
@web.access("workshops.run")
def everybody(uuid: str, module: str) -> str:
    """Who was observed, and who is still to be."""
    workshop = find_workshop(uuid, reader())
    card, roster = card_of(workshop, module), roster_of(workshop)
    lines, words = visible(roster, auth.scope()), words_of(workshop, roster)
    return render_template(
        "workshops/practice.html",
        workshop=workshop,
        title=title_of(workshop),
        module_title=module_title(module),
        card=card,
        language=current_language(),
        spoken=registry.current().languages,
        lines=[(line, words.get((line.person.id, module))) for line in lines],
        apart=len(roster) - len(lines),
        me=canonical_person(signed_in_person()).id,
        waiting={line.person.id for line in lines if is_waiting(card, line.person)} if card.waits_for else (),
        is_open=workshop.closed_at is None and workshop.first_on <= clock.today(),
        saved=request.args.get("saved", 0, int),
    )


@bp.get("/workshops/<uuid>/practice/<module>/cards.pdf")
@web.access("workshops.run")
def paper(uuid: str, module: str) -> Response:
    """Cards to print, in the language of the address."""
    card = card_of(find_workshop(uuid, reader()), module)
    with web.expensive_work(), db.reading():
        document = practice_cards(card, current_language())
    headers = {"Content-Disposition": f'inline; filename="practice-{module}-{current_language()}.pdf"'}
    return Response(document, content_type="application/pdf", headers=headers)


@bp.get("/workshops/<uuid>/practice/<module>/<int:person_id>/")
@web.access("workshops.run")
def one(uuid: str, module: str, person_id: int) -> str:
    """The card of somebody."""
    return _page(find_workshop(uuid, reader()), module, person_id)


@bp.post("/workshops/<uuid>/practice/<module>/<int:person_id>/")
@web.access("workshops.run")
@carried_fields.kept_as(_l("Practice card"), is_private=True)
def save(uuid: str, module: str, person_id: int) -> ResponseReturnValue:
    """Keep what was tapped; the list is next."""
    workshop = find_workshop(uuid, reader(), hold=True)
    seen, now = read_practice(card_of(workshop, module), request.form)
    try:
        otherwise = save_practice(
            *(workshop, module, person_id, seen, now), auth.scope(), actor=signed_in_person()
        )
    except RuleBroken as broken:
        return _page(workshop, module, person_id, error=web.message_for(broken), typed=now), 422
    if otherwise:
        return _page(workshop, module, person_id, typed=now, otherwise=otherwise), 409
    return redirect(url_for(".everybody", uuid=uuid, module=module, saved=person_id), 303)


def _page(
    workshop: Workshop,
    module: str,
    person_id: int,
    *,
    error: str = "",
    typed: Points | None = None,
    otherwise: Sequence[NotedOtherwise] = (),
) -> str:
    card = card_of(workshop, module)
    line = line_of(visible(roster_of(workshop), auth.scope()), person_id)
    noted = points_of([line]).get((line.person.id, module))
    is_own = line.person.id == canonical_person(signed_in_person()).id
    waiting = is_waiting(card, line.person)
    begun = workshop.first_on <= clock.today()
    return render_template(
        "workshops/practice_card.html",
        workshop=workshop,
        title=title_of(workshop),
        card=card,
        language=current_language(),
        line=line,
        noted=(noted or {}) if typed is None else typed,
        kept=words_of(workshop, [line]).get((line.person.id, module)) if noted is None else None,
        seen=shown(card, noted or {}),
        word=None if noted is None or otherwise else is_seen(card, noted),
        sum=None if noted is None else sum_of(card, noted),
        otherwise={one.point: one for one in otherwise},
        is_own=is_own,
        waiting=waiting,
        begun=begun,
        is_open=workshop.closed_at is None and begun and not is_own and not waiting,
        error=error,
    )
