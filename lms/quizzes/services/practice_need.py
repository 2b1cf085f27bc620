"""What somebody still needs beside the test of a module."""

from __future__ import annotations

from lms import clock
from lms.accounts.services.people import Person
from lms.content.types.curriculum import Module
from lms.records.domain.practice_need import PracticeNeed
from lms.records.queries.practice_needs import practice_needs
from lms.records.services.achievements import standings_of


def practice_of(person: Person, module: Module) -> PracticeNeed:
    """Whether practice is asked for, and whether it alone is missing for the certificate today."""
    today = clock.today()
    return practice_needs(person, standings_of(person, today), today).get(module.id, "")
