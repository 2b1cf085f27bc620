"""The Society that somebody chose when signing in on this device: a code in a cookie, which says nothing of a person.

It decides whose number is meant where two Societies have it, so that nobody has to be asked twice. Where nobody had to
be asked there is no such cookie.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from lms.accounts.models import Person
from lms.accounts.queries import units

COOKIE: Final = "society"
_KEPT_FOR: Final = timedelta(days=180)


def read() -> str:
    """The code of the Society that this device knows; empty without one that there is."""
    code = request.cookies.get(COOKIE, "")
    return code if code in units.societies() else ""


def remember(response: Response, person: Person, *, chosen: bool) -> None:
    """Let the device know the Society of somebody who had to choose it; once it knows one, that of who came last.

    Above the Societies there is none.
    """
    if (chosen or read()) and person.society in units.societies() and person.society != read():
        response.set_cookie(
            COOKIE,
            person.society,
            max_age=_KEPT_FOR,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
