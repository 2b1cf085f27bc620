"""Whose page a form was sent from, also after the session has ended: its token says so.

Tokens are signed, and say what the session keeps for them: from signing in on that is a random word with the mark of
the person (`reader_mark`). So every form of every page knows who opened it, and none can be given to another person.
"""

from __future__ import annotations

import secrets
from typing import Final

from flask import current_app
from flask import session as cookie
from itsdangerous import BadData, URLSafeTimedSerializer

CSRF_FIELD: Final = "csrf_token"
_SALT: Final = "wtf-csrf-token"  # that of Flask-WTF; a test sends a real form


def begin(mark: str) -> None:
    """From here on the forms of this session are those of the person with this mark."""
    cookie[CSRF_FIELD] = f"{secrets.token_hex(20)}.{mark}"


def mark_in(token: str) -> str:
    """The mark of whoever opened the page of a token; "" where nobody is known to have."""
    reader = URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt=_SALT)
    try:
        kept = reader.loads(token)
    except BadData:
        return ""
    return str(kept).partition(".")[2]
