"""Pages of signing in and out, and of the first visit with a card."""

from __future__ import annotations

from flask import Flask, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from lms import web
from lms.accounts import auth
from lms.accounts.auth import next_page
from lms.accounts.forms.sign_in import NewPinForm, SignInForm
from lms.accounts.queries import units
from lms.accounts.services import passkeys
from lms.accounts.services import sign_in as sign_in_service
from lms.accounts.services.people import Person
from lms.accounts.views import (
    interrupted_forms,
    oidc,
    oidc_state,
    passkey_state,
    pin,
    pin_confirmation,
    sessions,
    society_state,
)
from lms.accounts.views import passkeys as passkeys_views
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language, in_current_language
from lms.web import error_pages

bp = web.blueprint("accounts", __name__)


WORDS = {
    "wrong-pin": _l(
        "This number and PIN do not belong together. On a shared phone, use your volunteer number. After several "
        "wrong tries you have to wait."
    ),
    "which-society": _l("Please choose your Society: this number is used in several."),
    "which-number": _l(
        "This phone and PIN belong to several people. Please sign in with your volunteer number."
    ),
    "must-wait-a-minute": _l(
        "There were too many tries to sign in. Please wait a minute and try again, "
        "or ask your trainer or branch for a new sign-in card."
    ),
    "must-wait": _l(
        "There were too many tries to sign in. Please wait %(minutes)s minutes and try again, "
        "or ask your trainer or branch for a new sign-in card."
    ),
    "pin-not-digits": _l("A PIN has digits only."),
    "pin-length": _l("A PIN has %(shortest)s to %(longest)s digits."),
    "pin-too-easy": _l("This PIN is too easy to guess. Please choose another one."),
    "same-pin": _l("This is the PIN that you have. Please choose another one."),
    "pin-not-kept": _l(
        "The new PIN was not kept: you are not signed in here any more. Please sign in again."
    ),
    "pins-differ": _l("The two PINs are not the same. Please type them again."),
    "number-missing": _l("Please fill in the volunteer number."),
    "number-colon": _l(
        "A volunteer number holds no colon: what stands before one is read as the code of a Society. Please write "
        "%(instead)s, or the number without the Society."
    ),
    "number-taken": _l("Somebody already has the number %(number)s."),
    "name-missing": _l("Please fill in the name."),
    "name-cannot-be-drawn": _l(
        "The name cannot be printed as it is typed. Please look at this part: %(piece)s"
    ),
    "name-lost": _l(
        "Letters of this name are lost: %(piece)s. Please type it anew; of a list, look whether the file was saved as "
        "“CSV UTF-8” or .xlsx."
    ),
    "name-without-letters": _l("A name has letters, this has none: %(piece)s. Please type the name."),
    "not-latin": _l(
        "Please write this name in Latin letters, as in a passport, such as Sok-Kha. These letters are of another "
        "script: %(piece)s. Leave the field empty where nobody knows how it is written."
    ),
    "email-taken": _l("Somebody else signs in with this e-mail address. Please choose another one."),
    "phone-unreadable": _l(
        "This is not a phone number that we can read. Please write it with the country code, such as %(code)s."
    ),
    "phone-length": _l(
        "A phone number that begins with %(begin)s has %(wanted)s digits, this one has %(digits)s. "
        "Please look whether a digit is missing or too many."
    ),
    "phone-length-abroad": _l(
        "A phone number that begins with %(begin)s has %(wanted)s digits, this one has %(digits)s. "
        "Is it a number of another country? Then please write it with the country code: %(numbers)s. If not, please "
        "look whether a digit is missing or too many."
    ),
    "phone-abroad": _l(
        "This looks like a phone number of another country. If it is one, please write it with the country code: "
        "%(numbers)s. If not, please look whether a digit is wrong, or write it with the code of your country."
    ),
    "phone-of-laos": _l(
        "This can be a mobile or a fixed phone. Please write it with 020 for a mobile (%(mobile)s), or with a zero and "
        "the code of the place for a fixed phone (%(place)s)."
    ),
}


def init_app(app: Flask) -> None:
    """Open the pages of this domain and register its sentences."""
    app.register_blueprint(bp)
    app.register_blueprint(passkeys_views.bp)
    app.register_blueprint(sessions.bp)
    app.register_blueprint(pin.bp)
    error_pages.signed_out_form.connect(_interrupted)
    app.register_error_handler(auth.SignedOut, lambda error: _interrupted())
    pin_confirmation.init_app(app)
    oidc.init_app(app)
    web.register_messages({**WORDS, **passkeys_views.WORDS})


@bp.get("/sign-in/")
@web.access("public")
def sign_in() -> ResponseReturnValue:
    """Number, phone or e-mail, and PIN; or a passkey, or the account of a Society that has such."""
    if current_user.is_authenticated:
        return redirect(_onward(auth.signed_in_person()))
    return _page(SignInForm())


