"""A walk-in as a new person: what HR adds to the name that was typed in the room. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms import web
from lms.accounts.queries import units
from lms.accounts.queries.people import LONGEST_NAME
from lms.accounts.queries.units import Place
from lms.accounts.services import people
from lms.accounts.services.people import Particulars, Unit
from lms.i18n import DEFAULT_LANGUAGE
from lms.text.normalise import for_name
from lms.workshops.models import WorkshopWalkIn

FIELDS = ("name", "latin_name", "number", "phone")


class NewPersonForm:
    """What was typed, by field, and what is wrong with it. `unit`: the branch, once one is chosen."""

    def __init__(self, typed: MultiDict[str, str], places: Sequence[Place]) -> None:
        self.typed = {field: for_name(typed.get(field, ""), LONGEST_NAME) for field in FIELDS}
        self.branch = typed.get("branch", "")
        self.places = places
        chosen = [place.unit for place in places if place.unit.code == self.branch]
        self.unit: Unit | None = chosen[0] if chosen else None
        self.errors: dict[str, str] = {}

    @property
    def given(self) -> Particulars:
        """As accounts take it; the language is that of the Society."""
        society = units.society_of(self.unit) if self.unit else None
        return Particulars(
            self.typed["name"],
            self.typed["latin_name"],
            society.language if society else DEFAULT_LANGUAGE,
            number=self.typed["number"],
            phone=self.typed["phone"],
        )

    def is_right(self) -> bool:
        """Whether somebody can be added so; else `errors` say why not."""
        if self.unit is None:
            self.errors["branch"] = _("Please choose a branch.")
        if not self.typed["number"].strip():
            self.errors["number"] = _("Please fill this in.")
        country = units.country_of(self.unit) if self.unit else None
        for broken in people.faults_of(self.given, self.unit.society if self.unit else "", country=country):
            self.errors.setdefault(broken.field or "", web.message_for(broken))
        return not self.errors


def first_form(row: WorkshopWalkIn, places: Sequence[Place]) -> NewPersonForm:
    """What was typed in the room."""
    typed = MultiDict({"name": row.name, "phone": row.phone, "number": row.number})
    return NewPersonForm(typed, places)
