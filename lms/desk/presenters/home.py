"""Who reads the pages of staff: what stands at the foot of the side bar."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString

from lms.accounts.forms.person_words import ROLE_WORDS
from lms.accounts.queries import units as units_queries
from lms.accounts.services.people import Person
from lms.content.types.localized import Name
from lms.i18n import current_language
from lms.text import graphemes


@dataclass(frozen=True)
class Reader:
    """Who reads: `letter` is the first one of the name, `place` the unit that they belong to."""

    name: str
    language: str
    letter: str
    role: LazyString | str
    place: Name


def reader_of(person: Person) -> Reader:
    """The reader of a page of staff. Of several roles the one that may do most is named."""
    held = {role.name for role in person.roles}
    highest = next((name for name in ("admin", "hr", "trainer", "editor", "viewer") if name in held), None)
    return Reader(
        person.name,
        person.language,
        first_letter(person.name),
        ROLE_WORDS[highest] if highest else "",
        units_queries.name_of(person.unit.code, current_language()),
    )


def first_letter(name: str) -> str:
    """The first letter of a name with all signs that belong to it: a word of a spaced script has its first letter."""
    first = next(iter(graphemes.spans(name)), None)
    if first is None:
        return ""
    cluster = name[first[0] : first[1]]
    return cluster[0].upper() if cluster.isascii() else cluster
