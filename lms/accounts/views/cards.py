"""Pages of sign-in cards: one for somebody whose card or PIN is lost, a link to send, a sheet for many."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth, rendering
from lms.accounts.auth import file_answers, weighty_pages
from lms.accounts.forms import people
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import people_list
from lms.accounts.queries import units as units_queries
from lms.accounts.queries.units import Place
from lms.accounts.services import known_pins, open_cards, roles, sign_in
from lms.accounts.services.people import Person
from lms.config import current_settings
from lms.db import without_transaction
from lms.errors import RuleBroken, SalaError
from lms.i18n import current_language

bp = web.blueprint("people_cards", __name__)

MOST_CARDS: Final = 100  # on one sheet: ten pages, a few seconds to draw
_NOT_DRAWN: Final = _l(
    "The cards could not be drawn. Earlier cards and PINs have stopped working, and nobody has seen the new cards. "
    "Please make them again; if this happens twice, tell whoever looks after the server."
)
_log = logging.getLogger(__name__)


class CardsNotDrawnError(SalaError):
    """Cards are issued, and their PDF could not be made."""


@bp.get("/people/<number>/card/")
@web.access("people.cards")
def one(number: str) -> ResponseReturnValue:
    """What a new card means, and the ways to hand it over."""
    return _page(auth.person_in_scope(number), "")


def _about_oneself(number: str) -> bool:
    """Whether it is one's own card: who makes it by mistake is locked out, so the PIN is always asked for."""
    numbers = people_queries.people_by_number(number, auth.scope())
    return [one.id for one in numbers] == [auth.signed_in_person().id]


@bp.post("/people/<number>/card/")
@web.access("people.cards")
@weighty_pages.confirmed_anew(_about_oneself)
@file_answers.saves_file(lambda form: form.get("act", "card") == "card")
def give(number: str) -> ResponseReturnValue:
    """A new card as a PDF, a link to send, or the end of a card that was lost. The old card and PIN end here."""
    subject, actor = auth.person_in_scope(number), auth.signed_in_person()
    act, own, token = request.form.get("act", "card"), _is_own(subject), ""
    try:
        if act == "withdraw":
            meant = _card_id(request.form.get("card", ""))
            sign_in.withdraw_card(subject, meant, actor=actor)
            return redirect(url_for(".one", number=subject.number, done=meant), 303)
        _refuse_unseen()
        if act == "link":
            return _link(subject, sign_in.issue_card(subject, actor=actor, life=sign_in.LINK_LIFE))
        with web.expensive_work():
            token = sign_in.issue_card(subject, actor=actor)
            card = rendering.card_of(subject, token, _base_url())
            with without_transaction():
                document = _drawn(lambda: rendering.card_pdf(card))
            return _pdf(document, f"card-{card.number}")
    except RuleBroken as broken:
        return _page(subject, web.message_for(broken)), 422
    except CardsNotDrawnError:
        # Whoever has just ended their own PIN cannot make another card: the code on the screen keeps them in.
        return _link(subject, token) if own else (_page(subject, str(_NOT_DRAWN)), 500)


