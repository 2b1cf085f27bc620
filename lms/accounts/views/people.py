"""Pages about people: the list of a scope, somebody new, one person. What staff reads and where it leads.

What a person reads and answers is theirs alone and stands on none of these pages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts import auth
from lms.accounts.auth import person_reference
from lms.accounts.domain import volunteer_numbers
from lms.accounts.forms import people as people_forms
from lms.accounts.forms import people_filter, person_words
from lms.accounts.forms.people import NewPersonForm
from lms.accounts.forms.person_words import (
    ACTIVE_WORDS,
    DONE_WORDS,
    LEAVING_WORDS,
    ROLE_WORDS,
    SEX_WORDS,
)
from lms.accounts.forms.remarks import remarks_on
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import people_list, units
from lms.accounts.queries.former_numbers import former_numbers_named
from lms.accounts.queries.units import Place
from lms.accounts.services import oidc, open_cards, passkeys, person_changes, roles
from lms.accounts.services import people as people_service
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person, Unit
from lms.accounts.views import cards
from lms.accounts.views import merges as merges_views
from lms.accounts.views import person_changes as person_changes_views
from lms.accounts.views import roles as roles_views
from lms.accounts.views import units as units_views
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.web import carried_fields, menu
from lms.web.menu import Entry

bp = web.blueprint("people", __name__)

WORDS = {
    "email-unreadable": _l("This is not an e-mail address. Please write it as name@example.org."),
    "birth-year-unreadable": _l(
        "This is not a year of birth. Please write four digits, such as 1998 or 2541."
    ),
    "birth-year-out-of-range": _l("The year of birth must lie between %(earliest)s and %(latest)s."),
    "holds-more": _l("This person holds a role that you cannot give. HR of their Society can do this."),
    "holds-more-than-hr": _l(
        "This person holds a role that you cannot give. Please ask an administrator to do this."
    ),
    "role-not-yours": _l("This is not a role that you can give or take away there."),
    "role-held-above": _l(
        "This person has this role already, in a place above this one. It counts here, too: nothing has to be given."
    ),
    "last-admin": _l("This is the last administrator. Please make somebody else an administrator first."),
    "has-an-admin": _l("There is an administrator already, who can let others in."),
    "own-last-admin": _l("This would lock you out. Please ask another administrator to do it."),
    "own-last-hr": _l(
        "Without you nobody here could give this role any more. Please make somebody else HR first."
    ),
    "not-yourself": _l("You cannot end your own account. Please ask a colleague."),
    "not-active": _l("This account is not active. Please activate it first."),
    "is-merged": _l("This record is merged into another one. Please undo that first."),
    "same-record": _l("This is the same record. Please choose another one."),
    "already-merged": _l("One of these records is merged already."),
    "nobody-there": _l("You have nobody with this number."),
    "number-of-several": _l(
        "Several Societies have this number. Please write it with the Society in front, such as %(example)s."
    ),
    "no-such-card": _l("No card was closed. Please look which card is open now, and choose again."),
    "not-in-front": _l("Please say that the person is with you, or that you know them."),
    "nobody-chosen": _l("Nobody here needs a card. Please choose somebody."),
    "cards-made-since": _l(
        "New cards were made for these people since this page was opened. Please use those. Press again only if their "
        "file is lost: they stop working then."
    ),
    "too-many-cards": _l(
        "This is more than %(most)s cards. Please choose fewer people, or one branch after the other."
    ),
}


def init_app(app: Flask) -> None:
    """Register the pages of people, and the sentences."""
    for blueprint in (bp, units_views.bp, cards.bp, person_changes_views.bp, roles_views.bp, merges_views.bp):
        app.register_blueprint(blueprint)
    person_reference.init_app(app)
    web.register_messages(WORDS)
    menu.register(app, Entry(10, "people.read", "people.everybody", _l("People"), icon="people"))


@bp.get("/people/")
@web.access("people.read")
def everybody() -> ResponseReturnValue:
    """The list: people of the scope, by filter."""
    around = units.places(auth.scope(), current_language())
    known = roles.scope_of(auth.signed_in_person(), KNOWS).units
    form = people_filter.read_filter(request.args, around, known)
    page, lost = None, ""
    if form.wanted is not None:
        try:
            page = people_list.page(form.wanted, request.args.get("after", ""))
        except RuleBroken as broken:
            page, lost = people_list.page(form.wanted), web.message_for(broken)
    answer = render_template(
        "accounts/people.html",
        form=form,
        page=page,
        lost=lost,
        first=not request.args.get("after") or bool(lost),
        places=around,
        known=known,
        names={one.unit.id: one.name for one in around},
        former={} if form.wanted is None else former_numbers_named(form.wanted.text, form.wanted.units),
        role_words=ROLE_WORDS,
        active_words=ACTIVE_WORDS,
        hidden=None if page is None or page.people else _hidden(form, around),
    )
    return answer, 422 if form.errors or lost else 200


def _hidden(form: people_filter.FilterForm, around: list[Place]) -> tuple[int, dict[str, str]] | None:
    """Of the people whom the text names and the filter hides, how many there are and the filter that shows them."""
    counts = ((people_list.count(wanted), fields) for fields, wanted in people_filter.wider(form, around))
    return next(((number, fields) for number, fields in counts if number), None)


@bp.get("/people/new/")
@web.access("people.write")
def new() -> ResponseReturnValue:
    """The form for somebody who is not here yet: whoever is added will most likely speak as their Society does."""
    return _new_page(_new_form(), [])


@bp.post("/people/new/")
@web.access("people.write")
@carried_fields.kept_as(_l("Add a person"), person_words.in_words)
def add() -> ResponseReturnValue:
    """Settle somebody. Who may be the same person is shown first; a second time it is done."""
    form = _new_form()
    form.validate()
    given, unit = form.given, None if form.unit.errors else people_queries.unit_by_code(form.unit.data or "")
    society = units.society_of(unit or auth.signed_in_person().unit)
    country = society.country if society else None
    # Without a branch nobody knows in which Society the number has to be free.
    faults = [*people_service.faults_of(given, unit.society if unit else "", country=country)]
    if form.blame_all(faults) or unit is None:
        taken = unit if any(one.code == "number-taken" for one in faults) else None
        return _new_page(form, _known(given.number, taken) if taken else []), 422
    same = people_list.likely_same(
        name=given.name,
        latin_name=given.latin_name,
        phone=given.phone,
        regions=current_app.config["COUNTRIES"],
        scope=auth.scope(),
    )
    if not form.is_said_of(same):
        return _new_page(form, same), 422
    try:
        usual = society.language if society else auth.signed_in_person().language
        person = people_service.create_person(
            replace(given, number=form.number.data or "", language=given.language or usual),
            unit,
            actor=auth.signed_in_person(),
            country=country,
        )
    except RuleBroken as broken:
        form.blame(broken)
        return _new_page(form, []), 422
    left = [*form.left, *remarks_on(person, auth.scope())]
    return redirect(url_for(".person", number=person.number, done="add", left=",".join(left) or None), 303)


@bp.get("/people/<number>/")
@web.access("people.read")
def person(number: str) -> ResponseReturnValue:
    """One person: what is held, the roles, the card, and what can be done."""
    subject, reader = auth.person_in_scope(number), auth.signed_in_person()
    knows = subject.unit_id in roles.scope_of(reader, KNOWS)
    return render_template(
        "accounts/people_person.html",
        subject=subject,
        knows=knows,
        own=subject.id == reader.id,
        unit_name=units.name_of(subject.unit.code, current_language()),
        roles=[(role, units.name_of(role.unit.code, current_language())) for role in subject.roles],
        card=open_cards.open_card_of(subject),
        passkeys=len(passkeys.passkeys_of(subject)),
        account=oidc.account_of(subject),
        merged=merges.merged_into(subject),
        above=not roles.stands_over(reader, subject),
        may_change=roles.may_change(reader, subject),
        told_above=people_forms.above(reader, subject),
        within={one: subject.unit_id in roles.scope_of(reader, one) for one in _LINKED},
        spoken=person_words.languages_for(subject)[subject.language],
        role_words=ROLE_WORDS,
        sex_words=SEX_WORDS,
        done=DONE_WORDS.get(request.args.get("done", "")),
        left=person_words.words_of_left(request.args.get("left", "")),
        ended=person_changes.ended(subject) if knows else None,
        leaving_words=LEAVING_WORDS,
        former=person_changes.former_numbers(people_queries.merged_ids(subject) if knows else [subject.id]),
    )


# Who may write down how to reach somebody sees it. Whoever only makes cards sees whose card it is, as the privacy
# notice says: no phone, address, sex, age, role or merged record.
KNOWS: Final = "people.write"

# The permissions that a link on the page of a person asks for.
_LINKED = ("people.write", "people.cards", "people.roles", "people.merge", "records.read", "tests.unlock")


def _new_form() -> NewPersonForm:
    return NewPersonForm(person_words.languages_for(), units.places(auth.scope(), current_language()))


def _new_page(form: NewPersonForm, same: list[Person]) -> str:
    return render_template(
        "accounts/people_new.html",
        form=form,
        same=same,
        looked_at=people_forms.looked_at(same),
        names={one.id: units.name_of(one.unit.code, current_language()) for one in same},
    )


def _known(number: str, unit: Unit) -> list[Person]:
    return people_queries.people_by_number(volunteer_numbers.reference(unit.society, number), auth.scope())
