"""Pages of signing in and out, and of the first visit with a card."""

from __future__ import annotations

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from lms import web
from lms.accounts import auth as gate
from lms.accounts.forms.sign_in import NewPinForm, SignInForm
from lms.accounts.queries import units as unit_queries
from lms.accounts.services import passkeys
from lms.accounts.services import sign_in as signing_in
from lms.accounts.services.people import Person
from lms.accounts.views import oidc as openid_views
from lms.accounts.views import oidc_state as openid_begun
from lms.accounts.views import passkey_state as challenges
from lms.accounts.views import passkeys as passkey_views
from lms.accounts.views import pin_confirmation as confirming
from lms.accounts.views import sessions as session_views
from lms.accounts.views import society_state as remembered_society
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language, in_current_language

bp = web.blueprint("accounts", __name__)


WORDS = {
    "wrong-pin": _l(
        "This number and PIN do not belong together. If you share a phone with others, use your volunteer number. "
        "Please try again. If you have tried several times, wait half an hour first, "
        "or ask your trainer or branch for a new sign-in card."
    ),
    "which-society": _l("Please choose your Society: this number is used in several."),
    "which-number": _l(
        "This phone and PIN belong to several people. Please sign in with your volunteer number."
    ),
    "must-wait-a-minute": _l(
        "There were too many wrong tries. Please wait a minute and try again, "
        "or ask your trainer or branch for a new sign-in card."
    ),
    "must-wait": _l(
        "There were too many wrong tries. Please wait %(minutes)s minutes and try again, "
        "or ask your trainer or branch for a new sign-in card."
    ),
    "pin-not-digits": _l("A PIN has digits only."),
    "pin-length": _l("A PIN has %(shortest)s to %(longest)s digits."),
    "pin-too-easy": _l("This PIN is too easy to guess. Please choose another one."),
    "pins-differ": _l("The two PINs are not the same. Please type them again."),
    "number-missing": _l("Please fill in the volunteer number."),
    "number-taken": _l("Somebody already has the number %(number)s."),
    "name-missing": _l("Please fill in the name."),
    "name-cannot-be-drawn": _l(
        "The name cannot be printed as it is typed. Please look at this part: %(piece)s"
    ),
    "email-taken": _l("Somebody else signs in with this e-mail address. Please choose another one."),
    "phone-unreadable": _l(
        "This is not a phone number that we can read. Please write it with the country code, such as %(code)s."
    ),
}


def init_app(app: Flask) -> None:
    """Open the pages of this domain and register its sentences."""
    app.register_blueprint(bp)
    app.register_blueprint(passkey_views.bp)
    app.register_blueprint(session_views.bp)
    confirming.init_app(app)
    openid_views.init_app(app)
    web.register_words({**WORDS, **passkey_views.WORDS})


@bp.get("/sign-in/")
@web.access("public")
def sign_in() -> ResponseReturnValue:
    """Number, phone or e-mail, and PIN; or a passkey, or the account of a Society that has such."""
    if current_user.is_authenticated:
        return redirect(_onward())
    return _page(SignInForm())


@bp.post("/sign-in/")
@web.access("public")
def enter() -> ResponseReturnValue:
    """Sign in. The verb has stored the try already, whatever the answer is."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    try:
        person = signing_in.sign_in(
            form.identifier.data or "",
            form.pin.data or "",
            address=request.remote_addr or "",
            secret=gate.secret(),
            regions=current_app.config["COUNTRIES"],
            society=form.society.data or remembered_society.read(),
            device=gate.device(),
        )
    except RuleBroken as broken:
        web.keep_changes()
        form.blame(broken)
        return _refused(form, broken)
    gate.enter(person, keep=bool(form.mine.data))
    return _remembered(redirect(gate.onward(person, _onward()), 303), person, chosen=bool(form.society.data))


@bp.post("/sign-in/passkey/")
@web.access("public")
def enter_by_passkey() -> ResponseReturnValue:
    """Sign in with a passkey; the session ends as after any other sign-in."""
    form, challenge = SignInForm(), challenges.take()
    try:
        person = passkeys.sign_in(
            request.form.get("passkey", ""),
            challenge=challenge,
            site=challenges.site(),
            address=request.remote_addr or "",
            secret=gate.secret(),
        )
    except RuleBroken as broken:
        web.keep_changes()
        form.form_errors.append(web.sentence(broken))
        return _refused(form, broken)
    gate.enter(person, keep=bool(form.mine.data))
    return _remembered(redirect(gate.onward(person, _onward()), 303), person)


def _remembered(response: Response, person: Person, *, chosen: bool = False) -> Response:
    remembered_society.remember(response, person, chosen=chosen)
    return response


def _refused(form: SignInForm, broken: RuleBroken) -> ResponseReturnValue:
    if "seconds" in broken.values:
        return (
            _page(form, wait=int(str(broken.values["seconds"]))),
            429,
            {"Retry-After": str(broken.values["seconds"])},
        )
    return _page(form), 422


def _page(form: SignInForm, *, wait: int = 0) -> str:
    site = challenges.site()
    options = "" if site is None else passkeys.options_to_sign_in(challenges.give(), site)
    return render_template(
        "accounts/sign_in.html",
        form=form,
        wait=wait,
        options=options,
        services=[(code, unit_queries.name_of(code, current_language())) for code in openid_begun.services()],
        next=request.args.get("next"),
        societies=[
            (code, unit_queries.name_of(code, current_language())) for code in unit_queries.societies()
        ],
        remembered=remembered_society.read(),
    )


def _onward() -> str:
    wanted = request.args.get("next", "")
    return in_current_language(wanted) if gate.is_local(wanted) else url_for("courses.me")


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
        return _closed()
    return _choose(NewPinForm(), holder)


@bp.post("/card/<token>")
@web.access("public")
def redeem(token: str) -> ResponseReturnValue:
    """Choose the PIN; the card is used up and the person is signed in."""
    form = NewPinForm()
    try:
        holder = signing_in.holder_of(token)
        if not form.validate():
            return _choose(form, holder), 422
        signing_in.redeem_card(token, form.pin.data or "", gate.secret())
    except NotFound:
        return _closed()
    except RuleBroken as broken:
        form.pin.errors = [web.sentence(broken)]
        return _choose(form, holder), 422
    gate.enter(holder, keep=False)
    return _remembered(redirect(gate.onward(holder, url_for("courses.me")), 303), holder)


def _choose(form: NewPinForm, holder: Person) -> str:
    return render_template("accounts/card.html", form=form, holder=holder)


def _closed() -> ResponseReturnValue:
    return render_template("accounts/card_closed.html"), 410
