"""The name that somebody has here, beside a line of trainings that writes it otherwise: HR sees whose number it is."""

from __future__ import annotations

from lms.accounts.services.people import Person
from lms.imports.domain.candidates import is_spelled_so
from lms.imports.domain.lines.line_values import Problem, Values
from lms.imports.domain.name_similarity import is_latin
from lms.imports.queries import existing_records


def note(values: Values, person: Person | None) -> Problem | None:
    """What is said beside the name of a line that is about somebody; None where it is spelled as theirs."""
    if person is None or is_spelled_so(values, existing_records.known_person(person)):
        return None
    field = "name" if "name" in values else "latin_name"
    latin = person.latin_name if is_latin(str(values[field])) else ""
    return Problem(field, "name-here", {"name": latin or person.name or person.latin_name})
