"""Numbers in addresses of pages: where two Societies of the reader's have a number, the page asks whose is meant.

An address holds the number alone ("/people/KH-0001/"), or the Society before it ("/people/tha:000123/"). Who reads in
one Society only never meets the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from flask import Flask, abort, has_request_context, make_response, render_template, request

from lms.accounts.domain import volunteer_numbers
from lms.accounts.models import Person
from lms.accounts.queries import units
from lms.errors import RuleBroken
from lms.i18n import current_language

_ARGUMENT = "number"  # of an address


def init_app(app: Flask) -> None:
    """Let all links of a page name a person as its own address does."""
    app.url_defaults(_as_here)


def named(person: Person) -> str:
    """The number with the Society before it."""
    return volunteer_numbers.reference(person.society, person.number)


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


def _as_here(endpoint: str, values: dict[str, Any]) -> None:
    number = values.get(_ARGUMENT)
    if not isinstance(number, str):
        return
    if has_request_context():
        here = (request.view_args or {}).get(_ARGUMENT)
        if isinstance(here, str) and volunteer_numbers.read_reference(here) == (
            volunteer_numbers.read_reference(here).society,
            volunteer_numbers.in_address(number),
        ):
            number = here
    values[_ARGUMENT] = volunteer_numbers.in_address(number)
