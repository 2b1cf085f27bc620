"""What somebody still needs beside the test of a module."""

from __future__ import annotations

from lms import clock
from lms.accounts.services.people import Person
from lms.content.types.curriculum import Module
from lms.records.domain.award_rules import Standing
from lms.records.domain.practice_need import PracticeNeed
from lms.records.queries.practice_needs import practice_needs


def practice_of(person: Person, module: Module, standing: Standing) -> PracticeNeed:
    """Whether practice is asked for, and whether it alone is missing for the certificate today."""
    return practice_needs(person, {module.id: standing}, clock.today()).get(module.id, "")
