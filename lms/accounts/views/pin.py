"""The page on which somebody who is signed in chooses another PIN."""

from __future__ import annotations

import hashlib

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from lms import web
from lms.accounts import auth
from lms.accounts.forms.sign_in import ChangePinForm
from lms.accounts.services import sign_in
from lms.errors import RuleBroken

bp = web.blueprint("pin", __name__)


@bp.get("/me/pin/")
@web.access("signed-in")
def mine() -> str:
    """The form; after it, that the new PIN is kept. The address tells of which PIN: of somebody else's it is silent."""
    return _page(ChangePinForm(), kept=request.args.get("kept") == _mark())


@bp.post("/me/pin/")
@web.access("signed-in")
def change() -> ResponseReturnValue:
    """Change it: all sessions end, and one begins here. A wrong old PIN counts as a try."""
    form, person, kept_signed_in = ChangePinForm(), auth.signed_in_person(), cookie.permanent
    if not form.validate():
        return _page(form), 422
    try:
        sign_in.change_pin(
            person,
            form.old.data or "",
            form.pin.data or "",
            address=request.remote_addr or "",
            secret=auth.secret(),
            device=auth.session_device(),
            session_id=auth.present_session().id,
        )
    except RuleBroken as broken:
        web.keep_changes()
        if broken.code == "pin-not-kept":  # nobody is signed in here any more
            return redirect(url_for("accounts.sign_in", next=url_for("pin.mine"), lost="1"), 303)
        form.blame(broken)
        seconds = broken.values.get("seconds")
        return (_page(form), 422) if seconds is None else (_page(form), 429, {"Retry-After": str(seconds)})
    auth.enter(person, keep=kept_signed_in)
    return redirect(url_for("pin.mine", kept=_mark()), 303)


def _mark() -> str:
    """Tells the present PIN from another one, and nothing about it."""
    pin_hash = auth.signed_in_person().pin_hash or ""
    return hashlib.sha256(f"{auth.secret()}|{pin_hash}".encode()).hexdigest()[:12]


def _page(form: ChangePinForm, *, kept: bool = False) -> str:
    has_pin = auth.signed_in_person().pin_hash is not None
    return render_template("accounts/pin.html", form=form, kept=kept, has_pin=has_pin)
