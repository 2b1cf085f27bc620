"""Reasons that Sala itself gives in the ledger, in words of the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from lms.records.queries.ledger import taken_back
from lms.records.services import parting


def in_words(reason: str) -> str:
    """A reason of the ledger: one that somebody typed is as it was typed."""
    if reason == taken_back.REASON:
        return _("The workshop was closed again, and what it had recorded here was taken back.")
    if reason == parting.REASON:
        return _("Two records that were joined were parted again.")
    return reason
