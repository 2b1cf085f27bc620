"""The check without network: a page that is kept by the browser, and the public keys that it knows."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response, jsonify, render_template, send_file, url_for

from lms import clock
from lms.certificates.domain.statements import KEY_BYTES
from lms.certificates.services import certificates, signing
from lms.content import registry
from lms.i18n import current_language, day
from lms.text.calendars import year_for
from lms.web import access
from lms.web.template_globals import asset

_SCRIPTS: Final = Path(__file__).parents[2] / "static" / "js"
_YEAR, _DAY = 2001, 22  # found again in the words for a date: no month has these digits in its name
_LIBRARY: Final = "vendor/noble-ed25519-3.2.0/index.js"


# Its addresses have no language, as those on paper: the browser keeps one page for all of them.
bp = Blueprint("verify_offline", __name__, url_prefix="/verify")


@bp.get("/offline")
@access("public")
def page() -> str:
    """The page: whoever opened it with network checks certificates without."""
    return render_template("certificates/offline.html", known=_known(), today=clock.today())


@bp.get("/keys.json")
@access("public")
def keys() -> Response:
    """The public keys of this site (Ed25519, hexadecimal), by the first bytes of their SHA-256."""
    return jsonify({"algorithm": "Ed25519", "keys": _keys()})


@bp.get("/worker.js")
@access("public")
def worker() -> Response:
    """What answers below /verify/ without network. It works below its own address alone: never on a learner's page."""
    response = send_file(_SCRIPTS / "verify_worker.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


@bp.after_request
def _for_nobody_else(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _keys() -> dict[str, str]:
    named = ((hashlib.sha256(bytes.fromhex(one)).digest(), one) for one in signing.trusted_keys())
    return {digest[:KEY_BYTES].hex(): public for digest, public in named}


def _known() -> dict[str, Any]:
    content, language = registry.current(), current_language()
    titles = {module.id: certificates.title_of(module, language) for module in content.modules}
    names = {code: society.name(language) for code, society in content.societies.items()}
    return {
        "keys": _keys(),
        "library": asset(_LIBRARY),
        "page": url_for("verify_offline.page", language=language),
        "days": [_pattern(month) for month in range(1, 13)],
        "yearsAhead": year_for(_YEAR, language) - _YEAR,
        "modules": {name: {"text": one.text, "language": one.language} for name, one in titles.items()},
        "societies": {code: {"text": one.text, "language": one.language} for code, one in names.items()},
    }


def _pattern(month: int) -> str:
    """How a reader of the page writes the days of a month, with places for day and year."""
    year = str(year_for(_YEAR, current_language()))
    return day(date(_YEAR, month, _DAY)).replace(str(_DAY), "{day}").replace(year, "{year}")
