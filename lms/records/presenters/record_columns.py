"""The columns of the file of records: what they hold, and what they are called in the reader's language.

Imports know these headings again: who changes one here changes it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

COLUMNS: Final[Mapping[str, LazyString]] = {
    "number": _l("Number"),
    "name": _l("Name"),
    "latin_name": _l("Name in Latin letters"),
    "branch_code": _l("Branch code"),
    "branch": _l("Branch"),
    "module": _l("Module"),
    "status": _l("Status"),
    "issued_on": _l("Completed on"),
    "valid_until": _l("Valid until"),
    "trained_on": _l("Trained without a certificate on"),
    "account": _l("Account"),
}


def header() -> list[str]:
    """The headings in the reader's language."""
    return [str(word) for word in COLUMNS.values()]
