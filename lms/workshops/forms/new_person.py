"""A walk-in as a new person: what HR adds to the name that was typed in the room. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lms.accounts.forms.people import NewPersonForm
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import units
from lms.accounts.queries.units import Place
from lms.accounts.services import people
from lms.accounts.services.people import Particulars, Unit
from lms.i18n import DEFAULT_LANGUAGE
from lms.workshops.models import WorkshopWalkIn


class WalkInPersonForm(NewPersonForm):
    """The form of a new person, of which the page asks for the branch, the number, the names and the phone.

    A title before the name goes as it does there, and brackets are asked about.
    """

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__({}, list(places))

    @property
    def chosen_unit(self) -> Unit | None:
        """The branch, once one of the list is chosen."""
        return None if self.unit.errors else people_queries.unit_by_code(self.unit.data or "")

    @property
    def given(self) -> Particulars:
        """What was typed; the language is that of the Society."""
        society = units.society_of(self.chosen_unit) if self.chosen_unit else None
        return replace(super().given, language=society.language if society else DEFAULT_LANGUAGE)

    def is_right(self) -> bool:
        """Whether somebody can be added so; else the fields say why not."""
        self.validate()
        unit = self.chosen_unit
        country = units.country_of(unit) if unit else None
        faults = people.faults_of(self.given, unit.society if unit else "", country=country)
        return not self.blame_all(faults) and unit is not None


def first_form(row: WorkshopWalkIn, places: Sequence[Place]) -> WalkInPersonForm:
    """What was typed in the room."""
    form = WalkInPersonForm(places)
    form.take({"name": row.name, "phone": row.phone, "number": row.number})
    return form
