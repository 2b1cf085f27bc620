"""Forms of the records pages: the filter of the roll, the reason of an act. And the words for each status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from lms.content.library import Library
from lms.records import names
from lms.records.roll import Filter, Unit
from lms.records.rules import STATUSES, Status
from lms.records.service import LONGEST_REASON

_LONGEST_SEARCH = 100  # characters

STATUS_WORDS: Final[Mapping[Status, LazyString]] = {
    "valid": _l("Valid"),
    "expiring": _l("Expires within 90 days"),
    "in-grace": _l("Expired, can still be renewed"),
    "expired": _l("Expired"),
    "revoked": _l("Revoked"),
    "never": _l("Not yet certified"),
}


class FilterForm(FlaskForm):  # type: ignore[misc]
    """Which part of the roll to show. Stands in the address, so it carries no token."""

    q = StringField(_l("Name or number"))
    branch = SelectField(_l("Branch"), validate_choice=False)
    status = SelectField(_l("Status"), validate_choice=False)
    module = SelectField(_l("Module"), validate_choice=False)
    after = HiddenField()

    class Meta:
        csrf = False

    def __init__(self, typed: MultiDict[str, str], units: Mapping[str, Unit], library: Library, language: str) -> None:
        super().__init__(typed)
        self._units = units
        self._modules = tuple(module.id for module in library.modules)
        self.branch.choices = [
            ("", _l("All")),
            *((code, names.of_unit(library, code, language).text) for code in units),
        ]
        self.status.choices = [("", _l("All")), *STATUS_WORDS.items()]
        self.module.choices = [
            ("", _l("All")),
            *((module, names.of_award(library, module, language).text) for module in self._modules),
        ]
