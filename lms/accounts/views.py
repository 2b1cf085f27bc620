"""Pages of signing in and out, and of the first visit with a card."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from lms import web
from lms.accounts import gate, pins, signing_in
from lms.accounts.forms import NewPinForm, SignInForm
from lms.errors import NotFound, RuleBroken

bp = web.blueprint("accounts", __name__)


def init_app(app: Flask) -> None:
    """Open the pages of this domain."""
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=30)
    app.register_blueprint(bp)
    web.register_words(
        {
            "wrong-pin": _l("This number and PIN do not belong together. Please try again, or ask your trainer for a new card."),
            "must-wait": _l("There were too many wrong tries. Please wait %(minutes)s min and try again, or ask your trainer for a new card."),
            "pin-not-digits": _l("A PIN has digits only."),
            "pin-length": _l("A PIN has %(shortest)s to %(longest)s digits."),
            "pin-too-easy": _l("This PIN is too easy to guess. Please choose another one."),
            "pins-differ": _l("The two PINs are not the same. Please type them again."),
            "number-missing": _l("Please fill in the volunteer number."),
            "number-taken": _l("Somebody already has the number %(number)s."),
            "name-missing": _l("Please fill in the name."),
            "name-cannot-be-drawn": _l("The name cannot be printed as it is typed. Please look at this part: %(piece)s"),
            "phone-unreadable": _l("This is not a phone number that we can read. Please write it with the country code, such as +855."),
        }
    )


@bp.get("/sign-in/")
@web.access("public")
def sign_in() -> ResponseReturnValue:
    """Number or phone, and PIN."""
    if current_user.is_authenticated:
        return redirect(_onward())
    return render_template("accounts/sign_in.html", form=SignInForm())


@bp.post("/sign-in/")
@web.access("public")
def enter() -> ResponseReturnValue:
    """Sign in. A failure is counted although the answer is an error."""
    form = SignInForm()
    if not form.validate():
        return _again(form, 422)
    try:
        person = signing_in.sign_in(
            form.identifier.data or "",
            form.pin.data or "",
            address=request.remote_addr or "",
            secret=gate.secret(),
            regions=current_app.config["COUNTRIES"],
        )
    except RuleBroken as broken:
        web.keep_changes()
        form.pin.errors = [web.sentence(broken)]
        return _again(form, 429 if broken.word == "must-wait" else 422)
    gate.enter(person, keep=bool(form.mine.data))
    return redirect(_onward(), 303)


def _again(form: SignInForm, status: int) -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", form=form), status


def _onward() -> str:
    """Where the person wanted to go, if that is a page of ours; else to their learning."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted.replace("\\", "/"))
    local = wanted.startswith("/") and not wanted.startswith("//") and not parts.scheme and not parts.netloc
    return wanted if local and wanted.isprintable() else url_for("courses.me")


@bp.post("/sign-out/")
@web.access("public")
def sign_out() -> ResponseReturnValue:
    """End the session here and empty the browser's cache, so that "back" shows nothing."""
    gate.leave()
    answer = redirect(url_for("courses.catalogue"), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@bp.get("/card/<token>")
@web.access("public")
def card(token: str) -> ResponseReturnValue:
    """The first visit: whose card it is, and a PIN to choose."""
    try:
        holder = signing_in.holder_of(token)
    except NotFound:
        return render_template("accounts/card_closed.html"), 410
    return render_template("accounts/card.html", form=NewPinForm(), holder=holder, shortest=pins.SHORTEST)


@bp.post("/card/<token>")
@web.access("public")
def redeem(token: str) -> ResponseReturnValue:
    """Choose the PIN; the card is used up and the person is signed in."""
    form = NewPinForm()
    try:
        holder = signing_in.holder_of(token)
        if form.validate():
            _same_twice(form)
            gate.enter(signing_in.redeem_card(token, form.pin.data or "", gate.secret()), keep=False)
            return redirect(url_for("courses.me"), 303)
    except NotFound:
        return render_template("accounts/card_closed.html"), 410
    except RuleBroken as broken:
        field = form.again if broken.field == "again" else form.pin
        field.errors = [web.sentence(broken)]
    return render_template("accounts/card.html", form=form, holder=holder, shortest=pins.SHORTEST), 422


def _same_twice(form: NewPinForm) -> None:
    if pins.read(form.pin.data or "") != pins.read(form.again.data or ""):
        raise RuleBroken("pins-differ", field="again")
