"""Numbers in addresses of pages: where two Societies of the reader's have a number, the page asks whose is meant.

An address holds the number alone ("/people/KH-0001/"), or the Society before it ("/people/tha:000123/"). Who reads in
one Society only never meets the second. A number that itself holds a colon, from before that was refused, has
another one before it (see volunteer_numbers).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from flask import (
    Flask,
    abort,
    has_request_context,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from lms.accounts.domain import volunteer_numbers
from lms.accounts.models import Person
from lms.accounts.queries import units
from lms.accounts.queries.people import read_reference
from lms.errors import RuleBroken
from lms.i18n import current_language

_ARGUMENT = "number"  # of an address


class ReferenceText(str):
    """What names a person in an address already; every other text given for a link is somebody's number."""

    __slots__ = ()


def init_app(app: Flask) -> None:
    """Let all links of a page name a person as its own address does."""
    app.url_value_preprocessor(_mark)
    app.url_defaults(_as_here)


def named(person: Person) -> ReferenceText:
    """The number with the Society before it."""
    return ReferenceText(volunteer_numbers.reference(person.society, person.number))


def of_several(people: Sequence[Person]) -> RuleBroken:
    """What is wrong with a number that several people have: it has to name the Society."""
    return RuleBroken("number-of-several", field=_ARGUMENT, example=named(people[0]))


def ask_which(people: Sequence[Person]) -> NoReturn:
    """Answer with the people of this number, each with the address of the same page about them.

    Raises RuleBroken("number-of-several", field="number") where the number was typed and is no part of the address.
    """
    if _ARGUMENT not in (request.view_args or {}):
        raise of_several(people)
    page = render_template(
        "accounts/people_which.html",
        people=[(one, named(one), units.name_of(one.society, current_language())) for one in people],
        endpoint=request.endpoint,
        others={name: value for name, value in (request.view_args or {}).items() if name != _ARGUMENT},
    )
    abort(make_response(page, 300))


def lead_on(people: Sequence[Person]) -> None:
    """Answer with the way to the same page of whoever had the number of this address before; nothing for several.

    What was sent to the old address is not done: who sent it has seen an older page.
    """
    if len(people) == 1 and request.method == "GET" and _ARGUMENT in (request.view_args or {}):
        values = {**(request.view_args or {}), **request.args, _ARGUMENT: named(people[0])}
        abort(redirect(url_for(str(request.endpoint), **values)))


def _mark(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and isinstance(values.get(_ARGUMENT), str):
        values[_ARGUMENT] = ReferenceText(values[_ARGUMENT])


def _as_here(endpoint: str, values: dict[str, Any]) -> None:
    number = values.get(_ARGUMENT)
    if not isinstance(number, str):
        return
    if isinstance(number, ReferenceText):
        values[_ARGUMENT] = volunteer_numbers.without_slash(number)
        return
    if has_request_context():
        here = (request.view_args or {}).get(_ARGUMENT)
        if isinstance(here, str) and _names_society_of(here, number):
            values[_ARGUMENT] = here
            return
    values[_ARGUMENT] = volunteer_numbers.in_address(number)


def _names_society_of(here: str, number: str) -> bool:
    """Whether an address names the Society before this number."""
    wanted = volunteer_numbers.in_address(number)
    # The end is looked at first: the codes of the Societies stand in the database, and a page has many links.
    if not here.endswith(wanted.lstrip(":")):
        return False
    society, named = read_reference(here)
    return bool(society) and volunteer_numbers.in_address(named) == wanted
