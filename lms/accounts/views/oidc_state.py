"""What this browser has begun with an account of a Society: in its signed session, for some minutes, and only once."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from flask import current_app
from flask import session as cookie

from lms import clock
from lms.accounts.domain.oidc_policy import Claims, Secrets
from lms.errors import NotFound, RuleBroken

if TYPE_CHECKING:
    # An extra: it is there where a Society has such a service.
    from lms.accounts.services.oidc_client import Client

LIFE: Final = timedelta(minutes=10)  # to sign in over there, or to type the PIN here
_BEGUN, _CLAIMED = "openid", "openid-claims"


@dataclass(frozen=True)
class Begun:
    """A way to the service and back. `onward` is where the person wants to go in the end."""

    society: str
    connects: bool  # to be connected with whoever is signed in; else to sign in
    language: str
    onward: str
    secrets: Secrets
    confirms: bool = False  # only to show again who it is who is signed in


def services() -> Mapping[str, Client]:
    """The account services, by the code of their Society."""
    found: Mapping[str, Client] = current_app.extensions["sala.openid"]
    return found


def service_of(society: str) -> Client:
    """The service of a Society. Raises NotFound."""
    client = services().get(society)
    if client is None:
        raise NotFound(society)
    return client


def begin(society: str, *, connects: bool, language: str, onward: str, confirms: bool = False) -> Begun:
    """A way that nobody can guess, to be kept once the service is there (`keep`)."""
    made = Secrets(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
    return Begun(society, connects, language, onward, made, confirms)


def keep(begun: Begun) -> None:
    """Remember a way in this browser; an earlier one ends here."""
    _keep(_BEGUN, asdict(begun))


def language() -> str | None:
    """The language in which the present way was begun, if there is one."""
    kept = cookie.get(_BEGUN)
    return None if kept is None else kept["language"]


def take(society: str, state: str) -> Begun:
    """The way that this answer belongs to; it is gone with this. Raises RuleBroken("openid-not-finished")."""
    kept = _fresh(cookie.pop(_BEGUN, None))
    if kept is not None:
        begun = Begun(**{**kept, "secrets": Secrets(**kept["secrets"])})
        same = hmac.compare_digest(begun.secrets.state.encode(), state.encode(errors="replace"))
        if same and begun.society == society:
            return begun
    raise RuleBroken("openid-not-finished")


def drop() -> None:
    """Forget the present way."""
    cookie.pop(_BEGUN, None)


def keep_claims(claims: Claims) -> None:
    """Remember who has signed in over there until the PIN is typed."""
    _keep(_CLAIMED, asdict(claims))


def claims() -> Claims | None:
    """Who has signed in over there a moment ago, to be connected."""
    kept = _fresh(cookie.get(_CLAIMED))
    return None if kept is None else Claims(**kept)


def drop_claims() -> None:
    """Forget who has signed in over there."""
    cookie.pop(_CLAIMED, None)


def _keep(name: str, values: dict[str, Any]) -> None:
    cookie[name] = {**values, "at": clock.now().astimezone(UTC).isoformat()}


def _fresh(kept: dict[str, Any] | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    values = dict(kept)
    age = clock.now() - datetime.fromisoformat(values.pop("at"))
    return values if timedelta(0) <= age < LIFE else None
