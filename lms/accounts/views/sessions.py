"""The page of one's own sessions: where somebody is signed in, and signing out everywhere."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms import web
from lms.accounts import auth
from lms.accounts.auth import next_page
from lms.accounts.services import sessions
from lms.i18n import in_current_language

bp = web.blueprint("sessions", __name__)


@bp.get("/me/sessions/")
@web.access("signed-in")
def mine() -> str:
    """Since when and until when, not on which device: that is not known here."""
    person = auth.signed_in_person()
    return render_template(
        "accounts/sessions.html",
        found=sessions.sessions_of([person.id]),
        present=auth.present_session().id,
    )


@bp.post("/me/sessions/")
@web.access("signed-in")
def end() -> ResponseReturnValue:
    """Sign out everywhere, here as well; the browser's cache is emptied, as after any signing out."""
    sessions.sign_out_everywhere(auth.signed_in_person())
    auth.leave()
    return left(everywhere=True)


def left(*, everywhere: bool = False) -> ResponseReturnValue:
    """To the page that says so, with the browser's cache empty, so that "back" shows nothing."""
    answer = redirect(url_for("sessions.signed_out", everywhere="1" if everywhere else None), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@bp.get("/signed-out/")
@web.access("public")
def signed_out() -> ResponseReturnValue:
    """That nobody is signed in here now, and what can be done next. Whoever has signed in since goes to their page."""
    if current_user.is_authenticated:
        return redirect(url_for("courses.me"))
    return render_template("accounts/signed_out.html", everywhere="everywhere" in request.args)


@bp.get("/sign-in/change/")
@web.access("public")
def change() -> ResponseReturnValue:
    """Another person wants to use this phone: who is signed in now, and the button that signs out first.

    `next` is where whoever signs in goes on; `back` is for who is signed in, and nobody else's.
    """
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=_address("next")))
    auth.take_as_personal()
    return render_template(
        "accounts/change.html",
        person=current_user.person,
        next=_address("next"),
        back=_address("back"),
        # Of whose page the address is: whoever signs in afterwards and goes back is not told so of theirs.
        taken_back=request.args.get("taken_back") == auth.mark_of(current_user.person),
    )


@bp.post("/sign-in/change/")
@web.access("public")
def changed() -> ResponseReturnValue:
    """Sign out and lead to signing in, and from there to the page that is everybody's, or to one's own."""
    auth.leave()
    answer = redirect(url_for("accounts.sign_in", next=_address("next")), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _address(name: str) -> str | None:
    wanted = request.values.get(name, "")
    return in_current_language(wanted) if next_page.is_local(wanted) else None
