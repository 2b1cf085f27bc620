"""The headings of our own file of records, known again in whatever language it was written.

A status there is one of a certificate, and a number of a branch is none of a person: what such words mean in lists of
others does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lms.content import registry
from lms.i18n import force_locale
from lms.imports.domain.headings import fields
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.headings.split_dates import FIRST_DAY
from lms.records.presenters import record_columns

_ENOUGH: Final = 6  # of our headings: somebody may have taken a column out, or put one in
_FIELDS: Final[Mapping[Kind, Mapping[str, str]]] = {
    "people": {"number": "number", "name": "name", "latin_name": "latin_name", "branch_code": "branch"},
    "trainings": {
        "number": "number",
        "name": "name",
        "latin_name": "latin_name",
        "module": "award",
        "issued_on": "on",
        "trained_on": FIRST_DAY,  # the day of those who have no certificate
    },
}


def known(header: Sequence[str], kind: Kind) -> Mapping[str, str]:
    """The fields of our own headings by their key, where a list has enough of them; nothing for lists of others."""
    keys = set(map(fields.key, header))
    for language in registry.current().languages:
        with force_locale(language.code):
            texts = zip(record_columns.COLUMNS, record_columns.header(), strict=True)
            own = {fields.key(text): _FIELDS[kind].get(name, LEFT_OUT) for name, text in texts}
        if len(own.keys() & keys) >= _ENOUGH:
            return own
    return {}
