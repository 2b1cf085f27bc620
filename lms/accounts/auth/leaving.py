"""The wish to sign out that could not reach Sala: a phone without network keeps it in a cookie, and here it counts.

A tab that is closed, or one step back, would else leave the account open to whoever takes the phone next. The cookie
holds the mark of the reader (`reader_mark`), so it closes the session of nobody else.
"""

from __future__ import annotations

from typing import Final

from flask import Response, after_this_request, request

COOKIE: Final = "leaving"
# What signs out still knows who is there: it ends the session for good.
_SIGNS_OUT: Final = frozenset({"accounts.sign_out", "sessions.changed", "sessions.end"})


def is_wished(mark: str) -> bool:
    """Whether the reader with this mark has pressed "sign out" in this browser, and it has not been done yet."""
    return request.cookies.get(COOKIE) == mark and request.endpoint not in _SIGNS_OUT


def done() -> None:
    """The wish is met, or somebody signs in: this answer takes it from the browser."""
    if COOKIE in request.cookies:
        after_this_request(_forget)


def _forget(response: Response) -> Response:
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
