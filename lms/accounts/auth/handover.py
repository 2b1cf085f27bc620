"""One person signs in where another one still was: the next page drops what that person left in the browser."""

from __future__ import annotations

from typing import Final

from flask import Response, after_this_request
from flask import session as cookie

_KEY: Final = "instead"


def begin() -> None:
    """Say so with this answer and once in the cookie; the browser forgets the pages that it kept."""
    cookie[_KEY] = True
    after_this_request(_forget_pages)


def _forget_pages(response: Response) -> Response:
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def is_due() -> bool:
    """Whether somebody has just signed in instead of another person: true once, for the page that follows."""
    return bool(cookie.pop(_KEY, False))