def _card_id(typed: str) -> int:
    """The card that a button was drawn for: by now the person may have another one. 0 is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _is_own(subject: Person) -> bool:
    return subject.id == auth.signed_in_person().id


def _refuse_unseen() -> None:
    # A PIN is reset for the person who is there, never for whoever calls or writes.
    if "seen" not in request.form:
        raise RuleBroken("not-in-front", field="seen")


def _page(subject: Person, error: str) -> str:
    return render_template(
        "accounts/people_card.html",
        subject=subject,
        card=open_cards.open_card_of(subject),
        lost=open_cards.card_of(subject, _card_id(request.args.get("done", ""))),
        has_another_way=known_pins.has_keys(subject),
        above=people.above(auth.signed_in_person(), subject),
        own=_is_own(subject),
        error=error,
    )


def _link(subject: Person, token: str) -> str:
    """The one time that the link is shown. The address is not kept, and the page is not cached."""
    address = rendering.address(subject, token, _base_url())
    card = open_cards.open_card_of(subject)
    until = clock.day_of(card.expires_at if card else clock.now())
    return render_template(
        "accounts/people_link.html",
        subject=subject,
        address=address,
        code=rendering.code_of(address),
        until=until,
    )


@dataclass(frozen=True)
class _Wanted:
    """Who was chosen: people by number, or a branch; `again`: also whoever has a card or a PIN already.

    `ticked`: they come from the list, where nobody may have been ticked.
    """

    numbers: frozenset[str]
    place: Place | None
    again: bool
    ticked: bool = False


@dataclass(frozen=True)
class _Found:
    """Who gets a card of those who were chosen, and who does not: `above` hold a role that the actor cannot
    give, `served` were named and have a PIN or an open card. `own`: the actor, whose PIN would end without their
    meaning it.
    """

    chosen: list[Person]
    above: list[Person]
    served: list[Person]
    own: bool


@bp.get("/people/cards/")
@web.access("people.cards")
def preview() -> ResponseReturnValue:
    """Who would get a card, before one is made."""
    wanted = _wanted()
    missing = "branch" in request.args and wanted.place is None
    return _preview_page(wanted, "", web.message_for(RuleBroken("not-chosen")) if missing else "")


@bp.post("/people/cards.pdf")
@web.access("people.cards")
@file_answers.saves_file(lambda form: True)
@web.expensive
def sheet() -> ResponseReturnValue:
    """Cards for many on A4 pages. Each works once and can be withdrawn."""
    wanted, actor = _wanted(), auth.signed_in_person()
    chosen, newest = _found(wanted, actor).chosen, _card_id(request.form.get("newest", ""))
    try:
        _refuse_number(len(chosen))
        issued = [
            rendering.card_of(person, sign_in.issue_card(person, actor=actor, newest=newest), _base_url())
            for person in chosen
        ]
    except RuleBroken as broken:
        return _preview_page(wanted, web.message_for(broken)), 422
    try:
        with without_transaction():
            document = _drawn(lambda: rendering.sheet_pdf(issued, _base_url()))
    except CardsNotDrawnError:
        # The same people once more: by now each has an open card, and others of the branch are not meant.
        same = replace(wanted, numbers=frozenset(card.number for card in issued), again=True)
        return _preview_page(same, str(_NOT_DRAWN)), 500
    return _pdf(document, "cards")


def _drawn(draw: Callable[[], bytes]) -> bytes:
    """The PDF of cards that are stored. Raises CardsNotDrawnError whatever went wrong: it is said what to do."""
    try:
        return draw()
    except Exception as error:
        _log.exception("sign-in cards could not be drawn")
        raise CardsNotDrawnError from error


def _refuse_number(chosen: int) -> None:
    if not chosen:
        raise RuleBroken("nobody-chosen")
    if chosen > MOST_CARDS:
        raise RuleBroken("too-many-cards", most=MOST_CARDS)


def _wanted() -> _Wanted:
    typed = request.values
    around = units_queries.places(auth.scope(), current_language())
    place = next((one for one in around if one.unit.code == typed.get("branch")), None)
    numbers = frozenset(typed.getlist("number")[: 2 * MOST_CARDS])
    return _Wanted(numbers, place, "again" in typed, "ticked" in typed)


def _found(wanted: _Wanted, actor: Person) -> _Found:
    everybody = _people(wanted, again=wanted.again)
    named = _people(wanted, again=True) if wanted.numbers else everybody
    others = [person for person in everybody if person.id != actor.id]
    need = {person.id for person in everybody}
    return _Found(
        chosen=[person for person in others if roles.stands_over(actor, person)],
        above=[person for person in others if not roles.stands_over(actor, person)],
        served=[person for person in named if person.id not in need and person.id != actor.id],
        own=any(person.id == actor.id for person in (*everybody, *named)),
    )


def _people(wanted: _Wanted, *, again: bool) -> list[Person]:
    """At most two more than fit on a sheet: one of them may be the actor, who gets no card here."""
    if not wanted.numbers and wanted.place is None:
        return []
    units = auth.scope().units if wanted.place is None else wanted.place.below
    numbers = wanted.numbers or None
    return people_list.for_cards(units, numbers, again=again, most=MOST_CARDS + 2)


def _preview_page(wanted: _Wanted, error: str, branch_error: str = "") -> str:
    actor = auth.signed_in_person()
    found = _found(wanted, actor)
    return render_template(
        "accounts/people_cards.html",
        wanted=wanted,
        found=found,
        newest=open_cards.newest_of(found.chosen),
        actor=actor,
        places=units_queries.places(auth.scope(), current_language()),
        most=MOST_CARDS,
        error=error,
        branch_error=branch_error,
    )


def _base_url() -> str:
    return str(current_settings().base_url)


def _pdf(document: bytes, name: str) -> Response:
    # With the time: of two files of one day only the later one holds cards that work.
    at = clock.now().astimezone(clock.REGION).strftime("%Y-%m-%d-%H-%M-%S")
    response = make_response(document)
    response.content_type = "application/pdf"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}-{at}.pdf")
    return response
