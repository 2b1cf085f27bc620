"""Pages of signing in with the account of a Society: to its service, back, and connecting it with somebody.

The service sends the browser back with a GET. Reading never writes here, and links are opened by programmes, too: that
page only holds a form, which sends itself, and what it sends is looked at.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Flask, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from lms import web
from lms.accounts import auth
from lms.accounts.auth import next_page
from lms.accounts.domain.oidc_policy import Claims
from lms.accounts.forms.sign_in import AccountForm, PasskeyForm
from lms.accounts.queries import units
from lms.accounts.services import oidc, sessions
from lms.accounts.views import oidc_state, passkeys
from lms.config import current_settings, settings_of
from lms.errors import BadSetting, RuleBroken
from lms.i18n import current_language, in_current_language

bp = web.blueprint("openid", __name__)
# Written down at the service once: this address has no language.
back = Blueprint("openid_back", __name__)

LONGEST_CODE: Final = 4096  # characters
LONGEST_ONWARD: Final = 1000  # characters of an address: it is kept in a cookie, which has little room

WORDS = {
    "openid-refused": _l(
        "This account does not open Sala. If you have a task in Sala: sign in once with your number and your PIN, "
        "then choose Passkeys on your page and connect the account. Without a PIN, ask HR for a sign-in card."
    ),
    "openid-not-finished": _l(
        "This step was not finished in time, or was begun in another window or browser. Please try again."
    ),
    "openid-not-confirmed": _l(
        "This does not show that it is you: it was another account, or the account service did not ask you again. "
        "Please use your PIN."
    ),
    "openid-stopped": _l("It was stopped, and nothing was changed."),
    "openid-silent": _l("The account service does not answer as it should. Please try again later."),
    "openid-for-staff": _l("Only people with tasks in Sala for this Society can connect its account."),
    "openid-unverified": _l(
        "The account service does not confirm an e-mail address of yours, so nothing was connected. "
        "Please ask whoever looks after your account there."
    ),
    "openid-other-email": _l(
        "Sala does not have the e-mail address of this account for you, so nothing was connected. "
        "Are you signed in there as yourself? If so, please ask HR to add or correct your address in Sala."
    ),
    "openid-taken": _l(
        "This account is connected with another record in Sala. If both records are yours, please ask HR to join them."
    ),
}

_STATUS: Final = {
    "openid-not-finished": 400,
    "openid-silent": 503,
    "must-wait": 429,
    "must-wait-a-minute": 429,
}


def init_app(app: Flask) -> None:
    """Open the pages, and know the services of the settings. Raises BadSetting."""
    app.register_blueprint(bp)
    app.register_blueprint(back)
    web.register_messages(WORDS)
    settings = settings_of(app)
    found = {}
    for one in settings.account_services:
        name = f"SALA_OIDC_{one.society.upper()}"
        if one.society not in units.societies():
            raise BadSetting(name, f"no such Society; there are {', '.join(sorted(units.societies()))}")
        try:
            from lms.accounts.services.oidc_client import Client
        except ModuleNotFoundError as missing:
            raise BadSetting(name, f"needs {missing.name}: pip install '.[sso]'") from None
        found[one.society] = Client(one)
    app.extensions["sala.openid"] = found


@bp.get("/sign-in/<society>/")
@web.access("public")
def begin(society: str) -> ResponseReturnValue:
    """Go to the service of a Society: to sign in, or `?for=connect` to connect the account there."""
    client = oidc_state.service_of(society)
    connects, confirms = (request.args.get("for") == purpose for purpose in ("connect", "confirm"))
    wanted = request.args.get("next", "")
    follow = next_page.is_local(wanted) and len(wanted) <= LONGEST_ONWARD
    onward = in_current_language(wanted) if follow else ""
    if current_user.is_authenticated and not connects and not confirms:
        return redirect(onward or next_page.start_page(auth.signed_in_person()))
    begun = oidc_state.begin(
        society, connects=connects, confirms=confirms, language=current_language(), onward=onward
    )
    try:
        oidc.refuse_haste(request.remote_addr or "", auth.secret())
        address = client.address(begun.secrets, _back_to(society), anew=confirms)
    except RuleBroken as broken:
        return _refused(broken, society)
    oidc_state.keep(begun)
    return redirect(address)


@back.get("/sign-in/<society>/back/")
@web.access("public")
def returned(society: str) -> ResponseReturnValue:
    """What the service says, as a form that sends itself. Opened without that, it leads to signing in."""
    oidc_state.service_of(society)
    g.language = oidc_state.language()
    said = {name: request.args[name] for name in ("state", "code", "error") if name in request.args}
    if not said:
        return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/openid_back.html", said=said)


@back.post("/sign-in/<society>/back/")
@web.access("public")
def answer(society: str) -> ResponseReturnValue:
    """Sign in whoever has signed in over there, or ask for the PIN that connects the two."""
    oidc_state.service_of(society)
    g.language = oidc_state.language()
    try:
        begun, claims = _answered(society)
        if begun.connects:
            return _to_connect(claims)
        if begun.confirms:
            return _confirmed(claims)
        person = oidc.sign_in(claims, address=request.remote_addr or "", secret=auth.secret())
    except RuleBroken as broken:
        if broken.code == "openid-not-finished":
            oidc.count_failure(request.remote_addr or "", auth.secret())
        web.keep_changes()
        return _refused(broken, society)
    auth.enter(person, keep=False)
    return redirect(next_page.onward(person, begun.onward or next_page.start_page(person)), 303)


def _answered(society: str) -> tuple[oidc_state.Begun, Claims]:
    """Who has signed in over there. Nothing of the database is held while the service is asked."""
    error = request.form.get("error")
    if error is not None:
        # Some services leave out the state with it. It opens nothing, so anybody may say so.
        oidc_state.drop()
        if error == "access_denied":
            raise RuleBroken("openid-stopped")
        raise RuleBroken("openid-silent")
    begun = oidc_state.take(society, request.form.get("state", ""))
    code, client = request.form.get("code", "")[:LONGEST_CODE], oidc_state.service_of(society)
    return begun, client.claims(code, begun.secrets, _back_to(society))


def _to_connect(claims: Claims) -> ResponseReturnValue:
    if not current_user.is_authenticated:
        raise RuleBroken("openid-not-finished")
    oidc.check(auth.signed_in_person(), claims)
    oidc_state.keep_claims(claims)
    return redirect(url_for("passkeys.mine") + "#account", 303)


def _confirmed(claims: Claims) -> ResponseReturnValue:
    """Whoever is signed in here has just proved over there who they are: the other window can go on."""
    if not current_user.is_authenticated:
        raise RuleBroken("openid-not-finished")
    person = oidc.sign_in(claims, address=request.remote_addr or "", secret=auth.secret())
    if person.id != auth.signed_in_person().id or not oidc.is_recent(claims):
        raise RuleBroken("openid-not-confirmed")
    sessions.confirm(auth.present_session().id)
    return render_template("accounts/confirmed.html")


@bp.post("/me/passkeys/account/")
@web.access("signed-in")
def change() -> ResponseReturnValue:
    """Connect the account with which somebody has just signed in over there, or remove the one that is connected."""
    person = auth.signed_in_person()
    if request.form.get("act") == "remove":
        oidc.remove(person, request.form.get("connected", ""))
        return redirect(url_for("passkeys.mine"), 303)
    form, claims = AccountForm(), oidc_state.claims()
    if not form.validate():
        return passkeys.page(PasskeyForm(), form), 422
    try:
        oidc.connect(
            person,
            claims,
            pin=form.pin.data or "",
            address=request.remote_addr or "",
            secret=auth.secret(),
            device=auth.session_device(),
        )
    except RuleBroken as broken:
        form.blame(broken)
        return passkeys.page(PasskeyForm(), form), 422
    oidc_state.drop_claims()
    return redirect(url_for("passkeys.mine") + "#account", 303)


def _back_to(society: str) -> str:
    settings = current_settings()
    return settings.base_url + url_for("openid_back.returned", society=society)


def _refused(broken: RuleBroken, society: str) -> ResponseReturnValue:
    page = render_template(
        "accounts/openid_refused.html",
        sentence=web.message_for(broken),
        society=units.name_of(society, current_language()),
        signed_in=current_user.is_authenticated,
    )
    headers = {"Retry-After": str(broken.values["seconds"])} if "seconds" in broken.values else {}
    return page, _STATUS.get(broken.code, 403), headers
