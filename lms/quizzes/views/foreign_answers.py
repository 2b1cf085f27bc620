"""What happens to answers that somebody sends while another person, or nobody, is signed in: they come back whole.

Two people share a phone, one has a test open, the other signs in in another window. The page says so in words, holds
what was typed as hidden fields, and sends it once the right person is signed in again. Nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast

from flask import render_template, request
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError

from lms import web
from lms.accounts.auth import Visitor

View = TypeVar("View", bound=Callable[..., Any])
_CSRF_FIELD: Final = "csrf_token"


def checked(view: View) -> View:
    """Refuse a form of another site, by its token, or by what the browser says where the session has changed since."""
    from_this_site = web.same_site(view)

    @wraps(view)
    def called(*args: Any, **kwargs: Any) -> Any:
        try:
            validate_csrf(request.form.get(_CSRF_FIELD))
        except ValidationError:
            return from_this_site(*args, **kwargs)
        return view(*args, **kwargs)

    return cast(View, called)


def page(typed: MultiDict[str, str] | None) -> str:
    """Who is signed in, and what to do so that the answers reach the right person; None: there were none."""
    visitor = current_user._get_current_object()
    return render_template(
        "quizzes/somebody_elses.html",
        person=visitor.person if isinstance(visitor, Visitor) else None,
        answers=None
        if typed is None
        else [(name, value) for name, value in typed.items(multi=True) if name != _CSRF_FIELD],
    )
