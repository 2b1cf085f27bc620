"""Whose certificate is older than a workshop and was valid in it, in words: of them no test is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from flask_babel import gettext as _

from lms.accounts.services.people import PersonId
from lms.i18n import day
from lms.records.queries.workshop_entries import held_before
from lms.workshops.models import Workshop
from lms.workshops.queries.roster import RosterLine

# By person and module.
Words: TypeAlias = Mapping[tuple[PersonId, str], str]


def certified_before(workshop: Workshop, lines: Sequence[RosterLine]) -> Words:
    """A sentence for each of them and module."""
    ids = {line.person.id for line in lines}
    found = held_before(ids, workshop.modules, workshop.first_on, workshop.last_on)
    return {
        of: _(
            "Certified on %(day)s, before this workshop: valid until %(end)s", day=day(issued), end=day(end)
        )
        if end
        else _("Certified on %(day)s, before this workshop", day=day(issued))
        for of, (issued, end) in found.items()
    }
