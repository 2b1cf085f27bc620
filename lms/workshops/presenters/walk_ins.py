"""Walk-ins as the page of a workshop shows them: who they are not yet, and who they may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString

from lms.accounts.domain.volunteer_numbers import reference
from lms.accounts.queries import units
from lms.accounts.services.people import Person, Scope
from lms.content.types.localized import Name
from lms.i18n import current_language
from lms.workshops.models import Workshop
from lms.workshops.presenters.wording import WHY_WORDS
from lms.workshops.queries.suggestions import suggestions_of
from lms.workshops.queries.walk_ins import WalkInLine
from lms.workshops.queries.workshops import trainer_ids

_SUGGESTED: Final = (
    10  # walk-ins beside whom the page of a workshop says who they may be: each is two questions
)


@dataclass(frozen=True)
class Choice:
    """Somebody who may be the walk-in. `reference`: the number as the form sends it."""

    person: Person
    reference: str
    place: Name
    why: LazyString | str


@dataclass(frozen=True)
class WalkInShown:
    """A walk-in with a few people whom they may be."""

    line: WalkInLine
    choices: Sequence[Choice]


def shown_walk_ins(
    workshop: Workshop, lines: Sequence[WalkInLine], scope: Scope, most: int = _SUGGESTED
) -> list[WalkInShown]:
    """The walk-ins in their order; the first ones with who they may be."""
    countries = tuple(society.country for society in units.societies().values())
    leading = trainer_ids(workshop)
    return [
        WalkInShown(
            line,
            [
                choice_of(one.person, WHY_WORDS[one.why])
                for one in (suggestions_of(line.row, scope, countries, leading) if place < most else ())
            ],
        )
        for place, line in enumerate(lines)
    ]


def choice_of(person: Person, why: LazyString | str = "") -> Choice:
    """Somebody with what tells them from others of the same name."""
    name = units.name_of(person.unit.code, current_language())
    return Choice(person, reference(person.society, person.number), name, why)
