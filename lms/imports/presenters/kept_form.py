"""The form of an import as a page says it that shows what somebody typed before they had to sign in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.content import award_names, registry
from lms.i18n import current_language
from lms.imports.domain.headings import fields
from lms.imports.presenters.wording import KIND_WORDS
from lms.text.digits import ascii_digits

_STEPS: Final[Mapping[str, LazyString]] = {
    "match": _l("Match the columns"),
    "sheet": _l("Take another sheet"),
    "kind": _l("Take it for a list of another kind"),
    "back": _l("Back to the columns"),
    "choose": _l("Save these decisions"),
    "settle": _l("Apply to all lines"),
    "people": _l("These are people"),
    "all-new": _l("All such lines are about new people"),
    "all-first": _l("Take the first suggestion for all such lines"),
    "all-again": _l("Record all such lines again"),
    "none-again": _l("Leave all such lines out"),
    "all-near": _l("Other trainings: record all such lines"),
    "none-near": _l("The same: leave all such lines out"),
    "certificates": _l("Decide about certificates"),
    "society": _l("Make it a list of the Society"),
    "reread": _l("Read the list again"),
    "start": _l("Bring the list in"),
    "undo": _l("Undo this import"),
    "drop": _l("Do not bring this list in"),
    "again": _l("Try again"),
}
_CHOICES: Final[Mapping[str, LazyString]] = {"skip": _l("Leave out"), "new": _l("Somebody new")}
_LABELS: Final[Mapping[str, LazyString]] = {
    "act": _l("What is to be done"),
    "kind": _l("What is in the list"),
    "sheet": _l("Sheet"),
    "source": _l("Where it is written down"),
    "all-award": _l("Module"),
    "all-on": _l("Day"),
    "reason": _l("Reason"),
    "certificates-reason": _l("Reason"),
    "person": _l("These are people"),
}
_UNSEEN: Final = ("show", "after", "counted", "issue", "key-", "field-")  # of the page itself


def in_words(name: str, value: str, subject: Any) -> tuple[str, str] | None:
    """A field of a step of an import."""
    kind, _dash, number = name.partition("-")
    if name.startswith(_UNSEEN):
        return None
    match kind:
        case "column":
            heading = fields.heading(value, current_language()) if value else _("Leave out")
            return _("Column %(number)s", number=number), str(heading)
        case "line":
            said = _CHOICES.get(value, _l("The person who was chosen")) if value else ""
            return _("Line %(line)s", line=number), str(said)
        case "means":
            return _("What it means"), value
    return str(_LABELS.get(name, name)), _value(name, value)


def _value(name: str, value: str) -> str:
    language = current_language()
    match name:
        case "act":
            return str(_STEPS.get(value, value))
        case "kind":
            return next((str(word) for kind, word in KIND_WORDS.items() if kind == value), value)
        case "all-award" if value:
            return award_names.of_award(registry.current(), value, language).text
        case "person" if ascii_digits(value).isdecimal():
            return _("Line %(line)s", line=value)
    return value
