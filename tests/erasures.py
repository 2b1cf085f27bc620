"""What a feature is given when somebody is erased, for tests of one feature alone."""

from __future__ import annotations

from flask import current_app

from lms import clock
from lms.accounts.personal_data import Erasure
from lms.accounts.queries.identifying_text import identifying_text_of
from lms.accounts.services.people import Person
from lms.config import settings_of
from lms.records import personal_data as records
from tests.people import SECRET


def erasure_of(person: Person) -> Erasure:
    """The erasure of somebody without merged records."""
    ids = [person.id]
    return Erasure(
        ids,
        identifying_text_of(ids),
        births=records.births_that_count_alike(ids),
        at=clock.now(),
        folder=settings_of(current_app).instance,
        secret=SECRET,
    )