@bp.post("/sign-in/")
@web.access("public")
def enter() -> ResponseReturnValue:
    """Sign in. The verb has stored the try already, whatever the answer is."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    try:
        person = sign_in_service.sign_in(
            form.identifier.data or "",
            form.pin.data or "",
            address=request.remote_addr or "",
            secret=auth.secret(),
            regions=current_app.config["COUNTRIES"],
            society=form.society.data or society_state.read(),
            device=auth.device(),
        )
    except RuleBroken as broken:
        web.keep_changes()
        form.blame(broken)
        return _refused(form, broken)
    return _entered(form, person)


@bp.post("/sign-in/passkey/")
@web.access("public")
def enter_by_passkey() -> ResponseReturnValue:
    """Sign in with a passkey; the session ends as after any other sign-in."""
    form, challenge = SignInForm(), passkey_state.take()
    try:
        person = passkeys.sign_in(
            request.form.get("passkey", ""),
            challenge=challenge,
            site=passkey_state.site(),
            address=request.remote_addr or "",
            secret=auth.secret(),
        )
    except RuleBroken as broken:
        web.keep_changes()
        form.form_errors.append(web.message_for(broken))
        return _refused(form, broken)
    return _entered(form, person)


def _entered(form: SignInForm, person: Person) -> Response:
    kept = interrupted_forms.carried()
    auth.enter(person, keep=bool(form.mine.data))
    response: Response
    if kept:
        response = make_response(interrupted_forms.offer(person, kept))
    else:
        response = redirect(next_page.onward(person, _onward(person)), 303)
    society_state.remember(response, person, chosen=bool(form.society.data))
    return response


def _interrupted() -> ResponseReturnValue:
    """The answer to a form that was sent after the session had ended."""
    kept = interrupted_forms.of_this_request()
    if kept is None:
        return interrupted_forms.lead_to_sign_in()
    return _page(SignInForm(None), kept=kept), 401


def _refused(form: SignInForm, broken: RuleBroken) -> ResponseReturnValue:
    if "seconds" in broken.values:
        return (
            _page(form, wait=int(str(broken.values["seconds"]))),
            429,
            {"Retry-After": str(broken.values["seconds"])},
        )
    return _page(form), 422


def _page(form: SignInForm, *, wait: int = 0, kept: interrupted_forms.Fields | None = None) -> str:
    site = passkey_state.site()
    options = "" if site is None else passkeys.options_to_sign_in(passkey_state.give(), site)
    carried = interrupted_forms.carried() if kept is None else kept
    return render_template(
        "accounts/sign_in.html",
        form=form,
        kept_form=interrupted_forms.form_of(carried),
        wait=wait,
        options=options,
        services=[(code, units.name_of(code, current_language())) for code in oidc_state.services()],
        next=request.args.get("next") if kept is None else None,
        kept=carried,
        interrupted=kept is not None,
        societies=[(code, units.name_of(code, current_language())) for code in units.societies()],
        remembered=society_state.read(),
    )


def _onward(person: Person) -> str:
    wanted = request.args.get("next", "")
    return in_current_language(wanted) if next_page.is_local(wanted) else next_page.start_page(person)


@bp.post("/sign-out/")
@web.access("public")
@web.csrf.exempt  # also sent by a page without a token, where somebody wished to sign out before there was network
def sign_out() -> ResponseReturnValue:
    """End the session here. Another site cannot: the form has a token, or the browser says where it comes from."""
    if not web.is_from_this_site():
        web.csrf.protect()
    auth.leave()
    return sessions.left()


@bp.get("/card/<token>")
@web.access("public")
def card(token: str) -> ResponseReturnValue:
    """The first visit: whose card it is, and a PIN to choose."""
    try:
        holder = sign_in_service.holder_of(token)
    except NotFound:
        return _closed()
    return _choose(NewPinForm(), holder)


@bp.post("/card/<token>")
@web.access("public")
def redeem(token: str) -> ResponseReturnValue:
    """Choose the PIN; the card is used up and the person is signed in."""
    form = NewPinForm()
    try:
        holder = sign_in_service.holder_of(token)
        if not form.validate():
            return _choose(form, holder), 422
        sign_in_service.redeem_card(token, form.pin.data or "", auth.secret())
    except NotFound:
        return _closed()
    except RuleBroken as broken:
        form.pin.errors = [web.message_for(broken)]
        return _choose(form, holder), 422
    auth.enter(holder, keep=False)
    response = redirect(next_page.onward(holder, next_page.start_page(holder)), 303)
    society_state.remember(response, holder, chosen=False)
    return response


def _choose(form: NewPinForm, holder: Person) -> str:
    present = getattr(current_user, "person", None)
    other = None if present is None or present.id == holder.id else present
    return render_template(
        "accounts/card.html",
        form=form,
        holder=holder,
        other=other,
        mark_of_other=other and auth.mark_of(other),
    )


def _closed() -> ResponseReturnValue:
    return render_template("accounts/card_closed.html"), 410
