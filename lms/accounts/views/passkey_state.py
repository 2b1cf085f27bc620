"""The challenge that a browser was given last for a passkey: in its signed session, and taken out with the answer."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import session as cookie
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from lms.accounts.domain import webauthn_origin
from lms.accounts.domain.webauthn_origin import Site
from lms.accounts.services import passkeys
from lms.accounts.services.passkeys import Challenge
from lms.config import current_settings

_KEPT = "passkey"


def site() -> Site | None:
    """This site as browsers know it; None where they make no passkeys for it."""
    return webauthn_origin.site_of(current_settings().base_url)


def give() -> Challenge:
    """A new challenge for this browser; an earlier one ends here."""
    challenge = passkeys.new_challenge()
    cookie[_KEPT] = [bytes_to_base64url(challenge.value), challenge.made_at.astimezone(UTC).isoformat()]
    return challenge


def take() -> Challenge | None:
    """The challenge of this browser, if it has one; it is gone with this."""
    kept = cookie.pop(_KEPT, None)
    if kept is None:
        return None
    return Challenge(base64url_to_bytes(kept[0]), datetime.fromisoformat(kept[1]))
