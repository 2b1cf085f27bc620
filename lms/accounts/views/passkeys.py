"""The page of one's own passkeys: what there is, one more, one less. For staff; signing in with one is in `views`."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts import auth
from lms.accounts.forms.sign_in import AccountForm, PasskeyForm
from lms.accounts.queries import people, units
from lms.accounts.services import oidc, passkeys
from lms.accounts.views import oidc_state, passkey_state
from lms.errors import RuleBroken
from lms.i18n import current_language

bp = web.blueprint("passkeys", __name__)

WORDS = {
    "passkey-for-staff": _l("Passkeys are for people with tasks in Sala. You can sign in with your PIN."),
    "passkey-not-added": _l("The passkey was not added. Please try once more."),
    "passkey-known": _l("This passkey is here already."),
    "passkey-refused": _l(
        "This passkey does not open an account here. Please try again, or sign in with your number and your PIN."
    ),
    "too-many-passkeys": _l("You have %(most)s passkeys. Please remove one that you do not use any more."),
    "not-your-pin": _l("This is not your PIN. Please try again."),
}


@bp.get("/me/passkeys/")
@web.access("signed-in")
def mine() -> ResponseReturnValue:
    """The own passkeys. Whoever has no role and none left has no such page."""
    person = auth.signed_in_person()
    if not passkeys.may_add(person) and not passkeys.passkeys_of(person) and not oidc.account_of(person):
        web.forbid()
    return page(PasskeyForm(), AccountForm())


@bp.post("/me/passkeys/")
@web.access("signed-in")
def change() -> ResponseReturnValue:
    """Add the passkey that this device has made, or remove one."""
    person = auth.signed_in_person()
    if request.form.get("act") == "remove":
        typed = request.form.get("which", "")
        passkeys.remove(person, int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0)
        return redirect(url_for(".mine"), 303)
    challenge, form = passkey_state.take(), PasskeyForm()
    if not form.validate():
        return page(form, AccountForm()), 422
    try:
        passkeys.add(
            person,
            form.passkey.data or "",
            name=form.name.data or "",
            pin=form.pin.data or "",
            challenge=challenge,
            site=passkey_state.site(),
            address=request.remote_addr or "",
            secret=auth.secret(),
            device=auth.session_device(),
        )
    except RuleBroken as broken:
        form.blame(broken)
        return page(form, AccountForm()), 422
    return redirect(url_for(".mine"), 303)


def page(form: PasskeyForm, account_form: AccountForm) -> str:
    """The page of the own passkeys, and of the account with the Society."""
    person, site = auth.signed_in_person(), passkey_state.site()
    society = people.society_code_of(person)
    options = ""
    if site is not None and passkeys.may_add(person):
        options = passkeys.options_to_add(person, passkey_state.give(), site, auth.secret())
    return render_template(
        "accounts/passkeys.html",
        form=form,
        held=passkeys.passkeys_of(person),
        options=options,
        possible=site is not None,
        longest=passkeys.LONGEST_NAME,
        account_form=account_form,
        account=oidc.account_of(person),
        claims=oidc_state.claims(),
        society=society,
        society_name=units.name_of(society, current_language()),
        connectable=society in oidc_state.services() and bool(person.roles),
    )
