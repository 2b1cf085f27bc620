"""The sentences for what can be said of a lesson. Knows no rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

# Why a lesson was not clear, in the order in which it is asked.
WHY: Final[Mapping[str, LazyString]] = {
    "words": _l("Too many hard words"),
    "long": _l("Too long"),
    "example": _l("An example does not fit here"),
    "disagree": _l("I do not agree with it"),
    "translation": _l("The translation reads oddly"),
    "other": _l("Something else"),
}
