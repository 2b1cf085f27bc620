"""What a badge refers to, for the programs that check one: its issuer, the keys, and which badges count no more."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from lms import web
from lms.certificates.domain.badges import Document
from lms.certificates.services import badges
from lms.config import current_settings
from lms.content import registry
from lms.errors import NotFound
from lms.web import access

# Its addresses stand in badges, which have no language of a reader.
bp = Blueprint("issuers", __name__, url_prefix="/verify/issuers")


@bp.get("/<society>")
@access("public")
def profile(society: str) -> Response:
    """A Society as an issuer of badges: its name, in its own language."""
    found = registry.current().societies.get(society)
    if found is None:
        raise NotFound(society)
    return _published(badges.profile(society, found.language, current_settings()), "application/ld+json")


@bp.get("/<society>/did.json")
@access("public")
def keys(society: str) -> Response:
    """The keys of an issuer as a DID document, those that were replaced included."""
    return _published(badges.did_document(society, current_settings()), "application/did+json")


@bp.get("/<society>/status/<int:list_number>")
@access("public")
def status(society: str, list_number: int) -> Response:
    """Which badges of a Society count no more: a signed list of bits."""
    with web.expensive_work():
        found = badges.status_list(society, list_number, current_settings())
    return _published(found, "application/ld+json")


def _published(said: Document, kind: str) -> Response:
    response = Response(json.dumps(said, ensure_ascii=False), content_type=kind)
    response.headers["Cache-Control"] = "public, max-age=300"
    # Whoever checks badges on a page of their own reads this from there.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@bp.after_request
def _for_nobody_else(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
