"""What happens to answers that somebody sends while another person, or nobody, is signed in: they come back whole.

Two people share a phone, one has a test open, the other signs in in another window. The page says so in words, holds
what was typed as hidden fields, and sends it once the right person is signed in again. Nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final, TypeVar, cast

from flask import render_template, request
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from lms import web
from lms.accounts.auth import Visitor
from lms.quizzes import forms
from lms.quizzes.forms.kinds.question_fields import LONGEST
from lms.quizzes.services.attempts import ShownItem

View = TypeVar("View", bound=Callable[..., Any])
_CSRF_FIELD: Final = "csrf_token"
_BESIDE: Final = ("act", "seen", "taps")  # what a page of the test sends beside the answers


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


def page(asked: Sequence[ShownItem] | None) -> str:
    """Who is signed in, and what to do so that the answers to these questions reach the right person; None: there are
    no answers.
    """
    visitor = current_user._get_current_object()
    return render_template(
        "quizzes/somebody_elses.html",
        person=visitor.person if isinstance(visitor, Visitor) else None,
        answers=None if asked is None else _typed(asked),
    )


def _typed(asked: Sequence[ShownItem]) -> list[tuple[str, str]]:
    """What was sent, as far as a page with these questions can send it: anybody may send anything here."""
    answers = forms.as_typed(forms.typed_answers(asked, request.form).values())
    about = ((name, request.form.get(name)) for name in _BESIDE)
    beside = ((name, value) for name, value in about if value is not None and len(value) <= LONGEST)
    return [*beside, *answers.items(multi=True)]
