"""Pages of HR: requests to be erased, each with its deadline and what an answer would do."""

from __future__ import annotations

from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import audit, clock, db, web
from lms.accounts import auth
from lms.accounts.queries import people
from lms.accounts.services.people import Person
from lms.config import current_settings
from lms.content import award_names, registry
from lms.data_inventory import Kept
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.imports.personal_data import ClosedByErasure, closed_by_erasure
from lms.imports.services.mentions import Mentions
from lms.privacy.presenters import wording
from lms.privacy.services import answering, erasure, export, requests
from lms.reports.queries.trainings_of import trainings_of

bp = web.blueprint("erasures", __name__)

_STAYING: Final[tuple[Kept, ...]] = ("without-name", "in-figures")


@bp.get("/people/erasures/")
@web.access("privacy.decide")
def queue() -> str:
    """The requests of the scope: those that wait, the most urgent first, and the last answers."""
    return _queue_page("", "")


@bp.post("/people/erasures/")
@web.access("privacy.decide")
def register() -> ResponseReturnValue:
    """Write down that somebody asked in person or on paper."""
    typed = request.form.get("number", "")
    try:
        person = auth.person_in_scope(typed)
    except NotFound:
        return _queue_page(typed, web.message_for(RuleBroken("nobody-there"))), 422
    except RuleBroken as broken:  # several Societies have the number
        return _queue_page(typed, web.message_for(broken)), 422
    made = requests.ask_erasure(people.canonical_person(person), actor=auth.signed_in_person())
    return redirect(url_for(".one", request_id=made.id), 303)


@bp.get("/people/erasures/<int:request_id>/")
@web.access("privacy.decide")
@web.expensive
def one(request_id: int) -> str:
    """One request: what goes, what stays, and the two answers. Looks through the lists that wait, file by file."""
    asked = requests.request_in(auth.scope(), request_id)
    if asked.person.erased_at is None:
        audit.looked(asked.person.id, auth.signed_in_person().id, "erasures.one")
    return _request_page(asked, "", "")


@bp.post("/people/erasures/<int:request_id>/")
@web.access("privacy.decide")
def answer(request_id: int) -> ResponseReturnValue:
    """Erase now, or refuse with a reason."""
    looked_up = _looked_up(request_id)
    asked = requests.request_in(auth.scope(), request_id)
    settings = current_settings()
    actor, reason = auth.signed_in_person(), request.form.get("reason", "")
    try:
        match request.form.get("answer"):
            case "erase":
                erasure.erase(
                    asked.request,
                    actor=actor,
                    folder=settings.instance,
                    secret=auth.secret(),
                    named=_named(),
                    looked_up=looked_up,
                )
            case "refuse":
                requests.refuse_erasure(asked.request, reason=reason, actor=actor)
            case _:
                raise NotFound("answer")
    except RuleBroken as broken:
        with db.reading():  # the page looks through lists as well
            asked = requests.request_in(auth.scope(), request_id)
            return _request_page(asked, reason, web.message_for(broken)), 422
    return redirect(url_for(".queue"), 303)


def _looked_up(request_id: int) -> Mentions | None:
    """What lists tell of who is to be erased: read before anything is written, for it takes seconds."""
    if request.form.get("answer") != "erase" or not request.form.get("sure"):
        return None
    with db.reading():
        asked = requests.request_in(auth.scope(), request_id)
        return None if asked.request.decided_at else erasure.look_up(asked.request)


def _named() -> int:
    """How many records the box has named that was ticked. Raises RuleBroken("not-sure") where it was not."""
    if not request.form.get("sure"):
        raise RuleBroken("not-sure")
    return request.form.get("sure", 0, type=int)


def _queue_page(typed: str, problem: str) -> str:
    waiting, answered = requests.requests_in(auth.scope())
    reader = auth.signed_in_person()
    return render_template(
        "privacy/erasures.html",
        waiting=[(asked, _hindrance(asked, reader)) for asked in waiting],
        answered=answered,
        typed=typed,
        problem=problem,
        today=clock.today(),
        day_of=clock.day_of,
        outcomes=wording.VALUES["outcome"],
    )


def _hindrance(asked: requests.PendingErasure, reader: Person) -> str:
    """Why the reader cannot erase whoever asked, in words; empty where they can."""
    word = answering.hindrance(asked, reader)
    return web.message_for(RuleBroken(word)) if word else ""


def _closed_lists(asked: requests.PendingErasure) -> ClosedByErasure | None:
    """The lists that an answer would close; None where nothing is to be answered any more."""
    if asked.request.decided_at is not None or asked.person.erased_at is not None:
        return None
    ids = people.merged_ids(people.canonical_person(asked.person))
    return closed_by_erasure(ids, auth.scope())


def _request_page(asked: requests.PendingErasure, reason: str, problem: str) -> str:
    content, language = registry.current(), current_language()
    kinds = export.inventory()
    return render_template(
        "privacy/erasure.html",
        asked=asked,
        records=erasure.records_of(asked.request),
        reason=reason,
        problem=problem,
        hindrance=_hindrance(asked, auth.signed_in_person()),
        own=people.canonical_person(asked.person).id == auth.signed_in_person().id,
        today=clock.today(),
        day_of=clock.day_of,
        words=wording,
        goes=[kind for kind in kinds if kind.kept not in _STAYING],
        stays=[kind for kind in kinds if kind.kept in _STAYING],
        facts=[
            (one.on, award_names.of_award(content, one.award, language))
            for one in trainings_of(asked.person.id)
        ],
        told=erasure.told_for_good(asked.person),
        closed=_closed_lists(asked),
        longest=requests.LONGEST_REASON,
    )
